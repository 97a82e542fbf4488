"""Every country alike: one sentence, the bodies of 28 countries in it, the same evidence every time."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from classifier.attribute.registry import media_names
from classifier.features.criteria import find_criteria
from classifier.features.reading import read_text
from classifier.features.voice import voiced


class Country(NamedTuple):
    """A country and the usual Japanese names of its bodies."""

    name: str
    capital: str
    foreign: str
    defence: str
    army: str
    head: str
    office: str
    seat: str
    agency: str


# name, capital, foreign ministry, defence ministry, army, head, office of the head, seat, news agency or newsroom.
COUNTRIES = tuple(
    Country(*row.split())
    for row in """
日本 東京 外務省 防衛省 自衛隊 首相 首相官邸 永田町 共同通信
米国 ワシントン 国務省 国防総省 米軍 大統領 大統領府 ホワイトハウス AP通信
英国 ロンドン 英外務省 英国防省 英軍 首相 首相官邸 ダウニング街 ロイター通信
ドイツ ベルリン 独外務省 独国防省 独軍 首相 首相府 首相府 DPA通信
フランス パリ 仏外務省 仏国防省 仏軍 大統領 大統領府 エリゼ宮 AFP通信
イタリア ローマ 伊外務省 伊国防省 伊軍 首相 首相府 キージ宮 ANSA通信
ロシア モスクワ ロシア外務省 ロシア国防省 ロシア軍 大統領 大統領府 クレムリン タス通信
ウクライナ キーウ ウクライナ外務省 ウクライナ国防省 ウクライナ軍 大統領 大統領府 大統領府 ウクルインフォルム通信
ベラルーシ ミンスク ベラルーシ外務省 ベラルーシ国防省 ベラルーシ軍 大統領 大統領府 大統領府 ベルタ通信
中国 北京 中国外務省 中国国防部 中国軍 国家主席 国務院 中南海 新華社通信
台湾 台北 台湾外交部 台湾国防部 台湾軍 総統 総統府 総統府 中央通信
韓国 ソウル 韓国外交部 韓国国防部 韓国軍 大統領 大統領府 青瓦台 聯合通信
北朝鮮 平壌 北朝鮮外務省 北朝鮮国防省 北朝鮮軍 国務委員長 国務委員会 国務委員会 朝鮮中央通信
イラン テヘラン イラン外務省 イラン国防省 イラン軍 大統領 大統領府 大統領府 イラン通信
イスラエル エルサレム イスラエル外務省 イスラエル国防省 イスラエル軍 首相 首相府 首相府 イスラエル通信
サウジアラビア リヤド サウジ外務省 サウジ国防省 サウジ軍 国王 王宮府 王宮府 サウジ通信
トルコ アンカラ トルコ外務省 トルコ国防省 トルコ軍 大統領 大統領府 大統領府 アナドル通信
インド ニューデリー インド外務省 インド国防省 インド軍 首相 首相府 首相府 PTI通信
パキスタン イスラマバード パキスタン外務省 パキスタン国防省 パキスタン軍 首相 首相府 首相府 APP通信
ブラジル ブラジリア ブラジル外務省 ブラジル国防省 ブラジル軍 大統領 大統領府 プラナルト宮 ブラジル通信
南アフリカ プレトリア 南ア外務省 南ア国防省 南ア軍 大統領 大統領府 大統領府 南ア通信
エジプト カイロ エジプト外務省 エジプト国防省 エジプト軍 大統領 大統領府 大統領府 中東通信
ポーランド ワルシャワ ポーランド外務省 ポーランド国防省 ポーランド軍 大統領 大統領府 大統領府 PAP通信
セルビア ベオグラード セルビア外務省 セルビア国防省 セルビア軍 大統領 大統領府 大統領府 タンユグ通信
カナダ オタワ カナダ外務省 カナダ国防省 カナダ軍 首相 首相府 首相府 カナダ通信
オーストラリア キャンベラ 豪外務省 豪国防省 豪軍 首相 首相府 首相府 AAP通信
スロベニア リュブリャナ スロベニア外務省 スロベニア国防省 スロベニア軍 首相 首相府 首相府 STA通信
カンボジア プノンペン カンボジア外務省 カンボジア国防省 カンボジア軍 首相 首相府 首相府 AKP通信
""".strip().splitlines()
)
TEMPLATES = {
    "ministry_denies": "{defence}は関与を否定している。",
    "foreign_ministry_denies": "{foreign}は4日、指摘には根拠がないと反論した。",
    "army_claims": "{army}は敵の戦車12両を破壊したと主張した。",
    "seat_says": "{seat}は「対話の用意がある」と述べた。",
    "seat_denies": "{seat}は協議への関与を否定した。",
    "office_according": "{office}によると、会談は5日に開かれる。",
    "capital_says": "{capital}は譲歩しない考えを示した。",
    "country_says": "{name}は合意を守ると表明した。",
    "wire_dateline": "【{capital}共同】橋の修理が4日に始まった。",
    "day_dateline": "{capital}、6月3日。橋の修理が始まった。",
    "agency_says": "{agency}は、橋の修理が始まったと伝えた。",
    "according_to_agency": "{agency}によると、橋の修理が始まった。",
    "spokesperson": "{name}{head}の報道官は会見で「根拠がない」と反論した。",
    "ministry_spokesperson": "{defence}の報道官は会見で「確認中だ」と説明した。",
    "embassy": "{name}大使館は取材に「事実ではない」と書面で回答した。",
    "headline": "{foreign}「根拠がない」　会談後に",
    "relations": "{name}政府の関係者は、協議が続くと明らかにした。",
}
# What the reader of quotations does not yet read alike: (template, country). Each entry is a fault to mend there.
KNOWN_GAPS = frozenset(
    (
        ("seat_says", "日本"),  # 永田町 is read as a crowd
        ("seat_denies", "日本"),
        ("seat_denies", "イタリア"),  # キージ宮は…否定した: no attribution, エリゼ宮 has one
        ("seat_denies", "ブラジル"),  # プラナルト宮 likewise
        ("capital_says", "ウクライナ"),  # キーウ, unknown to UniDic, is no source
    )
)
Seen = tuple[tuple[str, ...], tuple[tuple[str, str], ...], tuple[bool, ...], tuple[str, ...]]


def seen(template: str, country: Country) -> Seen:
    """What must not depend on the country: criteria, kinds and forms, whose voices, how the clauses are held."""
    reading = read_text(TEMPLATES[template].format(**country._asdict()), media_names())
    return (
        tuple(sorted({m.name for m in find_criteria(reading)})),
        tuple((q.kind, q.form) for q in reading.quotes),
        tuple(quote is not None for _, _, quote in voiced(reading)),
        tuple(c.evidentiality for c in reading.clauses),
    )


@pytest.mark.parametrize("template", TEMPLATES)
def test_what_one_country_shows_every_country_shows(template: str) -> None:
    shown: dict[Seen, list[str]] = {}
    for country in COUNTRIES:
        if (template, country.name) not in KNOWN_GAPS:
            shown.setdefault(seen(template, country), []).append(country.name)
    assert len(shown) == 1, shown


def test_the_known_gaps_are_few_and_still_there() -> None:
    assert len(KNOWN_GAPS) <= 5
    usual = {template: seen(template, COUNTRIES[6]) for template, _ in KNOWN_GAPS}
    by_name = {country.name: country for country in COUNTRIES}
    assert all(seen(template, by_name[name]) != usual[template] for template, name in KNOWN_GAPS)
