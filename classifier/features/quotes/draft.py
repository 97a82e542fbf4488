"""What a rule hands on: offsets only; who the source is gets resolved once the whole text is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution as one sentence shows it.

    ``source``: offsets of the words that name the source, None where the sentence leaves it out; then ``inherit`` says
    whether an earlier speaker goes on speaking (述べ、…とした) or nobody is meant (…という).
    """

    start: int
    end: int
    rule: str
    form: str
    source: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None
    inherit: bool = False
