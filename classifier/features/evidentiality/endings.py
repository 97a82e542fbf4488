"""Functional expressions that close a clause: hearsay, denial, doubt, inference; each with how sure it leaves us.

Inventory after the compendium of functional expressions つつじ (Matsuyoshi, Sato and Utsuro 2007); certainty after
FactBank (Sauri and Pustejovsky 2009): certain, probable, possible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from classifier.features.evidentiality.tail import Row, facets, last_keys, row, row_start
from classifier.features.morphology import Token


@dataclass(frozen=True, slots=True)
class Ending:
    """``rows``: the lemmas it consists of, one entry a spelling; ``but_after``: not behind these lemmas."""

    name: str
    evidentiality: str
    certainty: str
    rows: tuple[Row, ...]
    example: str
    but_after: frozenset[str] = frozenset()


def _ending(name: str, evidentiality: str, certainty: str, rows: str, example: str, but_after: str = "") -> Ending:
    return Ending(
        name, evidentiality, certainty, tuple(map(row, rows.split(" | "))), example, frozenset(but_after.split())
    )


ENDINGS: tuple[Ending, ...] = (
    # Hearsay: the writer has it from somebody he need not name.
    _ending("to_iu", "reported", "certain", "と/って 言う | と/って 言う 事", "橋は無事だという。"),
    _ending("to_no_koto", "reported", "certain", "と の 事 | と/っつう 事", "橋は無事とのこと。"),
    _ending("sou_hearsay", "reported", "certain", "そう-伝聞", "橋は落ちたそうだ。"),
    _ending("to_sareru", "reported", "certain", "と 為る れる | と は/も 為る れる", "橋は築百年とされる。"),
    _ending(
        "to_iwareru",
        "reported",
        "certain",
        "と/とも 言う/呼ぶ/囁く/噂/伝える/評する れる/られる | と も 言う/呼ぶ/囁く/伝える れる/られる",
        "橋は揺れると言われている。",
    ),
    _ending("to_kiku", "reported", "certain", "と 聞く | と も 聞く", "橋は揺れると聞く。"),
    _ending(
        "to_bare",
        "reported",
        "certain",
        "~終止形-一般/@助動詞/か/ね と/って | ~終止形-一般/@助動詞/か/ね 、 と | んだって | だって | @動詞/@形容詞/@助動詞 と か | と も | @引用 て/と/って | や て | @引用 や て",
        "橋は無事だ、と。",
    ),
    # Denial: that something is so is said not to be so.
    _ending("denies", "denied", "certain", "否定 | 否定 為る | 打ち消す | 否認 | 否認 為る", "会社は関与を否定した。"),
    _ending(
        "not_fact",
        "denied",
        "certain",
        "事実 で は/も 無い | 事実 じゃ 無い | 事実/真実/本当 に 反する | 事実 と 異なる | 事実 無根 | 無根",
        "写真の話は事実ではない。",
    ),
    _ending(
        "no_basis",
        "denied",
        "certain",
        "根拠/裏付け/証拠 は/も 無い | 指摘/批判/非難 は/に/には 当たる ない",
        "その説に根拠はない。",
    ),
    _ending(
        "wrong_claim",
        "denied",
        "certain",
        "は/も 誤り | も/は 間違い | は/も 虚偽 | は/も 捏造 | は/も 誤報 | は/も デマ | ：/:/→ 誤り | ：/: 虚偽",
        "「橋が落ちた」は誤り。",
    ),
    _ending(
        "not_admitted",
        "denied",
        "certain",
        "と は 認める ない | と は 認める て 居る ない | を 認定 為る ない | を 認める て 居る ない",
        "会社は欠陥とは認めていない。",
    ),
    # Doubt: possible or to be expected.
    _ending("kamo", "hedged", "possible", "か も 知れる ず/ない/無い | か も", "船は遅れるかもしれない。"),
    _ending(
        "kanousei",
        "hedged",
        "possible",
        "可能 性 が/は/も 有る/残る/高い/大きい/強い/否定 | 可能 性 も/が/は 出る/浮上/否定",
        "船が遅れる可能性がある。",
    ),
    _ending(
        "osore",
        "hedged",
        "possible",
        "恐れ/虞/危険 が/は/も 有る | 恐れ/懸念 が/も 高い/強い/残る | 危険 性 が/も 有る/高い",
        "船が遅れるおそれがある。",
    ),
    _ending(
        "kagiranai",
        "hedged",
        "possible",
        "と は 限る ない/ず | と 限る ない/ず | と は 断定/断言 出来る ない/ず | と 断定 する 事 は 出来る ない | と 断定 為る 事 は 出来る ない/ず",
        "船が来るとは限らない。",
    ),
    _ending("kanenai", "hedged", "possible", "兼ねる ない/ず", "船が沈みかねない。"),
    _ending(
        "bai_ga_aru",
        "hedged",
        "possible",
        "場合/事 が/も 有る 得る | 場合 が/も 有る/御座る | 有る 得る",
        "値段は変わる場合がある。",
    ),
    _ending("kashira", "hedged", "possible", "か ね | か な | かしら", "船は来るんですかね。"),
    _ending("shirankedo", "hedged", "possible", "知る ぬ/ず けれど/けど", "知らんけど。"),
    _ending(
        "mitooshi",
        "hedged",
        "probable",
        "見通し | 見込み | 公算 が/も 大きい/強い/高い | 見込む れる",
        "船は来週着く見通しだ。",
    ),
    _ending("darou", "hedged", "probable", "~意志推量形", "船は着くだろう。"),
    _ending("rashiku_mieru", "hedged", "probable", "と 思う れる | 様 に 思う れる/思える", "船は着いたと思われる。"),
    # Inference: concluded from signs.
    _ending(
        "to_mirareru",
        "inferred",
        "probable",
        "と/も 見る られる | と 考える られる | と 推測/推定 為る れる | 見る られる",
        "船は沈んだとみられる。",
    ),
    _ending("moyou", "inferred", "probable", "模様", "船は沈んだもようだ。"),
    _ending(
        "you_da", "inferred", "probable", "@動詞/@助動詞/@形容詞/の 様", "船は沈んだようだ。", "聞こえる 見える 聞く"
    ),
    _ending("sou_looks", "inferred", "probable", "そう-様態", "船は着きそうだ。"),
    _ending("mitai", "inferred", "probable", "みたい", "船は着いたみたいだ。"),
    _ending("rashii", "inferred", "probable", "らしい", "船は着いたらしい。"),
    _ending("hazu", "inferred", "probable", "筈", "船は着くはずだ。"),
    _ending("chigainai", "inferred", "probable", "に 違い 無い/ない | に 相違 無い", "船は沈んだに違いない。"),
    _ending("wake_da", "inferred", "certain", "訳 だ/です", "船が遅れたわけだ。"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """``units[low:high]`` of the sentence are the expression."""

    ending: Ending
    low: int
    high: int


# Place in the lexicon, ending, row, and the row without its last unit.
Candidate = tuple[int, Ending, Row, Row]


def _index() -> Mapping[str, tuple[Candidate, ...]]:
    """``有る`` -> the rows that may stop in 有る."""
    found: dict[str, list[Candidate]] = {}
    rows = ((ending, wanted) for ending in ENDINGS for wanted in ending.rows)
    for place, (ending, wanted) in enumerate(rows):
        for key in last_keys(wanted):
            found.setdefault(key, []).append((place, ending, wanted, wanted[:-1]))
    return {key: tuple(candidates) for key, candidates in found.items()}


_BY_LAST = _index()


_KEY = itemgetter(*map(Token._fields.index, ("lemma", "surface", "pos", "form")))


# Sentences end in few words: なかっ|た, ます, し|た.
@lru_cache(maxsize=4096)
def _candidates(lemma: str, surface: str, pos: str, form: str) -> tuple[Candidate, ...]:
    """The rows worth trying behind a unit, in the order of the lexicon: most units end none."""
    found = {row[0]: row for key in facets(lemma, surface, pos, form) for row in _BY_LAST.get(key, ())}
    return tuple(found[place] for place in sorted(found))


@lru_cache(maxsize=4096)
def _tries(*last: str) -> tuple[tuple[Candidate, ...], frozenset[str] | None]:
    """The candidates, and the facets that the unit before must have one of; None where any unit may stand there."""
    candidates = _candidates(*last)
    if last[0] == "ず" or not all(rest for *_, rest in candidates):
        return candidates, None
    return candidates, frozenset().union(*(rest[-1] for *_, rest in candidates))


def ending_of(units: Sequence[Token], tails: Sequence[int]) -> Found | None:
    """The outermost expression that stops at one of ``tails`` (see ``ends``); of two that stop together the longer one."""
    for high in tails:
        if not high:
            continue
        candidates, wanted = _tries(*_KEY(units[high - 1]))
        if not candidates:
            continue
        before = _facets_before(units, high)
        if wanted is not None and before is not None and wanted.isdisjoint(before):
            continue
        best = _longest(units, high, candidates, before)
        if best is not None:
            return best
    return None


def _longest(
    units: Sequence[Token], high: int, candidates: Sequence[Candidate], before: tuple[str, ...] | None
) -> Found | None:
    """The longest expression that stops at ``high``, of those that may."""
    best: Found | None = None
    polite = units[high - 1].lemma == "ず"
    for _, ending, wanted, rest in candidates:
        if polite:
            # The ん of ませ|ん may stand for two or three units.
            low = row_start(units, high, wanted)
        elif before is not None and rest and rest[-1].isdisjoint(before):
            continue
        else:
            # Its last unit fits already.
            low = row_start(units, high - 1, rest)
        if low >= 0 and (best is None or low < best.low) and not _blocked(units, low, high, ending):
            best = Found(ending, low, high)
    return best


def _facets_before(units: Sequence[Token], high: int) -> tuple[str, ...] | None:
    """What a row may ask of the unit before the last one; None where that is an ん, which may stand for more."""
    if high < 2:
        return ()
    unit = units[high - 2]
    return None if unit.lemma == "ず" else facets(unit.lemma, unit.surface, unit.pos, unit.form)


def _blocked(units: Sequence[Token], low: int, high: int, ending: Ending) -> bool:
    if not ending.but_after:
        return False
    return any(u.lemma in ending.but_after for u in units[max(0, low - 1) : high - 1])
