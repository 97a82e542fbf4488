"""Normalised text and its way back to the raw one."""

from unicodedata import combining, decomposition, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.encode.nfkc import alone, nfkc

# Characters that compose, expand, reorder or vanish into one another, so that they often meet.
TRICKY = st.text("かカｶﾞ゛\u3099\u309a㍿①ｱ１Ａé\u0301\u0327\u0338가ᄀ\u1161\u11a8ﾡￂ\u0b47\u0b3e\u0b57ﷺ \u3000\n😀\ud800")


@pytest.mark.parametrize(
    ("raw", "text", "starts", "ends"),
    [
        ("ｶﾞｽ", "ガス", [0, 2], [2, 3]),
        ("㍿港", "株式会社港", [0, 0, 0, 0, 1], [1, 1, 1, 1, 2]),
        ("か\u3099１", "が1", [0, 2], [2, 3]),
        ("가\u11a8", "각", [0], [2]),
        ("aﾞ", "a\u3099", [0, 0], [2, 2]),
        ("", "", [], []),
    ],
)
def test_examples(raw: str, text: str, starts: list[int], ends: list[int]) -> None:
    assert nfkc(raw) == (text, starts, ends)


@given(st.one_of(TRICKY, st.text(st.characters())))
def test_it_is_nfkc_and_every_range_gives_its_characters(raw: str) -> None:
    made = nfkc(raw)
    assert made.text == normalize("NFKC", raw)
    assert len(made.text) == len(made.starts) == len(made.ends)
    assert made.starts == sorted(made.starts)
    assert made.ends == sorted(made.ends)
    assert all(0 <= s < e <= len(raw) for s, e in zip(made.starts, made.ends, strict=True))
    assert all(c in normalize("NFKC", raw[s:e]) for c, s, e in zip(*made, strict=True))


def test_a_heap_of_marks_stays_quick_and_loses_none() -> None:
    raw = "あ" + "\u0301\u0327" * 20_000
    made = nfkc(raw)
    assert sorted(made.text) == sorted(raw)
    assert made.ends[-1] == len(raw)


def test_characters_called_alone_never_join_the_one_before() -> None:
    # U+0130 and above: what may stand second in a canonical composition, by Unicode's own table.
    seconds = {
        chr(int(parts[1], 16))
        for code in range(0x30000)
        if len(parts := decomposition(chr(code)).split()) == 2 and "<" not in parts[0]
    }
    for char in (chr(code) for code in range(0x10000) if alone(chr(code))):
        first = normalize("NFKD", char)[0]
        assert combining(first) == 0
        assert first not in seconds
