"""How items begin and end: templates would show as a few openings that many items share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from training.labels import Placed

HEAD, TAIL, SHOWN = 4, 4, 12


def openings(corpus: Sequence[Placed]) -> Iterator[str]:
    """Markdown rows: how many different openings and closings there are, and the most frequent of each."""
    yield "| | different | share of the commonest | commonest |"
    yield "| --- | ---: | ---: | --- |"
    for name, cut in (("first 4 characters", slice(0, HEAD)), ("last 4 characters", slice(-TAIL, None))):
        counts = Counter(_one_line(entry.label.text[cut]) for entry in corpus)
        top = counts.most_common(SHOWN)
        shown = ", ".join(f"{text} {count}" for text, count in top)
        yield f"| {name} | {len(counts)} | {top[0][1] / len(corpus):.1%} | {shown} |"


def _one_line(text: str) -> str:
    return text.replace("\n", "⏎").replace("|", "｜").replace("\u3000", "□")
