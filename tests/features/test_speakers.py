"""Who a source is: its kind, its name, role, organisation and country, and who 同氏 and a left-out subject are."""

from __future__ import annotations

import pytest

from classifier.evidence import Speaker
from classifier.features.reading import read_text


def speakers(text: str, outlets: tuple[str, ...] = ()) -> list[Speaker | None]:
    """The source of every attribution, in the order of the contents."""
    return [quote.source for quote in read_text(text, outlets).quotes]


def only(text: str, outlets: tuple[str, ...] = ("NHK",)) -> Speaker:
    (speaker,) = speakers(text, outlets)
    assert speaker is not None
    return speaker


KINDS = [
    ("佐藤健社長は「売らない」と語った。", "named"),
    ("自治会長の林勇さんは「道が狭い」と話した。", "named"),
    ("マリア・ソト報道官は「交渉は続く」と述べた。", "named"),
    ("田中局長は点検を急ぐと述べた。", "named"),
    ("外相は「対話を続ける」と述べた。", "positioned"),
    ("見本電力の広報担当者は「停電は直った」と説明した。", "positioned"),
    ("駅員さんは「電車は来ない」と言った。", "positioned"),
    ("島で民宿を営む女性は「客が減った」と話す。", "positioned"),
    ("関係者は「票が足りない」と話す。", "anonymous"),
    ("政府高官は、橋は危ないと明かした。", "anonymous"),
    ("ある議員は「票が足りない」と漏らした。", "anonymous"),
    ("事情に詳しい関係者によると、船は沈んだ。", "anonymous"),
    ("匿名を条件に取材に応じた職員は、橋は危ないと話した。", "anonymous"),
    ("見本市の女性（３４）は「怖かった」と話した。", "anonymous"),
    ("ロイター通信は、船が沈んだと報じた。", "outlet"),
    ("ＮＨＫは、船が沈んだと報じた。", "outlet"),
    ("見本新聞によると、船は沈んだ。", "outlet"),
    ("調査報告書によると、船は沈んだ。", "document"),
    ("市の統計によると、人口は減った。", "document"),
    ("条文には「違反者は退会」とある。", "document"),
    ("住民らは「水が足りない」と訴える。", "crowd"),
    ("市民からは「高すぎる」との批判が出た。", "crowd"),
    ("反対派は「橋は要らない」と叫んだ。", "crowd"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kinds(text: str, kind: str) -> None:
    assert only(text).kind == kind


@pytest.mark.parametrize("text", ["船は沈んだという。", "船は沈んだと言われている。", "工事は来月終わると発表した。"])
def test_nobody_is_named(text: str) -> None:
    (quote,) = read_text(text, ("NHK",)).quotes
    assert (quote.source, quote.kind) == (None, "unknown")


def test_only_those_who_ask_not_to_be_named_are_anonymous() -> None:
    assert only("職員は匿名を条件に、橋は危ないと話した。").kind == "anonymous"
    assert only("職員は会議の後で、橋は危ないと話した。").kind == "positioned"


def test_an_outlet_from_the_registry_counts_as_media() -> None:
    text = "見本日和によると、船は沈んだ。"
    assert only(text, ("見本日和",)).kind == "outlet"
    assert only(text).kind != "outlet"


# text, name, role, organisation, country
FIELDS = [
    ("組合の増沢克己・増殖部長は「増える」と話した。", "増沢克己", "増殖部長", "組合", None),
    ("港湾局の田中一郎局長は点検を急ぐと述べた。", "田中一郎", "局長", "港湾局", None),
    ("見本大学の山本花子教授は「地震は近い」と指摘する。", "山本花子", "教授", "見本大学", None),
    ("青空銀行の副社長は「売らない」と語った。", None, "副社長", "青空銀行", None),
    ("ノルウェーのエルナ・ベルグ外相は「合意はない」と述べた。", "エルナ・ベルグ", "外相", None, "ノルウェー"),
    ("イタリアのソト首相は「橋を造る」と語った。", "ソト", "首相", None, "イタリア"),
    ("米国の報道官は「合意はない」と主張した。", None, "報道官", None, "米国"),
    ("ロシア外務省は「合意はない」と主張した。", None, None, "ロシア外務省", "ロシア"),
    ("フランス政府は「合意はない」と主張した。", None, None, "フランス政府", "フランス"),
    ("日本政府は方針は変わらないと説明した。", None, None, "日本政府", "日本"),
    ("関係者は「票が足りない」と話す。", None, None, None, None),
]


@pytest.mark.parametrize(("text", "name", "role", "organisation", "country"), FIELDS)
def test_fields(text: str, name: str | None, role: str | None, organisation: str | None, country: str | None) -> None:
    speaker = only(text)
    assert (speaker.name, speaker.role) == (name, role)
    assert (speaker.organisation, speaker.country) == (organisation, country)


def test_an_age_is_no_part_of_the_source() -> None:
    speaker = only("漁師の森脇健さん（４１）は「魚が減った」と話した。")
    assert (speaker.text, speaker.name) == ("漁師の森脇健さん", "森脇健")


RESOLVED = [
    ("技師の佐藤健氏は「橋は直る」と語った。同氏は「春までに終わる」とも話した。", "同氏", "佐藤健"),
    ("佐藤健氏は「行く」と言った。彼は「急ぐ」とも言った。", "彼", "佐藤健"),
    ("マリア・ソト報道官は「交渉は続く」と述べた。同報道官は日程は未定だと付け加えた。", "同報道官", "マリア・ソト"),
    ("港湾局の田中一郎局長は点検を急ぐと述べた。局長は予算も足りないと話した。", "局長", "田中一郎"),
]


@pytest.mark.parametrize(("text", "words", "name"), RESOLVED)
def test_short_forms_find_their_person(text: str, words: str, name: str) -> None:
    speaker = speakers(text)[-1]
    assert speaker is not None
    assert (speaker.text, speaker.kind, speaker.name) == (words, "named", name)


def test_a_surname_alone_is_a_named_person() -> None:
    speaker = speakers("漁師の森脇健さんは「魚が減った」と話した。森脇さんは船を売ると言う。")[-1]
    assert speaker is not None
    assert speaker.kind == "named"
    assert (speaker.name or "").startswith("森脇")


@pytest.mark.parametrize("text", ["同氏は「春までに終わる」と話した。", "局長は「春までに終わる」と話した。"])
def test_without_anybody_before_there_is_no_name(text: str) -> None:
    assert only(text).name is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("市長は橋は直すと述べ、来月に始めるとした。", ["市長", "市長"]),
        ("マリア・ソト氏は交渉は続くと述べ、日程は未定だとした。", ["マリア・ソト氏", "マリア・ソト氏"]),
        ("老人は「村は道を断たれた」と語った。さらに「誰も助けない」と続けた。", ["老人", "老人"]),
        ("外相は「対話を続ける」と述べた。大使も「歓迎する」と語った。", ["外相", "大使"]),
        ("市長は「橋は直す」と述べた。\n橋は夜に揺れるという。", ["市長", None]),
    ],
)
def test_who_goes_on_speaking(text: str, words: list[str | None]) -> None:
    assert [speaker.text if speaker else None for speaker in speakers(text)] == words
