"""Wording signals: a named, versioned vector of how a text is worded, each value with the words that gave it.

``loaded_words`` counts every voice; ``loaded_words:author`` only what lies outside all quotations. The signals describe
wording; none says whether a text is right. One family a file; the word lists are ``lexicon.toml``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from classifier.evidence import Clause, Mark, Quote, WordingSignals
from classifier.features.morphology import Token
from classifier.features.rhetoric.imperatives import imperative_marks
from classifier.features.rhetoric.lexicon import lexicon_marks
from classifier.features.rhetoric.marks import emoji_marks, exclamation_marks
from classifier.features.rhetoric.numbers import number_marks
from classifier.features.rhetoric.questions import question_marks
from classifier.features.rhetoric.ranges import Ranges
from classifier.features.rhetoric.scare_quotes import scare_quote_marks

__all__ = ["NAMES", "VERSION", "wording_signals"]

# Raised with every change of a rule or a word list: stored values compare only within one version.
VERSION = "uratori.wording/1"
NAMES = (
    "loaded_words",
    "labels",
    "exaggeration",
    "scare_quotes",
    "rhetorical_questions",
    "imperatives",
    "exclamations",
    "emoji",
    "unsourced_numbers",
)
# The value of a one-line post would be huge; below this length it is not divided further (as in signals.py).
_MIN_LENGTH = 200


def wording_signals(
    text: str, tokens: Sequence[Token], quotes: Sequence[Quote], clauses: Sequence[Clause]
) -> WordingSignals:
    """All signals of a text: counts per 1,000 characters, in every voice and in the author's alone."""
    quoted = Ranges.of((quote.start, quote.end) for quote in quotes)
    marks = sorted(
        [
            *lexicon_marks(tokens),
            *scare_quote_marks(text, quotes),
            *question_marks(text, quotes),
            *imperative_marks(text, tokens, quoted),
            *exclamation_marks(text),
            *emoji_marks(text),
            *number_marks(text, clauses, quoted),
        ],
        key=lambda mark: (mark.start, mark.end, mark.name),
    )
    return WordingSignals(VERSION, _values(len(text), marks, quoted), tuple(marks))


def _values(length: int, marks: Sequence[Mark], quoted: Ranges) -> dict[str, float]:
    per = 1000 / max(length, _MIN_LENGTH)
    every = Counter(mark.name for mark in marks)
    own = Counter(mark.name for mark in marks if not quoted.touch(mark.start, mark.end))
    return {name: every[name] * per for name in NAMES} | {f"{name}:author": own[name] * per for name in NAMES}
