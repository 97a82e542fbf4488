"""What two sides see in one item (gold, a blind reading, the rules): attributions, evidentiality, and how they compare.

``港湾局は「船は無事だ」と述べた``: content 船は無事だ, source 港湾局, cue 述べた. Overlaps are counted in characters of the
union of an item's spans; a pair ``(part, whole)`` per item lets a figure be summed again for every resample.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from classifier.features import Reading

Span = tuple[int, int]
Ratio = tuple[float, float]
# The label of a sentence that the other side does not have.
MISSING = "(no such sentence)"


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution; ``rule`` is empty where a reader gave it."""

    content: Span
    source: Span | None
    cue: Span | None
    kind: str
    form: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """One item as one side sees it; ``clauses`` by their offsets without white space at the edges."""

    quotes: tuple[Said, ...]
    clauses: Mapping[Span, str]


def seen_in_row(row: Mapping[str, Any], text: str) -> Seen:
    """A line of ``gold.jsonl`` or of a reading."""
    quotes = tuple(
        Said((q["content"]["start"], q["content"]["end"]), _span(q["source"]), _span(q["cue"]), q["kind"], q["form"])
        for q in row["quotes"]
    )
    return Seen(quotes, {trimmed(text, c["start"], c["end"]): c["evidentiality"] for c in row["clauses"]})


def seen_by_rules(reading: Reading) -> Seen:
    """What the rules found in a text."""
    quotes = tuple(
        Said((q.start, q.end), (q.source.start, q.source.end) if q.source else None, q.cue, q.kind, q.form, q.rule)
        for q in reading.quotes
    )
    return Seen(quotes, {trimmed(reading.text, c.start, c.end): c.evidentiality for c in reading.clauses})


def _span(value: Mapping[str, int] | None) -> Span | None:
    return (value["start"], value["end"]) if value else None


def trimmed(text: str, start: int, end: int) -> Span:
    """The offsets without white space at the edges: ``　船は無事だ。\\n`` -> ``船は無事だ。``."""
    words = text[start:end]
    low = start + len(words) - len(words.lstrip())
    return low, max(low, start + len(words.rstrip()))


def characters(spans: Iterable[Span | None]) -> set[int]:
    """Every offset that one of the spans covers."""
    return {i for span in spans if span for i in range(*span)}


def overlap(gold: Seen, got: Seen, part: Callable[[Said], Span | None]) -> Ratio:
    """Twice the shared characters, and the characters of both: their sums over items give the micro-averaged F1."""
    one, other = characters(map(part, gold.quotes)), characters(map(part, got.quotes))
    return 2 * len(one & other), len(one) + len(other)


def exact(gold: Seen, got: Seen) -> Ratio:
    """As ``overlap``, for contents with both ends equal; a content that two speakers share counts for each."""
    one, other = Counter(q.content for q in gold.quotes), Counter(q.content for q in got.quotes)
    return 2 * (one & other).total(), one.total() + other.total()


def counterpart(one: Said, others: Sequence[Said]) -> Said | None:
    """The attribution of the other side that stands for the same words, None where none does.

    Its content has the best intersection over union, among those that share more than half of the shorter content. Where
    two speakers share a content (``A紙は職員の話として…と伝えた``) the source decides, by the same measure.
    """
    same = [other for other in others if _shares(one.content, other.content)]
    return max(same, key=lambda other: (_iou(one.content, other.content), _iou(one.source, other.source)), default=None)


def _common(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _shares(one: Span, other: Span) -> bool:
    return 2 * _common(one, other) > min(one[1] - one[0], other[1] - other[0])


def _iou(one: Span | None, other: Span | None) -> float:
    if one is None or other is None:
        return float(one is other)
    common = _common(one, other)
    return common / (one[1] - one[0] + other[1] - other[0] - common)


def matches(gold: Seen, got: Seen) -> list[tuple[Said, Said | None]]:
    """Every gold attribution with its counterpart."""
    return [(quote, counterpart(quote, got.quotes)) for quote in gold.quotes]


def equal(gold: Seen, got: Seen, of: Callable[[Said], str]) -> Ratio:
    """How many of the matched attributions agree in their kind or form."""
    pairs = [(one, other) for one, other in matches(gold, got) if other]
    return sum(of(one) == of(other) for one, other in pairs), len(pairs)


def labels_of(gold: Seen, got: Seen) -> list[tuple[str, str]]:
    """The evidentiality of every gold sentence beside that of the other side."""
    return [(label, got.clauses.get(span, MISSING)) for span, label in gold.clauses.items()]


Pairs = Sequence[tuple[Seen, Seen]]


def failures(pairs: Pairs) -> Iterator[str]:
    """Markdown tables of what goes wrong, by kind: counts only, no words."""
    yield from _by_rule(pairs)
    yield from _missed(pairs)
    found = [(one, other) for gold, got in pairs for one, other in matches(gold, got) if other]
    yield from _confusions("speaker kind", [(one.kind, other.kind) for one, other in found])
    yield from _confusions("form", [(one.form, other.form) for one, other in found])
    yield from _confusions("evidentiality", [both for gold, got in pairs for both in labels_of(gold, got)])


def _by_rule(pairs: Pairs) -> Iterator[str]:
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    astray: Counter[str] = Counter()
    for gold, got in pairs:
        contents, covered = {q.content for q in gold.quotes}, characters(q.content for q in gold.quotes)
        for quote in got.quotes:
            found[quote.rule] += 1
            right[quote.rule] += quote.content in contents
            astray[quote.rule] += covered.isdisjoint(range(*quote.content))
    yield "\n| quote rule | found | exact | touching no gold content |\n| --- | ---: | ---: | ---: |"
    for rule, n in found.most_common():
        yield f"| {rule} | {n} | {right[rule]} | {astray[rule]} |"


def _missed(pairs: Pairs) -> Iterator[str]:
    every = Counter((one.form, one.kind) for gold, _ in pairs for one in gold.quotes)
    missed = Counter((one.form, one.kind) for gold, got in pairs for one, other in matches(gold, got) if not other)
    yield "\n| missed gold attributions: form | kind | missed | of |\n| --- | --- | ---: | ---: |"
    for (form, kind), n in missed.most_common():
        yield f"| {form} | {kind} | {n} | {every[form, kind]} |"


def _confusions(name: str, pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    every = Counter(gold for gold, _ in pairs)
    yield f"\n| {name} in gold | found as | times | of |\n| --- | --- | ---: | ---: |"
    for (gold, got), n in Counter(pair for pair in pairs if pair[0] != pair[1]).most_common():
        yield f"| {gold} | {got} | {n} | {every[gold]} |"
