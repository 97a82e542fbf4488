"""One text read once: tokens, brackets, sentences, attributions, clauses. Every later rule looks at this."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from classifier.evidence import Clause, Quote
from classifier.features.brackets import Bracket, brackets_of
from classifier.features.evidentiality import find_clauses
from classifier.features.morphology import Token, tokens_of
from classifier.features.quotes import find_quotes, sentence_units
from classifier.features.quotes.units import Sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """``sentences``: those of depth 0 come first, in order; ``clauses`` has one entry for each of them.

    ``media``: names of outlets, as they were handed in."""

    text: str
    tokens: Sequence[Token]
    brackets: Sequence[Bracket]
    sentences: Sequence[Sentence]
    quotes: Sequence[Quote]
    clauses: Sequence[Clause]
    media: Collection[str] = frozenset()


def read_text(text: str, outlets: Collection[str] = (), tokens: Sequence[Token] | None = None) -> Reading:
    """The shared pass. ``outlets``: names that count as media; ``tokens``: those of ``tokens_of(text)``, if at hand."""
    tokens = tokens_of(text) if tokens is None else tokens
    brackets = brackets_of(text)
    sentences = sentence_units(text, tokens, brackets, outlets)
    quotes = find_quotes(text, tokens, sentences, outlets)
    clauses = find_clauses([s for s in sentences if s.depth == 0], quotes)
    return Reading(text, tokens, brackets, sentences, quotes, clauses, outlets)
