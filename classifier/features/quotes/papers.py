"""Documents that speak: ``条文には…とある``, ``…と議事録にある``, ``告知に「…」と書かれている``."""

from __future__ import annotations

from classifier.features.quotes.cues import DOCUMENT_VERB_NOUNS, DOCUMENT_VERBS
from classifier.features.quotes.event import Event
from classifier.features.quotes.phrases import is_document, phrase_start
from classifier.features.quotes.predicates import tail
from classifier.features.quotes.subject import LOOK_BACK, Subject
from classifier.features.quotes.units import QUOTED, Sentence


def to_document(s: Sentence, at: int, after: int) -> Event | None:
    """``…と議事録にある``, ``告知には…と書かれている``."""
    noun = s.units[at - 1].pos in ("名詞", "接尾辞")
    # Behind a bare noun only the very next words: 六メートルと記されている, but not 国と地域からの接続が残る.
    for index in range(after, min(len(s.units), after + (2 if noun else 8))):
        unit = s.units[index]
        if (unit.pos == "動詞" and unit.lemma in DOCUMENT_VERBS) or unit.surface in DOCUMENT_VERB_NOUNS:
            high = tail(s, index + 1)
            if paper := _written_on(s, high):
                return Event(at, index, high, "carried", paper)
            subject = _document(s, at, after, index, not noun)
            return Event(at, index, high, "document", subject) if subject else None
        if unit.pos in ("動詞", QUOTED):
            return None
    return None


def _written_on(s: Sentence, at: int) -> Subject | None:
    """``「守れ」と書かれた横断幕``: the paper that the verb describes."""
    high = at
    while high < len(s.units) and high - at < _MAX_PAPER and s.units[high].pos in ("名詞", "接頭辞", "接尾辞"):
        high += 1
    return Subject(at, high, high) if high > at and is_document(s.words(at, high)) else None


_MAX_PAPER = 6


def _document(s: Sentence, at: int, after: int, verb: int, clause: bool) -> Subject | None:
    """The document before には or behind と: 条文には…とある, …と条文にある; a bare noun before と needs には."""
    for low, high in ((after, verb), (max(0, at - LOOK_BACK), at)) if clause else ((max(0, at - LOOK_BACK), at),):
        for index in range(low + 1, high):
            if s.units[index].surface == "に" and s.units[index].pos == "助詞" and _stands_in(s, index, low == after):
                start = phrase_start(s, index, low)
                if start < index and is_document(s.words(start, index)):
                    end = index + 1
                    while end < high and s.units[end].surface in ("は", "も", "、"):
                        end += 1
                    return Subject(start, index, end)
    return None


def _stands_in(s: Sentence, index: int, behind: bool) -> bool:
    """条文には, 条文に「…」: a place; によると and に基づく are none."""
    after = s.units[index + 1] if index + 1 < len(s.units) else None
    return behind or (after is not None and (after.surface in ("は", "も", "、") or after.pos == QUOTED))
