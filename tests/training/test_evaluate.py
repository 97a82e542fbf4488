"""Figures of a model: which rows a figure counts, what training has seen, ECE and abstention, the command line."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from classifier.model import Model
from classifier.scheme import Scheme
from tests.conftest import seal
from training import evaluate as module
from training import results
from training.evaluate import baseline, evaluate, main, parts, table
from training.guesses import Guesses, whoever
from training.labels import Label, write_labels
from training.outputs import Outputs, forced, guesses_of, pooled, read
from training.results import LEVEL, MACRO, MICRO, SIGNAL, SPANS, UNSEEN_OUTLETS, Seen, figures_of

Capture = pytest.CaptureFixture[str]
TEXT = "あの国はまたうそをついた。"


def label(number: int, **given: Any) -> Label:
    """A record of one loaded word; every record is its own event."""
    fields: dict[str, Any] = {
        "source_type": ("news_media", "other")[number % 2],
        "outlet": None,
        "account": None,
        "published": None,
        "stance": {"日本": {"label": "neutral", "spans": []}},
        "sourcing_level": number % 3,
        "criteria": [],
        "techniques": [{"name": "doubt", "voice": "author", "start": 6, "end": 8, "text": "うそ"}],
        "propaganda_signal": number / 10,
        "cluster": f"e{number}",
        "split": "dev",
    }
    return Label(id=f"x-{number}", text=f"{TEXT}日本の港は{number}日も静かだ。", **{**fields, **given})


@pytest.fixture(autouse=True)
def _few_resamples(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Intervals are not what is tested here."""
    monkeypatch.setattr(results, "_RESAMPLES", 10)
    results._resamples.cache_clear()
    yield
    results._resamples.cache_clear()


@pytest.fixture(scope="module")
def labels() -> list[Label]:
    made = [label(n, outlet=("Kawara", "Nami", None)[n % 3], meta={"part": "natural"}) for n in range(6)]
    return [*made, *(label(n, stance={"青い島": {"label": "against", "spans": []}}) for n in range(6, 10))]


@pytest.fixture(scope="module")
def outputs(mini_model: Path, labels: list[Label]) -> Outputs:
    return read(Model(mini_model), labels)


def guess(labels: list[Label], **given: Any) -> Guesses:
    """What gold says."""
    exact: dict[str, Any] = {
        "source_type": whoever([str(x.source_type) for x in labels]),
        "level": [x.sourcing_level for x in labels],
        "techniques": [{t["name"] for t in x.techniques or []} for x in labels],
        "signal": [x.propaganda_signal for x in labels],
        "stance": [{name: v["label"] for name, v in (x.stance or {}).items()} for x in labels],
    }
    return Guesses(**{**exact, **given})


def test_gold_answers_are_perfect(labels: list[Label]) -> None:
    made = figures_of(labels, guess(labels), Seen.of([]))
    assert {row["value"] for row in made.values() if row["n"]} == {1.0}
    assert {row["n"] for row in made.values()} == {10, 6, 4, 0}
    assert SPANS not in made


def test_rows_of_outlets_and_targets_that_training_has_not_seen(labels: list[Label]) -> None:
    train = [label(20, outlet="Kawara", stance={"赤い島": {"label": "favor", "spans": []}})]
    made = figures_of(labels, guess(labels), Seen.of(train))
    # Two of six items are Kawara's; those without an outlet count as unseen.
    assert made[UNSEEN_OUTLETS]["n"] == 8
    assert made["stance macro-F1, default targets"]["n"] == 6
    assert made["stance macro-F1, targets unseen in training"]["n"] == 4
    assert made["stance macro-F1, other targets seen in training"] == {"value": None, "interval": None, "n": 0}
    seen = Seen.of([label(21, stance={"青い島": {"label": "favor", "spans": []}})])
    assert figures_of(labels, guess(labels), seen)["stance macro-F1, other targets seen in training"]["n"] == 4


def test_what_training_has_seen_comes_from_the_model_first() -> None:
    told = {"outlets": ["Nami"], "targets": ["青い島"]}
    assert Seen.find(told, [label(1, outlet="Kawara")]) == Seen(frozenset({"Nami"}), frozenset({"青い島"}))
    assert Seen.find({"name": "m"}, [label(1, outlet="Kawara")]) == Seen(frozenset({"Kawara"}), frozenset({"日本"}))
    assert Seen.find({"name": "m"}, None) is None


