"""What is made known or asked for: …ことを明らかにした, …ことが分かった, …よう求めた, …考えを示した, …を認めた."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.features.quotes.cues import ASK_NOUNS, ASK_VERBS, KNOWN_VERBS, REVEAL_NOUNS, REVEAL_VERBS
from classifier.features.quotes.event import Event
from classifier.features.quotes.phrases import is_document, phrase_start
from classifier.features.quotes.predicates import clarifies, tail
from classifier.features.quotes.subject import Subject, relative_start, subject_before
from classifier.features.quotes.units import QUOTED, Sentence

_REACH = 16
# …ことが、検査院の報告書や関係者への取材で分かった.
_REACH_KNOWN = 40
# …する考えを示した: nouns of will and view that a verb modifies.
_WILL = frozenset("考え 方針 意向 見解 見通し 立場 姿勢 認識 見方 可能性 意思 意欲 決意 旨".split())
_WILL_VERBS = frozenset("示す 述べる 明かす 伝える 語る 滲ませる にじませる".split())
_WILL_NOUNS = frozenset("表明 強調 説明 示唆 明言 確認 通知".split())
_THROUGH = re.compile(r"(?:への取材|の話|の取材|の調べ|への聞き取り|の証言|の発表|への取材など)$")
_CLAUSE_ENDS = ("動詞", "助動詞", "形容詞", "形状詞")


_STARTS = frozenset(("こと", "事実", "の", "よう", "性", "方", "を")) | _WILL
_SIGNS = re.compile("|".join(("こと", "事実", "のを", "よう", "可能性", "見方", "を否定", *sorted(_WILL))))


def find_known(s: Sentence) -> Iterator[Event]:
    """Attributions with こと, よう, nouns of will and plain objects."""
    if not s.holds(_SIGNS):
        return
    for at in range(1, len(s.units) - 1):
        unit = s.units[at]
        if unit.surface not in _STARTS:
            continue
        found = None
        if unit.surface in ("こと", "事実", "の") and s.units[at + 1].surface in ("を", "が", "も", "は"):
            found = _fact(s, at)
        elif unit.surface == "よう" and unit.lemma == "様":
            found = _wish(s, at)
        elif unit.surface in _WILL or s.words(at - 1, at + 1) in ("可能性", "見方"):
            found = _will(s, at)
        elif unit.surface == "を":
            found = _object(s, at)
        if found:
            yield found


def _fact(s: Sentence, at: int) -> Event | None:
    """``…したことを明らかにした`` / ``…ことが１４日、関係者への取材で分かった``."""
    particle = s.units[at + 1].surface
    if s.units[at - 1].pos not in _CLAUSE_ENDS or (s.units[at].surface == "の" and particle != "を"):
        return None
    if at + 2 < len(s.units) and s.units[at + 2].surface in _NO_CONTENT:
        return None
    reach = _REACH_KNOWN if particle == "が" else _REACH
    for index in range(at + 2, min(len(s.units), at + reach)):
        unit = s.units[index]
        if (
            (unit.pos == QUOTED and particle != "が")
            or unit.surface in ("。", "こと")
            or (unit.surface == "と" and particle != "が")
        ):
            return None
        found = _becomes_known(s, at, index) if particle == "が" else _is_revealed(s, at, index)
        if found or (unit.pos == "動詞" and particle != "が" and unit.lemma not in ("改める", "為る", "受ける")):
            return found
    return None


# …ことを理由に, …ことを受け: no content.
_NO_CONTENT = frozenset("理由 条件 前提 受け 念頭 背景".split())


def _becomes_known(s: Sentence, at: int, index: int) -> Event | None:
    unit = s.units[index]
    past = any(u.lemma == "た" for u in s.units[index + 1 : _high(s, index)])
    # ことが分かる写真: nothing became known.
    if (unit.lemma in KNOWN_VERBS and past) or unit.surface in ("判明", "発覚") or clarifies(s, index, "成る"):
        return Event(at, index, _high(s, index), "became_known", _through(s, at + 2, index), nobody=True)
    return None


def _is_revealed(s: Sentence, at: int, index: int) -> Event | None:
    return Event(at, index, _high(s, index), "revealed") if _reveals(s, at, index) else None


def _high(s: Sentence, index: int) -> int:
    return tail(s, index + 3) if s.units[index].surface == "明らか" else tail(s, index + 1)


def _reveals(s: Sentence, at: int, index: int) -> bool:
    """A law that 認める permits, a fact that 示す proves: only documents show, only speakers admit."""
    unit = s.units[index]
    if any(u.lemma in ("れる", "られる", "べし", "たい") for u in s.units[index + 1 : index + 4]):
        return False
    if clarifies(s, index, "為る"):
        return True
    if unit.pos == "動詞":
        if unit.lemma not in REVEAL_VERBS:
            return False
        subject = subject_before(s, 0, at)
        document = bool(subject and is_document(s.words(subject.low, subject.high)))
        return document if unit.lemma == "示す" else not document or unit.lemma != "認める"
    return (
        unit.surface in REVEAL_NOUNS
        and index + 1 < len(s.units)
        and (s.units[index + 1].lemma == "為る" or s.units[index + 1].surface in ("。", "、"))
    )


def _through(s: Sentence, low: int, high: int) -> Subject | None:
    """The phrase before への取材で, の話で, or the document before で."""
    for at in range(low + 1, high):
        if s.units[at].surface != "で" or s.units[at].pos not in ("助詞", "助動詞"):
            continue
        start = phrase_start(s, at, low)
        if s.units[start - 1].surface in ("へ", "への"):
            start = phrase_start(s, start - 1, low)
        elif s.units[start].surface == "の" or s.words(start, at) in ("取材", "話"):
            start = _before_he(s, start, low)
        words = s.words(start, at)
        found = _THROUGH.search(words)
        if found and found.start():
            end = at
            while end > start and s.units[end - 1].end > s.units[start].start + found.start():
                end -= 1
            return Subject(start, end, end) if start < end else None
        if is_document(words):
            return Subject(relative_start(s, start, at, low), at, at)
    return None


def _before_he(s: Sentence, at: int, low: int) -> int:
    for index in range(at, max(low, at - 3), -1):
        if s.units[index - 1].surface in ("へ", "への"):
            return phrase_start(s, index - 1, low)
    return at


def _wish(s: Sentence, at: int) -> Event | None:
    """``退去するよう求めた``: よう or ように, then a verb of asking; the writer's own wish (求めます) is none."""
    if s.units[at - 1].pos not in ("動詞", "助動詞"):
        return None
    subject = subject_before(s, 0, at)
    if subject and s.words(subject.low, subject.high) in _WE:
        return None
    low = at + 1
    while low < len(s.units) and s.units[low].surface in ("に", "、", "強く", "改めて", "重ねて"):
        low += 1
    for index in range(low, min(len(s.units), low + 6)):
        unit = s.units[index]
        if unit.lemma in ASK_VERBS or unit.surface in ASK_NOUNS:
            high = tail(s, index + 1)
            past = any(u.lemma == "た" for u in s.units[index + 1 : high])
            passive = any(u.lemma in ("れる", "られる") for u in s.units[index + 1 : high])
            modifies = high < len(s.units) and s.units[high].pos in ("名詞", "接頭辞")
            return Event(at, index, high, "asked") if (past or subject) and not passive and not modifies else None
        if unit.pos == "動詞" or unit.surface == "な":
            return None
    return None


