"""The table of parallel names: ``sides.toml`` -> for a pair of sides, which word becomes which, and which forbid it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from classifier.attribute.registry import load_registry
from training.augment.made import Refused
from training.edits import Edit

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PairTable:
    """What an exchange of two sides does to words."""

    sides: Pair
    names: Pair
    # Form -> its place in its row, and the forms of the other side; none where there is no counterpart.
    forms: Mapping[str, tuple[int, tuple[str, ...]]]
    kept: frozenset[str]
    pattern: re.Pattern[str]
    forbidden: re.Pattern[str]
    media: re.Pattern[str]
    neutral: frozenset[str]

    def edits(self, text: str, within: str = "") -> list[Edit]:
        """Every form of a text (or of a name ``within`` one) with its counterpart. Raises Refused where it has none."""
        found = [match for match in self.pattern.finditer(text) if match.group() not in self.kept]
        used = {match.group() for match in self.pattern.finditer(within or text)}
        return [(m.start(), m.end(), self._counterpart(m.group(), used)) for m in found]

    def held(self, text: str) -> list[tuple[int, int]]:
        """Where words of the table stand, those that stay included."""
        return [match.span() for match in self.pattern.finditer(text)]

    def _counterpart(self, word: str, used: set[str]) -> str:
        at, others = self.forms[word]
        if not others:
            raise Refused("a name of one side has no counterpart")
        same = others[min(at, len(others) - 1)] if at < len(others) else others[0]
        shown = [form for form in others if form in used]
        return same if same in shown or not shown else shown[0]


@cache
def pairs() -> tuple[Pair, ...]:
    """Pairs of sides that the table can exchange, by their column names."""
    return tuple((one, other) for one, other in _raw()["pairs"]["sides"])


def side_names() -> dict[str, str]:
    """Column name -> the default target's name."""
    return dict(_raw()["sides"])


@cache
def table_of(pair: Pair) -> PairTable:
    """The table of one pair."""
    raw = _raw()
    forms = _forms(pair)
    kept = frozenset(raw["both"].get("-".join(pair), ()))
    names = (raw["sides"][pair[0]], raw["sides"][pair[1]])
    words = sorted({*forms, *kept}, key=len, reverse=True)
    pattern = re.compile("|".join(raw["guards"].get(word, _plain(word)) for word in words))
    third = (word for row in raw["row"] for side, words in row.items() if side not in pair for word in words)
    neutral = frozenset({*raw["neutral"]["names"], *third} - {*forms})
    return PairTable(pair, names, forms, kept, pattern, _forbidden(pair), _state_media(pair), neutral)


def authority(outlet: str, pair: Pair) -> str | None:
    """The parallel authority of an outlet field, or None."""
    for row in _raw()["authority"]:
        for side, other in (pair, pair[::-1]):
            if row.get(side) == outlet:
                return str(row[other]) if other in row else None
    return None


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("training.augment").joinpath("sides.toml").read_text(encoding="utf-8"))


def _plain(word: str) -> str:
    """Latin names need word borders; of a Japanese word the table says itself where it needs some."""
    return rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])" if word.isascii() else re.escape(word)


def _rows() -> Iterator[dict[str, list[str]]]:
    raw = _raw()
    yield from raw["row"]
    for word in raw["glued"]["words"]:
        yield {side: _glued(side, word) for side in raw["sides"]}


def _glued(side: str, word: str) -> list[str]:
    """米軍, 米国軍, アメリカ軍 or ロシア軍, 露軍: the commoner first."""
    long = [f"{name}{word}" for name in _raw()["row"][0][side]]
    short = _raw()["glued"]["short"].get(side)
    if short is None:
        return long
    return [f"{short}{word}", *long] if side == "us" else [*long, f"{short}{word}"]


def _forms(pair: Pair) -> dict[str, tuple[int, tuple[str, ...]]]:
    """The first row that has a word and its counterpart decides."""
    forms: dict[str, tuple[int, tuple[str, ...]]] = {}
    for row in _rows():
        for side, other in (pair, pair[::-1]):
            for at, word in enumerate(row.get(side, ())):
                if not forms.get(word, (0, ()))[1]:
                    forms[word] = (at, tuple(row.get(other, ())))
    return forms


def _forbidden(pair: Pair) -> re.Pattern[str]:
    raw = _raw()
    bound = [set(raw["bound"][side]) for side in pair]
    never = {word for side in pair for word in raw["never"][side]}
    return re.compile("|".join(sorted((bound[0] ^ bound[1]) | never, key=len, reverse=True)))


def _state_media(pair: Pair) -> re.Pattern[str]:
    """Names of the two sides' state media, which speak for one of them."""
    rows = [o for o in load_registry().outlets if o.kind == "state_media" and o.country.lower() in pair]
    names = {name for row in rows for name in (row.name, *row.aliases, *row.credits) if len(name) > 1}
    return re.compile("|".join(_edged(name) for name in sorted(names, key=len, reverse=True)) or r"(?!)")


def _edged(name: str) -> str:
    """RT is not in ARTS, タス not in ステータス."""
    return f"(?<![A-Za-zァ-ヶー]){re.escape(name)}(?![A-Za-zァ-ヶー])"
