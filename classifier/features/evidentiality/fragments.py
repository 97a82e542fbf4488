"""Sentences with no clause to judge: questions, commands, greetings, names, datelines, credits, bare headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.features.evidentiality.moods import asks, commands
from classifier.features.evidentiality.tail import PREDICATES, predicate_end
from classifier.features.morphology import Token
from classifier.features.quotes.units import Sentence

_GREETING = re.compile(
    r"(?:いつも|誠に|本当に|皆さん、?|では、?|それでは(?:また)?、?)?"
    r"(?:ありがとう|有難う|おはよう|こんにちは|こんばんは|はじめまして|ごちそうさま|お疲れさま|さようなら|よろしくお願い|以\s*上(?:です|。|$)|なるほど|ようこそ|こちら|お知らせ)"
)
_THANKS = re.compile(
    r"(?:感謝(?:を)?申し上げます|お願い(?:申し上げ|いたし|致し)ます|ごちそうさまでした|ありがとうございま(?:す|した)|また明日|に乾杯|どうぞ)[。！!]*$"
)
_THANKS_TAILS = ("ます", "ました", "でした", "明日", "乾杯", "どうぞ")
# A longer line goes on behind its greeting.
_MAX_GREETING = 24
# 編集：RM / キーワード：… / 原題：… / 写真：…: what follows is a name, not a clause.
_LABEL_MARKS = "（(■●◆【※◎"
_LABEL_WORDS = (
    "編集|翻訳|取材|検証|文|写真|記者|原題|題目|著者|キーワード|出典|問い?合わせ先?|お問い?合わせ|"
    "発表時間|公表番号|添付資料|別紙|詳細については|関連|続き"
)
_LABEL = re.compile(rf"[{_LABEL_MARKS}]*(?:{_LABEL_WORDS})[^。]{{0,8}}?[：:・→/／]|[（(]写真は")
_LABEL_STARTS = frozenset(_LABEL_MARKS) | {word[0] for word in _LABEL_WORDS.split("|")}
_DATE_LINE = re.compile(
    r"^[^。はがをに「]{0,24}?[0-9０-９一二三四五六七八九十元]{1,4}[年月日/.．－-][^。はがをに「]{0,24}。?$"
)
_TOPIC_ENDS = (
    "について",
    "によせて",
    "にあたって",
    "に当たって",
    "を受けて",
    "をめぐって",
    "を訪ねて",
    "に関して",
    "に際して",
)
_VERBAL = frozenset(("動詞", "形容詞", "助動詞", "形状詞"))
# What may part a line; where it ends in 。 its commas do not.
_PARTS = re.compile(r"[　】］\]〕》！－―／]")
_OPEN_PARTS = re.compile(r"[　】］\]〕》！－―／、]")


def no_clause(s: Sentence, end: int) -> str | None:
    """Name of the rule that finds no clause to judge, else None; ``end``: its ``predicate_end``."""
    if end == 0:
        return _bare_marks(s) if _has_words(s) else "no_words"
    return mood_of(s, end) or ("fragment" if is_fragment(s, end) else None)


def mood_of(s: Sentence, end: int) -> str | None:
    """no_words, greeting, question, command: a sentence that states nothing, else None."""
    if not _has_words(s):
        return "no_words"
    if _greets(s):
        return "greeting"
    if asks(s, end):
        return "question"
    return "command" if commands(s, end) else None


def _has_words(s: Sentence) -> bool:
    return s.text[s.start : s.start + 1].isalnum() or any(c.isalnum() for c in s.text[s.start : s.end])


def _greets(s: Sentence) -> bool:
    """``おはようございます。`` ``…よろしくお願いいたします。``; the search waits for a tail that can close one."""
    if s.end - s.start < _MAX_GREETING and _GREETING.match(s.text, s.start, s.end):
        return True
    tail = s.text[max(s.start, s.end - 30) : s.end]
    return tail.rstrip("。！!\n").endswith(_THANKS_TAILS) and bool(_THANKS.search(tail))


def _bare_marks(s: Sentence) -> str | None:
    """（写真部）: nothing outside its parentheses; 【橋が開通した】 holds a clause."""
    inner = Sentence(s.text, s.start, s.end, _inside(s.units), s.depth)
    end = predicate_end(inner) if inner.units else 0
    if end == 0 or _LABEL.match(s.text, s.start, s.end):
        return "in_parentheses"
    return None if _has_clause(inner, end) else "in_parentheses"


def _inside(units: Sequence[Token]) -> tuple[Token, ...]:
    return tuple(u for u in units if u.surface not in "（）()[]［］〔〕【】")


def is_fragment(s: Sentence, end: int) -> bool:
    """``駅前の広場`` ``編集：RM`` ``3月2日``: words without a predicate."""
    text = s.text[s.start : s.end]
    if text[0] in _LABEL_STARTS and _LABEL.match(text) and "。" not in text[:-1]:
        return not _verbal(s.units[end - 1]) or len(text) < 16
    if text.startswith(("#", "＃", "(c)", "http", "t.")) or _topic_ends(text.rstrip("。")):
        return True
    if _verbal(s.units[end - 1]):
        return not _has_clause(s, end)
    if not any(u.pos in _VERBAL for u in reversed(s.units)) and _DATE_LINE.match(text):
        return True
    return not _has_clause(s, end)


def _topic_ends(text: str) -> bool:
    return text[-1:] == "て" and text.endswith(_TOPIC_ENDS)


def _verbal(unit: Token) -> bool:
    return unit.pos in _VERBAL


def _has_clause(s: Sentence, end: int) -> bool:
    """Does some part of the line predicate? Parts end at wide spaces, or at the end."""
    last = s.units[end - 1]
    # 増えた, 多い: the last part predicates wherever it begins.
    if last.pos in PREDICATES and not last.form.startswith(("連用形", "仮定形")):
        return True
    low = 0
    open_end = not s.text.startswith("。", s.units[end - 1].end, s.end)
    if not (_OPEN_PARTS if open_end else _PARTS).search(s.text, s.start, s.end):
        return _part(s, low, end, True)
    for at in range(end):
        if s.units[at].surface in ("】", "］", "]", "〕", "》") and s.units[0].surface in "【［[〔《":
            low = at + 1
            continue
        wide = (at + 1 < end and "　" in s.text[s.units[at].end : s.units[at + 1].start]) or s.units[at].surface == "　"
        comma = s.units[at].surface == "、"
        if not (wide or comma or s.units[at].surface in ("！", "－", "―", "／")) or at < low:
            continue
        stop = at + 1 if s.units[at].pos not in ("補助記号", "空白") else at
        if comma:
            if open_end and _deed(s, low, stop):
                return True
        elif _part(s, low, stop, False):
            return True
        if not comma or open_end:
            low = at + 1
    return _part(s, low, end, True)


def _deed(s: Sentence, low: int, end: int) -> bool:
    """``島で噴火、``: a comma part of a headline that acts."""
    if s.units[end - 1].pos == "動詞":
        return s.units[end - 1].form.startswith("終止形")
    return end - low > 1 and _acts(s.units[end - 1]) and s.units[end - 2].surface in ("で", "を", "に", "が")


def _part(s: Sentence, low: int, end: int, last: bool) -> bool:
    if low >= end:
        return False
    unit = s.units[end - 1]
    if unit.form.startswith("連用形") and any(u.surface in ("お", "ご") for u in s.units[max(low, end - 3) : end - 1]):
        return False
    if unit.pos in PREDICATES:
        return (
            (last and not unit.form.startswith("仮定形"))
            or unit.form.startswith("終止形")
            or (unit.lemma in ("た", "だ") and not last)
        )
    if unit.pos in ("形状詞", "副詞", "助詞"):
        return _particle_part(s, low, end)
    return _nominal(s, low, end)


def _particle_part(s: Sentence, low: int, end: int) -> bool:
    """``接岸へ`` and ``3年目に`` predicate; ``皆さんへ`` addresses, ``実を結ぶまで`` names."""
    unit, before = s.units[end - 1], s.units[end - 2] if end - low > 1 else None
    if before is None:
        return unit.pos == "形状詞"
    if unit.surface == "へ":
        return before.lemma not in ("者", "さん", "達", "方", "様", "君", "民", "人")
    if unit.sub == "終助詞" or (unit.surface == "の" and before.pos in ("動詞", "助動詞")):
        return True
    if unit.surface == "まで":
        return _topical(s, low, end)
    if unit.surface == "から":
        return before.surface != "て" and before.pos not in ("名詞", "接尾辞")
    return unit.surface not in ("まで", "の", "や", "より", "と", "が")


def _nominal(s: Sentence, low: int, end: int) -> bool:
    """A noun closes it: ``減少は5カ月連続`` ``計画を検討`` ``300人がスト`` predicate; ``駅前の広場`` and ``消えた工場`` only name."""
    if _topical(s, low, end):
        return True
    last, before = s.units[end - 1], s.units[end - 2] if end - low > 1 else None
    if before is not None and (
        (_acts(last) and before.pos == "副詞") or ("形状詞" in last.detail and before.surface == "から")
    ):
        return True
    for at in range(end - 2, low - 1, -1):
        unit = s.units[at]
        if unit.surface == "で" and unit.pos == "助動詞":
            return _cased(s, at, end)
        if unit.pos != "助詞":
            continue
        if unit.sub == "格助詞" and unit.surface in ("が", "を", "に", "で", "から"):
            return _cased(s, at, end)
        if unit.surface in ("て", "で") and unit.sub == "接続助詞" and "、" in (s.units[at + 1].surface, "、"):
            return _acts(s.units[end - 1])
    return _grows(s.units, low, end)


def _topical(s: Sentence, low: int, end: int) -> bool:
    return any(u.surface in ("は", "も") and u.sub == "係助詞" for u in s.units[low : end - 1])


def _cased(s: Sentence, at: int, end: int) -> bool:
    between = s.units[at + 1 : end]
    if any(u.pos in ("動詞", "形容詞") or u.form.startswith("連体形") for u in between):
        return _grows(s.units, at, end)
    if s.units[at].surface == "が":
        return True
    return _acts(s.units[end - 1]) and s.units[end - 1].pos != "接尾辞"


def _acts(unit: Token) -> bool:
    """A verbal noun: 検討, 成功, 打ち上げ (from 打ち上げる)."""
    return unit.detail.startswith("サ変") or (
        unit.pos == "名詞" and unit.surface.endswith(("げ", "め", "え", "り", "れ"))
    )


def _grows(units: Sequence[Token], low: int, end: int) -> bool:
    """``純利益18％増``."""
    return (
        end - low > 2
        and units[end - 1].surface in ("増", "減", "高", "安", "増加", "減少")
        and _number(units[low : end - 1])
    )


def _number(units: Sequence[Token]) -> bool:
    return any(u.sub == "数詞" for u in units)
