"""What the attributions of a text add up to: how many sources, of which kinds, how much of it stands bare.

Every sign has places, as a sign of words has: ``two_sources`` points at the words that name the second source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from classifier.evidence import Quote
from classifier.features.reading import Reading

Span = tuple[int, int]
# Every sign that this file can show.
STRUCTURE = frozenset(
    "one_source two_sources three_sources four_sources only_one_source no_source two_documents three_documents "
    "kind_named kind_positioned kind_anonymous kind_document kind_crowd kind_outlet unknown_speaker passed_on passed_on_known "
    "words_quoted words_quoted_twice words_quoted_often bare_quarter bare_half bare_most bare_all "
    "clause_hedged clause_inferred clause_denied clause_possible clause_probable "
    "asserted_quarter asserted_half asserted_most asserted_all "
    "exact exact_often dated dated_often over_120 over_250 over_500".split()
)
# A speaker is a source where the text says who it is; 人々 and 市場 are none, nor is the outlet that writes.
_SOURCES = frozenset(("named", "positioned", "anonymous", "document"))
# Shorter sentences are headings, datelines, signatures.
_MIN_CLAIM = 12
# Four different sources say that a text has many; nobody asks for more.
_MAX_SOURCES = 4
# A sentence is sourced where attributions cover most of it; its cue and its speaker count.
_COVERED = 0.5
# …という, …そうだ: their source stands sentences before, if anywhere.
_HEARSAY = frozenset(("hearsay",))
_SAME = re.compile(r"^(?:同|両)|(?:の|、|ら$|側$)|[（(][^）)]{0,60}[）)]")


@dataclass(frozen=True, slots=True)
class Voices:
    """Stretches in somebody else's words, merged, in order."""

    starts: list[int]
    ends: list[int]

    def covers(self, at: int) -> bool:
        """Whether the character at ``at`` is somebody else's."""
        index = bisect_right(self.starts, at) - 1
        return index >= 0 and at < self.ends[index]


def voices_of(reading: Reading) -> Voices:
    """Brackets, and what attributions give to a source that the text names: ``外相は確認できないと述べた``."""
    spans = [(b.start, b.end) for b in reading.brackets if b.end - b.start >= _MIN_CLAIM]
    spans += [
        (q.start, q.end) for q in reading.quotes if q.source and q.source.kind in _SOURCES and q.rule not in _HEARSAY
    ]
    merged = _merged(spans)
    return Voices([start for start, _ in merged], [end for _, end in merged])


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The same stretches, none touching another, in order."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def structure_of(reading: Reading) -> dict[str, list[Span]]:
    """Sign -> places; a sign without places does not hold."""
    found: dict[str, list[Span]] = dict(_sources(reading))
    found.update(_forms(reading))
    found.update(_bare(reading))
    found.update(_clauses(reading))
    found.update(_references(reading))
    found.update(_length(reading))
    return {name: places for name, places in found.items() if places}


def _sources(reading: Reading) -> Iterator[tuple[str, list[Span]]]:
    """``one_source`` to ``four_sources``: at least so many different ones; ``only_one_source``; ``no_source``."""
    sources = sources_of(reading)
    for count, name in enumerate(("one_source", "two_sources", "three_sources", "four_sources"), 1):
        if len(sources) >= count:
            yield name, [sources[count - 1]]
    if len(sources) == 1:
        yield "only_one_source", sources
    if not sources and reading.text.strip():
        yield "no_source", [_first_line(reading)]


def sources_of(reading: Reading) -> list[Span]:
    """The first naming of the first four different sources, in order: 外務省の報道官 and 同報道官 are one."""
    seen: list[str] = []
    places: list[Span] = []
    for quote in sorted((q for q in reading.quotes if q.source), key=lambda q: q.source.start if q.source else 0):
        speaker = quote.source
        if speaker is None or speaker.kind not in _SOURCES:
            continue
        key = speaker.name or _SAME.sub("", speaker.text)
        if key and not any(key in other or other in key for other in seen):
            seen.append(key)
            places.append((speaker.start, speaker.end))
        if len(places) == _MAX_SOURCES:
            break
    return places


def _forms(reading: Reading) -> Iterator[tuple[str, list[Span]]]:
    """Which kinds of speakers there are, and how many words are quoted as said."""
    for kind in ("named", "positioned", "anonymous", "document", "crowd", "outlet"):
        yield (
            f"kind_{kind}",
            [(q.source.start, q.source.end) for q in reading.quotes if q.source and q.kind == kind][:1],
        )
    documents = _distinct_documents(reading)
    yield "two_documents", documents[1:2]
    yield "three_documents", documents[2:3]
    unknown = [_content(q) for q in reading.quotes if q.source is None]
    yield "unknown_speaker", unknown[:1]
    passed_on = [q for q in reading.quotes if q.rule in _HEARSAY]
    yield "passed_on", [_content(q) for q in passed_on if q.source is None][:1]
    yield "passed_on_known", [_content(q) for q in passed_on if q.source is not None][:1]
    direct = [_content(q) for q in reading.quotes if q.form in ("direct", "mixed")]
    yield "words_quoted", direct[:1]
    yield "words_quoted_twice", direct[1:2]
    yield "words_quoted_often", direct[3:4]


