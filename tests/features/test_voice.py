"""Who speaks: brackets and reporting verbs make a voice quoted, scorn marks and rumours stay the author's."""

from __future__ import annotations

import pytest

from classifier.features.reading import read_text
from classifier.features.voice import quoted_spans, voice_of, voiced


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quoted_spans(read_text(text))]


def voice(text: str, words: str) -> str:
    """The voice of ``words`` where they first stand in ``text``."""
    start = text.index(words)
    return voice_of(start, start + len(words), voiced(read_text(text)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("報道官は「対話の用意がある」と述べた。", "対話の用意がある"),
        ("首相は『断じて認めない』と語った。", "断じて認めない"),
        ("市長は、制裁は違法だと主張した。", "制裁は違法だ"),
        ("外相によると、船は沈んだ。", "船は沈んだ"),
        ("相手を「独裁者」と呼んだ。", "独裁者"),
        ("「橋を渡るな」との張り紙があった。", "橋を渡るな"),
        ("制裁は違法だと市長は主張した。", "制裁は違法だ"),
    ],
)
def test_quoted_words(text: str, words: str) -> None:
    assert any(words in part for part in quoted(text))


@pytest.mark.parametrize(
    "text", ["いわゆる「専門家」の言い分だ。", "橋は崩れた。恥知らずな政府の責任だ。", "「」", "「", "」」」「「"]
)
def test_the_authors_own_words(text: str) -> None:
    assert quoted(text) == []


def test_hostile_brackets_stay_linear() -> None:
    assert isinstance(quoted_spans(read_text("「" * 200_000)), list)
    assert isinstance(quoted_spans(read_text("と" * 200_000)), list)


# The writer only retells: everything but the frame is the old man's.
RETOLD = (
    "川辺の老人は「村は道を断たれた。役場は金を受け取り、畑を奪った。盗人どもの町だ」と語った。\n"
    "老人によると、若者は残らず町へ連れて行かれた。\n"
    "役場は嘘つきだと老人は訴えた。\n"
    "さらに「恥知らずどもは冬の薪まで持ち去った」と続けた。\n"
)


@pytest.mark.parametrize(
    "words", ["役場は金を受け取り", "盗人ども", "若者は残らず", "役場は嘘つき", "恥知らずども", "冬の薪まで"]
)
def test_retold_accusations_stay_quoted(words: str) -> None:
    assert voice(RETOLD, words) == "quoted"


@pytest.mark.parametrize("words", ["川辺の老人", "と語った", "と老人は訴えた", "と続けた"])
def test_the_frame_of_a_retelling_is_the_authors(words: str) -> None:
    assert voice(RETOLD, words) == "author"


def test_a_retelling_knows_who_speaks() -> None:
    speakers = [quote.source for _, _, quote in voiced(read_text(RETOLD)) if quote]
    assert len(speakers) == 4
    assert all(speaker and speaker.text.endswith("老人") for speaker in speakers)


@pytest.mark.parametrize(
    "text",
    [
        "役場は金を受け取ったという。",
        "役場は金を受け取ったと言われている。",
        "役場は金を受け取ったとされる。",
        "役場は金を受け取ったそうだ。",
        "役場が金を受け取ったことが分かった。",
    ],
)
def test_a_rumour_without_a_source_is_the_authors(text: str) -> None:
    assert quoted(text) == []
    assert voice(text, "金を受け取った") == "author"


def test_a_straw_man_is_the_authors_way_to_put_it() -> None:
    text = "反対派は何でも許せと言う。"
    assert voice(text, text) == "author"
    assert voice(text, "何でも許せと言う") == "author"
    assert voice(text, "何でも許せ") == "quoted"


def test_a_verbatim_quotation_keeps_its_voice_with_its_verb() -> None:
    text = "反対派は「橋は要らない、橋は村を壊す、橋は誰のためにもならない」と叫んだ。"
    assert voice(text, "橋は要らない、橋は村を壊す、橋は誰のためにもならない」と叫んだ") == "quoted"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("いわゆる「専門家」の言い分だ。", "専門家"),
        ("これは自由を奪う「改革」だ。", "改革"),
        ("橋を売るなら「改革」とは呼べない。", "改革"),
        ("『月の橋』を読んだ。", "月の橋"),
        ("港に「白鳥丸」が着いた。", "白鳥丸"),
    ],
)
def test_scare_quotes_titles_and_names_are_the_authors(text: str, word: str) -> None:
    assert voice(text, word) == "author"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("政府「橋は売らない」　村は反発", "橋は売らない"),
        ("村は反発　「橋を返せと言いたい」", "橋を返せと言いたい"),
        ("「役場は金を受け取った」＝村長", "役場は金を受け取った"),
        ("橋は年内に直る＝市長", "橋は年内に直る"),
    ],
)
def test_headline_brackets_are_quoted(text: str, words: str) -> None:
    assert voice(text, words) == "quoted"


def test_a_label_is_the_issuers_own_headline() -> None:
    assert quoted("財務省：返済は予定どおり進んでいる") == []


def test_a_long_bracket_is_a_quotation_without_a_speaker() -> None:
    text = "題は「橋の上で待つ人たちの長い長い夜」である。"
    assert [quote for _, _, quote in voiced(read_text(text))] == [None]


def test_the_outermost_speaker_names_the_voice() -> None:
    text = "館長は「職員は『鍵は閉めた』と話していた」と説明した。"
    ((start, end, quote),) = voiced(read_text(text))
    assert text[start:end] == "職員は『鍵は閉めた』と話していた"
    assert quote is not None
    assert quote.source is not None
    assert quote.source.text == "館長"
