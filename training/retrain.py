"""Learn newly labelled examples without forgetting: what ``uratori train --labels`` does.

    python -m training.retrain --labels corrections.jsonl -o my-model [--full] [--scheme my_labels.toml]

The current model goes on from its weights. New items are seen several times an epoch; a sample of the corpus is replayed,
with its labels and with the answers the model gave before ("learning without forgetting", Li and Hoiem 2016; replay,
Robins 1995). source_type is fitted again with the new items in it, calibration again on dev; thresholds stay. The shipped
folder is never touched; the new folder appears when it is complete. Killed, the same command goes on.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from classifier.errors import InputError, UratoriError
from classifier.model import Model, load_model, shipped_model
from classifier.scheme import Scheme
from training import finetune
from training.batches import encode_batch
from training.examples import Example, make_examples
from training.finetune import Lesson, Settings
from training.labels import Label, collect, read_labels
from training.losses import taught
from training.network import Network
from training.publish import Origin, publish
from training.start import network_of

Log = Callable[[str], object]

# First values, not yet searched: 50 new items took ten minutes on two busy cores and flipped 1.7 % of the decisions on dev.
SETTINGS = Settings(epochs=3, frozen=4, encoder_rate=4e-5, head_rate=2e-4, warmup=0.1)
# Times a new item is seen an epoch, and replayed items for each new one, within bounds that hold time and memory of the old.
REPEATS = 3
REPLAY_EACH, REPLAY_LEAST, REPLAY_MOST = 8, 160, 480


@dataclass(frozen=True, slots=True)
class Job:
    """``corpus``: a folder with train/ and dev/; ``model``: to go on from, None for the current one."""

    labels: Sequence[Path]
    output: Path
    corpus: Path
    model: Path | None = None
    scheme: Path | None = None
    full: bool = False
    base: str = "models/encoder"
    seed: int = 1


def corpus_folder(given: Path | None = None) -> Path:
    """Where train/ and dev/ lie: the option, ``seeds`` here, ``seeds`` beside the package. Raises InputError."""
    places = [given] if given else [Path("seeds"), Path(__file__).parent.parent / "seeds"]
    for place in places:
        if (place / "train").is_dir() and (place / "dev").is_dir():
            return place
    raise InputError(
        f"{places[0]}: train/ and dev/ expected, not found; retraining replays the corpus so that nothing is forgotten: "
        "give its folder with --corpus (seeds/ of the project's repository)"
    )


def retrain(job: Job, log: Log = print) -> Path:
    """Make the new model folder. Raises InputError with every problem of the labels, ModelError, OutputError."""
    output = _free(job.output)
    model = load_model(job.model)
    scheme = model.scheme.extended(job.scheme) if job.scheme else model.scheme
    new = _new_labels(job, scheme, log)
    known = {label.id for label in new} | {label.text for label in new}
    train = [x for x in read_labels([job.corpus / "train"], scheme) if x.id not in known and x.text not in known]
    dev = read_labels([job.corpus / "dev"], scheme)
    partial = output.with_name(f"{output.name}.partial")
    started = time.monotonic()
    if job.full:
        origin = _refit(job, scheme, [*train, *new], partial, log)
    else:
        origin = _continue(job, model, scheme, (new, train), partial, log)
    log("source_type, calibration and card")
    _clear(partial / output.name)
    publish(partial, [*train, *new], dev, origin, partial / output.name)
    (partial / output.name).replace(output)
    shutil.rmtree(partial, ignore_errors=True)
    log(
        f"{output}: made in {time.monotonic() - started:.0f} s from {len(new)} new items and {len(train)} of the corpus"
    )
    return output


def _free(output: Path) -> Path:
    made = output.expanduser().resolve()
    if made == shipped_model().resolve():
        raise InputError(f"{output}: the shipped model is never written over; give another folder with -o")
    if made.exists():
        raise InputError(f"{output}: exists already; give a folder that does not, with -o")
    return made


def _new_labels(job: Job, scheme: Scheme, log: Log) -> list[Label]:
    """The labels to learn, checked; what stands in dev, test or pairs is left out, or the figures would lie."""
    placed, problems = collect(job.labels, scheme)
    if problems:
        raise InputError(
            "\n".join([*problems[:20], f"{len(problems)} problems; mend them, then run the same command again"])
        )
    splits = [job.corpus / name for name in ("dev", "test", "pairs") if (job.corpus / name).is_dir()]
    measured = {label.text for label in read_labels(splits, scheme)}
    new = [entry.label for entry in placed if entry.label.text not in measured]
    if left := len(placed) - len(new):
        log(f"left out: {left} items whose text is measured on (dev, test or pairs)")
    if not new:
        raise InputError(f"{', '.join(map(str, job.labels))}: no item to learn from")
    return new


def _continue(
    job: Job, model: Model, scheme: Scheme, labels: tuple[list[Label], list[Label]], partial: Path, log: Log
) -> Origin:
    """Weights into ``partial``: the current model, some epochs on."""
    new, corpus = labels
    settings = Settings(
        **{**asdict(SETTINGS), "seed": job.seed, "window": model.encoder.window, "stride": model.encoder.stride}
    )
    network = network_of(model, scheme, job.seed)
    tokenizer = model.encoder.tokenizer
    replay = replay_of(corpus, len(new), job.seed)

    def examples(chosen: Sequence[Label]) -> list[Example]:
        return make_examples(chosen, tokenizer, settings.window, settings.stride, scheme)

    lessons = [Lesson(e) for e in examples(new) for _ in range(REPEATS)]
    lessons += _taught(network_of(model, model.scheme), examples(replay), tokenizer.special)
    log(f"{len(new)} new items, {len(replay)} replayed, {settings.epochs} epochs")
    started = time.monotonic()
    finetune.train(network, lessons, settings, tokenizer.special, partial / "checkpoint", log)
    record = {"settings": asdict(settings), "examples": len(lessons), "seconds": round(time.monotonic() - started, 1)}
    finetune.save_network(network, partial, record)
    facts = {"learnt": {"items": len(new), "sha256": _digest(job.labels), "replayed": len(replay)}}
    return Origin.of_model(model, scheme, facts)


def replay_of(corpus: Sequence[Label], new: int, seed: int) -> list[Label]:
    """A sample of whole clusters: enough to hold the old, few enough for the minutes that are promised."""
    wanted = min(max(REPLAY_EACH * new, REPLAY_LEAST), REPLAY_MOST)
    clusters: dict[str, list[Label]] = {}
    for label in corpus:
        clusters.setdefault(label.cluster, []).append(label)
    order = sorted(clusters)
    random.Random(seed).shuffle(order)  # noqa: S311
    chosen: list[Label] = []
    for name in order:
        if len(chosen) >= wanted:
            break
        chosen.extend(clusters[name])
    return chosen


@torch.no_grad()
def _taught(before: Network, examples: Sequence[Example], special: tuple[int, int, int]) -> list[Lesson]:
    """Every replayed item with the answers of the model before it learns anything new."""
    before.eval()
    lessons = []
    for at in range(0, len(examples), 8):
        part = examples[at : at + 8]
        states = encode_batch(before, part, special)
        lessons += [Lesson(e, taught(before, e, s)) for e, s in zip(part, states, strict=True)]
    return lessons


def _refit(job: Job, scheme: Scheme, labels: list[Label], partial: Path, log: Log) -> Origin:
    """Weights into ``partial``: the whole recipe from the base encoder, with the new items among the old."""
    settings = Settings(base=job.base, seed=job.seed)
    base = finetune.fresh(labels, settings, partial, scheme, log)
    return Origin.of_base(base, asdict(settings), scheme)


def _digest(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        for file in sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]:
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _clear(folder: Path) -> None:
    """What a killed run left of a folder that was not complete."""
    shutil.rmtree(folder, ignore_errors=True)


def main(argv: list[str] | None = None) -> int:
    """Command line; exit 2 where it could not run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labels", nargs="+", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--scheme", type=Path)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--base", default="models/encoder")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    options = {k: v for k, v in vars(args).items() if k != "corpus"}
    try:
        retrain(Job(**options, corpus=corpus_folder(args.corpus)))
    except UratoriError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
