"""Augmentations carry labels and spans, keep the cluster, and refuse what would not read true."""

import random
import re
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.attribute.registry import load_registry
from training.augment import AUGMENTATIONS, Refused, mask_outlet, rename_target, swap_sides
from training.augment.made import known_targets
from training.augment.rename import name_of, stands_alone
from training.augment.shapes import form_of, invented_outlets
from training.augment.sides import pairs, side_names, table_of
from training.checks.twins import unlike
from training.labels import Label, Placed, problems_of

WAR = "【モスクワ共同】ロシア軍は2日、橋を壊したと発表した。ウクライナ側は「恥知らずな嘘だ」と否定した。"


def label_of(text: str, stance: dict[str, str], **fields: Any) -> Label:
    """A record whose stance spans are the sentences that name the target, with a span of every other kind."""
    stances = {name: {"label": value, "spans": spans(text, name)} for name, value in stance.items()}
    made = Label(
        id="x-1",
        text=text,
        source_type="wire_service",
        outlet=None,
        account=None,
        published="2025-03-02",
        stance=stances,
        sourcing_level=2,
        criteria=[{"name": "direct_quote", **span} for span in spans(text, "「")],
        techniques=[{"name": "doubt", "voice": "quoted", **span} for span in spans(text, "」")],
        propaganda_signal=0.25,
        cluster="x-e1",
        split="train",
        meta={"topic": "war", "pair": "old", "kind": "outlet", "member": "b", "base": "x-0"},
    )
    return replace(made, **fields)


def spans(text: str, name: str) -> list[dict[str, Any]]:
    found = [m for m in re.finditer("[^。]+", text) if name in m.group()]
    return [{"start": m.start(), "end": m.end(), "text": m.group()} for m in found]


def rng() -> random.Random:
    return random.Random(7)


def reason(kind: str, label: Label) -> str:
    with pytest.raises(Refused) as refused:
        AUGMENTATIONS[kind](label, rng())
    return str(refused.value)


def sound(made: Label | None, base: Label, suffix: str) -> Label:
    """Follows the scheme, tells its base, and shares all that no augmentation may change."""
    assert made is not None
    assert list(problems_of(asdict(made))) == []
    assert (made.id, made.meta["base"], made.meta["topic"]) == (f"{base.id}-{suffix}", base.id, "war")
    for name in ("cluster", "split", "source_type", "sourcing_level", "propaganda_signal", "published"):
        assert getattr(made, name) == getattr(base, name)
    assert len(made.criteria or []) == len(base.criteria or [])
    assert len(made.techniques or []) == len(base.techniques or [])
    return made


# mask


@pytest.mark.parametrize(
    ("outlet", "text", "pattern"),
    [
        ("Reuters", "［東京　２４日　ロイター］ - 港が開いた。ロイターは確認していない。", r"［東京　２４日　([ァ-ヶー]+)］ - 港が開いた。\1は確認していない。"),
        ("Kyodo", "【ソウル共同】両国は共同声明を出した。", r"【ソウル([一-鿿]+)】両国は共同声明を出した。"),
        ("Jiji", "港が時事刻々と変わる。（時事）", r"港が時事刻々と変わる。（([一-鿿]+)）"),
        ("AFP", "【パリAFP＝時事】港が開いた。", r"【パリ([A-Z]+)＝時事】港が開いた。"),
        ("dpa", "【ベルリンdpa時事】港が開いた。", r"【ベルリン([a-z]+)時事】港が開いた。"),
        ("AP", "（ＡＰ）ＡＰＥＣの会合が開かれた。", r"（([Ａ-Ｚ]+)）ＡＰＥＣの会合が開かれた。"),
        ("Mainichi", "毎日新聞の取材に信濃毎日新聞の記者が答えた。", r"([一-鿿]+)新聞の取材に信濃毎日新聞の記者が答えた。"),
        ("Nikkei", "日経新聞によると日経平均は上がった。", r"([一-鿿]+)新聞によると日経平均は上がった。"),
        ("TASS", "モスクワ、2日。/タス通信/ ステータスは不明。", r"モスクワ、2日。/([ァ-ヶー]+)通信/ ステータスは不明。"),
        ("先島日報", "先島日報社説　港が開いた。", r"([一-鿿]+)日報社説　港が開いた。"),
        ("Reuters", "港が開いた。https://jp.reuters.com/a @ReutersJapan ロイター", r"港が開いた。https://[a-z]+\.example/a @[a-z]+_mihon [ァ-ヶー]+"),
    ],
)  # fmt: skip
def test_mask_replaces_every_form_of_the_name_in_its_shape(outlet: str, text: str, pattern: str) -> None:
    label = label_of(text, {}, outlet=outlet)
    made = sound(mask_outlet(label, rng()), label, "mask")
    assert re.fullmatch(pattern, made.text), made.text
    assert made.outlet is not None
    assert made.outlet in made.text
    assert load_registry().named(made.outlet) is None


