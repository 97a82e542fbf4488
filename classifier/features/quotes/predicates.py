"""Predicates of saying: what follows と, との, ことを; each answer gives the units of the cue."""

from __future__ import annotations

from dataclasses import dataclass

from classifier.features.morphology import Token
from classifier.features.quotes.cues import CONTENT_NOUNS, NOT_SAYING, NOUN_SAY, SAY_NOUNS, SAY_VERBS, THINK_VERBS
from classifier.features.quotes.units import QUOTED, Sentence

# From と to its verb there stand a subject, an addressee and an adverb at most.
_REACH = 16
_LIGHT = frozenset("改める 続ける 合わせる 並べる 重ねる".split())
_TAIL_VERBS = frozenset(
    "居る 有る 来る 置く 頂く 為る 見せる 始める 続ける 為さる 下さる 参る 行く 仕舞う てる でる".split()
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """``units[low:high]`` are the cue. ``acts``: a noun of content whose subject holds it (見解を示した, not 声が上がった)."""

    low: int
    high: int
    lemma: str
    acts: bool = False


def saying(s: Sentence, at: int, direct: bool, bare: bool = False) -> Predicate | None:
    """The verb or noun of saying after と at ``at``; after a bracket nearly every verb is one (と笑った).

    ``bare``: a noun without copula stands before と; then only few verbs say it (必要と指摘, but not 中国と話す)."""
    for index in range(at, min(len(s.units), at + _REACH)):
        unit = s.units[index]
        if unit.pos == QUOTED or unit.surface == "。":
            return None
        found = _verb(s, index, direct) if unit.pos == "動詞" else _noun(s, index, direct)
        if found:
            return None if bare and found.lemma not in NOUN_SAY else found
        if unit.pos == "動詞" and unit.lemma not in _LIGHT:
            return None
    return None


def _noun(s: Sentence, index: int, direct: bool) -> Predicate | None:
    """説明した, 明らかにした; after a bracket any noun with する."""
    if clarifies(s, index, "為る"):
        return Predicate(index, tail(s, index + 3), "明らか")
    if (direct and _acts(s, index)) or is_saying_noun(s, index):
        # 結論|づけていた: one word more than 説明|していた.
        joined = index + 1 < len(s.units) and s.units[index + 1].lemma in ("付ける", "づける")
        return Predicate(index, tail(s, index + 1 + joined), s.units[index].surface)
    return None


def _verb(s: Sentence, index: int, direct: bool) -> Predicate | None:
    lemma = s.units[index].lemma
    if lemma == "言う" and s.units[index].surface.startswith(("い", "言え")):
        # といえば, というより, と言えない: no saying.
        return None
    if _cannot(s, index):
        return None
    known = lemma in SAY_VERBS or lemma in THINK_VERBS or (direct and lemma not in NOT_SAYING)
    return Predicate(index, tail(s, index + 1), lemma) if known else None


# 「連合」と連携した: the bracket is a name.
_JOINING = frozenset(
    "連携 比較 協力 契約 提携 合意 対立 交換 接触 合流 交渉 統合 合併 結婚 面会 会談 一致 競合 共演 対戦 衝突 直結 共通 関係 連動 混同 区別 協議".split()
)


def _acts(s: Sentence, index: int) -> bool:
    """``「帰れ」と連呼した``: after a bracket any noun with する says it, but for those that join two sides."""
    unit = s.units[index]
    if unit.sub != "普通名詞" or unit.detail != "サ変可能" or unit.surface in _JOINING or index + 1 >= len(s.units):
        return False
    return s.units[index + 1].lemma == "為る"


def _cannot(s: Sentence, index: int) -> bool:
    """と言わざるを得ない and と書けるだろう say what one would say."""
    after = s.units[index + 1].surface if index + 1 < len(s.units) else ""
    return after == "ざる" or s.units[index].surface in ("書ける", "話せる", "語れる", "呼べる")


def clarifies(s: Sentence, index: int, lemma: str) -> bool:
    """明らかにする, 明らかになる."""
    if s.units[index].surface != "明らか" or index + 2 >= len(s.units):
        return False
    return s.units[index + 1].surface == "に" and s.units[index + 2].lemma == lemma


def is_saying_noun(s: Sentence, index: int) -> bool:
    """説明(した), 発表。, コメント(し、): a noun of saying that is used as a verb or closes the clause."""
    unit = s.units[index]
    if unit.pos != "名詞" or not (unit.surface in SAY_NOUNS or (unit.surface + _next(s, index)) in SAY_NOUNS):
        return False
    if index + 1 >= len(s.units):
        return True
    after = s.units[index + 1]
    return (
        after.lemma in ("為る", "出来る", "為さる", "致す", "付ける", "づける")
        or after.surface in ("。", "、", "（", "(", "！", "＝")
        or after.pos == "空白"
    )


def _next(s: Sentence, index: int) -> str:
    return s.units[index + 1].surface if index + 1 < len(s.units) else ""


def tail(s: Sentence, at: int) -> int:
    """Index behind the auxiliaries of a verb: 述べ|ていました."""
    while at < len(s.units) and _is_tail(s.units[at]):
        at += 1
    return at


def _is_tail(unit: Token) -> bool:
    if unit.pos == "助動詞" or (unit.pos == "助詞" and unit.surface in ("て", "で", "ちゃ")):
        return True
    return unit.pos == "動詞" and unit.sub == "非自立可能" and unit.lemma in _TAIL_VERBS


def content_noun(s: Sentence, at: int) -> Predicate | None:
    """``との厳しい見方を示した``: the noun that holds the content, and its verb, after との or という."""
    for index in range(at, min(len(s.units), at + 6)):
        unit = s.units[index]
        end = noun_end(s, index)
        if end and not _goes_on(s, end - 1):
            high = _with_verb(s, end)
            return Predicate(index, high, s.words(index, end), acts=_gives(s, end, high))
        if unit.pos not in (
            "名詞",
            "接頭辞",
            "接尾辞",
            "形容詞",
            "形状詞",
            "助詞",
            "助動詞",
            "副詞",
            "連体詞",
        ) or unit.surface in ("を", "は", "が"):
            return None
    return None


def noun_end(s: Sentence, index: int) -> int | None:
    """Index behind a noun of content; UniDic cuts 見方 into 見 and 方."""
    if s.units[index].pos == "名詞" and s.units[index].surface in CONTENT_NOUNS:
        return index + 1
    return index + 2 if s.words(index, min(len(s.units), index + 2)) in ("見方", "見立て", "言い分") else None


_GIVES = frozenset("示す 述べる 出す 明かす 伝える 語る 表明 強調 明らか 発表 繰り返す 寄せる 抱く 持つ 崩す".split())


def _gives(s: Sentence, low: int, high: int) -> bool:
    """見解を示した has a subject who holds it; 声が上がった has none."""
    return any(u.lemma in _GIVES or u.surface in _GIVES for u in s.units[low:high])


def _goes_on(s: Sentence, index: int) -> bool:
    """見方 in 見方次第 is another word; 方針転換 as well."""
    return (
        index + 1 < len(s.units)
        and s.units[index + 1].pos in ("名詞", "接尾辞")
        and s.units[index + 1].surface not in ("など",)
    )


def _with_verb(s: Sentence, at: int) -> int:
    """見方|を示した: particle and the first verb after it, at most four units away."""
    if at >= len(s.units) or s.units[at].surface not in ("を", "が", "も", "は", "で"):
        return at
    for index in range(at + 1, min(len(s.units), at + 5)):
        if s.units[index].pos == "動詞":
            return tail(s, index + 1)
        if is_saying_noun(s, index):
            return tail(s, index + 1)
    return at
