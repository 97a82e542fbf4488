"""One sentence as a row of units: its tokens, with every outermost bracket folded into one.

``外相は「断る。以上」と述べた。`` -> 外相 は 〔引用〕 と 述べ た 。 Rules look at units, so that the words inside a bracket
never take part in the sentence around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from classifier.features.brackets import Bracket
from classifier.features.morphology import Token

QUOTED = "引用"
_MEASURES = frozenset("%％‰℃")
_CLOSERS = ("。", "！", "？", "!", "?")


def _closes(unit: Token) -> bool:
    """Full stops, emoji, stars: no word and no bracket."""
    if unit.surface in _CLOSERS:
        return True
    return unit.pos in ("補助記号", "記号") and unit.sub not in ("括弧開", "括弧閉") and unit.surface not in _MEASURES


@dataclass(frozen=True, slots=True)
class Sentence:
    """``units`` cover ``text[start:end]``; ``depth`` 0 stands outside brackets; ``brackets``: some unit is one;
    ``media``: names of outlets."""

    text: str
    start: int
    end: int
    units: tuple[Token, ...]
    depth: int = 0
    brackets: bool = False
    media: Collection[str] = frozenset()

    def words(self, low: int, high: int) -> str:
        """The text of ``units[low:high]``."""
        return self.text[self.units[low].start : self.units[high - 1].end] if low < high else ""

    def holds(self, sign: re.Pattern[str]) -> bool:
        """Whether the sign of a rule stands in the sentence: what rules ask before they look closer."""
        return sign.search(self.text, self.start, self.end) is not None

    @property
    def stop(self) -> int:
        """Index behind the last unit that is no closing mark, emoji or star."""
        high = len(self.units)
        while high and _closes(self.units[high - 1]):
            high -= 1
        return high


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its tokens, and where each starts, for slicing by offset."""

    text: str
    tokens: Sequence[Token]
    starts: Sequence[int]
    media: Collection[str] = frozenset()

    def sentence(self, start: int, end: int, inside: Sequence[Bracket], depth: int) -> Sentence:
        """Units of ``text[start:end]``; ``inside``: its outermost brackets, in order."""
        units: list[Token] = []
        at = bisect_left(self.starts, start)
        for bracket in inside:
            at = self._until(units, at, bracket.start)
            units.append(
                Token(self.text[bracket.start : bracket.start + 1], bracket.start, bracket.end, QUOTED, "", "", "")
            )
            at = bisect_left(self.starts, bracket.end, at)
        self._until(units, at, end)
        return Sentence(self.text, start, end, tuple(units), depth, bool(inside), self.media)

    def _until(self, units: list[Token], at: int, stop: int) -> int:
        """Append the tokens from ``at`` that end by ``stop``; the index behind them."""
        high = bisect_left(self.starts, stop, at)
        if high > at and self.tokens[high - 1].end > stop:
            high -= 1
        units.extend(self.tokens[at:high])
        return high
