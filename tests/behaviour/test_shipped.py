"""What may not change in the shipped model's answers when one respect of a text changes, on the split ``pairs``.

The bounds are the ones the project asks for; where the shipped model does not reach one, ``tests/quality/floors.json`` says
what it reached, and it may not fall below that.
"""

import json
from typing import Any

import pytest

from classifier.model import Model, shipped_model
from tests.conftest import ROOT
from training.behaviour import EXPECTED, behaviour
from training.floors import holds
from training.labels import read_labels

FLOORS: dict[str, Any] = json.loads((ROOT / "tests" / "quality" / "floors.json").read_text(encoding="utf-8"))[
    "behaviour"
]


@pytest.fixture(scope="module")
def shipped() -> dict[str, dict[str, Any]]:
    return behaviour(Model(shipped_model()), read_labels([ROOT / "seeds" / "pairs"]))


def test_every_behaviour_has_a_floor_and_is_measured(shipped: dict[str, dict[str, Any]]) -> None:
    assert set(shipped) == set(FLOORS)
    assert set(EXPECTED) < set(FLOORS)
    assert all(row["n"] > 0 for row in shipped.values())


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_shipped_model_behaves(name: str, shipped: dict[str, dict[str, Any]]) -> None:
    row, floor = shipped[name], FLOORS[name]
    reached = row["passed"] or holds(row["value"], floor["value"], at_most=floor["at_most"])
    assert reached, f"{name}: {row['value']} found, {floor['value']} was reached, {row['bound']} is wanted"
