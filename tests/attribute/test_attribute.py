"""Credits, bylines and the order in which they speak."""

import pytest

from classifier.attribute import attribute
from classifier.attribute.byline import glued_names
from classifier.read import clip_text
from classifier.split import split


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("橋が開通\n\n[東京 3日 ロイター] - 橋が開通した。", "Reuters"),
        ("橋が開通\n\n［東京　３日　ロイター］　橋が開通した。", "Reuters"),
        ("橋が開通\n\n【ワシントン共同】橋が開通した。", "Kyodo"),
        ("橋が開通\n\n【北京時事】橋が開通した。", "Jiji"),
        ("橋が開通\n\n【3月4日 AFP】橋が開通した。", "AFP"),
        ("橋が開通\n\n橋が開通した。（共同）", "Kyodo"),
        ("橋が開通\n\n【新華社北京3月4日】橋が開通した。", "Xinhua"),
        ("橋が開通\n\nロイターによると、橋が開通した。", None),
        ("橋が開通\n\n政府高官（共同通信の取材に応じた）は橋が開通したと述べた。", None),
        ("橋が開通\n\n橋が開通したと、大統領府（クレムリン）が述べた。", None),
    ],
)
def test_credits(text: str, outlet: str | None) -> None:
    (item,) = split(clip_text(text))
    assert attribute(item).outlet == outlet


def test_agency_copy_carried_by_a_newspaper_is_the_agencys() -> None:
    (item,) = split(clip_text("▽橋が開通<毎日新聞>2026年3月4日\n\n橋が開通した。（共同）\n"))
    who = attribute(item)
    assert (who.outlet, who.kind) == ("Kyodo", "wire_service")


def test_an_unknown_outlet_keeps_its_name() -> None:
    (item,) = split(clip_text("▽橋が開通<見本市新報>2026年3月4日\n\n橋が開通した。\n"))
    who = attribute(item)
    assert (who.outlet, who.kind) == ("見本市新報", None)


def test_accounts_and_evidence() -> None:
    (item,) = split(clip_text("橋が開通したらしい。\n— 橋の会 (@Hashi_Kai) March 6, 2026\n"))
    who = attribute(item)
    assert (who.account, who.outlet, who.relay) == ("@Hashi_Kai", None, "embed")
    assert [e.text for e in who.evidence] == ["@Hashi_Kai"]


def test_glued_bylines() -> None:
    assert glued_names("Aino SaarelaJun OkabeMary McDonald") == ("Aino Saarela", "Jun Okabe", "Mary McDonald")