def _distinct_documents(reading: Reading) -> list[Span]:
    """The first naming of every document that speaks."""
    seen: dict[str, Span] = {}
    for quote in reading.quotes:
        if quote.source and quote.kind == "document":
            seen.setdefault(quote.source.text, (quote.source.start, quote.source.end))
    return sorted(seen.values())


def _content(quote: Quote) -> Span:
    return quote.start, quote.end


def _bare(reading: Reading) -> Iterator[tuple[str, list[Span]]]:
    """``bare_quarter``, ``bare_half``, ``bare_most``, ``bare_all``: the share of claims that nobody stands for."""
    claims = _claims(reading)
    bare = bare_claims(reading)
    share = len(bare) / len(claims) if claims else 0.0
    for least, name in ((0.25, "bare_quarter"), (0.5, "bare_half"), (0.75, "bare_most"), (1.0, "bare_all")):
        if claims and share >= least:
            yield name, bare[:1]


def _claims(reading: Reading) -> list[Span]:
    """Sentences that are long enough and no dateline: リュブリャナ、6月3日。 claims no more than ローマ、6月3日。"""
    return [
        (s.start, s.end)
        for s in reading.sentences
        if s.depth == 0 and s.end - s.start >= _MIN_CLAIM and not _PLACE_DAY.match(reading.text, s.start, s.end)
    ]


# A longer place or day is no dateline.
_PLACE_DAY = re.compile(r"[一-鿿々ヶァ-ヺー・]{2,16}[、, 　]{1,2}[0-9０-９年月]{1,12}日。?$")


def bare_claims(reading: Reading) -> list[Span]:
    """Sentences of the text's own voice that no attribution covers."""
    ranges = _merged(r for q in reading.quotes for r in _ranges(q))
    found: list[Span] = []
    at = 0
    for start, end in _claims(reading):
        while at < len(ranges) and ranges[at][1] <= start:
            at += 1
        if _share(ranges, at, start, end) < _COVERED:
            found.append((start, end))
    return found


def _ranges(quote: Quote) -> Iterator[Span]:
    yield quote.start, quote.end
    if quote.cue:
        yield quote.cue
    if quote.source:
        yield quote.source.start, quote.source.end


def _share(ranges: list[Span], at: int, start: int, end: int) -> float:
    """Covered share of ``start:end`` by ranges from index ``at`` on."""
    covered = 0
    while at < len(ranges) and ranges[at][0] < end:
        covered += max(0, min(ranges[at][1], end) - max(ranges[at][0], start))
        at += 1
    return covered / (end - start)


def _clauses(reading: Reading) -> Iterator[tuple[str, list[Span]]]:
    """How the clauses stand: ``clause_hedged``, ``clause_inferred``, and the share that is plainly asserted."""
    clauses = [c for c in reading.clauses if c.end - c.start >= _MIN_CLAIM and c.evidentiality != "none"]
    for kind in ("hedged", "inferred", "denied"):
        yield f"clause_{kind}", [(c.start, c.end) for c in clauses if c.evidentiality == kind][:1]
    yield "clause_possible", [(c.start, c.end) for c in clauses if c.certainty == "possible"][:1]
    yield "clause_probable", [(c.start, c.end) for c in clauses if c.certainty == "probable"][:1]
    asserted = [(c.start, c.end) for c in clauses if c.evidentiality == "asserted"]
    for least, name in (
        (0.25, "asserted_quarter"),
        (0.5, "asserted_half"),
        (0.75, "asserted_most"),
        (1.0, "asserted_all"),
    ):
        if clauses and len(asserted) >= least * len(clauses):
            yield name, asserted[:1]


def _references(reading: Reading) -> Iterator[tuple[str, list[Span]]]:
    """``exact``: 第12号, 34ページ, 5日付; ``dated``: days that are named. Careful copy has several."""
    exact = [m.span() for m in islice(_EXACT.finditer(reading.text), _OFTEN)]
    days = [m.span() for m in islice(_DAY.finditer(reading.text), _OFTEN)]
    yield "exact", exact[:1]
    yield "exact_often", exact[_OFTEN - 1 :]
    yield "dated", days[:1]
    yield "dated_often", days[_OFTEN - 1 :]


# So many references are often; no more are looked for.
_OFTEN = 3
_EXACT = re.compile(
    # One set of first signs, so that the search can skip all others.
    r"[0-9０-９一二三四五六七八九十p別付脚（(](?:(?<![p別付脚（(])[0-9０-９一二三四五六七八九十]{0,11}(?:ページ|頁|号|条|項|段落|[日月]付)|(?<=p)\.?[0-9]{1,4}|(?<=別)添|(?<=付)属書|(?<=脚)注|(?<=[（(])[^（）()\n]{0,24}(?:号|版|語|頁|ページ|付|検索|ID|No)[^（）()\n]{0,8}[)）])"
)
_DAY = re.compile(r"[0-9０-９一二三四五六七八九十]{1,3}日")


def _length(reading: Reading) -> Iterator[tuple[str, list[Span]]]:
    """A short text has no room for a reply; a long one seldom lacks every source."""
    size = len(reading.text.strip())
    for least, name in ((120, "over_120"), (250, "over_250"), (500, "over_500")):
        if size >= least:
            yield name, [_first_line(reading)]


def _first_line(reading: Reading) -> Span:
    first = reading.sentences[0] if reading.sentences else None
    return (first.start, first.end) if first else (0, max(1, len(reading.text)))
