"""The end of a sentence: where its main predicate stops, and which row of lemmas it ends in.

Japanese closes a clause with its functional expressions: ``遅れる|かも|しれ|ませ|ん|。``. Rules look at units
from the right and step over what adds no evidence (です, ます, た, のだ, よ, ね), never over ない.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import itemgetter

from classifier.features.morphology import Token
from classifier.features.quotes.units import QUOTED, Sentence

_OPEN_PAREN = frozenset("（([［〔【")
_CLOSE_PAREN = frozenset("）)]］〕】")
# A note behind the predicate is short: （当社調べ）, [3]; a longer one is looked into no further.
_MAX_NOTE = 30
_CREDIT = re.compile("[<＜]")
# Columns of many units at once, for a look at a window of them before any rule reads it.
LEMMA, SURFACE = (itemgetter(Token._fields.index(name)) for name in ("lemma", "surface"))
PREDICATES = frozenset(("動詞", "形容詞", "助動詞"))
MARKS = frozenset(("補助記号", "記号", "空白"))
_LAUGHTER = frozenset(("ｗ", "w", "www", "笑", "草"))


def predicate_end(s: Sentence) -> int:
    """Index behind the last unit of the predicate: ``増えた（速報）。`` -> behind た; 0 where nothing but marks stands."""
    end = _before_credit(s)
    if end > 1 and s.units[end - 1].surface == "。" and s.units[end - 2].pos in PREDICATES:
        return end - 1
    while end:
        unit = s.units[end - 1]
        if unit.surface[:1] in _CLOSE_PAREN:
            opened = _opened(s.units, end)
            if opened <= 0:
                return end - 1
            end = opened
        elif unit.pos in MARKS or unit.surface in _LAUGHTER:
            end -= 1
        else:
            break
    return end


def _before_credit(s: Sentence) -> int:
    """``…と発表<某通信>2025年1月1日``: a credit in angle brackets closes the headline."""
    if s.text.startswith("。", s.end - 1) or not s.holds(_CREDIT):
        return len(s.units)
    for at in range(len(s.units) - 1, 0, -1):
        if s.units[at].surface in ("<", "＜") and at > 2:
            return at
    return len(s.units)


def _opened(units: Sequence[Token], end: int) -> int:
    """Index of the bracket that opens the note closed at ``end - 1``; -1 where none is near."""
    for at in range(end - 2, max(-1, end - _MAX_NOTE), -1):
        if units[at].surface in _OPEN_PAREN:
            return at
    return -1


_SOFT_AUXILIARIES = frozenset(("だ", "です", "ます", "た", "じゃ", "や"))
_SOFT_PARTICLES = frozenset(("て", "で", "が", "けど", "けれど", "けれども", "し"))


def soft(units: Sequence[Token], at: int) -> bool:
    """Does ``units[at]`` leave the evidence before it as it is? です ます た である のだ よ ね が けど, and て いる."""
    unit = units[at]
    pos = unit.pos
    if pos == "助動詞":
        return unit.lemma in _SOFT_AUXILIARIES and unit.form not in ("意志推量形", "連用形-ニ")
    if pos == "助詞":
        return _soft_particle(units, at)
    if pos in MARKS:
        return True
    if not at:
        return False
    if pos == "動詞" and unit.sub == "非自立可能" and units[at - 1].surface in ("て", "で", "って"):
        return True
    return unit.lemma in ("有る", "御座る") and units[at - 1].lemma == "だ"


def _soft_particle(units: Sequence[Token], at: int) -> bool:
    unit = units[at]
    if unit.surface == "だけ":
        return True
    if unit.sub == "終助詞":
        return unit.lemma not in ("か", "な")
    if unit.sub == "準体助詞":
        return at + 1 < len(units) and units[at + 1].lemma in ("だ", "です")
    if unit.sub == "接続助詞":
        return unit.surface in _SOFT_PARTICLES
    return False


# であっ|た|の|です|けれど|も|ね: no tail is longer.
_MAX_TAIL = 12


def ends(s: Sentence, end: int) -> list[int]:
    """Every index at which an expression may stop, the outermost first: ``であっ|た|。`` may stop before であった."""
    found, units = [end], s.units
    while end and soft(units, end - 1) and len(found) < _MAX_TAIL:
        end -= 1
        found.append(end)
    return found


Row = tuple[frozenset[str], ...]


def row(words: str) -> Row:
    """``可能 性 が/は/も 有る`` as alternatives per unit; ``だ/です~意志推量形`` names the inflection too."""
    return tuple(frozenset(part.split("/")) for part in words.split())


def facets(lemma: str, surface: str, pos: str, form: str) -> tuple[str, ...]:
    """All that a row may ask of one unit: its lemma, surface, @part of speech, or ~inflection."""
    return ("@引用",) if pos == QUOTED else (lemma, surface, "@" + pos, "~" + form)


def last_keys(wanted: Row) -> frozenset[str]:
    """The facets of a unit that may close the row; the ん of ませ|ん (lemma ず) closes those in ない and 無い too."""
    last = wanted[-1]
    return last if last.isdisjoint(_NEGATIONS) else last | {"ず"}


_NEGATIONS = frozenset(("ない", "ず", "無い"))


def fits(unit: Token, wanted: frozenset[str]) -> bool:
    """Is one of the facets of the unit wanted?"""
    return not wanted.isdisjoint(facets(unit.lemma, unit.surface, unit.pos, unit.form))


def row_start(units: Sequence[Token], end: int, wanted: Row) -> int:
    """Where ``wanted`` begins when it stops right at ``end``; -1 where it does not. Polite negation fits the plain one."""
    low = end
    for want in reversed(wanted):
        width = _width(units, low, want) if low else 0
        if not width:
            return -1
        low -= width
    return low


def _width(units: Sequence[Token], end: int, wanted: frozenset[str]) -> int:
    """How many units before ``end`` fit: one, ませ|ん and あり|ませ|ん are two and three; 0 where none does."""
    unit = units[end - 1]
    polite = _polite(units, end, wanted) if unit.lemma == "ず" else 0
    return polite or int(fits(unit, wanted))


def _polite(units: Sequence[Token], end: int, wanted: frozenset[str]) -> int:
    """Width of ませ|ん where ない is wanted, of あり|ませ|ん where 無い is; 0 elsewhere."""
    if end < 3 or units[end - 2].lemma != "ます":
        return 0
    if "無い" in wanted and units[end - 3].lemma == "有る":
        return 3
    return 2 if not wanted.isdisjoint(("ない", "ず")) else 0


def states(unit: Token) -> bool:
    """A predicate in its plain form: 増える, 増え|た, 多い."""
    return unit.pos in PREDICATES and unit.form.startswith("終止形")


def bare(unit: Token) -> str:
    """The lemma without its foreign origin: コメント-comment -> コメント."""
    return unit.lemma.partition("-")[0]


def finite(unit: Token) -> bool:
    """Can this unit close a clause? 終止形, 命令形, だ; a bare adjective stem (重要) too."""
    return unit.form.startswith(("終止形", "連体形", "命令形", "意志推量形")) or unit.pos == "形状詞"
