"""Three formats hold the same record; an output appears whole or not at all; cells are harmless."""

import csv
import json
from pathlib import Path

import pytest

from classifier.errors import OutputError
from classifier.write import open_writer

TEXT = "▽=HYPERLINK(1)<見本新報>2026年3月4日\n\n=2+3 と書いた。ロシアは恥知らずだ。\u2028次の行。\n"


@pytest.fixture
def records(mini_scorer) -> list[dict]:
    return [item.to_dict() for item in mini_scorer.score_text(TEXT)]


def test_json_lines(records: list[dict], tmp_path: Path) -> None:
    target = tmp_path / "a.jsonl"
    with open_writer(target) as writer:
        for record in records:
            writer.write(record)
    lines = target.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == records
    assert list(records[0])[:4] == ["schema", "id", "clipping", "start"]


def test_csv_opens_in_japanese_excel_and_runs_nothing(records: list[dict], tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    with open_writer(target) as writer:
        for record in records:
            writer.write(record)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    with target.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["title"] == "'=HYPERLINK(1)"
    assert row["text"].startswith("'=HYPERLINK")
    assert row["outlet"] == "見本新報"


def test_parquet_gives_the_same_record_back(records: list[dict], tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    target = tmp_path / "a.parquet"
    with open_writer(target) as writer:
        for record in records:
            writer.write(record)
    (row,) = parquet.read_table(target).to_pylist()
    row["stance"] = dict(row["stance"])
    row["source"]["probabilities"] = dict(row["source"]["probabilities"])
    assert row == records[0]


def test_a_failed_run_leaves_the_old_file(records: list[dict], tmp_path: Path) -> None:
    target = tmp_path / "a.jsonl"
    target.write_text("old", encoding="utf-8")

    def fail() -> None:
        with open_writer(target) as writer:
            writer.write(records[0])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert target.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir() if "partial" in p.name] == []


@pytest.mark.parametrize("name", ["a.xlsx", "missing/a.jsonl", "a"])
def test_impossible_targets(name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"expected|create it first"), open_writer(tmp_path / name):
        pass
