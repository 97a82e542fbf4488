"""Does the final predicate report? …と述べた, …と説明。, …との声がある, …と定める, 「…」。"""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.evidence import Quote
from classifier.features.evidentiality.papers import SPEAKING, learnt, notes, stance
from classifier.features.evidentiality.predicate import clause_low, complement
from classifier.features.evidentiality.tail import LEMMA, MARKS, SURFACE, bare
from classifier.features.evidentiality.words import (
    ADMITTED,
    LAWS,
    NAMING,
    OF_ACTION,
    OF_FACT,
    SAYING,
    VOICES,
    Hit,
)
from classifier.features.morphology import Token
from classifier.features.quotes.units import QUOTED, Sentence


def reported(s: Sentence, tails: Sequence[int], at: int, quotes: Sequence[Quote]) -> Hit | None:
    """The first rule that puts the main clause on a source.

    ``tails``: where its predicate may stop (see ``ends``); ``at``: its ``final_verb``; ``quotes``: those that touch it.
    """
    end = tails[0]
    word = bare(s.units[at]) if at >= 0 else ""
    speaks = word in SPEAKING
    return (
        (_alone(s, end) if s.brackets else None)
        or (_by_quote_cue(s, tails, quotes) if quotes else None)
        or (_says(s, at, end) if s.brackets or word in _TELLING else None)
        or (notes(s, at, end) if speaks else None)
        or _voice_noun(s, end)
        or ((stance(s, at) or learnt(s, at)) if speaks else None)
        or (_topic_bracket(s, end) if s.brackets else None)
    )


def _alone(s: Sentence, end: int) -> Hit | None:
    """``「毛布をくれた」。`` ``・「海は広い」（船長）``: nothing but brackets."""
    first: Token | None = None
    for unit in s.units[:end]:
        if unit.pos == QUOTED:
            first, last = first or unit, unit
        elif unit.pos not in MARKS:
            return None
    return Hit("only_quotation", first.start, last.end) if first is not None else None


_CUE_RULES = frozenset(("saying", "suru", "will", "content_noun", "hearsay"))


def _by_quote_cue(s: Sentence, tails: Sequence[int], quotes: Sequence[Quote]) -> Hit | None:
    """The cue of an attribution is the final predicate: ``…とした。``"""
    low = s.units[tails[-1] - 1].start if tails[-1] else s.start
    for quote in quotes:
        if quote.cue is None or quote.rule not in _CUE_RULES or quote.start < s.start:
            continue
        if low < quote.cue[1] <= s.end and quote.cue[0] >= s.start and not _modal(s, tails[0]):
            return Hit("cue_" + quote.rule, *quote.cue)
    return None


def _modal(s: Sentence, end: int) -> bool:
    """``とは書けない`` ``と評価できる``: what can be said is not what somebody said; nor is 言うほかない."""
    low = max(0, end - 5)
    for at in range(end - 1, low, -1):
        if s.units[at].surface in ("と", "とは") and s.units[at].pos == "助詞":
            low = at
            break
    return any(u.lemma in _POSSIBLE or u.surface.startswith(("書け", "言え")) for u in s.units[low:end])


_POSSIBLE = frozenset(("出来る", "書ける", "言える", "思う", "外", "他"))


def _says(s: Sentence, at: int, end: int) -> Hit | None:
    """``…と述べた`` ``「…」と胸を張った`` ``…と説明。`` ``…ことを認めた`` ``…よう命じた``."""
    rule = _way_of_saying(s, at, end) if at >= 0 and _may_say(s, at) else None
    return Hit(rule, s.units[at].start, s.units[at].end) if rule and not _modal(s, end) else None


_TELLING = SAYING | OF_ACTION | OF_FACT


def _may_say(s: Sentence, at: int) -> bool:
    """Other words say something behind a bracket only: most sentences are done here."""
    return bare(s.units[at]) in _TELLING or (s.brackets and QUOTED in [u.pos for u in s.units[:at]])


def _way_of_saying(s: Sentence, at: int, end: int) -> str | None:
    word, low = s.units[at], clause_low(s, at)
    that = complement(s, low, at)
    if that >= 0 and (bare(word) in SAYING or _spoken_bracket(s, that, at)):
        return "says"
    if that < 0 and _said_so(s, low, at):
        return "says_so"
    if word.lemma == "認める" and _admits(s, low, at, end):
        return "admits"
    if not any(u.lemma == "た" or u.surface == "て" for u in s.units[at + 1 : end]):
        return None
    if word.lemma in OF_ACTION and _has(s, low, at, ("様", "事")):
        return "asks_for"
    return "of_fact" if word.lemma in OF_FACT and _koto_wo(s, low, at) else None


def _admits(s: Sentence, low: int, at: int, end: int) -> bool:
    """``会社も訓練の実施を認めた``; what a law admits it allows."""
    if any(u.lemma in LAWS and s.units[i + 1].surface == "は" for i, u in enumerate(s.units[:at])):
        return False
    told = any(u.lemma == "た" or u.surface == "て" for u in s.units[at + 1 : end])
    negated = any(u.lemma in ("ない", "ず") for u in s.units[at + 1 : end])
    near = any(u.lemma in ADMITTED for u in s.units[max(low, at - 5) : at])
    return told and not negated and (near or _koto_wo(s, low, at))


