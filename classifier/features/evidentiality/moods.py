"""Questions and commands: sentences that judge nothing."""

from __future__ import annotations

from collections.abc import Sequence

from classifier.features.evidentiality.tail import LEMMA, states
from classifier.features.evidentiality.words import lemmas
from classifier.features.morphology import Token
from classifier.features.quotes.units import QUOTED, Sentence

_WH = lemmas("何 誰 どんな 何処 どこ 何故 なぜ どう 幾つ いつ どれ 何時 どちら どの いくら")
# ご覧ください, 拾ってくれ, 数えて: requests.
_REQUEST = lemmas("下さる 呉れる 頂戴 御免 給う")


def asks(s: Sentence, end: int) -> bool:
    """``誰が払うのか。`` ``橋は？`` ``誰が信じるでしょう``; a headline's ``雷が原因か`` is doubt, no question."""
    last = s.units[end - 1]
    after = s.text[last.end : s.end]
    if after == "。" and states(last):
        return _asked_word(s, end)
    marked = "？" in after or "?" in after
    if last.surface == "の" and last.pos == "助詞" and _wh_near(s, end):
        return True
    if last.surface == "かいな" or (last.lemma == "か" and last.pos == "助詞" and s.units[end - 2].surface != "と"):
        return after != "" or not _noun_before(s, end - 1)
    if last.form == "意志推量形" and not marked:
        return _asked_word(s, end)
    if marked:
        return _wh_near(s, end) or not (last.form == "意志推量形" or last.surface in ("だろ", "な", "ね", "やろ"))
    return last.form.startswith("終止形") and _asked_word(s, end)


def _noun_before(s: Sentence, at: int) -> bool:
    return at > 0 and (s.units[at - 1].pos in ("名詞", "接尾辞", QUOTED) or s.units[at - 1].lemma == "とか")


def _wh_near(s: Sentence, end: int) -> bool:
    return any(u.lemma in _WH for u in s.units[max(0, end - 8) : end])


def _asked_word(s: Sentence, end: int) -> bool:
    """A word of asking with its case, in the last clause: ``何が残る``; ``誰も`` and ``何か`` ask nothing."""
    units = s.units
    low = max(0, end - 7)
    if _WH.isdisjoint(map(LEMMA, units[low : end - 1])):
        return False
    for at in range(low, end - 1):
        if units[at].lemma in _WH and units[at + 1].surface in ("が", "を", "に", "は", "へ"):
            return not any(u.surface in ("か", "も", "と") for u in units[at + 2 : end])
    return False


# 見られたい, 読むがよい: these urge in their plain form too.
_WISHED = frozenset(("たい", "良い"))


def commands(s: Sentence, end: int) -> bool:
    """``数えてください`` ``捨てろ`` ``飛ぶな`` ``声を上げて。`` ``窓に灯を。`` ``コメントは。`` ``行こう``."""
    last = s.units[end - 1]
    if states(last) and last.lemma not in _WISHED:
        return False
    while end > 1 and s.units[end - 1].sub == "終助詞" and s.units[end - 1].surface in ("よ", "ね", "や", "さ"):
        end -= 1
    return _imperative(s.units, end) or _cut_short(s, end) or _urges(s.units, end) or _wishes(s.units, end)


def _imperative(units: Sequence[Token], end: int) -> bool:
    """``捨てろ`` ``拾ってくれ`` ``飛ぶな``."""
    last = units[end - 1]
    if last.surface == "な" and last.sub == "終助詞" and end > 1:
        return units[end - 2].pos == "動詞" and units[end - 2].form.startswith("終止形")
    asked = last.lemma in _REQUEST and last.pos == "動詞" and last.form.startswith("連用")
    return last.form == "命令形" or asked


def _cut_short(s: Sentence, end: int) -> bool:
    """``声を上げて。`` ``窓に灯を。`` ``コメントは。`` ``箸は各自で。``: the verb of asking is left out; ``並ぶとは。`` exclaims."""
    last = s.units[end - 1]
    if last.pos != "助詞":
        return False
    if last.sub == "接続助詞":
        return last.surface in ("て", "で")
    if last.surface in ("を", "は"):
        return end == 1 or s.units[end - 2].surface != "と"
    return last.surface == "で" and last.sub == "格助詞" and s.text.startswith("。", last.end)


def _urges(units: Sequence[Token], end: int) -> bool:
    """``遅れのないように。`` ``足元を見られたい。`` ``請求書を読むがよい。``"""
    if end < 2:
        return False
    before, last = units[end - 2], units[end - 1]
    return (
        (last.surface == "に" and before.lemma == "様")
        or (last.lemma == "たい" and before.lemma in ("れる", "られる"))
        or (last.lemma == "良い" and before.surface == "が")
    )


def _wishes(units: Sequence[Token], end: int) -> bool:
    """``数えてもらおう`` ``始めましょう``: calls; ``あろう`` ``なろう`` ``知れよう`` guess."""
    last = units[end - 1]
    if last.form != "意志推量形" or last.pos not in ("動詞", "助動詞"):
        return False
    if last.lemma == "ます":
        return end < 2 or units[end - 2].lemma not in ("有る", "成る", "出来る", "言う", "御座る")
    return last.pos == "動詞" and last.lemma not in ("有る", "成る", "知れる", "居る", "出来る", "言う", "見える")