def test_mask_keeps_labels_and_makes_a_twin() -> None:
    label = label_of(WAR, {"ロシア": "against"}, outlet="Kyodo", account="@kyodo_official", meta={"topic": "war"})
    made = sound(mask_outlet(label, rng()), label, "mask")
    assert made.stance is not None
    assert made.stance["ロシア"]["label"] == "against"
    assert made.account is not None
    assert made.account.endswith("_mihon")
    assert list(unlike([Placed("a:1", label), Placed("a:2", made)])) == []


@pytest.mark.parametrize(
    ("words", "text", "fields"),
    [
        ("no outlet is labelled", WAR, {}),
        ("the outlet is no press", "ロイターの声明。", {"outlet": "Reuters", "source_type": "official_statement"}),
        ("the outlet is a stance target", "見本日報を読む。", {"outlet": "見本日報"}),
        ("does not name its outlet", "両国は共同声明を出した。", {"outlet": "Kyodo"}),
        ("no shape", "元商社マンの帳面から。", {"outlet": "元商社マンの帳面", "source_type": "news_media"}),
        ("overlap", "Reuters.comの記事。", {"outlet": "Reuters"}),
        ("mentions a stance target", "ロシアの声通信は伝えた。", {"outlet": "ロシアの声通信"}),
        ("in a form of its own", "【ソウル共同】港。写真＝共同、3日。", {"outlet": "Kyodo"}),
    ],
)
def test_mask_refuses(words: str, text: str, fields: dict[str, Any]) -> None:
    label = label_of(text, {"見本日報": "neutral"}, **fields)
    assert words in reason("mask", label)
    assert mask_outlet(label, rng()) is None


def test_invented_outlets_are_not_in_the_registry() -> None:
    assert len(invented_outlets()) >= 24
    names = (
        "共同",
        "毎日新聞",
        "NHK",
        "ロイター通信",
        "Global Times",
        "環球時報",
        "夕刊ヤマト",
        "ジャパンタイムズ",
        "新華社",
    )
    forms = {form_of(name, invented) for name in names for invented in invented_outlets()}
    assert len(forms) == len(names) * len(invented_outlets())
    assert [form for form in forms if load_registry().named(form)] == []
    assert [form for form in forms if any(t.mentions(form) for t in known_targets().values())] == []


# swap


def test_swap_exchanges_names_and_stances_and_back_again() -> None:
    label = label_of(WAR, {"ロシア": "against", "ウクライナ": "favor", "欧州・NATO": "neutral"}, meta={"topic": "war"})
    made = sound(swap_sides(label, rng()), label, "swap")
    assert (
        made.text == "【キーウ共同】ウクライナ軍は2日、橋を壊したと発表した。ロシア側は「恥知らずな嘘だ」と否定した。"
    )
    assert made.stance is not None
    assert {name: value["label"] for name, value in made.stance.items()} == {
        "ウクライナ": "against", "ロシア": "favor", "欧州・NATO": "neutral"
    }  # fmt: skip
    assert made.stance["ウクライナ"]["spans"][0]["text"] == made.text.split("。")[0]
    assert list(unlike([Placed("a:1", label), Placed("a:2", made)])) == []
    back = swap_sides(made, rng())
    assert back is not None
    assert (back.text, back.stance) == (label.text, label.stance)


