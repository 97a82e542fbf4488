"""Quotes and sources: every attribution of a text as source, cue and content."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from classifier.evidence import Quote, Speaker
from classifier.features.brackets import Bracket
from classifier.features.morphology import Token
from classifier.features.quotes.according import find_according
from classifier.features.quotes.clauses import find_clause_attributions
from classifier.features.quotes.draft import Draft
from classifier.features.quotes.headlines import find_headline
from classifier.features.quotes.neighbours import find_across
from classifier.features.quotes.speakers import SpeakerFinder
from classifier.features.quotes.units import Sentence, Text
from classifier.features.sentences import sentences_of

__all__ = ["find_quotes", "sentence_units"]

# A quotation inside a quotation has its own speaker; deeper ones nobody reads.
_MAX_DEPTH = 2


def sentence_units(
    text: str, tokens: Sequence[Token], brackets: Sequence[Bracket], media: Collection[str] = frozenset()
) -> list[Sentence]:
    """The sentences of a text as units, outermost brackets folded; then those inside brackets, depth by depth."""
    source = Text(text, tokens, [t.start for t in tokens], media)
    levels = [[b for b in brackets if b.depth == depth] for depth in range(_MAX_DEPTH + 1)]
    made = _fold(source, sentences_of(text, levels[0]), levels[0], 0)
    for depth in range(_MAX_DEPTH):
        starts = [b.start for b in levels[depth + 1]]
        for outer in levels[depth]:
            if outer.end - outer.start > _MIN_NESTED:
                inner = levels[depth + 1][bisect_left(starts, outer.start) : bisect_left(starts, outer.end)]
                bounds = sentences_of(text, inner, outer.start + 1, outer.end - 1)
                made.extend(_fold(source, bounds, inner, depth + 1))
    return made


# Below this a bracket holds no attribution of its own.
_MIN_NESTED = 12


def _fold(source: Text, bounds: Sequence[tuple[int, int]], brackets: Sequence[Bracket], depth: int) -> list[Sentence]:
    starts = [b.start for b in brackets]
    made: list[Sentence] = []
    for start, end in bounds:
        inside = brackets[bisect_left(starts, start) : bisect_left(starts, end)]
        made.append(source.sentence(start, end, [b for b in inside if b.end <= end], depth))
    return made


def find_quotes(
    text: str, tokens: Sequence[Token], sentences: Sequence[Sentence], outlets: Collection[str] = ()
) -> list[Quote]:
    """All attributions by content start; ``outlets``: names that count as media."""
    drafts = _distinct(d for d in _drafts(sentences) if d.start < d.end)
    finder = SpeakerFinder(text, tokens, outlets, [d.source for d in drafts if d.source])
    quotes: list[Quote] = []
    heard: list[Speaker] = []
    for draft in sorted(drafts, key=lambda d: (d.cue[0] if d.cue else d.start, d.start)):
        speaker = finder.speaker(*draft.source) if draft.source else None
        if speaker is None and draft.inherit:
            speaker = _still_speaking(text, heard, draft)
        elif (
            speaker is not None
            and draft.form != "headline"
            and (speaker.kind != "document" or draft.rule == "became_known")
        ):
            heard.append(speaker)
        kind = speaker.kind if speaker else "unknown"
        quotes.append(Quote(draft.start, draft.end, kind, draft.form, draft.rule, speaker, draft.cue))
    return sorted(quotes, key=lambda q: (q.start, -q.end))


# Nobody goes on speaking over more attributions than this; it also keeps hostile text linear.
_MAX_HEARD = 4


def _still_speaking(text: str, heard: Sequence[Speaker], draft: Draft) -> Speaker | None:
    """The last speaker before; whoever speaks inside the content is not the one who tells it.

    A rumour beyond its line has nobody behind it (counted on the gold attributions of dev and train)."""
    for speaker in heard[-1 : -1 - _MAX_HEARD : -1]:
        if not draft.start <= speaker.start < draft.end:
            far = draft.rule in _SAME_LINE and text.find("\n", speaker.end, draft.start) >= 0
            return None if far else speaker
    return None


# Rumours and nouns (との声) that go on without their speaker do so inside a line.
_SAME_LINE = frozenset(("hearsay", "content_noun"))


def _drafts(sentences: Sequence[Sentence]) -> Iterator[Draft]:
    for index, s in enumerate(sentences):
        if not s.units:
            continue
        before = sentences[index - 1] if index and sentences[index - 1].depth == s.depth else None
        after = sentences[index + 1] if index + 1 < len(sentences) and sentences[index + 1].depth == s.depth else None
        according = list(find_according(s))
        yield from according
        yield from find_clause_attributions(s, hearsay=not according)
        if s.depth == 0:
            yield from find_headline(s)
            yield from find_across(sentences, index, before, after)


def _distinct(drafts: Iterator[Draft]) -> list[Draft]:
    """One draft a content; the first rule that found it keeps it, unless only a later one names the source."""
    kept: dict[tuple[int, int], Draft] = {}
    for draft in drafts:
        known = kept.get((draft.start, draft.end))
        if known is None or (known.source is None and draft.source is not None):
            kept[draft.start, draft.end] = draft
    return list(kept.values())
