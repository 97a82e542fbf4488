"""Every encoding of the trial order, byte order marks, cut characters, binary data."""

import random

import pytest

from classifier.read.clip import clip_bytes, clip_text
from classifier.read.decode import decode
from classifier.records import Clipping, Skipped

TEXT = "港の試験運航は五月に始まる。①番線、ﾊﾝｶｸも含む。\r\n市は3日「準備は整った」と述べた。"
PLAIN = "港の試験運航は五月に始まる。\n市は3日「準備は整った」と述べた。"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", TEXT), ("utf-8-sig", TEXT), ("utf-16", TEXT), ("utf-16-le", PLAIN), ("utf-16-be", PLAIN),
        ("cp932", TEXT), ("euc_jp", PLAIN), ("iso2022_jp", PLAIN), ("euc_jisx0213", "丸の中の数字は①と②。"),
    ],
)  # fmt: skip
def test_every_encoding_comes_back(encoding: str, text: str) -> None:
    found = decode(text.encode(encoding))
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize("encoding", ["euc_jp", "cp932", "utf-8", "iso2022_jp"])
def test_short_texts_are_not_mistaken(encoding: str) -> None:
    words = [
        "政府",
        "会談",
        "述べた",
        "港",
        "市長",
        "は",
        "が",
        "を",
        "に、。「」",
        "ロシア",
        "アメリカ",
        "年",
        "月",
        "日",
        "発表",
        "した",
        "という",
    ]
    rng = random.Random(3)
    for _ in range(300):
        text = "".join(rng.choices(words, k=rng.randint(2, 9)))
        found = decode(text.encode(encoding))
        assert found is not None
        assert found.text == text


def test_a_file_cut_inside_a_character_keeps_the_rest() -> None:
    found = clip_bytes("港の試験運航".encode()[:-1], "a.txt")
    assert isinstance(found, Clipping)
    assert found.text == "港の試験運"
    assert found.warnings == ("text_truncated",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b" \r\n ", "empty"), ("\ufeff \n".encode(), "empty"), (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"), (bytes(range(256)) * 4, "binary")],
)  # fmt: skip
def test_what_is_no_text_is_named(data: bytes, reason: str) -> None:
    found = clip_bytes(data, "a.txt")
    assert isinstance(found, Skipped)
    assert found.reason == reason


def test_mojibake_is_suspected() -> None:
    found = clip_bytes("政府は三日、方針を明らかにした。".encode().decode("cp932", "replace").encode(), "a.txt")
    assert isinstance(found, Clipping)
    assert "mojibake_suspected" in found.warnings


def test_lone_surrogates_keep_offsets() -> None:
    assert clip_text("前\ud800後").text == "前\ufffd後"
