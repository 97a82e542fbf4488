"""The shipped model stands at its floors, on the corpus they were measured on."""

import json
from pathlib import Path
from typing import Any

import pytest

from classifier.errors import InputError
from classifier.model import Model, shipped_model
from tests.conftest import ROOT
from training.floors import figures, holds, new_floors
from training.labels import read_labels
from training.publish import corpus_sha256

FLOORS: dict[str, Any] = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))


def test_the_floors_belong_to_this_corpus_and_this_model() -> None:
    for split, digest in FLOORS["corpus"].items():
        assert corpus_sha256(read_labels([ROOT / "seeds" / split])) == digest, (
            f"seeds/{split} changed: measure the floors anew"
        )
    assert Model(shipped_model()).provenance["name"] == FLOORS["model"]


@pytest.mark.slow
def test_the_shipped_model_stands_at_its_floors() -> None:
    made = figures(Model(shipped_model()), read_labels([ROOT / "seeds" / "test"]))
    below = {name: (made[name], floor) for name, floor in FLOORS["figures"].items() if not holds(made[name], floor)}
    assert below == {}


def test_a_floor_falls_only_with_a_reason() -> None:
    row = {"value": 0.9, "at_most": False, "bound": 0.95}
    old = {"figures": {"a": 0.5}, "behaviour": {"b": row}, "lowered": []}
    better = {"figures": {"a": 0.6}, "behaviour": {"b": {**row, "value": 0.95}}}
    worse = {"figures": {"a": 0.4}, "behaviour": {"b": {**row, "value": 0.8}}}
    assert new_floors(old, "m", {}, better, None)["lowered"] == []
    with pytest.raises(InputError, match="floors would fall: a, b"):
        new_floors(old, "m", {}, worse, None)
    assert new_floors(old, "m", {}, worse, "new gold")["lowered"] == [
        {"model": "m", "names": ["a", "b"], "reason": "new gold"}
    ]
