"""Clusters must not straddle splits: what a split measures must not have been seen in another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from training.labels import SPLITS, Placed


def straddling(corpus: Sequence[Placed]) -> Iterator[str]:
    """Records whose cluster stands in another split already, and records that lie in another split's folder."""
    first: dict[str, Placed] = {}
    for entry in corpus:
        label = entry.label
        other = first.setdefault(label.cluster, entry)
        if other.label.split != label.split:
            yield (
                f"{entry.place}: cluster {label.cluster!r} is in split {label.split}, but {other.place} has it in "
                f"{other.label.split}; move one, or give the event its own cluster"
            )
        folder = Path(entry.place.rpartition(":")[0]).parent.name
        if folder in SPLITS and folder != label.split:
            yield f"{entry.place}: split {label.split!r} stands in the folder {folder!r}; move it or mend the field"
