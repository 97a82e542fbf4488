"""compare and promote as users meet them: exit codes, the pointer, the record in the provenance, the way back."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from classifier import cli, model, promotion
from classifier.errors import ModelError, OutputError
from classifier.model import Pointer, damaged, find_model, promoted_pointer, read_pointer
from classifier.scheme import Scheme
from tests.variants import as_answered, blank, variant, write
from training import compare as training_compare
from training import promote as training_promote


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Patch = pytest.MonkeyPatch
Uratori = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _few_resamples(monkeypatch: Patch) -> None:
    """What is tested here does not hang on the ends of an interval."""
    monkeypatch.setattr(training_compare, "_RESAMPLES", 100)


@pytest.fixture
def uratori(monkeypatch: Patch, capsys: pytest.CaptureFixture[str]) -> Uratori:
    """The command line, in this process."""
    monkeypatch.setenv("OPENVINO_TELEMETRY_OPT_OUT", "1")

    def run(*args: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["uratori", *map(str, args)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        assert isinstance(stopped.value.code, int)
        return Ran(stopped.value.code, *capsys.readouterr())

    return run


@pytest.fixture(scope="module")
def gold(mini_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Labels that the miniature model answers without a mistake."""
    return write(tmp_path_factory.mktemp("gold") / "mine.jsonl", as_answered(mini_model))


@pytest.fixture
def twins(tmp_path: Path) -> Path:
    meta = {"pair": "p", "kind": "outlet"}
    labels = [blank(name, "市は橋を直した。", sourcing_level=1, meta=meta) for name in ("pa", "pb")]
    return write(tmp_path / "pairs" / "p.jsonl", labels).parent


@pytest.fixture
def current(mini_model: Path) -> Path:
    """The miniature model is promoted, by a line that somebody wrote."""
    promoted_pointer().parent.mkdir(parents=True)
    promoted_pointer().write_text(f"{mini_model}\n", encoding="utf-8")
    return mini_model


@pytest.fixture
def equal(mini_model: Path, tmp_path: Path) -> Path:
    return variant(mini_model, tmp_path / "equal")


@pytest.fixture
def worse(mini_model: Path, tmp_path: Path) -> Path:
    return variant(mini_model, tmp_path / "worse", spread=2.0)


def refused(ran: Ran, *words: str) -> None:
    assert ran.code == 2, ran
    assert "Traceback" not in ran.err
    assert all(word in ran.err for word in words), ran.err


def promotions(folder: Path) -> list[dict[str, object]]:
    facts = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    return list(facts.get("promotion", []))


def test_an_equal_model_is_promoted(uratori: Uratori, current: Path, equal: Path, gold: Path, twins: Path) -> None:
    ran = uratori("promote", equal, "--on", gold, "--pairs", twins)
    assert ran.code == 0, ran
    assert "No regression beyond the interval." in ran.out
    assert "another outlet moves the sourcing quality" in ran.out
    assert find_model() == equal.resolve()
    assert read_pointer() == Pointer(str(equal.resolve()), (None, str(current)))
    (entry,) = promotions(equal)
    assert entry["reason"] is None
    assert entry["regressions"] == []
    assert entry["over"] == {"name": "mini-1", "folder": str(current), "sha256": model.Model(current).sha256}
    assert entry["on"] == {str(gold): 8}
    assert datetime.now(UTC) - datetime.fromisoformat(str(entry["time"])) < timedelta(minutes=5)
    assert damaged(equal) is None
    ran = uratori("doctor")
    assert ran.code == 0
    assert f"promoted: {equal.resolve()};" in ran.out
    assert "not used" in uratori("doctor", "--model", current).out


def test_a_worse_model_is_refused(uratori: Uratori, current: Path, worse: Path, gold: Path, twins: Path) -> None:
    before = {path: path.read_bytes() for path in worse.iterdir()}
    ran = uratori("promote", worse, "--on", gold, "--pairs", twins)
    assert ran.code == 1
    assert f"- {gold}: techniques, author voice, micro-F1 1.000 -> " in ran.out
    assert "refused" in ran.err
    assert "--force" in ran.err
    assert find_model() == current
    assert {path: path.read_bytes() for path in worse.iterdir()} == before


def test_force_keeps_its_reason(uratori: Uratori, current: Path, worse: Path, gold: Path, twins: Path) -> None:
    args = ("promote", worse, "--on", gold, "--pairs", twins, "--force")
    refused(uratori(*args, " "), "a reason expected")
    assert find_model() == current
    ran = uratori(*args, "見本の理由")
    assert ran.code == 0
    assert find_model() == worse.resolve()
    (entry,) = promotions(worse)
    assert entry["reason"] == "見本の理由"
    assert any("micro-F1" in line for line in entry["regressions"])  # type: ignore[attr-defined]
    assert "見本の理由" in (worse / "provenance.json").read_text(encoding="utf-8")
    assert damaged(worse) is None
    assert uratori("promote", "--undo").code == 0
    assert uratori(*args, "again").code == 0
    assert [entry["reason"] for entry in promotions(worse)] == ["見本の理由", "again"]


