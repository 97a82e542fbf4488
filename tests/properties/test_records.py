"""Whatever the text: no exception, every span verbatim, every offset inside, gaps unscored, probabilities sane."""

import json
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classifier.records import SOURCE_TYPES

_PARTS = st.sampled_from(
    ["▽見出し<ロイター>2026年3月4日\n", "— 名 (@abc) March 4, 2026\n", "「", "」", "と述べた。", "ロシアは", "傀儡だ。", "\r\n", "\n\n",
     "#印\n", "https://t.co/a ", "関連記事\n", "  • Facebook\n  • LINE\n", "🇷🇺", "👨‍👩‍👧", "\ud800", "\0", "ﾊﾝｶｸ", "か\u3099", "a", "。", "\u2028"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(_PARTS, max_size=30).map("".join), st.text(max_size=200))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_every_span_is_verbatim(mini_scorer, text: str) -> None:
    from classifier.read import clip_text

    whole = clip_text(text).text
    for item in mini_scorer.score_text(text):
        record = item.to_dict()
        assert json.loads(json.dumps(record, ensure_ascii=False)) == record
        assert record["text"] == whole[record["start"] : record["end"]]
        spans = [*record["techniques"], *record["source"]["evidence"]]
        spans += [e for stance in record["stance"].values() for e in stance["evidence"]]
        spans += [record["published_evidence"]] if record["published_evidence"] else []
        for span in spans:
            assert span["text"] == whole[span["start"] : span["end"]]
        for technique in record["techniques"]:
            assert technique["text"]
            inside = range(technique["start"], technique["end"])
            assert not any(g["start"] < inside.stop and g["end"] > inside.start for g in record["gaps"])
        assert set(record["source"]["probabilities"]) == set(SOURCE_TYPES)
        assert sum(record["source"]["probabilities"].values()) == pytest.approx(1.0, abs=1e-3)
        assert 0 <= record["propaganda_signal"] <= 1
        assert 0 <= record["sourcing"]["quality"] <= 1


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_items_are_in_order_and_apart(mini_scorer, text: str) -> None:
    items = mini_scorer.score_text(text)
    assert all(a.end <= b.start for a, b in pairwise(items))
    assert all(i.start <= g.start < g.end <= i.end for i in items for g in i.gaps)


def test_given_items_keep_their_number(mini_scorer) -> None:
    texts = ["橋が開通した。", "", "\n▽a<b>2026年3月4日\n"]
    scored = list(mini_scorer.score_items(iter(texts)))
    assert [item.text for item in scored] == texts
    assert [item.rule for item in scored] == ["given"] * 3


def test_a_folder_is_scored_and_a_missing_one_refused_at_once(mini_scorer, tmp_path) -> None:
    from classifier.errors import InputError

    (tmp_path / "b.txt").write_text("橋が開通した。", encoding="utf-8")
    (tmp_path / "a.txt").write_text("港が開いた。", encoding="utf-8")
    assert [item.clipping for item in mini_scorer.score_folder(tmp_path)] == ["a.txt", "b.txt"]
    with pytest.raises(InputError, match="no such file"):
        mini_scorer.score_folder(tmp_path / "no")
    with pytest.raises(InputError, match="one string found"):
        list(mini_scorer.score_items("橋が開通した。"))
