"""What the main clause of each sentence stands on: the writer's word, a source, signs, doubt, denial, or nothing.

Read from the right, as Japanese closes its clauses: ``「可能性がある」と述べた`` is reported, ``述べた可能性がある``
hedged. The outermost expression wins.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter

from classifier.evidence import Clause, Quote
from classifier.features.evidentiality.backing import backed, speaks_for_neighbour
from classifier.features.evidentiality.endings import Found, ending_of
from classifier.features.evidentiality.fragments import is_fragment, mood_of, no_clause
from classifier.features.evidentiality.moods import asks
from classifier.features.evidentiality.predicate import final_verb
from classifier.features.evidentiality.reporting import reported
from classifier.features.evidentiality.tail import ends, predicate_end
from classifier.features.evidentiality.words import Hit
from classifier.features.morphology import Token
from classifier.features.quotes.units import Sentence

__all__ = ["find_clauses"]


def find_clauses(sentences: Sequence[Sentence], quotes: Sequence[Quote]) -> list[Clause]:
    """One clause a sentence, in order."""
    touching = _touching(sentences, quotes)
    tails = [ends(s, predicate_end(s)) for s in sentences]
    verbs = [final_verb(s, tail) for s, tail in zip(sentences, tails, strict=True)]
    carried = _carried(sentences, tails, verbs)
    rows = zip(sentences, tails, verbs, touching, strict=True)
    return [carried.get(index) or _clause(*row) for index, row in enumerate(rows)]


def _carried(sentences: Sequence[Sentence], tails: Sequence[Sequence[int]], verbs: Sequence[int]) -> dict[int, Clause]:
    """``軍は村を押さえた。国防省が発表した。``: the second sentence makes the first of its line reported too."""
    found: dict[int, Clause] = {}
    for index, s in enumerate(sentences):
        hit = speaks_for_neighbour(s, verbs[index], tails[index][0]) if verbs[index] > 1 else None
        if hit is None:
            continue
        low = index
        while low and not _line_break(sentences[low - 1], sentences[low]) and low - 1 not in found:
            low -= 1
        for at in range(low, index + 1) if low < index else ():
            if at == index or no_clause(sentences[at], tails[at][0]) is None:
                found[at] = _from_hit(sentences[at], hit)
    return found


def _line_break(before: Sentence, s: Sentence) -> bool:
    return "\n" in s.text[before.end : s.start] or "\r" in s.text[before.end : s.start]


def _touching(sentences: Sequence[Sentence], quotes: Sequence[Quote]) -> list[list[Quote]]:
    """For each sentence the attributions whose content or cue lies in it."""
    starts = [s.start for s in sentences]
    stops = [s.end for s in sentences]
    found: list[list[Quote]] = [[] for _ in sentences]
    for quote in quotes:
        spans = [(quote.start, quote.end)] + ([quote.cue] if quote.cue else [])
        hits = {i for low, high in spans for i in range(bisect_right(stops, low), bisect_left(starts, high))}
        for index in hits:
            found[index].append(quote)
    return found


def _clause(s: Sentence, tails: Sequence[int], verb: int, quotes: Sequence[Quote]) -> Clause:
    """``verb``: the ``final_verb``; ``quotes``: those that touch the sentence."""
    end = tails[0]
    if end == 0:
        empty = no_clause(s, end)
        return _made(s, "none", "none", empty) if empty else _made(s, "asserted", "certain", "plain")
    mood = mood_of(s, end)
    if mood == "command" and not s.brackets:
        return _made(s, "none", "none", "command")
    ending = ending_of(s.units, tails)
    return (
        (None if _asked(s, end, mood) else _on_source(s, tails, verb, ending, quotes))
        or _without_clause(s, end, mood, ending)
        or (_from_ending(s, ending) if ending else None)
        or _denied_part(s, end)
        or _doubting_heading(s, end)
        or _made(s, "asserted", "certain", "plain")
    )


def _asked(s: Sentence, end: int, mood: str | None) -> bool:
    """``どうぞお願いします、いいですか？`` greets and asks."""
    return mood == "question" or (mood in ("no_words", "greeting") and asks(s, end))


def _on_source(
    s: Sentence, tails: Sequence[int], verb: int, ending: Found | None, quotes: Sequence[Quote]
) -> Clause | None:
    """Hearsay and denial close the sentence before any other sign; then reporting words; then a source beside it."""
    if ending is not None and ending.ending.evidentiality in ("reported", "denied"):
        return _from_ending(s, ending)
    if ending is not None and ending.ending.name == "rashii" and _heard(s, ending.low):
        return _made(s, "reported", ending.ending.certainty, "heard_rashii")
    hit = reported(s, tails, verb, quotes) or backed(s, tails[0], quotes)
    return _from_hit(s, hit) if hit is not None else None


def _without_clause(s: Sentence, end: int, mood: str | None, ending: Found | None) -> Clause | None:
    """``在庫は最多の見通し``: a noun that hedges is no bare heading."""
    if mood is None and ending is None and is_fragment(s, end):
        mood = "fragment"
    return _made(s, "none", "none", mood) if mood is not None else None


def _made(s: Sentence, evidentiality: str, certainty: str, rule: str) -> Clause:
    return Clause(s.start, s.end, evidentiality, certainty, rule)


def _from_ending(s: Sentence, found: Found) -> Clause:
    cue = (s.units[found.low].start, s.units[found.high - 1].end)
    ending = found.ending
    certainty = _inner(s, found.low) if ending.evidentiality == "reported" else ending.certainty
    return Clause(s.start, s.end, ending.evidentiality, certainty, ending.name, cue)


_START = itemgetter(Token._fields.index("start"))


def _from_hit(s: Sentence, hit: Hit) -> Clause:
    low = bisect_left(s.units, hit.start, key=_START)
    return Clause(s.start, s.end, "reported", _inner(s, low), hit.rule, (hit.start, hit.end))


def _inner(s: Sentence, end: int) -> str:
    """How sure the source is: ``遅れる可能性がある|と述べた`` is possible for the speaker."""
    while end > 1 and s.units[end - 1].pos == "助詞":
        end -= 1
    found = ending_of(s.units, ends(s, end)) if end > 0 else None
    return found.ending.certainty if found is not None else "certain"


def _heard(s: Sentence, end: int) -> bool:
    """``船員に聞いた話だが、橋は落ちたらしい``: the sign is somebody's word."""
    return any(
        u.lemma in ("聞く", "噂") or (u.lemma == "話" and s.units[i + 1].surface in ("だ", "で", "を"))
        for i, u in enumerate(s.units[:end])
    )


def _denied_part(s: Sentence, end: int) -> Clause | None:
    """``「橋が落ちた」は誤り　写真は別の川``: the first part of a headline denies."""
    if s.text.find("　", s.start, s.end) < 0 and s.text.find(" ", s.start, s.end) < 0:
        return None
    for at in range(2, end - 1):
        if s.text.startswith(("　", " "), s.units[at].end):
            found = ending_of(s.units, ends(s, at + 1))
            if found is not None and found.ending.evidentiality == "denied":
                return _from_ending(s, found)
    return None


def _doubting_heading(s: Sentence, end: int) -> Clause | None:
    """``乾いた雷が原因か``: a headline that closes in か after a noun doubts."""
    last = s.units[end - 1]
    if last.lemma != "か" or last.pos != "助詞":
        return None
    return Clause(s.start, s.end, "hedged", "possible", "heading_ka", (last.start, last.end))
