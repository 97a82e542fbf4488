"""The nouns of the program. Every stage takes and returns these; every offset counts code points of Clipping.text.

Flow: path -> Clipping -> Item -> Source -> Features -> Score -> ScoredItem (schema ``uratori.item/1``).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from classifier.evidence import Quote, TextEvidence

SCHEMA = "uratori.item/1"

SOURCE_TYPES = (
    "wire_service",
    "news_media",
    "state_media_repost",
    "official_statement",
    "social_commentary",
    "other",
)

STANCES = ("favor", "neutral", "against")

# SemEval-2023 Task 3: 23 techniques in 6 groups.
TECHNIQUE_GROUPS: dict[str, tuple[str, ...]] = {
    "attack_on_reputation": (
        "name_calling",
        "guilt_by_association",
        "doubt",
        "appeal_to_hypocrisy",
        "questioning_reputation",
    ),
    "justification": (
        "flag_waving",
        "appeal_to_authority",
        "appeal_to_popularity",
        "appeal_to_values",
        "appeal_to_fear",
    ),
    "distraction": ("straw_man", "red_herring", "whataboutism"),
    "simplification": ("causal_oversimplification", "false_dilemma", "consequential_oversimplification"),
    "call": ("slogans", "conversation_killer", "appeal_to_time"),
    "manipulative_wording": ("loaded_language", "obfuscation", "exaggeration", "repetition"),
}
TECHNIQUES = tuple(name for group in TECHNIQUE_GROUPS.values() for name in group)
GROUP_OF = {name: group for group, names in TECHNIQUE_GROUPS.items() for name in names}

# W3C Credible Web "CCIV" vocabulary and the source / cue / content literature.
CRITERIA = (
    "named_source",
    "positioned_source",
    "anonymous_source",
    "anonymity_explained",
    "document_cited",
    "direct_quote",
    "other_side",
    "no_comment",
    "corroboration",
    "unverified_flagged",
    "hedged",
    "hearsay",
    "single_party_claim",
    "unsourced_claim",
    "dateline",
)

LEVELS = 5


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of code points, ``start <= end``."""

    start: int
    end: int

    def text(self, whole: str) -> str:
        return whole[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Gap:
    """Characters inside an item that are not its own words: share lists, repeated previews, attribution lines."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Verbatim words that speak for a value, with the name of the rule or feature that found them."""

    name: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Clipping:
    """One decoded file. ``path`` is relative to the scored folder; ``sha256`` is of the raw bytes."""

    path: str
    text: str
    encoding: str
    sha256: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that gave no clipping: reason code and one sentence about what was found and what was expected."""

    path: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Item:
    """One published piece inside a clipping.

    ``stamp`` is the span of the line that names outlet, account or time (an attribution line, a marker's
    ``<outlet>date``); ``context`` are spans outside the item, such as the furniture of a saved page, that may
    still name the outlet.
    """

    clipping: Clipping
    start: int
    end: int
    rule: str
    boundary_confidence: float
    title: Span | None = None
    stamp: Span | None = None
    gaps: tuple[Gap, ...] = ()
    context: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        return self.clipping.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Published:
    """ISO 8601 date, or datetime with its offset, with the words it was read from."""

    value: str
    evidence: Evidence
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who carries the item: canonical outlet, its registry kind and country, account, byline, time, relay."""

    outlet: str | None = None
    kind: str | None = None
    country: str | None = None
    account: str | None = None
    display_name: str | None = None
    credit: str | None = None
    byline: tuple[str, ...] = ()
    relay: str = "direct"
    published: Published | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceScore:
    """source_type with six probabilities that sum to 1 and the spans that speak for the label."""

    type: str
    probabilities: dict[str, float]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Sourcing:
    """``level`` 0-4; ``quality`` = expected level / 4; the criteria stand in ``ScoredItem.evidence``."""

    level: int
    quality: float
    probabilities: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Stance:
    """The item's own voice toward one target; ``evidence`` are the mentions it was read at."""

    label: str
    probability: float
    probabilities: dict[str, float]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Technique:
    """One persuasion technique with its verbatim words and the voice that speaks them."""

    name: str
    group: str
    voice: str
    probability: float
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """What the encoder's heads say about one item."""

    sourcing: Sourcing
    stance: dict[str, Stance]
    techniques: tuple[Technique, ...]
    propaganda_signal: float
    # What the encoder makes of the source type, in the order of the model's classes; empty for a blank item.
    source_shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Admiralty:
    """``reliability`` A-F of the outlet, ``credibility`` 1-6 of the claim; the rules are names from the docs."""

    reliability: str
    reliability_rule: str
    credibility: str
    credibility_rule: str

    def to_dict(self) -> dict[str, Any]:
        """The record's field ``admiralty``."""
        return {
            "reliability": self.reliability,
            "credibility": self.credibility,
            "rules": {"reliability": self.reliability_rule, "credibility": self.credibility_rule},
        }


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which model, corpus and program made the record, from which bytes."""

    model: str
    model_sha256: str
    corpus_sha256: str
    program: str
    encoding: str
    input_sha256: str


@dataclass(frozen=True, slots=True)
class ScoredItem:
    """One output record, ``uratori.item/1``; ``to_dict`` gives the fields in the order of the schema."""

    id: str
    clipping: str
    start: int
    end: int
    text: str
    gaps: tuple[Gap, ...]
    rule: str
    boundary_confidence: float
    title: str | None
    published: str | None
    published_evidence: Evidence | None
    attribution: Attribution
    source: SourceScore
    score: Score
    evidence: TextEvidence
    admiralty: Admiralty
    provenance: Provenance
    warnings: tuple[str, ...] = ()
    abstained: tuple[dict[str, str], ...] = ()
    cluster: str | None = None
    duplicate_of: str | None = None
    schema: str = field(default=SCHEMA)

    @property
    def withheld(self) -> set[str]:
        """Names of the scores that the record leaves null: the tool cannot judge."""
        return {entry["name"] for entry in self.abstained}

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers, ready for JSON; what is withheld is null."""
        return {
            "schema": self.schema,
            "id": self.id,
            "clipping": self.clipping,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "gaps": [asdict(gap) for gap in self.gaps],
            "rule": self.rule,
            "boundary_confidence": self.boundary_confidence,
            "title": self.title,
            "published": self.published,
            "published_evidence": asdict(self.published_evidence) if self.published_evidence else None,
            "source": self._source(),
            "sourcing": self._sourcing(),
            "stance": {name: self._stance(name, value) for name, value in self.score.stance.items()},
            "techniques": [asdict(t) | {"probability": _round(t.probability)} for t in self.score.techniques],
            "propaganda_signal": _round(self.score.propaganda_signal),
            "quotes": [self._quote(quote) for quote in self.evidence.quotes],
            "admiralty": self.admiralty.to_dict(),
            "abstained": [dict(a) for a in self.abstained],
            "cluster": self.cluster,
            "duplicate_of": self.duplicate_of,
            "warnings": list(self.warnings),
            "provenance": asdict(self.provenance),
        }

    def _source(self) -> dict[str, Any]:
        who = self.attribution
        evidence = (*who.evidence, *self.source.evidence)
        return {
            "type": None if "source_type" in self.withheld else self.source.type,
            "probabilities": {k: _round(v) for k, v in self.source.probabilities.items()},
            "outlet": who.outlet,
            "account": who.account,
            "byline": list(who.byline),
            "relay": who.relay,
            "state_control": None,
            "evidence": [asdict(e) for e in evidence],
        }

    def _sourcing(self) -> dict[str, Any]:
        sourcing = self.score.sourcing
        return {
            "level": None if "sourcing" in self.withheld else sourcing.level,
            "quality": None if "sourcing" in self.withheld else _round(sourcing.quality),
            "criteria": [self._span(mark.start, mark.end, name=mark.name) for mark in self.evidence.criteria],
        }

    def _span(self, start: int, end: int, **first: Any) -> dict[str, Any]:
        """Offsets into the clipping with their words, verbatim."""
        return {**first, "start": start, "end": end, "text": self.text[start - self.start : end - self.start]}

    def _quote(self, quote: Quote) -> dict[str, Any]:
        return {
            **self._span(quote.start, quote.end, form=quote.form, kind=quote.kind, rule=quote.rule),
            "source": asdict(quote.source) if quote.source else None,
            "cue": self._span(*quote.cue) if quote.cue else None,
        }

    def _stance(self, target: str, stance: Stance) -> dict[str, Any]:
        return {
            "label": None if f"stance:{target}" in self.withheld else stance.label,
            "probability": _round(stance.probability),
            "evidence": [asdict(e) for e in stance.evidence],
        }


def _round(value: float) -> float:
    """Four digits: below the noise of the model, and stable across CPUs for most items."""
    return round(float(value), 4)
