"""The corpus in ``seeds/``: the check passes on it, and ``datasets`` loads it without a network, record for record."""

import json
import os
import subprocess
import sys
from pathlib import Path

from training import check

SEEDS = Path(__file__).parent.parent.parent / "seeds"
SPLITS = ("train", "dev", "test", "pairs")

LOAD = """
import json, sys
from datasets import load_dataset
for split, rows in load_dataset(sys.argv[1]).items():
    for row in rows:
        print(json.dumps([split, row], ensure_ascii=False))
"""


def test_the_check_passes() -> None:
    assert check.main([str(SEEDS)]) == 0


def test_load_dataset_reads_the_folder_offline(tmp_path: Path) -> None:
    env = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", LOAD, str(SEEDS)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=True)
    loaded = [json.loads(line) for line in done.stdout.split("\n") if line]
    assert {split for split, _ in loaded} == set(SPLITS)
    for split in SPLITS:
        files = sorted((SEEDS / split).glob("*.jsonl"))
        written = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").split("\n") if line]
        assert {row["id"]: row for name, row in loaded if name == split} == {row["id"]: row for row in written}