def test_without_train_the_unseen_rows_are_said_to_be_missing(mini_model: Path, labels: list[Label]) -> None:
    made = evaluate(Model(mini_model), labels)
    assert made[UNSEEN_OUTLETS]["value"] is None
    assert "give --train" in made["stance macro-F1, targets unseen in training"]["note"]
    assert f"| {UNSEEN_OUTLETS} | 0 |  | which outlets training had is not known: give --train |" in table(made, {})
    assert evaluate(Model(mini_model), labels, [])[UNSEEN_OUTLETS]["n"] == 10


def test_null_fields_measure_nothing(mini_model: Path) -> None:
    empty = dict.fromkeys(("source_type", "stance", "sourcing_level", "criteria", "techniques", "propaganda_signal"))
    rows = [label(0, **empty), label(1, stance={"日本": None})]
    made = evaluate(Model(mini_model), rows, [])
    assert {name: row["n"] for name, row in made.items() if not name.startswith(("ECE", "answered"))} == {
        UNSEEN_OUTLETS: 1,
        "source_type macro-F1, identity known": 1,
        "source_type macro-F1, identity unregistered": 1,
        "source_type macro-F1, identity none": 1,
        LEVEL: 1,
        "stance macro-F1, default targets": 0,
        "stance macro-F1, other targets": 0,
        "stance macro-F1, targets unseen in training": 0,
        "stance macro-F1, other targets seen in training": 0,
        MICRO: 1,
        MACRO: 1,
        SPANS: 1,
        SIGNAL: 1,
    }
    assert made["ECE, stance"]["n"] == made["answered, stance"]["n"] == 0


def test_calibration_entries(outputs: Outputs, labels: list[Label]) -> None:
    made = module.figures_from(outputs, None)
    heads = ("source_type", "sourcing", "stance", "criteria", "techniques")
    assert [name for name in made if name.startswith("ECE")] == [f"ECE, {head}" for head in heads]
    entry = made["ECE, sourcing"]
    rows = forced(outputs)["sourcing"]
    assert entry["n"] == len(labels)
    # One bin: ten items are fewer than sixty.
    expected = abs(sum(r.confidence - r.right for r in rows)) / len(rows)
    assert entry["value"] == pytest.approx(expected, abs=1e-4)
    assert entry["brier"] == pytest.approx(sum((r.confidence - r.right) ** 2 for r in rows) / len(rows), abs=1e-4)
    assert 0 < entry["perfect"] < 1


def test_criteria_and_techniques_are_pooled_from_a_tenth(outputs: Outputs) -> None:
    shares, held = pooled(outputs)["techniques"]
    every = [float(p) for a in outputs.answers for p in a.outputs.technique_items]
    assert shares == [p for p in every if p >= 0.1]
    names = outputs.model.scheme.techniques
    assert sum(held) == sum(a.outputs.technique_items[names.index("doubt")] >= 0.1 for a in outputs.answers)


def test_forced_answers_are_those_of_the_figures(outputs: Outputs) -> None:
    given, guesses = forced(outputs), guesses_of(outputs)
    assert [row.answer for row in given["source_type"]] == guesses.source_type["known"]
    assert [int(row.answer) for row in given["sourcing"]] == guesses.level
    # The alphabet of the miniature tokenizer lacks 青: the target is found in the text all the same, by none of its pieces.
    named = {(row.label.id, row.what): row.answer for row in given["stance"]}
    assert {what for _, what in named} <= {"stance:日本", "stance:青い島"}
    assert all(guesses.stance[int(key[0][2:])][key[1][7:]] == answer for key, answer in named.items())


def test_a_longer_scheme_names_the_columns(mini_model: Path, outputs: Outputs) -> None:
    """Names come from the model: another first name for the first column, another answer."""
    model = Model(mini_model)
    names = ("own_type", *model.scheme.source_types[1:])
    object.__setattr__(model, "scheme", replace(Scheme(), source_types=names))
    answered = guesses_of(Outputs(model, outputs.answers, outputs.source)).source_type["known"]
    usual = guesses_of(outputs).source_type["known"]
    assert answered == [{"wire_service": "own_type"}.get(name, name) for name in usual]


