"""Behaviour tests on invented pairs: what is counted, what passes, and which member has the sources."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from classifier.attribute.registry import media_names
from classifier.features import quoted_spans, read_text
from classifier.model import Model
from tests.variants import blank
from training import behaviour as module
from training.behaviour import EXPECTED, behaviour, failures, loaded_sentences, quotation
from training.labels import Label

SIDES = "{a}軍は3日、{b}軍の無人機を撃ち落としたと発表した。{b}側は応じていない。"


def pair(name: str, kind: str, texts: tuple[str, str], **given: Any) -> Iterator[Label]:
    """Two members; lists among ``given`` hold one value a member."""
    for n, (member, text) in enumerate(zip("ab", texts, strict=True)):
        own = {key: value[n] if isinstance(value, list) else value for key, value in given.items()}
        yield blank(f"{name}{member}", text, meta={"pair": name, "kind": kind, "member": member}, **own)


def stances(*sides: str) -> dict[str, dict[str, Any]]:
    labels = ("favor", "against")
    return {side: {"label": label, "spans": []} for side, label in zip(sides, labels, strict=True)}


@pytest.fixture(scope="module")
def pairs() -> list[Label]:
    swapped = SIDES.format(a="ロシア", b="ウクライナ"), SIDES.format(a="ウクライナ", b="ロシア")
    gold = [stances("ロシア", "ウクライナ"), stances("ウクライナ", "ロシア")]
    same = "市は4日、橋の工事が終わったと発表した。"
    bare, sourced = "橋の工事が終わった。", "市の土木課長は4日の会見で、橋の工事が終わったと述べた。"
    return [
        *pair("s1", "side_swap", swapped, stance=gold, sourcing_level=2),
        *pair("s2", "side_swap", (same, same), stance={}, sourcing_level=2),
        *pair(
            "o1", "outlet", (f"［東京　4日　ロイター］ - {same}", f"［東京　4日　新華社］ - {same}"), sourcing_level=2
        ),
        *pair("q1", "sourcing", (sourced, bare), sourcing_level=[3, 0]),
    ]


def measured(name: str) -> str:
    return next(full for full in EXPECTED if name in full)


def test_every_pair_is_counted_once(mini_model: Path, pairs: list[Label]) -> None:
    made = behaviour(Model(mini_model), pairs)
    kinds = {"side_swap": 2, "outlet": 1, "sourcing": 1}
    mirror = measured("mirror the stances")
    assert {name: made[name]["n"] for name in EXPECTED if name != mirror} == {
        name: kinds[expected.kind] for name, expected in EXPECTED.items() if name != mirror
    }
    assert made[mirror]["n"] == 2
    assert len(made) == len(EXPECTED) + 1
    for result in made.values():
        reached = result["value"] <= result["bound"] if result["at_most"] else result["value"] >= result["bound"]
        assert result["passed"] is reached


def test_twins_of_one_text_behave(mini_model: Path) -> None:
    text = "防衛省は5日、訓練を終えたと発表した。"
    labels = [
        label
        for kind in ("side_swap", "outlet")
        for label in pair(kind, kind, (text, text), sourcing_level=2, stance={})
    ]
    made = behaviour(Model(mini_model), labels)
    assert made[measured("keep the sourcing level")]["value"] == 1.0
    assert made[measured("mean Jaccard")]["value"] == 1.0
    assert made[measured("propaganda signal")]["value"] == 0.0
    assert made[measured("outlet moves the sourcing quality")]["value"] == 0.0
    assert made[measured("mirror the stances")]["passed"] is None


def test_without_pairs_nothing_is_said(mini_model: Path) -> None:
    made = behaviour(Model(mini_model), [blank("a", "橋が開通した。")])
    assert all(made[name]["passed"] is None and made[name]["value"] is None for name in EXPECTED)


def test_a_stance_follows_the_part_and_not_the_name() -> None:
    """ロシア in a has the part of ウクライナ in b."""
    values = EXPECTED[measured("mirror the stances")].values
    a = answer(
        stance=stances("ロシア", "ウクライナ"), shares={"ロシア": (0.9, 0.1, 0.0), "ウクライナ": (0.0, 0.1, 0.9)}
    )
    b = answer(
        stance=stances("ウクライナ", "ロシア"), shares={"ウクライナ": (0.9, 0.1, 0.0), "ロシア": (0.9, 0.1, 0.0)}
    )
    assert values(MODEL, a, b) == [1.0, 0.0]
    other = answer(stance=dict(reversed(stances("ウクライナ", "ロシア").items())), shares={})
    assert values(MODEL, a, other) == []


def test_the_better_sourced_member_may_not_fall() -> None:
    values = EXPECTED[measured("named sources lower")].values
    high, low = answer(level=3, levels=(0, 0, 0, 1, 0)), answer(level=1, levels=(0, 1, 0, 0, 0))
    assert values(MODEL, high, low) == [0.0]
    assert values(MODEL, answer(level=3, levels=(1, 0, 0, 0, 0)), low) == [1.0]
    assert values(MODEL, high, answer(level=3, levels=(0, 0, 0, 0, 1))) == []


def test_the_order_of_members_does_not_matter(mini_model: Path, pairs: list[Label]) -> None:
    name = measured("named sources lower")
    model = Model(mini_model)
    given = [label for label in pairs if label.id.startswith("q1")]
    assert behaviour(model, given)[name] == behaviour(model, given[::-1])[name]


def test_what_moves_too_far() -> None:
    moved = EXPECTED[measured("more than .10")]
    one, near, far = (answer(levels=row) for row in ((0, 1, 0, 0, 0), (0, 0.7, 0.3, 0, 0), (0, 0.5, 0.5, 0, 0)))
    assert moved.values(MODEL, one, near) == [0.0]
    assert moved.values(MODEL, one, far) == [1.0]
    assert moved.reduce([1.0, 0.0, 1.0]) == 2.0
    assert EXPECTED[measured("outlet moves the sourcing")].values(MODEL, one, near) == [pytest.approx(0.075)]


def test_jaccard_of_two_empty_sets_is_one() -> None:
    values = EXPECTED[measured("mean Jaccard")].values
    assert values(MODEL, answer(), answer()) == [1.0]
    assert values(MODEL, answer(techniques=(0.9, 0.9)), answer(techniques=(0.9, 0.1))) == [0.5]
    assert values(MODEL, answer(techniques=(0.9, 0.1)), answer()) == [0.0]


def test_only_what_passed_before_can_fail() -> None:
    old = {"a": {"passed": True}, "b": {"passed": False}, "c": {"passed": None}, "d": {"passed": True}}
    new = {"a": {"passed": False}, "b": {"passed": False}, "c": {"passed": False}, "d": {"passed": None}}
    assert failures(old, new) == ["a"]


def test_the_loaded_sentences_are_read_as_quoted() -> None:
    bare, quoted = loaded_sentences()
    assert len(bare) == len(quoted) == 12
    for sentence, text in zip(bare, quoted, strict=True):
        ((start, end),) = quoted_spans(read_text(text, media_names()))
        assert sentence.removesuffix("。") in text[start:end]
        assert quoted_spans(read_text(sentence, media_names())) == []


def test_quotation_counts_what_goes(mini_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    share, flags = quotation(Model(mini_model))
    assert flags > 0
    assert share is not None
    assert 0 <= share <= 1
    monkeypatch.setattr(module, "Scorer", Listening)
    assert quotation(Model(mini_model)) == (0.5, 24)
    monkeypatch.setattr(module, "Scorer", lambda _: SimpleNamespace(score_items=lambda texts: [item() for _ in texts]))
    assert quotation(Model(mini_model)) == (None, 0)


class Listening:
    """Finds two techniques everywhere; one of them turns its voice with the quotation marks."""

    def __init__(self, _: Model) -> None:
        pass

    def score_items(self, texts: list[str]) -> Iterator[SimpleNamespace]:
        return (item("doubt", *(() if "「" in text else ("slogans",))) for text in texts)


def item(*names: str) -> SimpleNamespace:
    own = [SimpleNamespace(name=name, voice="author") for name in names]
    return SimpleNamespace(score=SimpleNamespace(techniques=[*own, SimpleNamespace(name="x", voice="quoted")]))


MODEL: Any = SimpleNamespace(
    thresholds=SimpleNamespace(item=(0.5, 0.5), stance=0.5), scheme=SimpleNamespace(techniques=("doubt", "slogans"))
)


def answer(
    level: int | None = None,
    levels: tuple[float, ...] = (1, 0, 0, 0, 0),
    techniques: tuple[float, ...] = (0.0, 0.0),
    stance: dict[str, Any] | None = None,
    shares: dict[str, tuple[float, ...]] | None = None,
) -> Any:
    """An answer with these raw outputs, without a model."""
    outputs = SimpleNamespace(levels=np.array(levels), technique_items=np.array(techniques), signal=0.0)
    rows = {name: np.array(row) for name, row in (shares or {}).items()}
    return SimpleNamespace(label=blank("x", "橋。", sourcing_level=level, stance=stance), outputs=outputs, stances=rows)
