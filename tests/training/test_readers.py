"""Two blind readers beside the model, on the same items."""

import json
from pathlib import Path

import pytest

from tests.variants import blank
from training.labels import LabelError
from training.readers import level_line, readers
from training.results import LEVEL, MICRO, SIGNAL, SPANS


def reading(reader: str, number: int, level: int, *techniques: str) -> str:
    marked = [{"name": name, "voice": "author", "start": 0, "end": 4} for name in techniques]
    row = {
        "id": f"x-{number}", "reader": reader, "stance": {}, "sourcing_level": level, "criteria": [],
        "techniques": marked, "propaganda_signal": level / 4,
    }  # fmt: skip
    return json.dumps(row)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    one = [reading("A", n, n, "doubt") for n in range(4)]
    other = [reading("B", n, min(n, 2), *(["doubt"] if n else [])) for n in range(5)]
    (tmp_path / "a_dev.jsonl").write_text("\n".join(one), encoding="utf-8")
    (tmp_path / "b_dev.jsonl").write_text("\n".join(other), encoding="utf-8")
    return tmp_path


def test_items_that_both_have_read(folder: Path) -> None:
    made = readers([blank(f"x-{n}", "本文") for n in range(9)], folder)
    assert set(made) == {LEVEL, MICRO, SPANS, SIGNAL}
    assert made[LEVEL]["n"] == 4
    # Levels 0 1 2 3 against 0 1 2 2: squares add up to 1, by chance to 32 / 4.
    assert made[LEVEL]["value"] == pytest.approx(1 - 1 / (32 / 4), abs=0.001)
    assert made[MICRO]["value"] == pytest.approx(2 * 3 / 7, abs=0.001)
    assert made[SPANS]["value"] == pytest.approx(2 * 12 / 28, abs=0.001)


def test_nobody_has_read_them(folder: Path, tmp_path: Path) -> None:
    assert readers([blank("y-1", "本文")], folder) == {}
    (tmp_path / "none").mkdir()
    with pytest.raises(LabelError, match="readings of A and of B expected"):
        readers([blank("x-1", "本文")], tmp_path / "none")


def test_the_sentence_says_when_the_readers_had_fewer_items() -> None:
    agreed = {LEVEL: {"value": 0.9, "n": 4}}
    assert level_line(agreed, {"value": 0.8, "n": 4}) == (
        f"{LEVEL}: two blind readers 0.900, 0.90 of it is 0.810; the model has 0.800."
    )
    assert "(on 4 of these 9 items)" in level_line(agreed, {"value": 0.8, "n": 9})
