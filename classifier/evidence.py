"""The nouns of the language core: who says what, how surely, and which words show it.

Offsets count code points: of the scored text (``View.text``) while rules read it, of the clipping in a ``ScoredItem``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

# Kinds of source; an attribution has a source, a cue and a content, as the quote-attribution literature calls them.
SPEAKER_KINDS = ("named", "positioned", "anonymous", "document", "outlet", "crowd", "unknown")
FORMS = ("direct", "indirect", "mixed", "headline")
EVIDENTIALITY = ("asserted", "reported", "inferred", "hedged", "denied", "none")
# How surely the clause holds in the eyes of whoever stands behind it.
CERTAINTY = ("certain", "probable", "possible", "none")


@dataclass(frozen=True, slots=True)
class Speaker:
    """The words that name who says it, and what they tell of the person or body; None where they are silent."""

    start: int
    end: int
    text: str
    kind: str
    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """One attribution. ``start``/``end``: its content, without brackets and cue; ``rule`` found it.

    ``source`` is None where the text never names one; its words may stand sentences earlier.
    """

    start: int
    end: int
    kind: str
    form: str
    rule: str
    source: Speaker | None = None
    cue: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """The main clause of one sentence; ``cue`` is the expression that decided, None where its bare form did."""

    start: int
    end: int
    evidentiality: str
    certainty: str
    rule: str
    cue: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that speak for a named value: a sourcing criterion, a wording signal."""

    name: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Voice:
    """A stretch that is not the author's; ``speaker`` None where nobody is named. All other characters are the author's."""

    start: int
    end: int
    speaker: Speaker | None = None


@dataclass(frozen=True, slots=True)
class WordingSignals:
    """A versioned feature vector: ``values`` holds every name, per 1,000 characters; ``marks`` the words."""

    version: str
    values: dict[str, float]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class TextEvidence:
    """What the rules read in one text."""

    quotes: tuple[Quote, ...] = ()
    clauses: tuple[Clause, ...] = ()
    criteria: tuple[Mark, ...] = ()
    voices: tuple[Voice, ...] = ()
    wording: WordingSignals = field(default_factory=lambda: WordingSignals("", {}))
    contradicted: Mark | None = None
