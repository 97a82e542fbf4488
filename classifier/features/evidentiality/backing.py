"""A source stands before the clause or beside it: 気象庁によると, 統計では, （同館の年報）, ＝関係筋, 軍が発表した。"""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.evidence import Quote
from classifier.features.evidentiality.tail import bare
from classifier.features.evidentiality.words import SAYING, TELLS, Hit, is_paper
from classifier.features.morphology import Token
from classifier.features.quotes.units import QUOTED, Sentence


def backed(s: Sentence, end: int, quotes: Sequence[Quote]) -> Hit | None:
    """A source stands before the clause or in another sentence: 気象庁によると…; ``軍が発表した。``"""
    hit = (_according(s, end) or _paper_locative(s, end)) if _LED.search(s.text, s.start, s.end) else None
    return hit or (_source_note(s, end) if end < len(s.units) else None) or _headline(s, end, quotes)


# What ``_according`` and ``_paper_locative`` cannot do without; a blank may stand inside: に よると.
_LED = re.compile(r"[にで][よ依拠は\W]")


# 当社調べでは, 本稿の記録では: the writer's own papers.
_OWN = ("当社", "弊社", "本稿", "本研究", "当研究", "当院", "当方", "筆者", "投票")


def _according(s: Sentence, end: int) -> Hit | None:
    """``気象庁によると``, ``資料によれば``."""
    units = s.units
    for at in range(1, end - 1):
        if units[at].surface == "に" and units[at + 1].lemma in ("因る", "依る", "拠る", "よる"):
            tail = "".join(u.surface for u in units[at + 1 : at + 4])
            if tail.startswith(("よると", "よれば", "よりますと", "依ると", "拠れば")):
                return Hit("according_to", units[at].start, units[at + 1].end)
    return None


# A paper's では opens the sentence; far behind it is a place or a comparison.
_MAX_LEAD = 40


def _paper_locative(s: Sentence, end: int) -> Hit | None:
    """``同省の統計では``, ``船長の話では``, ``市の試算（2月）では``: before the first other topic."""
    topics = 0
    for at in range(1, min(end - 1, _MAX_LEAD)):
        unit = s.units[at]
        if unit.surface == "は" and unit.sub == "係助詞" and s.units[at - 1].surface != "で":
            topics += 1
            if topics > 1:
                return None
        if unit.surface == "で" and s.units[at + 1].surface in ("は",):
            head = _before_note(s.units, at)
            if head < 0 or s.text.startswith(_OWN, s.units[0].start) or s.units[head].lemma in ("投票",):
                return None
            if is_paper(s.units[head]):
                return Hit("paper_locative", s.units[head].start, s.units[at + 1].end)
    return None


def _before_note(units: Sequence[Token], at: int) -> int:
    """The noun before で; a note in parentheses stands between: 調査（612人）では."""
    at -= 1
    while at > 0 and units[at].sub == "数詞":
        at -= 1
    if units[at].surface not in "）)":
        return at
    while at >= 0 and units[at].surface not in "（(":
        at -= 1
    return at - 1


def _source_note(s: Sentence, end: int) -> Hit | None:
    """``手続きは百件あった（同館の年報）。``: a paper in the note that closes the sentence; （当社調べ） is the writer."""
    if s.units[end].surface not in "（(":
        return None
    if not s.text.endswith("。", s.start, s.end):
        return None
    note = s.units[end + 1 :]
    words = "".join(u.surface for u in note)
    if words.startswith(_OWN) or words.startswith("当") or not _named_paper(note):
        return None
    return Hit("source_note", s.units[end + 1].start, note[-1].start)


def _named_paper(note: Sequence[Token]) -> bool:
    words = [u for u in note if u.surface not in "）)。"]
    return bool(words) and (is_paper(words[-1]) or words[-1].surface in ("課", "省", "庁", "局", "調べ", "報", "会"))


# A sentence that only names the speaker of the one before is short.
_MAX_BESIDE = 45


def speaks_for_neighbour(s: Sentence, at: int, end: int) -> Hit | None:
    """``国防省が23日発表した。`` ``外交筋が本紙に伝えた。``: a subject and a verb of telling, and nothing told.

    ``at``: its ``final_verb``, the third unit or later; ``end``: its ``predicate_end``.
    """
    if s.end - s.start > _MAX_BESIDE or s.units[at].lemma not in TELLS or not _told(s, at, end):
        return None
    words = s.units[:at]
    if any(u.pos == QUOTED or u.surface in ("を", "と", "って", "こと") for u in words):
        return None
    return (
        Hit("said_beside", s.units[at].start, s.units[at].end)
        if any(u.surface in ("が", "は") for u in words)
        else None
    )


def _told(s: Sentence, at: int, end: int) -> bool:
    after = s.units[at + 1 : end]
    return s.units[at].form.startswith("終止形") or (
        any(u.lemma == "た" for u in after) and not any(u.lemma in ("ない", "ず", "れる", "られる") for u in after)
    )


def _headline(s: Sentence, end: int, quotes: Sequence[Quote]) -> Hit | None:
    """``知事「砕氷船が要る」`` ``減産を検討＝関係筋`` ``「火遊びだ」と非難　隣国`` ``二割で減　某省調査``."""
    if s.text.startswith("。", s.units[end - 1].end, s.end) or s.text[s.start] in "（(":
        return None
    for quote in quotes:
        if (
            quote.rule == "beside_bracket"
            and s.start <= quote.start
            and quote.end <= s.end
            and _closes_part(s, quote.end + 1)
        ):
            return Hit("headline_quotation", quote.start, quote.end)
    for at in range(2, end):
        unit = s.units[at]
        if unit.surface in ("＝", "=") and end - at <= _MAX_CREDIT and _names(s.units[at + 1 : end]):
            return Hit("headline_source", unit.start, unit.end)
        if bare(unit) in SAYING and s.units[at - 1].surface == "と" and _closes_part(s, unit.end):
            return Hit("headline_cue", unit.start, unit.end)
    last = s.units[end - 1]
    if last.surface in ("調査", "調べ") and s.units[end - 2].pos in ("名詞", "接尾辞") and _wide_before(s, end - 2):
        return Hit("headline_source", last.start, last.end)
    return None


# ＝某国国営通信 has few words.
_MAX_CREDIT = 8


def _names(units: Sequence[Token]) -> bool:
    return bool(units) and all(u.pos in ("名詞", "接尾辞", "接頭辞", "補助記号", "記号") for u in units)


def _wide_before(s: Sentence, at: int) -> bool:
    while at > 0 and s.units[at].pos in ("名詞", "接尾辞"):
        if s.units[at].start > s.units[at - 1].end or s.units[at - 1].surface == "　":
            return True
        at -= 1
    return False


def _closes_part(s: Sentence, offset: int) -> bool:
    """Nothing follows but a note or, behind a wide space, another part of a headline."""
    rest = s.text[offset : min(s.end, offset + _MAX_REST)]
    return not rest.strip("。」』 　") or rest[0] in "　（(＝ <＜"


# Enough to see a closing bracket and stop; a slice to the end would cost its length at each call.
_MAX_REST = 6
