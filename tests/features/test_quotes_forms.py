"""Attributions without と: によると, headlines, neighbours; nested quotations, several in a sentence, stray brackets."""

from __future__ import annotations

import pytest

from classifier.features.reading import read_text
from tests.features.test_quotes import Row, rows

ACCORDING = [
    ("県警によると、車は川に落ちた。", "車は川に落ちた", "県警", "positioned"),
    ("県警によれば、車は川に落ちた。", "車は川に落ちた", "県警", "positioned"),
    ("広報によりますと、水道は直ったということです。", "水道は直った", "広報", "positioned"),
    ("訴状によると、会社は知っていた。", "会社は知っていた", "訴状", "document"),
    ("事情に詳しい関係者によると、船は沈んだ。", "船は沈んだ", "事情に詳しい関係者", "anonymous"),
    ("見本新聞によると、船は沈んだ。", "船は沈んだ", "見本新聞", "outlet"),
    ("知人いわく、彼は船が苦手だ。", "彼は船が苦手だ", "知人", "positioned"),
    ("局長が言うには、予算は足りない。", "予算は足りない", "局長", "positioned"),
    ("店主の話では、客は半分に減った。", "客は半分に減った", "店主", "positioned"),
    ("関係者の証言では、船は沈んだ。", "船は沈んだ", "関係者", "anonymous"),
    ("同社の集計では、客は半分に減った。", "客は半分に減った", "同社の集計", "document"),
    ("また、県警によると、車は川に落ちた。", "車は川に落ちた", "県警", "positioned"),
]


@pytest.mark.parametrize(("text", "content", "source", "kind"), ACCORDING)
def test_according_to(text: str, content: str, source: str, kind: str) -> None:
    assert rows(text) == [(content, source, kind, "indirect", "according_to")]


HEADLINES = [
    ("議長「年内は困難だ」", "年内は困難だ", "議長", "positioned", "beside_bracket"),
    ("県警「詐欺の疑いがある」", "詐欺の疑いがある", "県警", "positioned", "beside_bracket"),
    ("外相「交渉は続ける」　橋は再開へ", "交渉は続ける", "外相", "positioned", "beside_bracket"),
    ("組合長：「魚が戻らない」", "魚が戻らない", "組合長", "positioned", "beside_bracket"),
    ("「もう待てない」（港の漁師）", "もう待てない", "港の漁師", "positioned", "beside_bracket"),
    ("「もう待てない」＝外相", "もう待てない", "外相", "positioned", "beside_bracket"),
    ("橋は年内に直る＝市長", "橋は年内に直る", "市長", "positioned", "equals"),
    ("橋の利用は「困難」＝見本市長", "橋の利用は「困難」", "見本市長", "positioned", "equals"),
    ("利上げは見送り＝見本通信", "利上げは見送り", "見本通信", "outlet", "equals"),
    ("財務省：返済は予定どおり進んでいる", "返済は予定どおり進んでいる", "財務省", "positioned", "labelled"),
]


@pytest.mark.parametrize(("text", "content", "source", "kind", "rule"), HEADLINES)
def test_headlines(text: str, content: str, source: str, kind: str, rule: str) -> None:
    assert rows(text) == [(content, source, kind, "headline", rule)]


@pytest.mark.parametrize(
    "text",
    [
        "写真＝見本記者",
        "橋の撮影＝支局",
        "時刻：午後三時から五時まで",
        "市長「橋」で会う",
        "見本通信：橋が落ちて道が閉じた",
    ],
)
def test_bylines_labels_and_terms_are_no_headline(text: str) -> None:
    assert rows(text) == []


NEIGHBOURS = [
    ("「橋が落ちた」。住職はそう語る。", "橋が落ちた", "住職", "direct", "lone_bracket"),
    ("「客が来ない」。店主はこう嘆く。", "客が来ない", "店主", "direct", "lone_bracket"),
    ("森脇さんは窓を見た。「もう帰れない」。", "もう帰れない", "森脇さん", "direct", "lone_bracket"),
    ("「もう帰れない」。森脇さんは窓を見た。", "もう帰れない", "森脇さん", "direct", "lone_bracket"),
    ("橋が落ちた。州警察が３日、発表した。", "橋が落ちた", "州警察", "indirect", "said_of_before"),
    ("橋が落ちた。関係筋が匿名を条件に語った。", "橋が落ちた", "関係筋", "indirect", "said_of_before"),
    ("橋が落ちたことが分かった。関係筋が４日、明らかにした。", "橋が落ちた", "関係筋", "indirect", "said_of_before"),
]


@pytest.mark.parametrize(("text", "content", "source", "form", "rule"), NEIGHBOURS)
def test_over_a_sentence_border(text: str, content: str, source: str, form: str, rule: str) -> None:
    assert [(c, s, f, r) for c, s, _, f, r in rows(text)] == [(content, source, form, rule)]


def test_a_sentence_with_its_own_object_says_nothing_of_the_one_before() -> None:
    assert rows("市は会議を開いた。市長が予算を説明した。") == []


SEVERAL: list[tuple[str, list[Row]]] = [
    (
        "館長は「職員は『鍵は閉めた』と話していた」と説明した。",
        [
            ("職員は『鍵は閉めた』と話していた", "館長", "positioned", "direct", "saying"),
            ("鍵は閉めた", "職員", "positioned", "direct", "saying"),
        ],
    ),
    (
        "市長は「橋は直す」「道も広げる」と述べた。",
        [
            ("橋は直す", "市長", "positioned", "direct", "saying"),
            ("道も広げる", "市長", "positioned", "direct", "saying"),
        ],
    ),
    (
        "議長は「困難だ」との見方を示し、来週回答するとした。",
        [
            ("困難だ", "議長", "positioned", "direct", "content_noun"),
            ("来週回答する", "議長", "positioned", "indirect", "suru"),
        ],
    ),
    (
        "県によると、橋は来月開く。市は「準備は終わった」と述べた。",
        [
            ("橋は来月開く", "県", "positioned", "indirect", "according_to"),
            ("準備は終わった", "市", "positioned", "direct", "saying"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_in_a_row(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("市長は「橋は直すと述べた。", "橋は直す"),
        ("市長は『橋は「直す」と述べた。", "直す"),
        ("市長は」橋は直すと述べた。", "橋は直す"),
        ("」「市長は「橋は直す」と述べた。", "橋は直す"),
    ],
)
def test_an_unbalanced_bracket_loses_nothing(text: str, words: str) -> None:
    (quote,) = read_text(text).quotes
    assert words in text[quote.start : quote.end]
    assert quote.source is not None


def test_the_same_words_are_attributed_once() -> None:
    text = "県警によると、車は川に落ちたという。"
    assert [row[0] for row in rows(text)] == ["車は川に落ちた"]


def test_words_on_a_banner_are_the_banners() -> None:
    (quote,) = read_text("農民は「水を守れ」と書かれた横断幕を掲げた。").quotes
    assert quote.source is not None
    assert (quote.source.text, quote.kind, quote.rule) == ("横断幕", "document", "carried")
