"""によると, によれば, の話では, の調査では: the source first, then what it says, to the end of the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.features.quotes.draft import Draft
from classifier.features.quotes.opening import opening
from classifier.features.quotes.phrases import is_document, phrase_start
from classifier.features.quotes.subject import relative_start
from classifier.features.quotes.units import QUOTED, Sentence

# What may close the sentence without belonging to what the source says.
_HEARSAY_END = re.compile(
    r"(?:という(?:ことだ|ことです|ことである)?|と(?:伝えられる|伝えられている|いわれる|言われる|される|されている)|とのこと(?:だ|です|である)?|そう(?:だ|です)|らしい)$"
)
_SAID = re.compile(
    r"の?(?:話|説明|発表|証言|見立て|見方|言い分|調べ|まとめ|報告|説|把握|計算|主張|推計|試算|集計|調査)$"
)
_TALK = re.compile(r"の?(?:話|説明|証言|言い分|見立て|調べ|まとめ|把握|主張)$")
_OPENERS = frozenset(
    "また さらに 一方 ただ なお しかし だが これまで そもそも 実際 例えば たとえば ところで なかでも".split()
)


# One search for the signs of all three: most sentences have none.
_ANY = re.compile(r"に[よ因依拠]|いわく|曰く|[言い]うに|話すに|で[はも]|として")
_YORU = re.compile(r"に[よ因依拠]|いわく|曰く|[言い]うに|話すに")
_TOSHITE = re.compile(r"の(?:話|談話|証言|見方)として")
_DEWA = re.compile(r"で[はも]")


def find_according(s: Sentence) -> Iterator[Draft]:
    """At most one a sentence: the first によると, else an opening …では of a document or of somebody's words."""
    if s.holds(_ANY):
        yield from _ni_yoru(s) or _de_wa(s) or _as_told(s)


def _as_told(s: Sentence) -> list[Draft]:
    """``AP通信は、職員の話として、…と伝えた``: what stands between として and the last と is the teller's."""
    if not s.holds(_TOSHITE):
        return []
    for at in range(2, len(s.units) - 4):
        told = s.units[at].surface in _TALKS and s.units[at - 1].surface == "の" and s.words(at + 1, at + 4) == "として"
        if told and (draft := _told(s, at)):
            return [draft]
    return []


_TALKS = frozenset(("話", "談話", "証言", "見方"))


def _told(s: Sentence, at: int) -> Draft | None:
    """The attribution around 話として, 話 at ``at``: its source before の, its content behind it."""
    low = phrase_start(s, at - 1, 0)
    begin = at + 4 + (s.units[at + 4].surface == "、")
    end = next((i for i in range(s.stop - 1, begin, -1) if s.units[i].surface == "と"), None)
    if end is None or low >= at - 1:
        return None
    source, cue = (s.units[low].start, s.units[at - 2].end), (s.units[at].start, s.units[at + 3].end)
    return Draft(s.units[begin].start, s.units[end - 1].end, "as_told", "indirect", source, cue)


def _ni_yoru(s: Sentence) -> list[Draft]:
    if not s.holds(_YORU):
        return []
    for at in range(1, len(s.units) - 1):
        end = _iwaku(s, at) if s.units[at].surface != "に" else _yoru_end(s, at)
        if end is None:
            continue
        low = _source_low(s, at)
        if low < at and not _CONDITION.search(s.words(low, at)):
            high = _before_talk(s, low, at)
            return _draft(s, low, high, min(high + 1, at) if high < at else at, end)
    return []


def _iwaku(s: Sentence, at: int) -> int | None:
    """``知人いわく、…`` ``知人が言うには``: index behind the cue."""
    if s.units[at].lemma in ("曰く", "言わく") or s.units[at].surface in ("いわく", "曰く"):
        return at + 1
    if s.units[at].surface in ("が", "の") and s.words(at + 1, min(len(s.units), at + 4)) in (
        "言うには",
        "いうには",
        "話すには",
        "言うに",
    ):
        return min(at + 4, len(s.units))
    return None


