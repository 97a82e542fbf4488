"""Named evidence for a criterion, and how several pieces of it make one decision.

A *sign* is a pattern with a name: ``コメントを控え`` is ``declined``. The table ``points.toml`` gives every sign of a
criterion its points; the criterion holds where the points of the signs that a text shows reach the ``need`` of the
table. The words of the signs that spoke for it, strongest first, become its marks, so that a reader can check them.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from classifier.evidence import Mark
from classifier.features.criteria.openings import openings
from classifier.features.criteria.structure import Voices

Span = tuple[int, int]
# Criterion -> sign -> where it stands.
Found = Mapping[str, Mapping[str, list[Span]]]
# Three marks show why; more only repeat it.
_MAX_MARKS = 3
# Longest stretch between the two halves of a sign; keeps every pattern linear.
GAP = r"[^。！？\n]"


@dataclass(frozen=True, slots=True)
class Sign:
    """``shows`` is False for a sign that only lends weight (何日までに): it never becomes a mark of its own."""

    name: str
    pattern: re.Pattern[str]
    shows: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """What ``points.toml`` may call it; see ``told_apart``."""
        return self.name, f"quoted_{self.name}", f"{self.name}_again", f"quoted_{self.name}_again"


def sign(name: str, pattern: str, shows: bool = True) -> Sign:
    """A sign from its pattern."""
    return Sign(name, re.compile(pattern, re.M), shows)


@cache
def points() -> Mapping[str, Mapping[str, int]]:
    """Criterion -> sign -> points, as ``points.toml`` gives them."""
    raw = files(__package__).joinpath("points.toml").read_text(encoding="utf-8")
    return {name: dict(table) for name, table in tomllib.loads(raw).items()}


# A sign's number and how to try it at a place.
_Try = tuple[int, Callable[[str, int], re.Match[str] | None]]


class _Pairs:
    """Two neighbouring characters as one number, so that numpy walks over a text; 0 where a character begins nothing."""

    def __init__(self, begins: Mapping[str, list[_Try]]) -> None:
        seconds = sorted({opening[1] for opening in begins if len(opening) > 1})
        self._first, self._second = np.zeros((2, sys.maxunicode + 1), np.int32)
        width = len(seconds) + 1
        self._second[[ord(char) for char in seconds]] = range(1, width)
        self._rows: dict[int, list[_Try]] = {}
        for code, char in enumerate(sorted({opening[0] for opening in begins}), 1):
            self._first[ord(char)] = code * width
            for after, second in enumerate(["", *seconds]):
                row = begins.get(char, []) + (begins.get(char + second, []) if second else [])
                if row:
                    self._rows[code * width + after] = row
        self._known = np.zeros((len(begins) + 2) * width, np.bool_)
        self._known[list(self._rows)] = True

    def rows(self, text: str) -> Iterator[tuple[int, list[_Try]]]:
        """Places where signs may begin, in order, and the signs to try there."""
        # Behind the last character stands one more, so that it has a neighbour too.
        chars = np.frombuffer((text + "\0").encode("utf-32-le", "surrogatepass"), np.uint32)
        codes = self._first[chars[:-1]] + self._second[chars[1:]]
        at = np.flatnonzero(self._known[codes])
        return zip(at.tolist(), map(self._rows.__getitem__, codes[at].tolist()), strict=True)


class Index:
    """Many signs sought in one pass: a pattern is tried only where the text begins as its matches begin."""

    def __init__(self, signs: Sequence[Sign]) -> None:
        self.signs = signs
        begins: dict[str, list[_Try]] = {}
        for number, one in enumerate(signs):
            found = openings(one.pattern.pattern)
            if found is None:
                raise ValueError(f"{one.name}: a match may begin with anything")
            for opening in found:
                begins.setdefault(opening, []).append((number, one.pattern.match))
        self._pairs = _Pairs(begins)

    def places(self, text: str) -> dict[int, list[Span]]:
        """Sign number -> where its words stand, in order, as ``finditer`` of its pattern finds them; only if it does."""
        found: dict[int, list[Span]] = {}
        free = [0] * len(self.signs)
        for at, row in self._pairs.rows(text):
            for number, match in row:
                if at >= free[number] and (words := match(text, at)):
                    free[number] = words.end()
                    found.setdefault(number, []).append(words.span())
        return found


def told_apart(name: str, places: list[Span], voices: Voices) -> Iterator[tuple[str, list[Span]]]:
    """The names that a sign goes by in a text; ``quoted_`` before it where the words are somebody else's.

    ``「答えは分からない」と述べた`` shows ``quoted_unknown``, ``理由は分からない。`` shows ``unknown``; what stands twice
    shows ``unknown_again`` besides.
    """
    own: list[Span] = []
    theirs: list[Span] = []
    for place in places:
        (theirs if voices.starts and voices.covers(place[0]) else own).append(place)
    for called, found in ((name, own), (f"quoted_{name}", theirs)):
        if found:
            yield called, found
        if len(found) > 1:
            yield f"{called}_again", found[1:]


class Criterion:
    """``structure_speaks``: what stands bare may be shown where no pattern has words.

    ``weighed``: the signs that have points; the others are not sought. ``silent``: names that never become a mark.
    ``borrowed``: points of other criteria's signs (``no_comment.asked``), which only lend weight.
    ``decisive``: signs one of which has to stand there, however many points the others bring; empty: any will do.
    """

    def __init__(
        self, name: str, signs: Sequence[Sign], structure_speaks: bool = False, decisive: Collection[str] = ()
    ) -> None:
        self.name = name
        self.decisive = frozenset(decisive)
        self.structure_speaks = structure_speaks
        self.table = points()[name]
        self.borrowed = {tuple(called.split(".")): value for called, value in self.table.items() if "." in called}
        wanted = {
            called.split(".")[1] for table in points().values() for called in table if called.startswith(f"{name}.")
        }
        self.weighed = [one for one in signs if not wanted.union(self.table).isdisjoint(one.names)]
        self.silent = frozenset(called for one in signs if not one.shows for called in one.names)


def decide(criterion: Criterion, found: Found, structure: Mapping[str, list[Span]]) -> list[Mark]:
    """The marks of a criterion, none where its points stay below its need or no words can be shown for it."""
    table, own = criterion.table, found[criterion.name]
    if criterion.decisive and criterion.decisive.isdisjoint(own):
        return []
    lent = sum(value for (other, called), value in criterion.borrowed.items() if called in found[other])
    if lent + _sum(table, own) + _sum(table, structure) < table["need"]:
        return []
    worded = _marks(criterion, own)
    return worded or (_marks(criterion, {**structure, **own}) if criterion.structure_speaks else [])


def _sum(table: Mapping[str, int], shown: Collection[str]) -> int:
    return sum([table[name] for name in shown if name in table])


def _marks(criterion: Criterion, shown: Mapping[str, list[Span]]) -> list[Mark]:
    """The signs that spoke for it, strongest first; of patterns only those that show something."""
    table, silent = criterion.table, criterion.silent
    speaking = sorted((-table[n], places[0], n) for n, places in shown.items() if table.get(n, 0) > 0)
    return [Mark(criterion.name, *place, name) for _, place, name in speaking if name not in silent][:_MAX_MARKS]
