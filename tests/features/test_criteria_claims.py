"""Criteria that weigh claims: every case is an invented sentence, fired or not by named signs alone."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from classifier.evidence import Mark
from classifier.features.criteria import (
    claims,
    corroboration,
    hearsay,
    hedged,
    no_comment,
    other_side,
    signs,
    single_party_claim,
    unsourced_claim,
    unverified_flagged,
)
from classifier.features.criteria.openings import openings
from classifier.features.criteria.structure import STRUCTURE, bare_claims, sources_of, structure_of
from classifier.features.reading import read_text

REPORT = "港湾局は4日、桟橋の修理に3億円かかると発表した。局長は会見で「春までに終える」と述べた。"
MODULES = (
    other_side,
    no_comment,
    corroboration,
    unverified_flagged,
    hedged,
    hearsay,
    single_party_claim,
    unsourced_claim,
)
# Texts that the patterns were made for; one in four of them suffices.
SEEDS = sorted(p for s in ("train", "dev") for p in Path("seeds", s).glob("*.jsonl") if "twins" not in p.name)
ODD = (
    "",
    " ",
    "\n\n",
    "。",
    "「」",
    "「「「",
    "\x00\x01",
    "\ud800という。",
    "は" * 3000,
    "「" * 50 + "否定した。",
    "らしい" * 400,
)


def marks(name: str, text: str) -> list[Mark]:
    return [m for m in claims.find(read_text(text)) if m.name == name]


MUST_FIRE = (
    ("other_side", REPORT + "これに対し運営会社の広報担当者は、本紙の取材に「指摘は当たらない」と書面で反論した。"),
    (
        "other_side",
        "市民団体は5日、工場が川を汚したと訴えた。これに対し工場側は本紙の質問に「排水は基準内だ」と書面で回答し、関与を否定した。",
    ),
    ("no_comment", REPORT + "運営会社はコメントを控えた。"),
    ("no_comment", REPORT + "運営会社に質問状を送ったが、期限までに返答はなかった。"),
    ("no_comment", REPORT + "運営会社は取材に応じていない。"),
    ("corroboration", REPORT + "本紙が確認した契約書の写しも同じ金額を示し、県の記録とも一致した。"),
    ("corroboration", REPORT + "衛星画像の日付は住民の証言と一致する。別の調査会社の分析も同じ結論だった。"),
    ("unverified_flagged", REPORT + "費用の内訳を本紙は独自に確認できていない。"),
    ("unverified_flagged", "橋が落ちたとの投稿が広がった。撮影の場所は私には確かめられなかった。"),
    ("hedged", "開通は来年にずれ込む可能性がある。"),
    ("hedged", "需要の鈍化が響いたとみられる。業者は値下げを検討する見通しだ。"),
    ("hearsay", "駅前の店、来月で閉まるらしい。"),
    ("hearsay", "工場が移るといううわさが町で広がっている。"),
    ("hearsay", "知り合いの船員から聞いた話だけど、港はもう空っぽなんだって。"),
    (
        "single_party_claim",
        "軍参謀本部は、敵の戦車41両を破壊し兵員300人を無力化したと主張した。占領軍の損害は増え続けているとしている。",
    ),
    ("unsourced_claim", "あの国はいつも約束を破る。誰もが知っている。もはや話し合いは無意味だ。"),
    ("unsourced_claim", "わが国は一貫して平和を守ってきた。すべての人民がその成果を誇りに思っている。"),
)
MUST_NOT = (
    ("other_side", "駅前の店、来月で閉まるらしい。"),
    ("other_side", REPORT),
    ("no_comment", REPORT),
    ("no_comment", "会社は5日、質問にすべて答え、書類も公表した。"),
    ("corroboration", "雨が降った。道がぬれた。"),
    ("corroboration", "外相は会見で「断る」と述べた。"),
    ("unverified_flagged", "県警は、運転手の身元を確認した。"),
    ("unverified_flagged", "町長は「先のことは分からない」と話した。"),
    ("hedged", REPORT),
    ("hedged", "工場は3日に止まった。"),
    ("hearsay", REPORT),
    ("hearsay", "店主は「春らしい味だ」と話した。"),
    ("single_party_claim", "気象庁によると、6日午前に地震があった。津波の心配はないという。"),
    ("single_party_claim", "駅前の店、来月で閉まるらしい。"),
    ("unsourced_claim", REPORT + "本紙が確認した7月3日付の報告書（12ページ）にも同じ額がある。"),
    (
        "unsourced_claim",
        "県の5日付の報告書によると、橋の利用は前年より3％減った。知事は6日の会見で「対策を急ぐ」と述べた。",
    ),
)


@pytest.mark.parametrize(("name", "text"), MUST_FIRE)
def test_the_criterion_fires_and_shows_words_of_the_text(name: str, text: str) -> None:
    found = marks(name, text)
    assert found
    assert all(m.name == name and 0 <= m.start < m.end <= len(text) and m.rule for m in found)


@pytest.mark.parametrize(("name", "text"), MUST_NOT)
def test_the_criterion_stays_silent(name: str, text: str) -> None:
    assert marks(name, text) == []


def test_the_words_that_spoke_for_it_are_the_mark() -> None:
    text = REPORT + "運営会社はコメントを控えた。"
    first = marks("no_comment", text)[0]
    assert text[first.start : first.end] == "コメントを控え"
    assert first.rule == "declined"


def test_a_sign_in_somebody_elses_words_is_told_apart() -> None:
    own = claims.signs_in(read_text("理由は分からない。"))["unverified_flagged"]
    quoted = claims.signs_in(read_text("町長は「その理由は私にはまだ分からない」と話した。"))["unverified_flagged"]
    assert "unknown" in own
    assert "quoted_unknown" in quoted
    assert "unknown" not in quoted


@pytest.mark.parametrize(
    "body",
    [
        "米国防総省",
        "英国防省",
        "ロシア国防省",
        "ブラジル国防省",
        "中国国防部",
        "韓国国防部",
        "防衛省",
        "首相府",
        "欧州委員会",
    ],
)
def test_whoever_denies_is_the_other_side(body: str) -> None:
    found = claims.signs_in(read_text(f"{body}は関与を否定している。"))
    assert "body_denies" in found["other_side"]


def test_what_only_lends_weight_corroborates_nothing() -> None:
    text = REPORT + "国連の監視団が現地にいる。大学の研究所は個別に取材に応じた。衛星画像には第三者の機関が写る。"
    assert marks("corroboration", text) == []
    assert {m.rule for m in marks("corroboration", MUST_FIRE[6][1])}.isdisjoint({"separate", "watchdog"})


def test_many_words_that_are_partly_quoted_take_no_longer() -> None:
    def seconds(size: int) -> float:
        reading = read_text("誰もが「誰もがそう言うのだと誰もが」知る。" * size)
        start = time.process_time()
        claims.signs_in(reading)
        return time.process_time() - start

    assert min(seconds(1600) for _ in range(2)) < 16 * max(seconds(200), 0.004)


def test_what_stands_twice_counts_again() -> None:
    found = claims.signs_in(read_text("誰もがそう言う。誰もが知る。"))["unsourced_claim"]
    assert {"everybody", "everybody_again"} <= set(found)


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_raise_nothing_and_keep_spans_inside(text: str) -> None:
    found = list(claims.find(read_text(text)))
    assert all(0 <= m.start < m.end <= len(text) for m in found)


def words_of(table: set[str]) -> set[str]:
    return {n.removeprefix("quoted_").removesuffix("_again") for n in table - STRUCTURE - {"need"}}


def test_every_sign_of_the_table_exists_and_every_criterion_has_its_need() -> None:
    known = {m.__name__.rsplit(".", 1)[1]: {s.name for s in m.SIGNS} for m in MODULES}
    lent = {tuple(n.split(".")) for table in signs.points().values() for n in table if "." in n}
    for name, names in known.items():
        assert "need" in signs.points()[name]
        assert words_of({n for n in signs.points()[name] if "." not in n}) <= names
    assert all(words_of({called}) <= known[criterion] for criterion, called in lent)


def test_every_sign_has_points_somewhere() -> None:
    weighed = [one.name for criterion in claims.CRITERIA for one in criterion.weighed]
    assert weighed == [one.name for module in MODULES for one in module.SIGNS]


@pytest.mark.parametrize(
    ("pattern", "begins"),
    [
        ("反論|釈明", {"反論", "釈明"}),
        ("お?返事|噂", {"お返", "返事", "噂"}),
        ("[ab]{1,3}c", {"aa", "ab", "ba", "bb", "ac", "bc"}),
        ("(?:と|を)[^。]{0,3}言", {"と", "を"}),
        ("(?<!不)明(?=日)らか", {"明ら"}),
        (r"^[\[\]]の", {"[の", "]の"}),
        ("か$|から", {"か"}),
        (r"\d人", {d + "人" for d in "0123456789０１２３４５６７８９"}),
    ],
)
def test_a_pattern_tells_how_its_matches_begin(pattern: str, begins: set[str]) -> None:
    assert openings(pattern) == frozenset(begins)


@pytest.mark.parametrize("pattern", ["[一-龥]側", ".日", "[^。]か", "あ?", r"\w人"])
def test_a_pattern_that_may_begin_with_anything_has_no_openings(pattern: str) -> None:
    assert openings(pattern) is None


def test_one_pass_finds_what_every_pattern_finds_alone() -> None:
    texts = [json.loads(line)["text"] for path in SEEDS for line in path.read_text(encoding="utf-8").splitlines()]
    for text in [*texts[::4], *ODD]:
        found = claims.index().places(text)
        for number, one in enumerate(claims.index().signs):
            assert found.get(number, []) == [m.span() for m in one.pattern.finditer(text)]


@pytest.mark.parametrize("unit", ["「", "と", "は、", "7", "\n", "人も", "確認", "軍は3人", "とい", "3人が"])
def test_the_time_grows_with_the_length_alone(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * size)[:size]
        start = time.process_time()
        claims.index().places(text)
        return time.process_time() - start

    assert min(seconds(40_000) for _ in range(2)) < 12 * max(seconds(10_000), 0.004)


def test_structure_shows_only_signs_that_it_names() -> None:
    assert set(structure_of(read_text(REPORT + "駅前の店、来月で閉まるらしい。"))) <= STRUCTURE


def test_sources_are_counted_once_each() -> None:
    text = "外務省の報道官は「断る」と述べた。同報道官は「以上だ」と話した。野党の議員は「足りない」と批判した。"
    assert len(sources_of(read_text(text))) == 2


def test_a_claim_without_anybody_behind_it_is_bare() -> None:
    text = "道は三年前から閉じたままである。町長は「来年には道を開けたい」と述べた。"
    assert [text[a:b] for a, b in bare_claims(read_text(text))] == ["道は三年前から閉じたままである。"]


def test_the_signs_of_structure_point_into_the_text() -> None:
    found = structure_of(read_text(REPORT))
    assert all(0 <= a < b <= len(REPORT) for places in found.values() for a, b in places)
    assert found["words_quoted"]