# The writer's own wish is no attribution.
_WE = frozenset("われわれ 我々 私 私たち わが国 我が国 日本側 当社 弊社 政府として".split())


def _will(s: Sentence, at: int) -> Event | None:
    """``取り下げる考えを示した``."""
    first = at - 1 if s.units[at].surface in ("性", "方") else at
    if first < 1 or at + 2 >= len(s.units) or s.units[first - 1].pos not in ("動詞", "助動詞", "形容詞"):
        return None
    if s.units[at + 1].surface not in ("を", "も") and not (
        s.units[at].surface == "旨" and s.units[at + 1].surface == "が"
    ):
        return None
    for index in range(at + 2, min(len(s.units), at + 6)):
        unit = s.units[index]
        if s.units[at].surface == "旨" and unit.pos in ("動詞", "名詞"):
            return Event(first, first, _high(s, index), "will")
        if unit.lemma in _WILL_VERBS or unit.surface in _WILL_NOUNS or clarifies(s, index, "為る"):
            return Event(first, first, _high(s, index), "will")
        if unit.pos == "動詞":
            return None
    return None


_OBJECT = frozenset(("否定",))


def _object(s: Sentence, at: int) -> Event | None:
    """``運営会社も、訓練の実施を認めた``: a noun phrase as the whole content."""
    if at + 1 >= len(s.units):
        return None
    unit = s.units[at + 1]
    known = unit.lemma in _OBJECT or (
        unit.surface in _OBJECT and at + 2 < len(s.units) and s.units[at + 2].lemma == "為る"
    )
    if not known or s.units[at - 1].pos not in ("名詞", "接尾辞"):
        return None
    low = phrase_start(s, at, 0)
    if low > 2 and s.units[low - 1].surface == "の" and s.units[low - 2].surface in ("へ", "と", "から", "で"):
        low = phrase_start(s, low - 2, 0)
    elif low > 1 and s.units[low - 1].surface in ("へ", "への"):
        low = phrase_start(s, low - 1, 0)
    subject = subject_before(s, 0, low)
    if subject is None or subject.after > low or is_document(s.words(subject.low, subject.high)):
        return None
    high = tail(s, at + 2)
    return Event(at, at + 1, high, "object", Subject(subject.low, subject.high, low)) if high >= s.stop else None
