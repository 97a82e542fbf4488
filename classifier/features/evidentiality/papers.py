"""Papers and stances that report: 条文に…とある, 報告書は…を挙げた, …する考えを示した, …が取材で分かった."""

from __future__ import annotations

from classifier.features.evidentiality.predicate import clause_low, complement
from classifier.features.evidentiality.tail import bare
from classifier.features.evidentiality.words import PAPER_VERBS, SOURCES_OF_NEWS, STANCE, STANCE_VERBS, Hit, is_paper
from classifier.features.quotes.units import Sentence

# Without their foreign origin, the words that the rules of this module start from: 有る as in とある, に as in 明らかに.
SPEAKING = PAPER_VERBS | STANCE_VERBS | {"有る", "記す", "書く", "明記", "載る", "記載", "分かる", "判明", "に", "為る"}


def notes(s: Sentence, at: int, end: int) -> Hit | None:
    """``条文に「…」とある`` ``…と書かれている`` ``覚書に記されている`` ``報告書は…を挙げた``: a paper speaks.

    ``at``: the final verb, as in the rules below.
    """
    if at < 1:
        return None
    word = s.units[at]
    if word.lemma == "有る" and complement(s, clause_low(s, at), at) >= 0 and _paper_between(s, at):
        return Hit("stands_written", word.start, word.end)
    if word.lemma in ("記す", "書く", "明記", "載る", "記載") and _written(s, at, end):
        return Hit("stands_written", word.start, word.end)
    if word.lemma in ("書く", "記す") and s.units[at - 1].surface == "そう":
        return Hit("stands_written", word.start, word.end)
    if word.lemma in PAPER_VERBS and _paper_subject(s, at):
        return Hit("paper_says", word.start, word.end)
    return None


def _written(s: Sentence, at: int, end: int) -> bool:
    return any(u.lemma in ("れる", "られる", "有る") for u in s.units[at + 1 : end]) and _has_paper(s, 0, at)


def _has_paper(s: Sentence, low: int, at: int) -> bool:
    return any(is_paper(u) for u in s.units[max(0, low) : at])


def _paper_between(s: Sentence, at: int) -> bool:
    if s.units[at - 1].surface == "と":
        return True
    head = at - 2 if s.units[at - 1].surface in ("は", "も") else at - 1
    return head > 1 and s.units[head].surface == "に" and _has_paper(s, head - 2, head)


def _paper_subject(s: Sentence, at: int) -> bool:
    """The topic is a paper: 報告書（要旨）は."""
    for index in range(1, at):
        unit = s.units[index]
        if unit.surface in ("は", "も") and unit.sub == "係助詞":
            head = s.units[index - 1]
            if head.surface in ("）", ")", "号"):
                return _has_paper(s, max(0, index - 12), index)
            return is_paper(head)
    return False


def stance(s: Sentence, at: int) -> Hit | None:
    """``…する考えを示した`` ``…との談話を出した``."""
    while at > 0 and s.units[at].lemma in ("に", "為る"):
        at -= 1
    if at < 4 or bare(s.units[at]) not in STANCE_VERBS or s.units[at - 1].surface != "を":
        return None
    noun = at - 2
    if s.units[noun].lemma == "方" and s.units[noun - 1].lemma in ("見る", "考える"):
        noun -= 1
    elif bare(s.units[noun]) not in STANCE:
        return None
    before = s.units[noun - 1]
    if before.pos == "接頭辞" or before.lemma == "短い":
        before = s.units[noun - 2]
    if before.pos in ("動詞", "助動詞") or (before.surface == "の" and s.units[noun - 2].surface == "と"):
        return Hit("stance", s.units[noun].start, s.units[at].end)
    return None


def learnt(s: Sentence, at: int) -> Hit | None:
    """``…ことが、関係者への取材で分かった``; a bare ことが分かった names no source."""
    if at < 1 or s.units[at].lemma not in ("分かる", "判明"):
        return None
    for index in range(at - 1, 1, -1):
        if s.units[index].surface == "が":
            return None
        if s.units[index].surface == "で" and any(
            u.lemma in SOURCES_OF_NEWS for u in s.units[max(0, index - 8) : index]
        ):
            return Hit("learnt", s.units[at].start, s.units[at].end)
    return None
