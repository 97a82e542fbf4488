"""Twins differ in one respect only; what the labels of a pair may and may not do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from training.labels import TWINS, Label, Placed


def pairs_of(corpus: Sequence[Placed]) -> dict[str, list[Placed]]:
    """Members by the name of their pair; an item may belong to several pairs as their first member."""
    made: dict[str, list[Placed]] = defaultdict(list)
    by_id = {entry.label.id: entry for entry in corpus}
    for entry in corpus:
        meta = entry.label.meta
        if meta.get("kind") in TWINS and meta.get("pair"):
            base = by_id.get(str(meta.get("base")))
            made[meta["pair"]].extend([base, entry] if base else [entry])
    return made


def unlike(corpus: Sequence[Placed]) -> Iterator[str]:
    """Pairs that lack a member, lie in two clusters, or differ in what must be equal."""
    for name, members in pairs_of(corpus).items():
        last = members[-1]
        if len(members) != 2:
            yield f"{last.place}: pair {name!r} has {len(members)} members, two expected"
            continue
        one, other = (entry.label for entry in members)
        if one.cluster != other.cluster:
            yield f"{last.place}: twins {one.id!r} and {other.id!r} must share a cluster"
        kind = last.label.meta["kind"]
        for what, value in _EQUAL[kind].items():
            if value(one) != value(other):
                yield f"{last.place}: its twin {one.id!r} has another {what}; the pair differs in {_WHY[kind]} only"
        if kind == "sourcing":
            yield from _sourcing(last.place, one, other)


def _sourcing(place: str, one: Label, other: Label) -> Iterator[str]:
    """A source that goes may take its country's mention with it; no stance may turn, and the level must move."""
    stances, others = stances_of(one), stances_of(other)
    for target in stances.keys() & others.keys():
        if stances[target] != others[target]:
            yield f"{place}: its twin {one.id!r} has another stance toward {target}; only the sourcing may differ"
    if one.sourcing_level == other.sourcing_level:
        yield f"{place}: the sourcing differs from {one.id!r}, the level does not"


def _techniques(label: Label) -> list[tuple[str, str]]:
    return sorted((t["name"], t["voice"]) for t in label.techniques or [])


def stances_of(label: Label) -> dict[str, str]:
    return {name: value["label"] for name, value in (label.stance or {}).items() if value}


_EQUAL: dict[str, dict[str, Callable[[Label], object]]] = {
    "side_swap": {
        "sourcing level": lambda x: x.sourcing_level,
        "propaganda signal": lambda x: x.propaganda_signal,
        "list of techniques": _techniques,
        "set of stances": lambda x: sorted(stances_of(x).values()),
    },
    "outlet": {
        "sourcing level": lambda x: x.sourcing_level,
        "propaganda signal": lambda x: x.propaganda_signal,
        "list of techniques": _techniques,
        "stance": stances_of,
    },
    "sourcing": {},
}
_WHY = {"side_swap": "its sides", "outlet": "its outlet"}