def test_failing(uratori: Uratori, current: Path, equal: Path, gold: Path, twins: Path, monkeypatch: Patch) -> None:
    def results(asked: model.Model, _: object) -> dict[str, dict[str, object]]:
        old = asked.folder == current
        return {"x": {"value": 0.97 if old else 0.5, "bound": 0.9, "at_most": False, "n": 9, "passed": old}}

    monkeypatch.setattr(training_promote, "behaviour", results)
    ran = uratori("promote", equal, "--on", gold, "--pairs", twins)
    assert ran.code == 1
    assert "- behaviour: x 0.97 -> 0.5" in ran.out
    assert "0.5 FAILED" in ran.out


def test_undo_goes_back_as_often_as_there_are_steps(uratori: Uratori, mini_model: Path, equal: Path) -> None:
    refused(uratori("promote", "--undo"), "nothing to undo")
    promotion.promote(mini_model)
    promotion.promote(equal)
    promotion.promote(equal)  # already: no step
    assert find_model() == equal.resolve()
    ran = uratori("promote", "--undo")
    assert ran.code == 0
    assert str(mini_model.resolve()) in ran.out
    assert find_model() == mini_model.resolve()
    assert uratori("promote", "--undo").code == 0
    assert read_pointer() == Pointer()
    refused(uratori("promote", "--undo"), "nothing to undo")


def test_undo_refuses_a_model_that_is_gone(uratori: Uratori, mini_model: Path, equal: Path) -> None:
    promotion.promote(equal)
    promotion.promote(mini_model)
    equal.rename(equal.with_name("elsewhere"))
    refused(uratori("promote", "--undo"), "equal", "uratori promote DIR")
    assert find_model() == mini_model.resolve()


def test_wrong_arguments(uratori: Uratori, current: Path, equal: Path, gold: Path, tmp_path: Path) -> None:
    refused(uratori("promote"), "no model given", "--undo")
    refused(uratori("promote", equal, "--undo"), "--undo", "nothing else")
    refused(uratori("promote", tmp_path / "no"), "no model folder")
    refused(uratori("promote", equal, "--on", tmp_path / "no.jsonl"), "no such file")
    (tmp_path / "odd.jsonl").write_text("{}\n", encoding="utf-8")
    refused(uratori("promote", equal, "--on", tmp_path / "odd.jsonl"), "odd.jsonl:1", "missing")
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    refused(uratori("promote", equal, "--on", tmp_path / "empty.jsonl"), "no labelled item")
    (equal / "config.json").write_text("{}", encoding="utf-8")
    refused(uratori("promote", equal, "--on", gold, "--force", "why"), "does not match its checksum")
    assert uratori("promote", current, "--on", gold).out.endswith("nothing to do\n")
    assert find_model() == current


def test_without_labels(uratori: Uratori, current: Path, equal: Path, tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(training_promote, "_ROOT", tmp_path)
    refused(uratori("promote", equal), "no labelled items", "--on PATH", "--force REASON")
    refused(uratori("compare", current, equal), "no labelled items", "--on PATH")
    assert find_model() == current
    assert uratori("promote", equal, "--force", "no corpus here").code == 0
    (entry,) = promotions(equal)
    assert "no labelled items" in str(entry["not_compared"])
    assert find_model() == equal.resolve()


def test_a_current_model_that_is_gone(uratori: Uratori, equal: Path, gold: Path, tmp_path: Path) -> None:
    promoted_pointer().parent.mkdir(parents=True)
    promoted_pointer().write_text(str(tmp_path / "gone"), encoding="utf-8")
    refused(uratori("promote", equal, "--on", gold), "gone", "--force REASON")
    assert uratori("promote", equal, "--on", gold, "--force", "the old one is gone").code == 0
    assert find_model() == equal.resolve()


def test_the_shipped_folder_stays(uratori: Uratori, current: Path, equal: Path, monkeypatch: Patch) -> None:
    for place in (model, promotion, training_promote):
        monkeypatch.setattr(place, "shipped_model", lambda: equal)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in equal.iterdir()}
    ran = uratori("promote", equal, "--force", "back to the start")
    assert ran.code == 0
    assert read_pointer() == Pointer(None, (None, str(current)))
    assert find_model() == equal
    assert uratori("promote", "--undo").code == 0
    assert find_model() == current
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in equal.iterdir()} == before


