"""Voices: for every character of a text whether the author speaks, or somebody who is quoted, and who.

``外相は「対話の用意がある」と述べた`` is quoted by its bracket, ``市長は制裁は違法だと主張した`` by its verb. A short bracketed
word that nobody says (scare quotes, names, terms) stays the author's; so does a rumour that nobody stands behind
(``…といわれる``): the author spreads it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from classifier.evidence import Quote
from classifier.features.brackets import Bracket
from classifier.features.reading import Reading

# (start, end, quote): one quoted stretch; the quote is None where nobody is named.
Stretch = tuple[int, int, Quote | None]

# Rules whose content is the author's own: what became known to the newsroom, a labelled headline.
_OWN = frozenset(("became_known", "labelled"))
# From this length a bracket is a quotation even when nobody is named; shorter ones are terms or scorn.
_MIN_QUOTATION = 13
# A term in a headline is shorter than what somebody says there.
_MIN_HEADLINE = 7
_SPOKEN = re.compile(r"[。！？!?]|(?:[だるたいねよか]|ない|ます|です|せよ|しろ|ろ|せ|な|む|う|く|ぞ|ぜ|ん)$")
# …」とする意見書, …」とあり, …」との一節, …」という投稿: somebody's words, whoever's.
_CARRIED = re.compile(r"[」』”〟](?:など)?(?:と(?:の|する|した|し|あ|い|書|大書|述|訴|叫|呼|な)|、「|「|って|だ?と)")


def voiced(reading: Reading) -> list[Stretch]:
    """(start, end, quote) of every quoted stretch, in order, apart; ``quote`` is the outermost, None where nobody is named."""
    spans: list[Stretch] = [(q.start, q.end, q) for q in reading.quotes if is_somebody_elses(q)]
    spans.extend((b.start + 1, b.end - 1, None) for b in _brackets(reading.text, reading.brackets))
    return _apart(spans)


def is_somebody_elses(quote: Quote) -> bool:
    """Whether the content leaves the author's voice."""
    if quote.rule in _OWN:
        return False
    return not (quote.source is None and quote.form == "indirect")


def _brackets(text: str, brackets: Sequence[Bracket]) -> Iterator[Bracket]:
    for bracket in brackets:
        if bracket.depth == 0 and _is_quotation(text, bracket):
            yield bracket


def _is_quotation(text: str, bracket: Bracket) -> bool:
    words = text[bracket.start + 1 : bracket.end - 1]
    if len(words) >= _MIN_QUOTATION:
        return True
    if len(words) >= _MIN_HEADLINE and _stands_in_headline(text, bracket):
        return True
    carried = len(words) > 1 and bool(_CARRIED.match(text, bracket.end - 1))
    return carried and (len(words) >= _MIN_HEADLINE or bool(_SPOKEN.search(words)))


def _stands_in_headline(text: str, bracket: Bracket) -> bool:
    """``撤収を発表　「この町は守る」``: at an edge of a line that no full stop closes, parted by a blank."""
    before, after = text[max(0, bracket.start - 1) : bracket.start], text[bracket.end : bracket.end + 1]
    opens = not before or before in "\n 　―…＝"
    closes = not after or after in "\n\r 　―…＝】"
    return opens and closes


def _apart(spans: list[Stretch]) -> list[Stretch]:
    """Merge what overlaps; the outermost quote names the voice."""
    merged: list[Stretch] = []
    for start, end, quote in sorted((s for s in spans if s[0] < s[1]), key=lambda s: (s[0], -s[1], s[2] is None)):
        if merged and start < merged[-1][1]:
            low, high, first = merged[-1]
            merged[-1] = (low, max(high, end), first or quote)
        else:
            merged.append((start, end, quote))
    return merged


def quoted_spans(reading: Reading) -> list[tuple[int, int]]:
    """Ranges of the text in a quoted voice, in order."""
    return [(start, end) for start, end, _ in voiced(reading)]


def voice_of(start: int, end: int, spans: Sequence[Stretch]) -> str:
    """The voice of ``text[start:end]``: that of most of its characters; words that take in the reporting verb are the author's.

    ``反対派は何でも許せと言う`` as a whole is the author's way to put it, ``何でも許せ`` alone is theirs.
    """
    covered = 0
    for at in range(bisect_right(spans, start, key=lambda s: s[1]), len(spans)):
        low, high, quote = spans[at]
        if low >= end:
            break
        covered += min(end, high) - max(start, low)
        if quote and quote.cue and quote.form != "direct" and start <= quote.cue[0] and quote.cue[1] <= end:
            return "author"
    return "quoted" if 2 * covered > end - start else "author"
