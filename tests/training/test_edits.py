"""Edits of a text carry every span: it holds its words at exact offsets, or the edit is refused."""

from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.edits import Edit, EditError, edited
from training.labels import Label, spans_of, stands

TEXT = "ロシア軍は橋を壊した。ウクライナ側は否定した。"


def label_of(text: str, *spans: tuple[int, int]) -> Label:
    made = [{"start": a, "end": b, "text": text[a:b]} for a, b in spans]
    return Label(
        id="x-1",
        text=text,
        source_type=None,
        outlet=None,
        account=None,
        published=None,
        stance={"市": {"label": "against", "spans": made}, "県": None, "国": {"label": "neutral", "spans": None}},
        sourcing_level=0,
        criteria=[{"name": "direct_quote", "note": 1, **span} for span in made],
        techniques=[{"name": "doubt", "voice": "author", **span} for span in made],
        propaganda_signal=0.5,
        cluster="x",
        split="train",
    )


def spans_in(label: Label) -> list[dict[str, Any]]:
    return spans_of(asdict(label))


def words_of(label: Label) -> list[str]:
    return [span["text"] for span in label.criteria or []]


def test_a_span_that_contains_an_edit_changes_its_words_and_later_ones_move() -> None:
    made = edited(label_of(TEXT, (0, 10), (11, 18)), [(0, 3, "ウクライナ"), (11, 16, "ロシア")], id="x-2")
    assert made.text == "ウクライナ軍は橋を壊した。ロシア側は否定した。"
    assert words_of(made) == ["ウクライナ軍は橋を壊した", "ロシア側は"]
    assert made.id == "x-2"
    assert (made.criteria or [{}])[0]["note"] == 1
    assert made.stance is not None
    assert made.stance["県"] is None
    assert made.stance["国"]["spans"] is None


@pytest.mark.parametrize(
    ("span", "edit", "words"),
    [
        ((3, 5), (0, 4, "ウクライナ軍"), "軍は"),  # the shared end keeps its place
        ((0, 3), (0, 4, "ロシア海軍"), "ロシア"),  # so does the shared beginning
        ((2, 6), (0, 4, "敵方"), "敵方は橋"),  # otherwise the span takes the whole new words
        ((1, 3), (0, 4, "敵方"), "敵方"),
        ((0, 4), (4, 4, "たち"), "ロシア軍"),  # an insertion at a border stays outside
        ((4, 6), (4, 4, "たち"), "は橋"),
        ((0, 6), (4, 4, "たち"), "ロシア軍たちは橋"),
        ((0, 6), (4, 6, ""), "ロシア軍"),
    ],
)
def test_borders(span: tuple[int, int], edit: Edit, words: str) -> None:
    made = edited(label_of(TEXT, span), [edit])
    assert words_of(made) == [words]
    assert all(stands(made.text, carried) for carried in spans_in(made))


@pytest.mark.parametrize("edits", [[(3, 5, "x"), (4, 6, "y")], [(5, 6, ""), (1, 2, "")], [(-1, 2, "")], [(0, 99, "")]])
def test_edits_that_overlap_or_lie_outside_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(EditError, match="in order, apart and inside the text"):
        edited(label_of(TEXT), edits)


def test_an_edit_that_empties_a_span_is_refused() -> None:
    with pytest.raises(EditError, match="leave nothing of the span 'は橋'"):
        edited(label_of(TEXT, (4, 6)), [(3, 7, "")])


def test_null_stays_null() -> None:
    bare = replace(label_of(TEXT), stance=None, criteria=None, techniques=[])
    made = edited(bare, [(0, 3, "中国")])
    assert (made.stance, made.criteria, made.techniques) == (None, None, [])


@st.composite
def cases(draw: st.DrawFn) -> tuple[Label, list[Edit]]:
    text = draw(st.text(alphabet="ロシア軍は🇷a\n", min_size=1, max_size=30))
    at = st.integers(0, len(text))
    borders = sorted(draw(st.lists(at, max_size=8).filter(lambda found: len(found) % 2 == 0)))
    edits = [(a, b, draw(st.text("ロア軍x🇺", max_size=4))) for a, b in zip(borders[::2], borders[1::2], strict=True)]
    spans = draw(st.lists(st.tuples(at, at), max_size=4))
    return label_of(text, *[(min(s), max(s)) for s in spans if s[0] != s[1]]), edits


@given(cases())
def test_all_spans_stand_after_any_edits(case: tuple[Label, list[Edit]]) -> None:
    label, edits = case
    try:
        made = edited(label, edits)
    except EditError:
        # Only deletions can empty a span.
        assert any(not new for _, _, new in edits)
        return
    assert all(stands(made.text, span) for span in spans_in(made))
    kept = sum(end - start for start, end, _ in edits)
    assert len(made.text) == len(label.text) - kept + sum(len(new) for _, _, new in edits)
    for old, new in zip(spans_in(label), spans_in(made), strict=True):
        if not any(start < old["end"] and old["start"] < end for start, end, _ in edits):
            inside = [new for start, end, new in edits if old["start"] < start == end < old["end"]]
            assert len(new["text"]) == len(old["text"]) + sum(map(len, inside))
