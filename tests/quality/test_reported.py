"""Mistakes that somebody reported, each one line of a table; new ones go there first."""

from pathlib import Path

import numpy as np
import pytest

from classifier.attribute import attribute
from classifier.attribute.published import find_published
from classifier.attribute.registry import load_registry
from classifier.errors import InputError
from classifier.explain_marks import CONTROLS
from classifier.features.reading import read_text
from classifier.features.voice import quoted_spans
from classifier.read import clip_text
from classifier.read.decode import decode
from classifier.score.spans import find_spans
from classifier.score.targets import default_targets, with_user_targets
from classifier.split import split

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "splits.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("text", "count", "end"), ROWS)
def test_splits(text: str, count: str, end: str) -> None:
    items = split(clip_text(text.replace("\\n", "\n")))
    assert len(items) == int(count)
    assert not items or items[0].text.endswith(end)


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("次期戦闘機（日英伊共同）の開発が進む。", None),
        ("訓練（日米共同）が始まった。私は反対。", None),
        ("英通信社（ロイター）によると首相は辞任した。", None),
        ("【速報】［東京　２４日　ロイター］ - 橋が開通した。", "Reuters"),
        ("橋が開通した。（東京）（共同）", "Kyodo"),
    ],
)
def test_credits(text: str, outlet: str | None) -> None:
    (item,) = split(clip_text(text))
    assert attribute(item).outlet == outlet


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-03-04T06:17:00+09:00", "2026-03-04T06:17:00+09:00"),
        ("2026年3月4日 06:17 +0900", "2026-03-04T06:17:00+09:00"),
        ("2026年3月4日午前6:17 ＧＭＴ＋９", "2026-03-04T06:17:00+09:00"),
        ("2026年3月4日 6時17分 (JST)", "2026-03-04T06:17:00+09:00"),
        ("March 4,2026", "2026-03-04"),
    ],
)
def test_offsets_that_are_given_are_kept(text: str, value: str) -> None:
    found = find_published(text, 0)
    assert found is not None
    assert found.value == value


def test_a_stray_bracket_spoils_only_its_own_pair() -> None:
    text = "首相は「増税は『やむを得ない」と述べた。野党は「国民をだます売国的な政策だ」と批判した。"
    found = [text[s:e] for s, e in quoted_spans(read_text(text))]
    assert any("国民をだます売国的な政策だ" in words for words in found)
    assert any("やむを得ない" in words for words in found)


def test_a_headline_that_comes_back_far_below_is_no_preview() -> None:
    body = "\n".join(f"{n}番目の段落だ。" for n in range(20))
    text = f"島の橋が開通する https://t.co/AbCdEf1234\n— 橋の会 (@hashi) March 4, 2026\n{body}\n島の橋が開通する（英語版）\n"
    (item,) = split(clip_text(text))
    assert [gap.kind for gap in item.gaps] == ["attribution"]


def test_terminal_controls_become_blanks_one_for_one() -> None:
    assert "橋\r\n\x1b[31m".translate(CONTROLS) == "橋 \n [31m"


@pytest.mark.parametrize("encoding", ["utf-8", "euc_jp", "cp932"])
def test_cut_files_keep_their_beginning(encoding: str) -> None:
    data = "港の試験運航は五月に始まる。市は準備を終えた".encode(encoding)
    found = decode(data[:-1])
    assert found is not None
    assert found.text == "港の試験運航は五月に始まる。市は準備を終え"
    assert found.cut


def test_an_escape_in_utf8_is_no_iso_2022_jp() -> None:
    found = decode("橋が\x1b(B開通".encode())
    assert found is not None
    assert found.text == "橋が\x1b(B開通"


def test_user_targets_pass_over_outlets_and_refuse_plain_strings() -> None:
    (target,) = with_user_targets((), {"日本": ["日本国"]}, ["日本経済新聞"])
    assert target.mentions("日本経済新聞と日本") == [(7, 9)]
    with pytest.raises(InputError, match="list of aliases"):
        with_user_targets((), {"政策": "政府"})


def test_a_foreign_ministry_names_its_country() -> None:
    targets = default_targets(load_registry().media_names())
    named = {t.name for t in targets if t.mentions("ロシア外務省は「西側の挑発だ」と主張した。")}
    assert named == {"ロシア"}


def test_particles_alone_are_no_span() -> None:
    text = "次もしている政権"
    offsets = np.array([[i, i + 1] for i in range(len(text))])
    hot = np.array([0, 0.9, 0, 0, 0, 0, 0.9, 0.9], dtype=np.float32)
    (span,) = find_spans(hot, offsets, 0.5, text)
    assert text[span.start : span.end] == "政権"
