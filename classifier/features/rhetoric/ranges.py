"""Ranges of quoted words, merged and sorted, so that asking about a mark costs one look-up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ranges:
    """Disjoint ranges in order: ``starts[i]`` to ``ends[i]``."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]]) -> Ranges:
        """Merge what touches or overlaps: quotes lie inside quotes."""
        merged: list[list[int]] = []
        for start, end in sorted(pairs):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(end, merged[-1][1])
            elif start < end:
                merged.append([start, end])
        return cls(tuple(m[0] for m in merged), tuple(m[1] for m in merged))

    def touch(self, start: int, end: int) -> bool:
        """Whether any character of ``start``..``end`` lies inside a range."""
        at = bisect_right(self.starts, end - 1) - 1
        return at >= 0 and self.ends[at] > start

    def hold(self, start: int, end: int) -> bool:
        """Whether one range holds all of ``start``..``end``."""
        at = bisect_right(self.starts, start) - 1
        return at >= 0 and self.ends[at] >= end
