"""Rules and word lists alone: fixed tables over what the program's own rules mark. Nothing is learnt.

- source_type: the registry's kind of the outlet; without one, the wording families that speak for a type, by count.
- level: how many kinds of source the text shows, and whether the other side or a limit stands beside them.
- techniques: the word lists and wording signals that answer to one; techniques without a list are never told.
- stance: against, where a loaded word or a label of the author's stands beside a mention; else neutral. No list praises.
- signal: the author's marks per 1,000 characters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from classifier.features.wording import find_wording
from classifier.records import Attribution
from training.baselines.facts import Facts
from training.counts import Spans
from training.guesses import Guesses
from training.source_type import IDENTITIES

# Wording signal -> technique; scare quotes, emoji and bare numbers answer to none in particular.
TECHNIQUE_OF: Final = {
    "loaded_words": "loaded_language",
    "labels": "name_calling",
    "exaggeration": "exaggeration",
    "rhetorical_questions": "doubt",
    "imperatives": "slogans",
}
_SIGNAL_OF: Final = {*TECHNIQUE_OF, "scare_quotes", "exclamations"}
_KIND_OF: Final = {
    "wire_service": "wire_service",
    "news_media": "news_media",
    "state_media": "state_media_repost",
    "official": "official_statement",
}
# Wording family -> the type that it speaks for (the reasons stand in classifier/features/wording.py).
_FAMILY_OF: Final = {
    **dict.fromkeys(("bracket_dateline", "market"), "wire_service"),
    **dict.fromkeys(("byline_role", "interview", "columnist", "broadcast_polite", "according_to"), "news_media"),
    **dict.fromkeys(("party_line", "state_credit"), "state_media_repost"),
    **dict.fromkeys(("official_self", "official_form"), "official_statement"),
    **dict.fromkeys(("first_person", "colloquial", "call_out", "thread"), "social_commentary"),
    **dict.fromkeys(("company", "encyclopedic", "fact_check"), "other"),
}
_SOURCES: Final = ("named_source", "positioned_source", "document_cited")
_VAGUE: Final = ("anonymous_source", "hearsay", "hedged")
_LIMITS: Final = ("other_side", "no_comment", "corroboration", "unverified_flagged")
# A word this far from a mention still speaks of it: about half a sentence.
_NEAR = 20
# So many marks per 1,000 characters count as full persuasion; the rank does not depend on it.
_FULL = 20.0


def from_facts(facts: Sequence[Facts]) -> Guesses:
    """The guesses of records that are read already."""
    spans = [technique_spans(f) for f in facts]
    return Guesses(
        source_type={kind: [source_type(f, f.identities[kind]) for f in facts] for kind in IDENTITIES},
        level=[level({mark.name for mark in f.evidence.criteria}) for f in facts],
        techniques=[{name for name, voice in found if voice == "author"} for found in spans],
        signal=[signal(f) for f in facts],
        stance=[{name: stance(f, name) for name in f.targets} for f in facts],
        spans=spans,
    )


def source_type(facts: Facts, who: Attribution) -> str:
    """The outlet's kind; an account without one is a person; else the family with most words, news without any."""
    if who.kind:
        return _KIND_OF[who.kind]
    votes: Counter[str] = Counter()
    for hit in find_wording(facts.label.text):
        if hit.family in _FAMILY_OF:
            votes[_FAMILY_OF[hit.family]] += hit.count
    if who.account:
        return "social_commentary"
    return votes.most_common(1)[0][0] if votes else "news_media"


def level(criteria: Collection[str]) -> int:
    """0 nobody, 1 only vague words, 2 one kind of source, 3 two kinds or quoted words, 4 with another side or a limit."""
    sources = sum(name in criteria for name in _SOURCES)
    if not sources:
        return int(any(name in criteria for name in _VAGUE))
    if sources == 1 and "direct_quote" not in criteria:
        return 2
    return 4 if any(name in criteria for name in _LIMITS) else 3


def technique_spans(facts: Facts) -> Spans:
    """The marked words themselves, in the voice that speaks them."""
    found: Spans = {}
    for mark in facts.evidence.wording.marks:
        if name := TECHNIQUE_OF.get(mark.name):
            voice = "quoted" if facts.quoted.touch(mark.start, mark.end) else "author"
            found.setdefault((name, voice), []).append((mark.start, mark.end))
    return found


def stance(facts: Facts, name: str) -> str:
    """``手先の隣国は``: scorn beside the mention."""
    scorn = [mark for mark in facts.own_marks if mark.name in ("loaded_words", "labels")]
    near = any(m.start - _NEAR < end and start < m.end + _NEAR for start, end in facts.mentions(name) for m in scorn)
    return "against" if near else "neutral"


def signal(facts: Facts) -> float:
    """0-1, rising with the density of the author's marks."""
    values = facts.evidence.wording.values
    return min(1.0, sum(values[f"{name}:author"] for name in _SIGNAL_OF) / _FULL)