@pytest.mark.parametrize(
    ("sides", "text", "swapped"),
    [
        ("米国 中国", "米軍は対中政策を変えた。中国政府は米側を批判した。", "中国軍は対米政策を変えた。米政府は中国側を批判した。"),
        ("米国 中国", "日米首脳の会談。中国外務省は論評せず。アメリカ人も中国人も見た。", "日中首脳の会談。米国務省は論評せず。中国人もアメリカ人も見た。"),
        ("米国 中国", "米中の会談。中国地方は雨。米国も中国も譲らない。", "米中の会談。中国地方は雨。中国も米国も譲らない。"),
        ("米国 ロシア", "トランプ氏は米ロの会談を語り、クレムリンは応じた。", "プーチン氏は米ロの会談を語り、ホワイトハウスは応じた。"),
        ("日本 中国", "日本大使館は北京で抗議した。日本も中国も譲らない。", "中国大使館は東京で抗議した。中国も日本も譲らない。"),
        ("ロシア ウクライナ", "露軍がハルキウに、宇軍がクルスクに。🇷🇺🇺🇦", "宇軍がベルゴロドに、露軍がスムイに。🇺🇦🇷🇺"),
        ("ロシア ウクライナ", "キエフは対ロ制裁を求め、モスクワは拒んだ。", "モスクワは対ウクライナ制裁を求め、キエフは拒んだ。"),
        ("ロシア ウクライナ", "トルコ大統領がロシアとウクライナを招いた。", "トルコ大統領がウクライナとロシアを招いた。"),
    ],
)  # fmt: skip
def test_swapped_words(sides: str, text: str, swapped: str) -> None:
    made = swap_sides(label_of(text, dict.fromkeys(sides.split(), "neutral")), rng())
    assert made is not None
    assert made.text == swapped


@pytest.mark.parametrize(
    ("words", "sides", "text"),
    [
        ("no two sides", "ロシア 欧州・NATO", "ロシアとEU。"),
        ("a state medium", "ロシア ウクライナ", "タス通信によると、ロシアとウクライナは会談した。"),
        ("no counterpart", "ロシア 中国", "ロシア下院は中国を招いた。"),
        ("one side", "ロシア ウクライナ", "ロシアとウクライナはクリミアをめぐり対立する。"),
        ("one side", "米国 中国", "大統領は米国の中国政策を語った。"),
        ("one side", "米国 中国", "米国の米は中国で売れた。"),
        ("one side", "米国 中国", "米国は中国の一部とされる台湾を訪れた。"),
        ("may belong to one side", "ロシア ウクライナ", "ロシアのイリーナ・コワリョワ氏はウクライナを訪れた。"),
        ("may belong to one side", "日本 中国", "日本と中国の会談は福岡で開かれた。"),
        ("joined in one word", "米国 中国", "日中の気温は高い。米国と中国。"),
        ("Latin letters", "ロシア ウクライナ", "ロシアとウクライナ。#StandWithUkraine"),
        ("not mentioned", "ロシア ウクライナ", "ロシアは戦う。"),
        ("mention would be lost", "米国 中国", "日米の会談。米国と中国。"),
        ("two targets", "ロシア ウクライナ キーウ キエフ", "ロシアとウクライナ。"),
    ],
)
def test_swap_refuses(words: str, sides: str, text: str) -> None:
    label = label_of(text, dict.fromkeys(sides.split(), "neutral"))
    assert words in reason("swap", label)
    assert swap_sides(label, rng()) is None


def test_swap_moves_the_authority_that_speaks_and_its_targets() -> None:
    stance = {"ロシア": "favor", "ウクライナ": "against", "ウクライナ外務省": "against"}
    text = "ロシア外務省報道官の声明。ウクライナ外務省の発言は恥だ。"
    fields = {"source_type": "official_statement", "account": "@mid_rf"}
    made = swap_sides(label_of(text, stance, outlet="Russian MFA", **fields), rng())
    assert made is not None
    assert (made.outlet, made.account) == ("Ukrainian MFA", None)
    assert list(made.stance or {}) == ["ウクライナ", "ロシア", "ロシア外務省"]
    embassy = swap_sides(label_of(text, stance, outlet="駐日ロシア大使館", **fields), rng())
    assert embassy is not None
    assert embassy.outlet == "駐日ウクライナ大使館"


def test_swap_forgets_a_state_medium_that_the_text_does_not_name() -> None:
    made = swap_sides(label_of(WAR, {"ロシア": "favor", "ウクライナ": "against"}, outlet="TASS"), rng())
    assert made is not None
    assert made.outlet is None


WORDS = st.sampled_from(
    [
        "ロシア軍",
        "ロシア政府",
        "モスクワ",
        "ウクライナ側",
        "ウクライナ国防省",
        "キーウ",
        "EU",
        "は否定した。",
        "と",
        "、橋を",
        "🇷🇺",
    ]
)


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=20))
def test_what_can_be_swapped_can_be_swapped_back(words: list[str]) -> None:
    text = "ロシアはウクライナに。" + "".join(words)
    label = label_of(text, {"ロシア": "against", "ウクライナ": "favor"})
    made = swap_sides(label, rng())
    assert made is not None
    assert list(problems_of(asdict(made))) == []
    back = swap_sides(made, rng())
    assert back is not None
    assert (back.text, back.stance, back.techniques) == (label.text, label.stance, label.techniques)


