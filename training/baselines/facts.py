"""What the rules read in a record: the ground of the baselines that look at no n-gram and no vector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from classifier.attribute.registry import media_names
from classifier.evidence import Mark, TextEvidence
from classifier.features import Reading, named_signals, quoted_spans, read_text, text_evidence
from classifier.features.rhetoric.ranges import Ranges
from classifier.read import clip_text
from classifier.records import Attribution
from classifier.scheme import Scheme
from classifier.score.targets import Target
from classifier.split import whole_item
from classifier.view import view_of
from training.examples import named_targets, targets_for
from training.labels import Label
from training.source_type import IDENTITIES, identity


@dataclass(frozen=True)
class Facts:
    """One record read once; ``targets``: those that it labels."""

    label: Label
    reading: Reading
    evidence: TextEvidence
    targets: Mapping[str, Target]

    @cached_property
    def quoted(self) -> Ranges:
        """What is not in the author's voice."""
        return Ranges.of(quoted_spans(self.reading))

    @cached_property
    def own_marks(self) -> list[Mark]:
        """Wording marks in the author's voice."""
        return [mark for mark in self.evidence.wording.marks if not self.quoted.touch(mark.start, mark.end)]

    @cached_property
    def identities(self) -> dict[str, Attribution]:
        """Every way in which the outlet can be known (``training.source_type.IDENTITIES``)."""
        return {kind: identity(self.label, kind) for kind in IDENTITIES}

    @cached_property
    def signals(self) -> dict[str, dict[str, float]]:
        """The named features of source_type, for every way in which the outlet can be known."""
        text, tokens = self.label.text, self.reading.tokens
        return {k: {s.name: s.value for s in named_signals(text, who, tokens)} for k, who in self.identities.items()}

    def mentions(self, name: str) -> list[tuple[int, int]]:
        """Where the text names a target."""
        return self.targets[name].mentions(self.label.text)


def read_facts(labels: Sequence[Label], scheme: Scheme | None = None) -> list[Facts]:
    """Every record, in order. ``scheme``: with targets of the user's own."""
    media, known = media_names(), named_targets(scheme or Scheme())
    made = []
    for label in labels:
        reading = read_text(label.text, media)
        evidence = text_evidence(reading, view_of(whole_item(clip_text(label.text))))
        made.append(Facts(label, reading, evidence, targets_for(label, known)))
    return made
