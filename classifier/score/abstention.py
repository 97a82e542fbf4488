"""When the tool says "cannot judge": the forced answer's probability is below the least that dev's risk allows.

Withheld scores are null in the record and named in ``abstained``; everything else about the item stands. Selective
classification after Geifman and El-Yaniv (2017): one confidence bound a head, chosen on dev for a stated coverage.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from classifier.records import Score, SourceScore


@dataclass(frozen=True, slots=True)
class Abstention:
    """The least probability of an answer that is given, one a head; 0 answers everything."""

    source_type: float = 0.0
    sourcing: float = 0.0
    stance: float = 0.0

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Abstention:
        """The ``abstention`` entry of ``config.json``. Raises KeyError where a head is missing."""
        raw = config["abstention"]
        return cls(raw["source_type"], raw["sourcing"], raw["stance"])

    def withheld(self, source: SourceScore, score: Score) -> tuple[dict[str, str], ...]:
        """``{name, reason}`` of every score that is not given."""
        return tuple(self._withheld(source, score))

    def _withheld(self, source: SourceScore, score: Score) -> Iterator[dict[str, str]]:
        if (share := max(source.probabilities.values())) < self.source_type:
            yield _entry("source_type", share, self.source_type)
        if (share := score.sourcing.probabilities[score.sourcing.level]) < self.sourcing:
            yield _entry("sourcing", share, self.sourcing)
        for target, stance in score.stance.items():
            if stance.probability < self.stance:
                yield _entry(f"stance:{target}", stance.probability, self.stance)


def _entry(name: str, share: float, bound: float) -> dict[str, str]:
    return {"name": name, "reason": f"low_confidence: {share:.2f} found, {bound:.2f} needed"}
