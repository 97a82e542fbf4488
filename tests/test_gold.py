"""Boundaries and attribution of our sample clippings, and of the real ones where they lie beside the checkout."""

import json
from pathlib import Path

import pytest

from classifier.attribute import attribute
from classifier.read import read_file
from classifier.records import Clipping
from classifier.split import split
from tests.conftest import SAMPLES, SHARED

REAL = SHARED / "clippings"


def misses(folder: Path) -> tuple[list[str], int]:
    """Every difference from ``gold.jsonl``, and the number of items."""
    gold: dict[str, list[dict]] = {}
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold.setdefault(row["file"], []).append(row)
    found: list[str] = []
    for name, rows in gold.items():
        clipping = read_file(folder / name, name)
        assert isinstance(clipping, Clipping)
        items = {(i.start, i.end): i for i in split(clipping)}
        for row in rows:
            item = items.get((row["start"], row["end"]))
            if item is None:
                found.append(f"{name}:{row['start']}-{row['end']} not found")
                continue
            who = attribute(item)
            got = {"outlet": who.outlet, "account": who.account, "published": who.published and who.published.value}
            found += [f"{name}:{row['start']} {k}: {v!r} != {row[k]!r}" for k, v in got.items() if v != row[k]]
    return found, sum(map(len, gold.values()))


def test_samples() -> None:
    found, count = misses(SAMPLES)
    assert found == []
    assert count >= 35


@pytest.mark.skipif(not REAL.is_dir(), reason="the real clippings are not in this checkout")
def test_real_clippings() -> None:
    found, count = misses(REAL)
    assert found == []
    assert count == 29