def test_every_row_of_the_table_belongs_to_known_sides() -> None:
    assert set(side_names().values()) < {*known_targets()}
    for pair in pairs():
        table = table_of(pair)
        one, other = table.names
        assert table.edits(one)[0][2] == other
        assert table.edits(other)[0][2] == one


# rename


@pytest.mark.parametrize(
    ("name", "text", "pattern"),
    [
        ("瑞鳳ポンプ製作所", "瑞鳳ポンプ製作所の広報は否定した。瑞鳳ポンプ製作所側も同じ。", r"([一-鿿]+)ポンプ製作所の広報は否定した。\1ポンプ製作所側も同じ。"),
        ("ネビュロン社", "米ネビュロン社は嘘をついた。", r"米([ァ-ヶー]+)社は嘘をついた。"),
        ("ハルネ電力公社", "ハルネ電力公社は停電を詫びた。", r"([ァ-ヶー]+)電力公社は停電を詫びた。"),
        ("テレノルテ", "「テレノルテ」は値上げした。", r"「([ァ-ヶー]+)」は値上げした。"),
    ],
)  # fmt: skip
def test_rename_replaces_the_name_everywhere(name: str, text: str, pattern: str) -> None:
    label = label_of(text, {"日本": "neutral", name: "against"})
    made = sound(rename_target(label, rng()), label, "rename")
    found = re.fullmatch(pattern, made.text)
    assert found, made.text
    assert "kind" not in made.meta
    (first, new), suffix = list(made.stance or {}), name_of(name).suffix
    assert (first, new) == ("日本", found.group(1) + suffix)
    assert (made.stance or {})[new]["label"] == "against"


@pytest.mark.parametrize(
    ("words", "name", "text"),
    [
        ("only default targets", "日本", "日本は勝つ。"),
        ("no invented organisation", "処理水放出", "処理水放出に反対する。"),
        ("no invented organisation", "国連", "国連は沈黙した。"),
        ("no proper name", "ドイツ", "ドイツは沈黙した。"),
        ("no proper name", "世界卓球連盟", "世界卓球連盟は沈黙した。"),
        ("no proper name", "コレラワクチン", "コレラワクチンは足りない。"),
        ("holds a default target", "東京電力", "東京電力は詫びた。"),
        ("does not name the target", "瑞鳳製作所", "あの会社は詫びた。"),
        ("the target is the outlet", "東都新聞", "東都新聞は詫びた。"),
        ("in a longer word", "瑞鳳製作所", "瑞鳳製作所通り三丁目の火事。"),
        ("in a longer word", "テレノルテ", "テレノルティスタ、テレノルテスの声。テレノルテ。"),
        ("short form", "オルドビス・ラーン社", "オルドビス・ラーン社は詫びた。オルドビスの株は下がった。"),
    ],
)
def test_rename_refuses(words: str, name: str, text: str) -> None:
    label = label_of(text, {name: "against"}, outlet="東都新聞")
    assert words in reason("rename", label)
    assert rename_target(label, rng()) is None


@pytest.mark.parametrize(
    ("text", "name", "alone"),
    [("同瑞鳳社は", "瑞鳳社", True), ("山瑞鳳社は", "瑞鳳社", False), ("瑞鳳社側は", "瑞鳳社", True), ("ザオルビスは", "オルビス", False)],
)  # fmt: skip
def test_neighbours(text: str, name: str, alone: bool) -> None:
    start = text.index(name)
    assert stands_alone(text, start, start + len(name)) is alone


@pytest.mark.parametrize("augment", [mask_outlet, swap_sides, rename_target])
def test_the_same_numbers_make_the_same_record(augment: Callable[[Label, random.Random], Label | None]) -> None:
    text = f"{WAR}瑞鳳製作所は詫びた。"
    label = label_of(text, {"ロシア": "against", "ウクライナ": "favor", "瑞鳳製作所": "against"}, outlet="Kyodo")
    assert augment(label, random.Random(3)) == augment(label, random.Random(3))
    # The record itself stays as it was.
    assert label.text == text
    assert list(problems_of(asdict(label))) == []