def _yoru_end(s: Sentence, at: int) -> int | None:
    """Index behind によると, によれば, によりますと; None for による and により."""
    if s.units[at + 1].lemma not in ("因る", "依る", "拠る", "よる"):
        return None
    end = at + 2
    while end < len(s.units) and s.units[end].pos == "助動詞":
        end += 1
    if end < len(s.units) and s.units[end].surface in ("と", "ば"):
        return end + 1
    return end if s.units[at + 1].surface == "よれば" else None


def _source_low(s: Sentence, at: int) -> int:
    """Where the source begins: the clause before, with its relative clause; openers and finished clauses stay outside."""
    low = opening(s)
    for index in range(at - 1, low - 1, -1):
        if s.units[index].surface == "、" and not _joins_name(s, index, at):
            low = index + 1
            break
        if (
            s.units[index].surface in ("は", "が")
            and s.units[index].sub in ("係助詞", "格助詞")
            and s.units[index].surface == "は"
        ):
            low = index + 1
            break
    while low < at and (s.units[low].surface in _OPENERS or s.units[low].pos in ("接続詞", "補助記号", "記号")):
        low += 1
    return low


def _joins_name(s: Sentence, comma: int, at: int) -> bool:
    """同社広報、マリア・ソト氏: a short role before the comma belongs to the name after it."""
    return s.words(comma + 1, at).endswith(("氏", "さん")) and comma < 8


def _draft(s: Sentence, low: int, high: int, cue: int, end: int) -> list[Draft]:
    begin = end
    while begin < len(s.units) and s.units[begin].surface in ("、", "も"):
        begin += 1
    if begin >= s.stop:
        return []
    start, stop = s.units[begin].start, s.units[s.stop - 1].end
    closing = _HEARSAY_END.search(s.text, max(start, stop - 12), stop)
    if closing:
        stop = closing.start()
    mixed = any(u.pos == QUOTED for u in s.units[begin : s.stop])
    if start >= stop:
        return []
    source = (s.units[low].start, s.units[high - 1].end)
    return [
        Draft(
            start,
            stop,
            "according_to",
            "mixed" if mixed else "indirect",
            source,
            (s.units[cue].start, s.units[end - 1].end),
        )
    ]


def _de_wa(s: Sentence) -> list[Draft]:
    """``店主の話では、…`` / ``同社の集計では、…`` at the opening of a sentence."""
    if s.depth or not s.holds(_DEWA):
        return []
    for at in range(1, min(len(s.units) - 2, 30)):
        if s.units[at].surface == "で" and s.units[at + 1].surface in ("は", "も") and s.units[at + 1].pos == "助詞":
            first = opening(s)
            if at <= first:
                continue
            low = phrase_start(s, at, first)
            words = s.words(low, at)
            negated = s.units[at + 2].lemma in ("無い", "有る", "ない", "ある", "有り")
            if low < at and not negated and words not in _OWN and (is_document(words) or _SAID.search(words)):
                low = relative_start(s, low, at, 0)
                if _opens(s, low):
                    return _spoken(s, low, at)
    return []


# An issuer's own findings are no attribution.
_OWN = frozenset(
    f"{who}の{what}"
    for who in ("省", "庁", "当社", "弊社", "当省", "当館")
    for what in ("まとめ", "把握", "調べ", "調査", "集計")
)


def _opens(s: Sentence, low: int) -> bool:
    return low == 0 or s.units[low - 1].surface == "、" or all(u.surface in _OPENERS for u in s.units[opening(s) : low])


def _spoken(s: Sentence, low: int, at: int) -> list[Draft]:
    high = _before_talk(s, low, at)
    return _draft(s, low, high, min(high + 1, at) if high < at else at, at + 2) if low < high else []


def _before_talk(s: Sentence, low: int, at: int) -> int:
    """市長の説明 -> 市長: whose words they are."""
    talk = _TALK.search(s.words(low, at))
    high = at
    if talk and talk.start() > 0:
        while high > low and s.units[high - 1].end > s.units[low].start + talk.start():
            high -= 1
    return high if high > low else at


# 場合によると, 風向きによれば: what something depends on.
_CONDITION = re.compile(r"(?:^|の|と)(?:場合|とき|時|ところ|天気|風向き|状況|条件|季節|気分|地域|年|月|日|人|物|見方)$")
