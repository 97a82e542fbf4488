"""Who says it, inside one sentence: the subject before the content, or between と and its verb.

``報道官は、…と述べた`` ``「…」と住民は話す`` ``…と語る議員も`` .
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from classifier.features.quotes.content import ADVERBIAL, content_start
from classifier.features.quotes.opening import opening
from classifier.features.quotes.phrases import can_speak, is_name, never_speaks, phrase_start
from classifier.features.quotes.units import QUOTED, Sentence

_TOPIC = frozenset(("は", "も"))
# No sentence that people write is longer; a hostile one stays linear.
LOOK_BACK = 150


@dataclass(frozen=True, slots=True)
class Subject:
    """``units[low:high]`` name the source; the content may begin at ``after``."""

    low: int
    high: int
    after: int
    topic: bool = False


def subject_before(s: Sentence, low: int, high: int, apart: bool = False) -> Subject | None:
    """The source among ``units[low:high]``: the first topic that can speak, else a subject in が.

    ``apart``: a topic counts only where a comma, a venue or the bracket follows."""
    nominative: Subject | None = None
    low = max(min(opening(s), high) if low == 0 else low, high - LOOK_BACK)
    first = (low, content_start(s, low, high)) if not apart else ()
    if beside := beside_bracket(s, low, high):
        return beside
    for at in range(low, high):
        unit = s.units[at]
        if unit.pos != "助詞":
            continue
        topic = unit.surface in _TOPIC and unit.sub == "係助詞"
        if not topic and not (unit.surface == "が" and unit.sub == "格助詞"):
            continue
        noun_end = _noun_end(s, at, low)
        if noun_end is None:
            continue
        start = _with_name(s, phrase_start(s, noun_end, low), low)
        if can_speak(s, start, noun_end):
            if topic and (not apart or _stands_apart(s, at + 1, high)):
                return Subject(relative_start(s, start, noun_end, low), noun_end, at + 1, topic=True)
            if (
                not topic
                and nominative is None
                and (_stands_apart(s, at + 1, high) or start in first or _opens_clause(s, start, first))
            ):
                nominative = Subject(relative_start(s, start, noun_end, low), noun_end, at + 1)
    return nominative


def any_topic(s: Sentence, low: int, high: int, comma: bool = False) -> Subject | None:
    """The first topic before a bracket, whoever it is: ``あいつは「知らない」と``; times, things and acts are none.

    ``comma``: without a bracket it must be set apart, as in ``青瓦台は、攻撃はなかったと主張した``."""
    for at in range(max(low + 1, high - LOOK_BACK), high):
        if s.units[at].surface == "は" and s.units[at].sub == "係助詞" and _noun_end(s, at, low) == at:
            start = phrase_start(s, at, low)
            apart = not comma or (
                at + 1 < high and s.units[at + 1].surface == "、" and s.units[at - 1].detail not in _ACTS
            )
            fits = start < at and apart and not never_speaks(s.words(start, at))
            return Subject(start, at, at + 1, topic=True) if fits else None
    return None


# 制裁は、違法だと述べた: what can be done or be so does not speak.
_ACTS = ("サ変可能", "形状詞可能", "副詞可能")


_ASKING = frozenset("聞く 尋ねる 問う 問い合わせる 確認 照会 質問 取材 転送".split())


def subject_asked(s: Sentence, low: int, high: int) -> Subject | None:
    """``大使館に問い合わせると、「…」と回答があった``: whom the writer asked."""
    for at in range(max(low + 1, high - LOOK_BACK), high):
        if s.units[at].surface == "に" and any(
            u.lemma in _ASKING or u.surface in _ASKING for u in s.units[at + 1 : min(high, at + 7)]
        ):
            start = phrase_start(s, at, low)
            if can_speak(s, start, at):
                end = at
                while end < high and s.units[end].surface != "、":
                    end += 1
                return Subject(start, at, min(end, high - 1))
    return None


def _opens_clause(s: Sentence, start: int, first: tuple[int, ...]) -> bool:
    """Only a relative clause stands before the phrase: ``海洋法の権威である名誉教授が``."""
    if not first or s.units[start - 1].pos not in ("動詞", "助動詞", "形容詞"):
        return False
    return not any(u.surface in ("、", "は", "も") or u.pos == QUOTED for u in s.units[first[-1] : start])


def headline_subject(s: Sentence, high: int) -> Subject | None:
    """``沿岸警備隊、「放水受けた」と発表`` and ``政府「断る」と回答``: headlines drop は."""
    if s.text.startswith("。", s.end - 1):
        return None
    low = min(opening(s), high)
    for at in range(low + 1, high + 1):
        unit = s.units[at] if at < len(s.units) else s.units[-1]
        if at == high and high < len(s.units):
            return None
        if at == high or unit.surface == "、" or unit.pos == QUOTED:
            start = phrase_start(s, at, low)
            after = at + 1 if unit.surface == "、" else at
            return Subject(start, at, after) if start < at and can_speak(s, start, at) else None
        if unit.pos == "助詞" and unit.surface != "の":
            return None
    return None


def beside_bracket(s: Sentence, low: int, high: int) -> Subject | None:
    """``議事録は、事務局が「…」と説明し``: whoever stands right before the bracket says it."""
    at = high - 2
    if at <= low or s.units[high - 1].pos != QUOTED or s.units[at].surface not in ("は", "が", "も"):
        return None
    noun_end = _noun_end(s, at, low)
    if noun_end is None:
        return None
    start = _with_name(s, phrase_start(s, noun_end, low), low)
    if not can_speak(s, start, noun_end) or (s.units[at].surface != "が" and _topic_before(s, low, start)):
        return None
    return Subject(relative_start(s, start, noun_end, low), noun_end, at + 1)


def _topic_before(s: Sentence, low: int, high: int) -> bool:
    """``町長は、計画は「早い」と述べた``: the first topic speaks, the second is spoken of."""
    for at in range(max(low, high - LOOK_BACK), high):
        if s.units[at].surface == "は" and s.units[at].sub == "係助詞":
            end = _noun_end(s, at, low)
            if end is not None and can_speak(s, phrase_start(s, end, low), end):
                return True
    return False


def _stands_apart(s: Sentence, after: int, high: int) -> bool:
    """A が that names the speaker is followed by a comma, a time, a venue or the bracket; else it belongs to the content."""
    if after >= high or s.units[after].surface == "、" or s.units[after].pos == QUOTED:
        return True
    return bool(ADVERBIAL.match(s.text, s.units[after].start, s.units[high - 1].end))


# Whoever has a name needs no description; how a newsroom came by a paper is not part of its name.
_NAMED = re.compile(r"(?:氏|さん)(?:[（(][^（）()]{0,20}[)）])?$|[ァ-ヴー]{2,}・[ァ-ヴー]{2,}")
_KEPT = re.compile(r"務める$")
_OBTAINED = re.compile(r"(?:入手|閲覧|確認|取得)し(?:た)?$")


def relative_start(s: Sentence, start: int, end: int, low: int) -> int:
    """Unnamed sources keep the clause that describes them: ``島で民宿を営む女性``, ``市が出した資料``."""
    if start <= low or s.units[start - 1].pos not in ("動詞", "助動詞", "形容詞"):
        return start
    if not s.units[start - 1].form.startswith(("連体形", "終止形")):
        # これに対し外相は: no clause that describes the minister.
        return start
    clause = s.words(max(low, start - 4), start)
    named = _NAMED.search(s.words(start, end)) or any(u.detail == "人名" for u in s.units[start:end])
    if (named and not _KEPT.search(clause)) or _OBTAINED.search(clause):
        return start
    first = max(low, opening(s) if low == 0 else low)
    at = start
    while at > first and start - at < _MAX_RELATIVE and s.units[at - 1].surface not in ("、", "は", "。"):
        if s.units[at - 1].pos == QUOTED and not is_name(s, at - 1):
            break
        at -= 1
    return at


_MAX_RELATIVE = 30


def _noun_end(s: Sentence, particle: int, low: int) -> int | None:
    """Where the noun before は ends; からは and としては drop their case, では and には name no subject."""
    before = s.units[particle - 1] if particle > low else None
    if before is None or before.pos != "助詞":
        return particle
    return particle - 1 if before.surface in ("から", "として") else None


def _with_name(s: Sentence, start: int, low: int) -> int:
    """Role, name: ラインバンクのアナリスト、ヨナス・フィッシャー氏 is one source."""
    if (
        start - 1 > low
        and s.units[start - 1].surface == "、"
        and re.search(r"(?:氏|さん|医師|教授)", s.words(start, min(len(s.units), start + 12)))
    ):
        before = phrase_start(s, start - 1, low)
        if before < start - 1 and _ROLE_BEFORE.search(s.words(before, start - 1)):
            return before
    return start


_ROLE_BEFORE = re.compile(
    r"(?:アナリスト|エコノミスト|ストラテジスト|代表|技師|教授|会長|社長|部長|局長|課長|所長|理事|研究員|弁護士|医師|監督|責任者|担当者|議員|記者|館長|住職|店主)$"
)


def subject_between(s: Sentence, low: int, high: int) -> Subject | None:
    """``「…」と住民は話す``: a phrase before は, が or も between と and the verb."""
    for at in range(low, high):
        if s.units[at].surface in ("は", "が", "も") and s.units[at].pos == "助詞":
            start = _with_name(s, phrase_start(s, at, low), low)
            if can_speak(s, start, at):
                return Subject(start, at, at + 1)
    return None


def subject_after(s: Sentence, verb_end: int) -> Subject | None:
    """``…と語る店主`` : the phrase that a verb of saying modifies."""
    end = verb_end
    while end < len(s.units) and end - verb_end < 10 and s.units[end].pos in ("名詞", "接頭辞", "接尾辞", "代名詞"):
        end += 1
    return Subject(verb_end, end, end) if end > verb_end and can_speak(s, verb_end, end) else None