def _said_so(s: Sentence, low: int, at: int) -> bool:
    """``区長がそう言っていた`` ``看護師は箱を出しながら言う``: a person speaks, the words stand beside."""
    if s.units[at].lemma not in ("言う", "語る", "話す"):
        return False
    so = any(u.surface in ("そう", "こう") for u in s.units[low:at])
    person = any(u.surface in ("は", "が", "も") for u in s.units[low:at])
    if any(u.surface == "を" for u in s.units[max(low, at - 4) : at]) and not _has(s, low, at, ("同じ",)):
        return False
    return so or (person and s.units[at - 1].surface not in ("の", "と", "よく"))


def _spoken_bracket(s: Sentence, that: int, at: int) -> bool:
    """``「…」と胸を張った``: any verb soon after a bracket and と, but none that only names."""
    word = s.units[at]
    if s.units[that - 1].pos != QUOTED or word.lemma in NAMING or s.units[that + 1].lemma in ("言う", "為る", "共"):
        return False
    between = [u for u in s.units[that + 1 : at] if u.pos == "動詞" and u.sub == "一般"]
    if between:
        return bare(between[0]) in SAYING and _told_of(s, at)
    return at - that <= (6 if word.pos == "動詞" else 1 + (s.units[at - 1].pos == "名詞"))


def _told_of(s: Sentence, at: int) -> bool:
    """``と述べるにとどめた``, ``と言う向きがある``: a verb of saying inside the final predicate."""
    if s.units[at].lemma in ("留める", "止める", "とどめる"):
        return True
    return s.units[at].lemma == "有る" and any(
        u.lemma in ("記述", "記載", "向き") for u in s.units[max(0, at - 4) : at]
    )


def _has(s: Sentence, low: int, at: int, lemmas: tuple[str, ...]) -> bool:
    return any(u.lemma in lemmas for u in s.units[low:at])


def _koto_wo(s: Sentence, low: int, at: int) -> bool:
    return any(
        s.units[i].lemma in ("事", "の")
        and s.units[i].pos != "格助詞"
        and s.units[i].sub != "格助詞"
        and s.units[i + 1].surface == "を"
        for i in range(low, at - 1)
    )


# と and の side by side, a blank between them or not.
_TO_NO = re.compile(r"と[の\W]")
_VOICE_NOUNS = VOICES | {"一言", "一点張り", "張り"}


def _may_voice(s: Sentence, end: int) -> bool:
    """Most sentences have no 声が, との声 or bracket, and no such noun at their end."""
    near = s.units[max(2, end - 13) : end]
    if not near or not (s.brackets or s.text.find("が", near[0].start, s.end) >= 0 or s.holds(_TO_NO)):
        return False
    return not (_VOICE_NOUNS.isdisjoint(map(LEMMA, near)) and _VOICE_NOUNS.isdisjoint(map(SURFACE, near)))


def _voice_noun(s: Sentence, end: int) -> Hit | None:
    """``…との声がある`` ``…との見方が広がる`` ``…との返事。`` ``…という声を頂く``: the noun stands in the final clause."""
    if not _may_voice(s, end):
        return None
    for at in range(end - 1, max(1, end - 14), -1):
        unit = s.units[at]
        surface, lemma = unit.surface, unit.lemma
        if surface == "、":
            return None
        if (
            lemma in ("一言", "一点張り", "張り")
            and s.units[at - 1].surface in ("の", "点", "一点")
            and _has_bracket(s, at - 4, at)
        ):
            return Hit("voice_noun", unit.start, unit.end)
        if lemma not in VOICES and surface not in VOICES:
            continue
        low = at - 1
        if s.units[low].pos == "接頭辞":
            low -= 1
        if (
            s.units[at + 1 : at + 2]
            and s.units[at + 1].surface == "が"
            and complement(s, 0, at) > 0
            and bare(unit) in ("報告", "回答", "情報", "返事", "連絡")
        ):
            return Hit("voice_noun", unit.start, unit.end)
        joined = s.units[low].surface == "の" and low and s.units[low - 1].surface == "と"
        if joined and not any(u.lemma in ("受ける", "ない", "無い") for u in s.units[at:end]):
            return Hit("voice_noun", unit.start, unit.end)
    return None


def _has_bracket(s: Sentence, low: int, at: int) -> bool:
    return any(u.pos == QUOTED for u in s.units[max(0, low) : at])


# Shorter bracketed words behind は are terms: 変圧器は「対象外」。
_MIN_SPOKEN = 12


def _topic_bracket(s: Sentence, end: int) -> Hit | None:
    """``女性（31）は「紙をまだ貼っています」。``: the verb of saying is left out."""
    last = s.units[end - 1]
    if last.pos != QUOTED or end < 2 or last.end - last.start < _MIN_SPOKEN:
        return None
    before = s.units[end - 2]
    if before.surface in ("は", "が", "も", "、", "：", ":", "　") or s.text.startswith(("（", "("), last.end):
        return Hit("topic_bracket", last.start, last.end)
    return None
