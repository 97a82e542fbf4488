"""The fifteen sourcing criteria of the label guide, each from named evidence with spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from classifier.evidence import Mark
from classifier.features.criteria import (
    anonymous_source,
    dateline,
    direct_quote,
    document_cited,
    named_source,
    positioned_source,
)
from classifier.features.criteria.claims import CLAIM_RULES
from classifier.features.reading import Reading

_RULES: tuple[Callable[[Reading], Iterator[Mark]], ...] = (
    named_source.find,
    positioned_source.find,
    anonymous_source.find,
    document_cited.find,
    direct_quote.find,
    dateline.find,
    *CLAIM_RULES,
)


def find_criteria(reading: Reading) -> list[Mark]:
    """Every criterion's marks in order of their start; the same words for the same criterion stand once."""
    marks = [mark for rule in _RULES for mark in rule(reading)]
    return sorted(_outermost(marks), key=lambda m: (m.start, m.end, m.name))


def _outermost(marks: list[Mark]) -> Iterator[Mark]:
    """Without marks inside another of their name: ``「雨が降った」`` with its brackets, not once more without them."""
    reach: dict[str, int] = {}
    # Of marks with the same start the longest comes first, of equal ones the first that was found.
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        if mark.end > reach.get(mark.name, 0):
            reach[mark.name] = mark.end
            yield mark
