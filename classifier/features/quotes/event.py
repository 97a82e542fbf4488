"""An attribution inside a sentence before its content is cut out: where the content ends, and which words are the cue."""

from __future__ import annotations

from dataclasses import dataclass

from classifier.features.quotes.subject import Subject


@dataclass(frozen=True, slots=True)
class Event:
    """The content ends before ``units[end]``; ``units[low:high]`` are the cue, behind it the next clause begins.

    ``subject`` where the rule already knows it; ``nobody`` where nobody is meant (と言われている).
    """

    end: int
    low: int
    high: int
    rule: str
    subject: Subject | None = None
    nobody: bool = False
