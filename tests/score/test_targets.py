"""Mentions by alias, institution, leader or abbreviation, never by an outlet's name."""

import pytest

from classifier.errors import InputError
from classifier.score.targets import default_targets, parse_target, with_user_targets

OUTLETS = ("Sputnik 日本", "日本経済新聞", "中国新聞", "ロシア通信")
TARGETS = default_targets(OUTLETS)


def mentioned(text: str) -> set[str]:
    return {t.name for t in TARGETS if t.mentions(text)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("米大統領とロシア大統領府が協議した", {"米国", "ロシア"}),
        ("日米と米中の協議", {"日本", "米国", "中国"}),
        ("宇軍と露軍", {"ウクライナ", "ロシア"}),
        ("NATOとEUの会合", {"欧州・NATO"}),
        ("対ロ制裁と対中関税", {"ロシア", "中国"}),
        ("🇺🇦人のために", {"ウクライナ"}),
        ("Sputnik 日本と日本経済新聞と中国新聞とロシア通信", set()),
        ("日本海の新米と外米、白米の価格", set()),
        ("20日中に東京で会う", set()),
        ("日本時間の午後、会議中の宇宙飛行士", set()),
        ("ベラルーシの披露宴", set()),
        ("EUROの為替", set()),
    ],
)
def test_mentions(text: str, names: set[str]) -> None:
    assert mentioned(text) == names


def test_user_targets() -> None:
    name, aliases = parse_target("防衛増税=増税,防衛費の財源")
    targets = with_user_targets(TARGETS, {name: aliases})
    assert targets[-1].mentions("防衛費の財源を巡る増税") == [(0, 6), (9, 11)]
    with pytest.raises(InputError, match="none of them empty"):
        with_user_targets(TARGETS, {" ": ["x"]})
