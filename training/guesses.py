"""One guess a record and head: what a model and every baseline fill in, so that the same figures measure both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from training.counts import Indices, Spans
from training.metrics import take
from training.source_type import IDENTITIES


@dataclass(frozen=True, slots=True)
class Guesses:
    """``source_type``: one list an identity (``training.source_type.IDENTITIES``); ``stance``: one dict of targets a
    record; ``spans``: None where techniques come without words."""

    source_type: Mapping[str, list[str]]
    level: list[int]
    techniques: list[set[str]]
    signal: list[float]
    stance: list[dict[str, str]]
    spans: list[Spans] | None = None

    def take(self, indices: Indices) -> Guesses:
        """The guesses for some of the records."""
        return Guesses(
            source_type={kind: take(row, indices) for kind, row in self.source_type.items()},
            level=take(self.level, indices),
            techniques=take(self.techniques, indices),
            signal=take(self.signal, indices),
            stance=take(self.stance, indices),
            spans=None if self.spans is None else take(self.spans, indices),
        )


def whoever(source_type: Sequence[str]) -> dict[str, list[str]]:
    """The same guess whatever is known of the outlet: of baselines that read the text alone."""
    return {kind: list(source_type) for kind in IDENTITIES}
