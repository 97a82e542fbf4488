"""Side swap: two of the default countries change places in a text, and their stance labels with them.

ロシア軍は…と述べ、ウクライナ側は否定した -> ウクライナ軍は…と述べ、ロシア側は否定した. Techniques, level, signal and criteria stay: they
are about wording and sourcing, not about sides. A text is exchanged whole or not at all: one name that the table cannot map,
one word that belongs to one side's life, one mention that is lost or gained, and there is no record.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from classifier.attribute.registry import Outlet, load_registry
from training.augment.leftovers import leftovers
from training.augment.made import Refused, history, mention_counts, unless_refused
from training.augment.sides import PairTable, authority, pairs, side_names, table_of
from training.edits import edited
from training.labels import Label

# Mentions are counted by capital too, but a text in Japanese names 東京 for itself; there only whether there are any counts.
_UNCOUNTED = "jp"


def swap_sides(label: Label, rng: random.Random) -> Label | None:
    """The record with two sides exchanged, or None where the exchange would not read true to the labels."""
    return unless_refused(swapped, label, rng)


def swapped(label: Label, rng: random.Random) -> Label:
    """As ``swap_sides``; raises Refused with the reason."""
    names = side_names()
    fit = [pair for pair in pairs() if all((label.stance or {}).get(names[side]) for side in pair)]
    if not fit:
        raise Refused("no two sides are labelled")
    rng.shuffle(fit)
    reasons: list[Refused] = []
    for pair in fit:
        try:
            return _exchanged(label, table_of(pair))
        except Refused as refused:
            reasons.append(refused)
    raise reasons[0]


def _exchanged(label: Label, table: PairTable) -> Label:
    if table.media.search(label.text):
        raise Refused("the text names a state medium of one side")
    edits = table.edits(label.text)
    for reason, _ in leftovers(label.text, table.held(label.text), table):
        raise Refused(reason)
    renamed = replace(label, stance=_stance(label, table))
    made = edited(renamed, edits, **_source(label, table), **history(label, "swap", "side_swap"))
    _check(label, made, table)
    return made


def _stance(label: Label, table: PairTable) -> dict[str, Any]:
    """Labels move with their targets; other targets are renamed where their name holds a side's."""
    moved: dict[str, Any] = {}
    for name, value in (label.stance or {}).items():
        one, other = table.names
        new = other if name == one else one if name == other else _apply(name, label.text, table)
        if new in moved:
            raise Refused("two targets would get one name")
        moved[new] = value
    return moved


def _apply(words: str, text: str, table: PairTable) -> str:
    """A name that stands in the text, or beside it, with its sides exchanged as in the text."""
    made = words
    for start, end, new in reversed(table.edits(words, text)):
        made = made[:start] + new + made[end:]
    return made


def _source(label: Label, table: PairTable) -> dict[str, Any]:
    """``outlet`` and ``account`` of an authority change sides; those of a side's state medium are no longer known."""
    if not label.outlet:
        return {"account": None if _speaks(load_registry().account(label.account), table) else label.account}
    row = load_registry().named(label.outlet)
    if row is None or row.kind == "official":
        outlet = authority(label.outlet, table.sides) or _apply(label.outlet, label.text, table)
        if outlet != label.outlet:
            return {"outlet": outlet, "account": None}
    owner = row or load_registry().account(label.account)
    return {"outlet": None, "account": None} if _speaks(owner, table) else {}


def _speaks(outlet: Outlet | None, table: PairTable) -> bool:
    """Whether an outlet speaks for one of the sides."""
    return outlet is not None and outlet.country.lower() in table.sides and outlet.kind in ("state_media", "official")


def _check(label: Label, made: Label, table: PairTable) -> None:
    """The other side is mentioned where this one was, every third party as before."""
    before, after = mention_counts(label.text), mention_counts(made.text)
    one, other = table.names
    expected = {**before, one: before[other], other: before[one]}
    if not (before[one] and before[other]):
        raise Refused("a labelled side is not mentioned")
    if _UNCOUNTED in table.sides:
        expected, after = _any(expected), _any(after)
    if expected != after:
        raise Refused("a mention would be lost or gained")


def _any(counts: dict[str, int]) -> dict[str, int]:
    return {name: min(1, count) for name, count in counts.items()}
