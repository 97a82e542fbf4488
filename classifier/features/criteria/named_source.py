"""named_source: a person with a name speaks or is asked.

``農家の田島健さん（41）は「水が引かない」と話した。`` ``アンナ・レイ報道官によると、…`` A body with a name is a positioned source.
"""

from __future__ import annotations

from collections.abc import Iterator

from classifier.evidence import Mark
from classifier.features.criteria.people import persons
from classifier.features.reading import Reading

NAME = "named_source"


def find(reading: Reading) -> Iterator[Mark]:
    """The words that name each person; whoever is named with office or honorific has been heard or asked."""
    for person in persons(reading):
        yield Mark(NAME, person.start, person.end, person.rule)
