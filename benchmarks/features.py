"""Speed of the features stage on one core: ``python -m benchmarks.features [--rounds 5]``.

Every figure is a ratio inside one round, so that a busy machine slows both sides alike. "fugashi with features" is
what every Japanese pipeline pays anyway: one pass over the text that reads each word and the columns our rules use.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import fugashi

from classifier.attribute.registry import media_names
from classifier.features import named_signals, read_text, text_evidence
from classifier.features.morphology import CHUNK, tokens_of
from classifier.read import clip_text
from classifier.records import Attribution
from classifier.split import whole_item
from classifier.view import View, view_of

_TAGGER = fugashi.Tagger()
_HOSTILE_BYTES = 5_000_000


def fugashi_alone(views: Sequence[View]) -> None:
    """One pass with the features read, line by line as the stage reads them."""
    for view in views:
        for chunk in CHUNK.finditer(view.text):
            for word in _TAGGER(chunk.group()):
                feature = word.feature
                _ = (word.surface, feature.pos1, feature.pos2, feature.pos3, feature.cForm, feature.lemma)


def whole_stage(views: Sequence[View]) -> None:
    """All that the features stage does for an item, but for the fitted source_type pipeline."""
    for view in views:
        reading = read_text(view.text, media_names())
        named_signals(view.text, Attribution(), reading.tokens)
        text_evidence(reading, view)


def seconds(run: Callable[[Sequence[View]], None], views: Sequence[View]) -> float:
    """Processor time of one run."""
    start = time.process_time()
    run(views)
    return time.process_time() - start


def corpus_texts() -> list[str]:
    """Items of the corpus, in order."""
    texts: list[str] = []
    for path in sorted(Path("seeds/dev").glob("*.jsonl")):
        texts.extend(json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines())
    return texts


def hostile_texts() -> dict[str, str]:
    """Five megabytes each, made of what such rules trip over."""
    fill = {
        "「 only": "「",
        "brackets only": "「」『』",
        "と only": "と",
        "は、only": "は、",
        "one endless sentence": "市長は橋を見て外相に会い",
    }
    made = {name: (unit * (_HOSTILE_BYTES // len(unit.encode()) + 1)) for name, unit in fill.items()}
    nested = "「『" * 10_000 + "断る" + "』」" * 10_000 + "と述べた。"
    made["10,000 nested quotes"] = nested * (_HOSTILE_BYTES // len(nested.encode()) + 1)
    return {name: text.encode()[:_HOSTILE_BYTES].decode(errors="ignore") for name, text in made.items()}


def _view(text: str) -> View:
    return view_of(whole_item(clip_text(text)))


def _bytes(views: Sequence[View]) -> int:
    return sum(len(view.text.encode()) for view in views)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = [_view(text) for text in corpus_texts()]
    size = _bytes(texts) / 1e6
    whole_stage(texts)
    print(f"machine: {platform.processor() or platform.machine()}, Python {platform.python_version()}, one core")
    print(f"{len(texts)} items of seeds/dev, {size:.2f} MB, {rounds} rounds, processor time\n")
    _normal(texts, size, rounds)
    _hostile(texts)


def _normal(texts: Sequence[View], size: float, rounds: int) -> None:
    pairs = [(seconds(fugashi_alone, texts), seconds(whole_stage, texts)) for _ in range(rounds)]
    ratios = [alone / stage for alone, stage in pairs]
    print("| | MB/s (median) |\n| --- | ---: |")
    print(f"| fugashi with features | {size / statistics.median(a for a, _ in pairs):.3f} |")
    print(f"| tokens of the stage | {size / statistics.median(seconds(_tokens, texts) for _ in range(rounds)):.3f} |")
    print(f"| whole features stage | {size / statistics.median(s for _, s in pairs):.3f} |")
    print(
        f"\nstage / fugashi: median {statistics.median(ratios):.3f} ({min(ratios):.3f}-{max(ratios):.3f}), at least 0.333 wanted\n"
    )


def _tokens(texts: Sequence[View]) -> None:
    for text in texts:
        tokens_of(text.text)


def _hostile(texts: Sequence[View]) -> None:
    print("| hostile input, 5 MB | cost per byte against normal text just before |\n| --- | ---: |")
    for name, text in hostile_texts().items():
        normal = seconds(whole_stage, texts) / _bytes(texts)
        hostile = [_view(text)]
        print(f"| {name} | {seconds(whole_stage, hostile) / _bytes(hostile) / normal:.2f} |", flush=True)


if __name__ == "__main__":
    main()