def test_named(uratori: Uratori, current: Path, equal: Path, gold: Path, twins: Path, monkeypatch: Patch) -> None:
    monkeypatch.setenv("URATORI_MODEL", str(equal))
    ran = uratori("promote", equal, "--on", gold, "--pairs", twins)
    assert ran.code == 0
    assert f"URATORI_MODEL is set and comes first: {equal}" in ran.err
    # It was measured against the promoted model, not against itself.
    assert promotions(equal)[0]["over"]["folder"] == str(current)  # type: ignore[index]


@pytest.mark.parametrize("words", ["", "{", '{"current": 3, "history": []}', '{"current": null}', '{"history": []}'])
def test_a_damaged_pointer_is_named(uratori: Uratori, words: str) -> None:
    promoted_pointer().parent.mkdir(parents=True)
    promoted_pointer().write_text(words, encoding="utf-8")
    with pytest.raises(ModelError, match="delete it and type: uratori promote DIR"):
        find_model()
    refused(uratori("promote", "--undo"), str(promoted_pointer()))


def test_files_are_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: Patch) -> None:
    one, other = tmp_path / "one", tmp_path / "new" / "other"
    one.write_text("old", encoding="utf-8")
    one.chmod(0o640)
    promotion.write_whole({one: "新", other: "b"})
    assert (one.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")) == ("新", "b")
    assert one.stat().st_mode & 0o777 == 0o640

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        promotion.write_whole({one: "newer", other: "c"})
    assert one.read_text(encoding="utf-8") == "新"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["new", "one", "other"]


def test_each_set(uratori: Uratori, mini_model: Path, worse: Path, gold: Path, twins: Path, tmp_path: Path) -> None:
    second, output = write(tmp_path / "two.jsonl", as_answered(mini_model)[:6]), tmp_path / "made.json"
    sets = ("--on", gold, "--on", second, "--pairs", twins)
    ran = uratori("compare", mini_model, worse, *sets, "--flips", 2, "--json", output)
    assert ran.code == 1, ran
    assert ran.out.index(f"## {gold}: 8 items") < ran.out.index(f"## {second}: 6 items") < ran.out.index("## behaviour")
    row = json.loads(output.read_text(encoding="utf-8"))
    assert list(row["sets"]) == [str(gold), str(second)]
    assert len(row["sets"][str(gold)]["flips"]) > 2
    assert row["regressions"]
    assert row["new"]["name"] == "worse"
    assert set(row["behaviour"]) == {"old", "new"}


def test_compare_refuses_what_it_cannot_use(uratori: Uratori, mini_model: Path, gold: Path, tmp_path: Path) -> None:
    refused(uratori("compare", mini_model, tmp_path, "--on", gold), "not a Uratori model folder")
    refused(uratori("compare", mini_model, mini_model, "--on", gold, "--json", tmp_path), "a folder or device")
    refused(uratori("compare", mini_model, mini_model, "--on", tmp_path / "no"), "no such file or folder")
    assert list(tmp_path.glob("*.json")) == []


def test_without_pairs(uratori: Uratori, mini_model: Path, gold: Path, tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(training_promote, "_ROOT", tmp_path)
    ran = uratori("compare", mini_model, mini_model, "--on", gold)
    assert ran.code == 0
    assert "left out" in ran.out
    assert "--pairs DIR" in ran.out


def test_labels_of_either_scheme_are_read() -> None:
    own = Scheme(("other", "think_tank"), ("doubt", "appeal_to_nostalgia"), {"doubt": "call"}, {"ASEAN": ("東盟",)})
    made = training_promote._both(Scheme(), own)
    assert made.source_types == (*Scheme().source_types, "think_tank")
    assert made.techniques == (*Scheme().techniques, "appeal_to_nostalgia")
    assert made.groups["doubt"] == Scheme().groups["doubt"]
    assert made.targets == {"ASEAN": ("東盟",)}


WITHOUT_TORCH = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name in ("torch", "transformers", "datasets"):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
"""


def python(code: str, *args: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_TORCH + code, *map(str, args)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_importing_needs_neither_torch_nor_transformers() -> None:
    made = python("import classifier.commands_models, training.promote, training.compare_tables")
    assert made.returncode == 0, made.stderr


@pytest.mark.slow
def test_comparing_needs_neither_torch_nor_transformers(mini_model: Path, gold: Path, twins: Path) -> None:
    args = ("compare", mini_model, mini_model, "--on", gold, "--pairs", twins)
    made = python("from classifier.cli import main\nmain()", *args)
    assert made.returncode == 0, made.stderr
    assert "No regression" in made.stdout
