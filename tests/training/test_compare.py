"""Two models side by side: paired intervals, what counts as a regression, which answers flipped."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from classifier.errors import InputError
from classifier.model import Model
from tests.variants import as_answered, blank, variant
from training import compare as module
from training.compare import Comparison, compare, difference
from training.compare_tables import tables
from training.counts import share
from training.evaluate import evaluate
from training.flips import decisions, flipped, flips
from training.labels import Label
from training.results import Measured

CLUSTERS = [f"event-{n // 2}" for n in range(40)]


def measured(right: list[bool], clusters: list[str] = CLUSTERS, lower: bool = False) -> Measured:
    return Measured(clusters, share(right), lower)


@pytest.fixture(scope="module", autouse=True)
def _few_resamples() -> Iterator[None]:
    """What is tested here does not hang on the last digit of an interval."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "_RESAMPLES", 200)
        yield


@pytest.fixture(scope="module")
def other(mini_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return variant(mini_model, tmp_path_factory.mktemp("compare") / "other", spread=2.0)


@pytest.fixture(scope="module")
def labels(mini_model: Path) -> list[Label]:
    return as_answered(mini_model)


@pytest.fixture(scope="module")
def worse(mini_model: Path, other: Path, labels: list[Label]) -> Comparison:
    return compare(Model(mini_model), Model(other), labels)


def test_a_difference_is_paired() -> None:
    """Both miss the same half: each figure is unsure, their difference is not."""
    half = [n % 4 < 2 for n in range(40)]
    made = difference(measured(half), measured(half))
    assert made.old == made.new == 0.5
    assert made.old_interval is not None
    assert made.old_interval[1] - made.old_interval[0] > 0.2
    assert (made.difference, made.interval, made.regression) == (0.0, (0.0, 0.0), False)


def test_a_regression_is_a_difference_beyond_its_interval() -> None:
    right, one_wrong = [True] * 40, [True] * 38 + [False] * 2
    many_wrong = [n % 4 < 2 for n in range(40)]
    assert not difference(measured(right), measured(one_wrong)).regression
    made = difference(measured(right), measured(many_wrong))
    assert made.regression
    assert made.interval is not None
    assert made.interval[1] < 0
    assert not difference(measured(many_wrong), measured(right)).regression


def test_of_an_error_more_is_worse() -> None:
    low, high = measured([False] * 40, lower=True), measured([n % 4 < 2 for n in range(40)], lower=True)
    assert difference(low, high).regression
    assert not difference(high, low).regression


def test_few_clusters_prove_nothing() -> None:
    clusters = [f"event-{n % 5}" for n in range(40)]
    made = difference(measured([True] * 40, clusters), measured([False] * 40, clusters))
    assert made.difference == -1.0
    assert made.interval is None
    assert not made.regression
    six = [f"event-{n % 6}" for n in range(40)]
    assert difference(measured([True] * 40, six), measured([False] * 40, six)).regression


def test_a_model_against_itself(mini_model: Path, labels: list[Label]) -> None:
    made = compare(Model(mini_model), Model(mini_model), labels)
    assert made.flips == []
    assert made.flipped == 0
    assert made.regressions == []
    assert all(figure.difference == 0 for figure in made.figures.values())
    assert made.figures["sourcing level, quadratic kappa"].n == len(labels)


def test_every_answer_that_changed_is_listed_with_gold(worse: Comparison, labels: list[Label]) -> None:
    """The gold is what the old model says, so every flip leaves it."""
    assert worse.flips
    assert all(flip.old != flip.new and flip.gold == flip.old for flip in worse.flips)
    assert {flip.id for flip in worse.flips} <= {label.id for label in labels}
    assert 0 < worse.flipped <= worse.decisions
    assert worse.flipped_items == len({flip.id for flip in worse.flips})
    names = {flip.what.split(":")[0] for flip in worse.flips}
    assert names <= {"source_type", "sourcing_level", "stance", "techniques"}
    assert "techniques" in names


def test_a_worse_model_regresses(worse: Comparison) -> None:
    assert "techniques, author voice, micro-F1" in worse.regressions
    assert worse.figures["techniques, author voice, micro-F1"].old == 1.0
    row = worse.to_dict()
    assert row["regressions"] == worse.regressions
    assert row["flipped_items"] == worse.flipped_items
    assert row["flipped_share"] == pytest.approx(worse.flipped / worse.decisions, abs=1e-4)
    assert row["figures"]["propaganda signal, Spearman"]["old"] == 1.0


def test_the_figures_are_those_of_evaluate(worse: Comparison, other: Path, labels: list[Label]) -> None:
    alone = {name: row for name, row in evaluate(Model(other), labels).items() if row["n"] and "error_all" not in row}
    assert set(worse.figures) == set(alone)
    for name, row in alone.items():
        assert worse.figures[name].new == pytest.approx(row["value"], abs=6e-4), name
    assert all(worse.figures[name].interval is not None for name in worse.figures)


def test_the_tables_name_what_matters(worse: Comparison) -> None:
    shown = tables("mine.jsonl", worse, flips=1)
    assert shown.startswith("## mine.jsonl: 8 items, 8 clusters")
    assert "| regression |" in shown
    assert f"{len(worse.flips) - 1} more; --flips N" in shown
    assert "| item |" not in tables("mine.jsonl", worse, flips=0)


def test_what_is_not_labelled_is_not_measured(mini_model: Path, other: Path, labels: list[Label]) -> None:
    bare = [blank(label.id, label.text) for label in labels]
    made = compare(Model(mini_model), Model(other), bare)
    assert made.figures == {}
    assert made.flips
    assert all(flip.gold is None for flip in made.flips)
    partly = compare(Model(mini_model), Model(other), [*labels[:7], replace(labels[7], sourcing_level=None)])
    assert partly.figures["sourcing level, quadratic kappa"].n == 7
    assert partly.figures["propaganda signal, Spearman"].n == 8


def test_nothing_to_compare_on(mini_model: Path) -> None:
    with pytest.raises(InputError, match="no labelled item"):
        compare(Model(mini_model), Model(mini_model), [])


def test_a_decision_that_one_model_lacks_is_no_flip() -> None:
    old = {"source_type": "other", "sourcing_level": 1, "technique:doubt": True}
    new = {"source_type": "other", "sourcing_level": 2, "technique:doubt": True, "technique:appeal_to_nostalgia": True}
    assert flipped(old, new) == ["sourcing_level"]
    (flip,) = flips(blank("a", "橋。", sourcing_level=2), old, new)
    assert (flip.what, flip.old, flip.new, flip.gold) == ("sourcing_level", "1", "2", "2")


def test_decisions_are_what_the_program_answers(mini_model: Path, mini_scorer: object, labels: list[Label]) -> None:
    from training.answers import answers_of

    made = decisions(Model(mini_model), answers_of(Model(mini_model), labels))
    scored = mini_scorer.score_items([label.text for label in labels])  # type: ignore[attr-defined]
    for decided, item in zip(made, scored, strict=True):
        assert decided["source_type"] == item.source.type
        assert decided["sourcing_level"] == item.score.sourcing.level
        stances = {k.removeprefix("stance:"): v for k, v in decided.items() if k.startswith("stance:")}
        assert stances == {name: stance.label for name, stance in item.score.stance.items()}
        own = {k.removeprefix("technique:") for k, v in decided.items() if k.startswith("technique:") and v}
        assert own == {t.name for t in item.score.techniques if t.voice == "author"}
