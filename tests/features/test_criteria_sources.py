"""Sourcing criteria by rule: who is named, who holds an office, who stays unnamed, which paper, whose words, which dateline."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from classifier.attribute.registry import media_names
from classifier.evidence import Mark
from classifier.features.criteria import (
    anonymous_source,
    dateline,
    direct_quote,
    document_cited,
    find_criteria,
    named_source,
    positioned_source,
)
from classifier.features.reading import Reading, read_text
from classifier.records import CRITERIA

Rule = Callable[[Reading], Iterator[Mark]]
RULES: dict[str, Rule] = {
    "named_source": named_source.find,
    "positioned_source": positioned_source.find,
    "anonymous_source": anonymous_source.find,
    "anonymity_explained": anonymous_source.find,
    "document_cited": document_cited.find,
    "direct_quote": direct_quote.find,
    "dateline": dateline.find,
}

FIRES = [
    ("named_source", "港湾局のマルタ・コヴァル報道官は「工事は止めた」と述べた。"),
    ("named_source", "稲作農家の田島健さん（61）は、水が引かないと話した。"),
    ("named_source", "国境警備隊のレイノス海事部長は会見で説明した。"),
    ("named_source", "広報部長アンナ・レイによると、点検は終わった。"),
    ("named_source", "研究所の沈立群研究員は図を示した。"),
    ("named_source", "屋台を営む林錦樹（りん・きんじゅ）さんは首を振った。"),
    ("named_source", "協会代表の田中聡は反論した。"),
    ("positioned_source", "財務省によると、歳入は２％増えた。"),
    ("positioned_source", "ノルウェー外務省の報道官は４日の会見で「確認中だ」と述べた。"),
    ("positioned_source", "漁協の組合長は取材に、網の損害を語った。"),
    ("positioned_source", "〔速報〕英国防相、派遣を表明"),
    ("positioned_source", "「荷が届かない」と作業員＝３日"),
    ("anonymous_source", "複数の外交筋が４日、明らかにした。"),
    ("anonymous_source", "事情に詳しい関係者によると、協議は続く。"),
    ("anonymous_source", "知り合いの整備士が言うには、部品が足りないらしい。"),
    ("anonymous_source", "専門家らは、長期化するとみている。"),
    ("anonymous_source", "ある市場参加者は売りが続くと話した。"),
    ("anonymous_source", "「上値は重い」（大手証券）"),
    ("anonymous_source", "複数のテレグラムチャンネルによれば、橋は無事だ。"),
    ("anonymity_explained", "職員は報復を恐れるとして匿名を条件に語った。"),
    ("anonymity_explained", "名前は伏せる。勤め先に知られると困るためだ。"),
    ("document_cited", "監査報告書によると、在庫は合わなかった。"),
    ("document_cited", "本紙が入手した契約書に署名があった。"),
    ("document_cited", "４月２日付の通達で料金が改められた。"),
    ("document_cited", "漁業協定第９条は通知を求めている。"),
    ("document_cited", "費用の内訳は白書の１４ページにある。"),
    ("document_cited", "議事録を読むと、反対は２票だった。"),
    ("document_cited", "論文によりますと、殻は薄い。"),
    ("document_cited", "費目は庁のサイトに載っている。"),
    ("document_cited", "運航記録約３００件を調べた。"),
    ("document_cited", "漁業法に基づき、許可を取り消した。"),
    ("document_cited", "流速は橋脚で変わる（アムルら、2019）。"),
    ("direct_quote", "市長は「予算は残っていない」と述べた。"),
    ("direct_quote", "英外相「座視はしない」　会談後に"),
    ("direct_quote", "組合長は「網が裂けて使えない」と苦笑いした。"),
    ("direct_quote", "報告書は「手順に不備があった」と記した。"),
    ("dateline", "【ソウル共同】市は４日、新しい橋を公開した。"),
    ("dateline", "［東京　２４日　ロイター］ - 市は新しい橋を公開した。"),
    ("dateline", "モスクワ、6月3日。/タス通信/。市は新しい橋を公開した。"),
    ("dateline", "リガ（ＢＮＳ）　市は新しい橋を公開した。"),
    ("dateline", "橋の再建\n【新華社北京7月30日】市は新しい橋を公開した。"),
    ("dateline", "橋の再建\n\n【ラパス＝沖津陽太】市は橋を公開した。"),
    ("dateline", "市は橋を公開した。（ヘルシンキ＝山田健）"),
    ("dateline", "交通省\n2026年1月22日　ブリュッセル\n本日、規則を公布した。"),
]

SILENT = [
    ("named_source", "お客さんも議員さんも、みんな来ていた。"),
    ("named_source", "ドイツさん、備蓄が減っただけで大騒ぎ。"),
    ("named_source", "カタール外務省報道官は会見で述べた。"),
    ("named_source", "イラン・イスラム共和国外務省報道官は述べた。"),
    ("named_source", "元教師の長沢さん（仮名）は語った。"),
    ("named_source", "橋は要らない。（論説委員　田中和枝）"),
    ("positioned_source", "ロシアは約束を守らないと言う。"),
    ("positioned_source", "港湾局のマルタ・コヴァル報道官は述べた。"),
    ("positioned_source", "専門家は難しいと話す。"),
    ("positioned_source", "知り合いの整備士は「部品がない」と話した。"),
    ("positioned_source", "手順書には「二人で確かめる」とある。"),
    ("anonymous_source", "知人に聞いた。"),
    ("anonymous_source", "ノルウェー外務省の報道官は会見で述べた。"),
    ("anonymous_source", "利害関係者は３０日以内に意見を出せる。"),
    ("anonymous_source", "事業者名は伏せている。"),
    ("anonymity_explained", "匿名の投稿が広がっている。"),
    ("anonymity_explained", "複数の外交筋が明らかにした。"),
    ("document_cited", "ある調査では、多くの人が反対している。"),
    ("document_cited", "関係部門の統計によれば、輸出は伸びた。"),
    ("document_cited", "本部の集計では、百人が並んだ。"),
    ("document_cited", "判決文は公開されていない。"),
    ("document_cited", "詳しくは https://example.invalid/p40x で。"),
    ("direct_quote", "彼らはこれを「解放」と呼ぶ。"),
    ("direct_quote", "新しい「ひだまり基金」が発足した。"),
    ("direct_quote", "市長は予算が残っていないと述べた。"),
    ("dateline", "【解説】橋はなぜ落ちたか"),
    ("dateline", "【コラム】橋と町\n先週、町を歩いた。"),
    ("dateline", "（共同）市は橋を公開した。"),
    ("dateline", "市は橋を公開した。東京で４日に式がある。"),
    ("dateline", "【官民共同】橋の再建が始まる"),
]


def fired(name: str, text: str) -> list[Mark]:
    return [mark for mark in RULES[name](read_text(text, media_names())) if mark.name == name]


@pytest.mark.parametrize(("name", "text"), FIRES)
def test_fires(name: str, text: str) -> None:
    assert fired(name, text)


@pytest.mark.parametrize(("name", "text"), SILENT)
def test_silent(name: str, text: str) -> None:
    assert not fired(name, text)


def test_span_is_the_dateline() -> None:
    text = "橋の再建\n\n【ソウル共同】市は橋を公開した。"
    assert [text[m.start : m.end] for m in fired("dateline", text)] == ["【ソウル共同】"]


def test_span_is_the_person() -> None:
    text = "港湾局のマルタ・コヴァル報道官は述べた。"
    assert {text[m.start : m.end] for m in fired("named_source", text)} == {"マルタ・コヴァル報道官"}


def test_quotation_without_its_brackets() -> None:
    text = "市長は「予算は残っていない」と述べた。"
    assert "予算は残っていない" in {text[m.start : m.end] for m in fired("direct_quote", text)}


def test_explained_stands_with_anonymous() -> None:
    text = "職員は処分の恐れがあるとして名前を伏せた。"
    assert fired("anonymity_explained", text)
    assert fired("anonymous_source", text)


def test_other_side_of_the_border_reads_alike() -> None:
    text = "{}国防省の報道官は会見で「相手が先に撃った」と述べた。{}外務省によると、負傷者はいない。"
    one, other = (
        [(m.name, m.rule) for m in find_criteria(read_text(text.format(*pair)))]
        for pair in (("ロシア", "ウクライナ"), ("ウクライナ", "ロシア"))
    )
    assert sorted(one) == sorted(other)


def test_span_of_a_page_holds_its_number() -> None:
    text = "費用の内訳は白書の14ページにある。"
    assert "14ページ" in {text[m.start : m.end] for m in fired("document_cited", text)}


def test_persons_of_another_text_are_not_kept() -> None:
    assert fired("named_source", "田島健さんは首を振った。")
    assert not fired("named_source", "雨は夜に上がった。")


def test_an_agency_is_what_the_reader_knows_as_a_medium() -> None:
    text = "【ソウル凪紙】市は橋を公開した。"
    assert not list(dateline.find(read_text(text)))
    assert [m.rule for m in dateline.find(read_text(text, {"凪紙"}))] == ["bracket"]


@pytest.mark.parametrize("seat", ["クレムリン", "ホワイトハウス", "青瓦台", "エリゼ宮", "ダウニング街", "首相府"])
def test_a_seat_of_government_holds_a_position(seat: str) -> None:
    assert fired("positioned_source", f"{seat}は「確認中だ」と述べた。")


def test_words_inside_other_words_of_the_same_criterion_stand_once() -> None:
    text = "市長は「予算は残っていない」と述べた。"
    found = [m for m in find_criteria(read_text(text)) if m.name == "direct_quote"]
    assert [text[m.start : m.end] for m in found] == ["「予算は残っていない」"]


def test_sorted_known_and_inside_the_text() -> None:
    text = "\n".join(sample for _, sample in FIRES)
    marks = find_criteria(read_text(text))
    assert marks == sorted(marks, key=lambda m: (m.start, m.end, m.name))
    assert {m.name for m in marks} <= set(CRITERIA)
    assert all(0 <= m.start < m.end <= len(text) for m in marks)


@pytest.mark.parametrize(
    "text", ["", "\n", "「", "」と", "【】", "氏", "さん", "\ud800氏は\x00「\ud800」と述べた。", "（" * 50, "・" * 50]
)
def test_odd_input(text: str) -> None:
    reading = read_text(text)
    assert all(0 <= m.start < m.end <= len(text) for rule in RULES.values() for m in rule(reading))


# Pieces whose repetition would show a pattern that scans from each position to the end.
@pytest.mark.parametrize(
    "piece", ["ア・", "ある者", "報告書", "「あ」と", "（", "局長", "第", "公表した", "田中さん、", "https://a/p4 "]
)
def test_linear(piece: str) -> None:
    def seconds(times: int) -> float:
        reading = read_text(piece * times)
        start = time.perf_counter()
        for rule in RULES.values():
            list(rule(reading))
        return time.perf_counter() - start

    seconds(50)
    # Eight times the text may take eight times as long; twice that and a floor against timer noise.
    assert seconds(4000) < max(16 * seconds(500), 0.5)