def test_gold_outside_the_scheme_counts_as_missed(labels: list[Label]) -> None:
    own = {"name": "own_technique", "voice": "author", "start": 0, "end": 2, "text": "あの"}
    rows = [replace(x, techniques=[*(x.techniques or []), own]) for x in labels]
    made = figures_of(rows, guess(rows, techniques=[{"doubt"}] * 10), None)
    assert made[MICRO]["value"] == pytest.approx(2 / 3, abs=0.001)
    assert made[MACRO]["value"] == 0.5


def test_parts_stand_apart(outputs: Outputs, labels: list[Label]) -> None:
    found = parts(labels)
    assert {name: rows.tolist() for name, rows in found.items()} == {"natural": [0, 1, 2, 3, 4, 5]}
    made = module.report(outputs, {"gold": guess(labels)}, {}, [])
    assert made["model"][LEVEL]["n"] == 10
    assert made["parts"]["natural"]["model"][LEVEL]["n"] == 6
    assert made["parts"]["natural"]["baselines"]["gold"][LEVEL]["value"] == 1.0


def test_a_baseline_has_the_models_rows(mini_model: Path, labels: list[Label]) -> None:
    ours = evaluate(Model(mini_model), labels, [])
    theirs = baseline(guess(labels), labels, Seen.of([]))
    assert set(theirs) <= set(ours)
    assert {name: row["n"] for name, row in theirs.items()} == {name: ours[name]["n"] for name in theirs}


@pytest.fixture
def corpus(tmp_path: Path, labels: list[Label]) -> Iterator[Path]:
    rows = [{name: getattr(x, name) for name in Label.__slots__} for x in labels]
    write_labels(tmp_path / "dev.jsonl", rows)
    return tmp_path / "dev.jsonl"


def test_the_command(mini_model: Path, corpus: Path, tmp_path: Path, capsys: Capture) -> None:
    target, none = tmp_path / "figures.json", str(tmp_path / "none")
    command = [str(mini_model), "--on", str(corpus), "--train", str(corpus), "--readings", none, "--json", str(target)]
    assert main([*command, "--baselines", "majority", "TF-IDF + linear"]) == 0
    shown, made = capsys.readouterr().out, json.loads(target.read_text(encoding="utf-8"))
    assert "| figure | n | model | 95 % interval | majority | TF-IDF + linear |" in shown
    assert "## natural part" in shown
    assert "| head, answered | 1 | 0.95 | 0.9 | 0.85 | 0.8 | 0.7 | 0.5 |" in shown
    assert set(made) == {"model", "baselines", "readers", "curves", "parts"}
    assert made["baselines"]["majority"][LEVEL]["value"] == 0.0
    assert list(made["curves"]) == ["source_type", "sourcing", "stance"]


def test_confusions_and_mistakes(mini_model: Path, corpus: Path, capsys: Capture) -> None:
    assert main([str(mini_model), "--on", str(corpus), "--confusion", "--errors", "1"]) == 0
    shown = capsys.readouterr().out
    assert "| gold \\ answer | favor | neutral | against | n |" in shown
    assert "## techniques taken for others" in shown
    assert "x-" in shown.splitlines()[-1]
    assert "## Calibration" not in shown


def test_problems_are_one_sentence(mini_model: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main([str(mini_model), "--on", str(tmp_path / "none")]) == 2
    assert "no such file or folder" in capsys.readouterr().err


def test_a_model_tells_what_it_learnt_from(mini_model: Path, labels: list[Label], tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "told"
    shutil.copytree(mini_model, folder)
    facts = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    facts |= {"outlets": ["Kawara", "Nami"], "targets": ["青い島"]}
    (folder / "provenance.json").write_text(json.dumps(facts), encoding="utf-8")
    seal(folder)
    made = evaluate(Model(folder), labels)
    assert made[UNSEEN_OUTLETS]["n"] == 6
    assert made["stance macro-F1, other targets seen in training"]["n"] == 4
