"""What stands under the attributions: brackets, sentences, tokens, a text's own denial; and the way back to the clipping."""

from __future__ import annotations

import pytest

from classifier.features.brackets import brackets_of
from classifier.features.contradiction import contradiction
from classifier.features.morphology import tokens_of
from classifier.features.reading import read_text
from classifier.features.sentences import sentences_of
from classifier.features.text_evidence import text_evidence
from classifier.view import View


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("「橋」と“道”", ["「橋」", "“道”"]),
        ("「『橋』は直る」", ["「『橋』は直る」", "『橋』"]),
        ("「増税は『やむを得ない」と述べた", ["「増税は『やむを得ない」"]),
        ("橋」は「直る", []),
        ("『橋」", []),
        ("（橋）", []),
        ("〝橋〟｢道｣‘川’", ["〝橋〟", "｢道｣", "‘川’"]),
    ],
)
def test_brackets_pair_with_their_own_kind(text: str, pairs: list[str]) -> None:
    assert [text[b.start : b.end] for b in brackets_of(text)] == pairs


def test_depth_counts_brackets_around() -> None:
    found = brackets_of("「『“橋”』」「道」")
    assert [b.depth for b in found] == [0, 1, 2, 0]
    assert [b.start for b in found if b.depth == 0] == [0, 7]


def test_an_opener_left_open_over_a_long_way_never_closes() -> None:
    assert brackets_of("「" + "橋" * 500 + "\n道」") == []
    assert len(brackets_of("「橋\n道」")) == 1


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("断る。以上だ。", ["断る。", "以上だ。"]),
        ("首相は「断る。以上だ」と述べた。", ["首相は「断る。以上だ」と述べた。"]),
        ("本当か？！ 嘘だ\n　道も直る", ["本当か？！", "嘘だ", "道も直る"]),
        ("見出し\r\n\r\n本文。", ["見出し", "本文。"]),
        (" 　\n", []),
        ("。", ["。"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    found = sentences_of(text, [b for b in brackets_of(text) if b.depth == 0])
    assert [text[start:end] for start, end in found] == sentences


@pytest.mark.parametrize("text", ["市長は橋を直すと述べた。", "a b\n\tか\u3099😀", "橋\0道", "橋" * 2_500, "\ud800橋"])
def test_tokens_know_where_they_stand(text: str) -> None:
    tokens = tokens_of(text)
    assert all(text[t.start : t.end] == t.surface for t in tokens)
    assert sum(len(t.surface) for t in tokens) <= len(text)
    assert tokens[-1].end == len(text)


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        ("「橋が落ちた」は誤り　映像は別の橋", "は誤り", "denying_headline"),
        ("橋の動画を調べた。\n判定：根拠不明", "判定：根拠不明", "verdict_line"),
        ("橋の動画を調べた。\n■判定：誤り", "■判定：誤り", "verdict_line"),
    ],
)
def test_a_text_that_takes_its_claim_back(text: str, words: str, rule: str) -> None:
    found = contradiction(read_text(text))
    assert found is not None
    assert (text[found.start : found.end], found.rule) == (words, rule)


@pytest.mark.parametrize(
    "text",
    [
        "市長は「橋が落ちた」は誤りだと述べた。",
        "橋は落ちていない。",
        "外相は「橋が落ちた」との報道を否定した。",
        "判定：正しい",
        "",
    ],
)
def test_a_denial_by_somebody_decides_nothing(text: str) -> None:
    assert contradiction(read_text(text)) is None


def test_offsets_lead_back_to_the_clipping() -> None:
    whole = "前の記事。\n市長は「橋は直す」と述べた。\n【広告】\n県によると、道も直る。"
    gap = whole.index("【広告】\n")
    text = whole[6:gap] + whole[gap + 5 :]
    evidence = text_evidence(read_text(text), View(text, (0, gap - 6), (6, gap + 5), whole))
    assert [whole[q.start : q.end] for q in evidence.quotes] == ["橋は直す", "道も直る"]
    assert [q.source.text for q in evidence.quotes if q.source] == ["市長", "県"]
    assert [whole[slice(*q.cue)] for q in evidence.quotes if q.cue] == ["述べた", "によると"]
    assert [whole[v.start : v.end] for v in evidence.voices] == ["橋は直す", "道も直る"]
    assert [v.speaker.text for v in evidence.voices if v.speaker] == ["市長", "県"]
    assert [whole[c.start : c.end] for c in evidence.clauses] == [
        "市長は「橋は直す」と述べた。",
        "県によると、道も直る。",
    ]


def test_a_quotation_over_a_gap_ends_before_it() -> None:
    whole = "市長は「橋は来月までに【広告】必ず直す」と述べた。"
    gap = whole.index("【広告】")
    text = whole.replace("【広告】", "")
    evidence = text_evidence(read_text(text), View(text, (0, gap), (0, gap + 4), whole))
    assert [whole[v.start : v.end] for v in evidence.voices] == ["橋は来月までに"]
