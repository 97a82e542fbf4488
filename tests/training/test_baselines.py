"""Baselines on a handful of invented records."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from classifier.errors import InputError
from classifier.model import Model
from classifier.score.scorer import Reading
from classifier.view import View
from tests.variants import blank
from training import baselines
from training.baselines import features_only, frozen, keyword
from training.baselines.facts import Facts, read_facts
from training.baselines.linear import Linear, best_threshold
from training.baselines.majority import majority
from training.baselines.pieces import Ridge, SpanFinder
from training.baselines.tfidf import near, tfidf
from training.guesses import Guesses
from training.labels import Label

LOUD = "売国奴どもがまた日本を裏切った。いつまで黙っているのか。今すぐ声を上げよう！"
CALM = "市の防災課によると、日本海の水位は4日朝に平常に戻った。課長は「避難所は同日閉じた」と述べた。"


def label(number: int, split: str = "train", **given: Any) -> Label:
    """Even ones shout, odd ones report."""
    loud = number % 2 == 0
    text = f"{LOUD if loud else CALM}その{number}。"
    techniques = [{"name": "name_calling", "voice": "author", "start": 0, "end": 5, "text": text[:5]}] if loud else []
    fields = {
        "source_type": "social_commentary" if loud else "news_media",
        "sourcing_level": 0 if loud else 3,
        "stance": {"日本": {"label": "against" if loud else "neutral", "spans": []}},
        "criteria": [],
        "techniques": techniques,
        "propaganda_signal": 0.9 if loud else 0.0,
    }
    return blank(f"{split}-{number}", text, **{**fields, **given})


TRAIN = [label(n) for n in range(24)]
DEV = [label(n, "dev") for n in range(4)]


def right(made: Guesses, labels: list[Label] = DEV) -> bool:
    """Whether every head has learnt the two kinds of record."""
    return (
        made.source_type["none"] == [x.source_type for x in labels]
        and made.level == [x.sourcing_level for x in labels]
        and made.techniques == [{t["name"] for t in x.techniques or []} for x in labels]
        and made.stance == [{"日本": (x.stance or {})["日本"]["label"]} for x in labels]
        and min(made.signal[::2]) > max(made.signal[1::2])
    )


def facts(text: str, **given: Any) -> Facts:
    return read_facts([blank("x", text, **given)])[0]


def test_majority_counts_what_is_labelled() -> None:
    rows = [*TRAIN[:3], *(label(1, source_type=None, sourcing_level=None, propaganda_signal=None) for _ in range(9))]
    made = majority(rows, DEV)
    assert made.source_type["known"] == ["social_commentary"] * 4
    assert made.level == [0] * 4
    assert made.signal == [pytest.approx(0.6)] * 4
    assert made.stance[0] == {"日本": "neutral"}
    assert made.techniques == [set()] * 4


def test_what_can_be_learnt_is_learnt() -> None:
    assert right(tfidf(TRAIN, DEV))
    assert right(features_only.from_facts(read_facts(TRAIN), read_facts(DEV)))


def test_null_labels_teach_nothing() -> None:
    names = ("source_type", "sourcing_level", "stance", "techniques", "criteria", "propaganda_signal")
    nulls = [label(n + 100, **dict.fromkeys(names)) for n in range(6)]
    assert right(tfidf([*nulls, *TRAIN], DEV))
    made = tfidf(nulls, DEV)
    assert (made.level, made.techniques, made.signal) == ([0] * 4, [set()] * 4, [0.0] * 4)


def test_words_near_a_mention_hide_its_name() -> None:
    assert near("甲" * 100 + "日本" + "乙" * 100, "日本") == "甲" * 60 + "＿" + "乙" * 58


def test_the_frozen_encoder_fills_every_head(mini_model: Path) -> None:
    made = frozen.frozen(read_facts(TRAIN), read_facts(DEV), Model(mini_model).encoder)
    assert made.level == [0, 3, 0, 3]
    assert made.techniques == [{"name_calling"}, set(), {"name_calling"}, set()]
    assert made.spans is not None
    assert all(("name_calling", "author") in found for found in made.spans[::2])
    assert set(made.stance[0].values()) <= {"favor", "neutral", "against"}


def test_an_encoder_folder_without_weights(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no encoder can be read there"):
        baselines.guesses(["frozen encoder"], TRAIN, DEV, tmp_path)


def test_only_the_baselines_asked_for_are_made(tmp_path: Path) -> None:
    made = baselines.guesses(["keyword", "majority"], TRAIN, DEV, tmp_path / "none")
    assert list(made) == ["majority", "keyword"]


@pytest.mark.parametrize(
    ("criteria", "level"),
    [
        (set(), 0),
        ({"dateline", "unsourced_claim"}, 0),
        ({"hearsay"}, 1),
        ({"anonymous_source", "direct_quote"}, 1),
        ({"positioned_source", "other_side"}, 2),
        ({"positioned_source", "document_cited"}, 3),
        ({"named_source", "direct_quote"}, 3),
        ({"named_source", "direct_quote", "no_comment"}, 4),
    ],
)
def test_levels_by_kinds_of_source(criteria: set[str], level: int) -> None:
    assert keyword.level(criteria) == level


def test_keyword_techniques_are_marked_words() -> None:
    read = facts("敵の手先が港を占めた。市長は「売国奴を許すな」と述べた。")
    found = keyword.technique_spans(read)
    words = {key: [read.label.text[a:b] for a, b in spans] for key, spans in found.items()}
    assert words[("name_calling", "author")] == ["手先"]
    assert words[("name_calling", "quoted")] == ["売国奴"]


def test_keyword_stance_needs_scorn_beside_the_mention() -> None:
    given = {"stance": {"日本": {"label": "neutral", "spans": []}}}
    assert keyword.stance(facts("手先の日本が港を占めた。", **given), "日本") == "against"
    assert (
        keyword.stance(facts("日本は港を開いた。" + "静かな朝が続く。" * 6 + "手先が来た。", **given), "日本")
        == "neutral"
    )


def test_keyword_source_types() -> None:
    def kinds(text: str, **given: Any) -> dict[str, str]:
        read = facts(text, **given)
        return {kind: keyword.source_type(read, who) for kind, who in read.identities.items()}

    assert kinds("橋が開いた。", outlet="Reuters")["known"] == "wire_service"
    assert kinds("橋が開いた。")["none"] == "news_media"
    assert kinds("当省は下記のとおり声明を発出した。")["none"] == "official_statement"
    assert kinds("橋が開いた。", account="@some_one_new")["known"] == "social_commentary"


def test_the_feature_row_names_its_families() -> None:
    row = features_only.known_row(facts(CALM))
    assert row["criterion:positioned_source"] > 0
    assert row["voice:quoted"] > 0
    shares = [value for name, value in row.items() if name.startswith("clause:")]
    assert sum(shares) == pytest.approx(1.0)
    assert not any(" " in name or len(name) > 40 for name in row)


def test_the_target_row_tells_defaults_apart() -> None:
    given = {"stance": {"日本": {"label": "neutral", "spans": []}, "青い島": {"label": "neutral", "spans": []}}}
    read = facts("手先の日本が青い島を占めた。", **given)
    assert features_only.target_row(read, "日本")["target:日本"] == 1.0
    assert features_only.target_row(read, "青い島")["target:other"] == 1.0
    assert features_only.target_row(read, "日本")["near:labels"] > 0


def test_a_threshold_for_rare_labels() -> None:
    shares = np.array([[0.2], [0.3], [0.05], [0.1]])
    gold = np.array([[True], [True], [False], [False]])
    assert 0.1 < best_threshold(shares, gold) <= 0.2
    assert best_threshold(shares, np.zeros((4, 1), dtype=bool)) == 0.5


def test_a_single_class_needs_no_regression() -> None:
    x = csr_matrix(np.eye(3))
    assert Linear(1.0).classes(x, ["a", None, "a"], x) == ["a"] * 3
    assert Linear(1.0).classes(x, [None] * 3, x) == [None] * 3
    assert Linear(1.0).numbers(x, [None] * 3, x) == [0.0] * 3


def test_three_records_leave_none_to_choose_a_threshold_on() -> None:
    assert tfidf(TRAIN[:3], DEV).techniques == [{"name_calling"}, set(), {"name_calling"}, set()]


def reading(text: str, hot: set[int], author: bool = True) -> Reading:
    """One piece a character; the first of two features says whether it is hot."""
    states = np.array([[float(i in hot), 1.0] for i in range(len(text))], dtype=np.float32)
    offsets = np.array([[i, i + 1] for i in range(len(text))])
    return Reading(View(text, (0,), (0,), text), states, offsets, np.full(len(text), author))


def test_pieces_find_spans_in_both_voices() -> None:
    text = "港は静かだが敵が来る日"
    gold = blank("x", text, techniques=[{"name": "doubt", "voice": "author", "start": 6, "end": 10}])
    quoted = blank("y", text, techniques=[{"name": "doubt", "voice": "quoted", "start": 6, "end": 10}])
    ridge, items = Ridge(["doubt"]), []
    for _ in range(40):
        for record, author in ((gold, True), (quoted, False)):
            items.append((record, reading(text, {6, 7, 8, 9}, author)))
            ridge.add(items[-1][1], record)
    finder = SpanFinder.fit(ridge, items[:4])
    assert finder.spans(items[0][1], {"doubt"}) == {("doubt", "author"): [(6, 10)]}
    assert finder.spans(items[1][1], set()) == {("doubt", "quoted"): [(6, 10)]}
    assert finder.spans(items[0][1], set()) == {}


def test_without_any_technique_there_are_no_spans() -> None:
    finder = SpanFinder.fit(Ridge([]), [])
    assert finder.spans(reading("港は静かだ", {1}), {"doubt"}) == {}
