"""The criteria that weigh claims: who replies, who confirms, what stays unchecked, hedged, hearsay or bare.

All eight read one pass over the text and one look at its structure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from classifier.evidence import Mark
from classifier.features.criteria import (
    corroboration,
    hearsay,
    hedged,
    no_comment,
    other_side,
    single_party_claim,
    unsourced_claim,
    unverified_flagged,
)
from classifier.features.criteria.signs import Criterion, Index, Sign, Span, decide, told_apart
from classifier.features.criteria.structure import structure_of, voices_of
from classifier.features.reading import Reading

CRITERIA = (
    Criterion("other_side", other_side.SIGNS),
    Criterion("no_comment", no_comment.SIGNS),
    Criterion("corroboration", corroboration.SIGNS, decisive=corroboration.DECISIVE),
    Criterion("unverified_flagged", unverified_flagged.SIGNS),
    Criterion("hedged", hedged.SIGNS),
    Criterion("hearsay", hearsay.SIGNS),
    Criterion("single_party_claim", single_party_claim.SIGNS),
    Criterion("unsourced_claim", unsourced_claim.SIGNS, structure_speaks=True),
)


@cache
def index() -> Index:
    """All signs that have points, of all eight criteria."""
    return Index([one for _, one in _weighed()])


@cache
def _weighed() -> tuple[tuple[str, Sign], ...]:
    """(criterion, sign) in the order of the index."""
    return tuple((criterion.name, one) for criterion in CRITERIA for one in criterion.weighed)


def signs_in(reading: Reading) -> dict[str, dict[str, list[Span]]]:
    """Criterion -> sign -> where it stands."""
    found: dict[str, dict[str, list[Span]]] = {criterion.name: {} for criterion in CRITERIA}
    voices, weighed = voices_of(reading), _weighed()
    for number, places in index().places(reading.text).items():
        criterion, one = weighed[number]
        found[criterion].update(told_apart(one.name, places, voices))
    return found


def find(reading: Reading) -> Iterator[Mark]:
    """The marks of all eight: ``運営会社はコメントを控えた。`` has ``no_comment``."""
    found, structure = signs_in(reading), structure_of(reading)
    for criterion in CRITERIA:
        yield from decide(criterion, found, structure)


CLAIM_RULES: tuple[Callable[[Reading], Iterator[Mark]], ...] = (find,)
