"""Who speaks: brackets and reporting verbs make a voice quoted, scorn marks do not."""

import pytest

from classifier.features.voice import quoted_spans


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quoted_spans(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("報道官は「対話の用意がある」と述べた。", "対話の用意がある"),
        ("首相は『断じて認めない』と語った。", "断じて認めない"),
        ("市長は、制裁は違法だと主張した。", "制裁は違法だ"),
        ("外相によると、船は沈んだ。", "船は沈んだ"),
        ("相手を「独裁者」と呼んだ。", "独裁者"),
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
    assert isinstance(quoted_spans("「" * 200_000), list)
    assert isinstance(quoted_spans("と" * 200_000), list)
