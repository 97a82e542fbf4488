"""The command line as users meet it: exit codes, one sentence an error, no traceback."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from classifier.records import SOURCE_TYPES
from tests.conftest import SAMPLES, seal


def run(env: dict[str, str], *args: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
    made = subprocess.run(
        [sys.executable, "-m", "classifier.cli", *args], env=env, input=stdin, capture_output=True, check=False
    )
    return subprocess.CompletedProcess(made.args, made.returncode, made.stdout.decode(), made.stderr.decode())


def check_refused(made: subprocess.CompletedProcess[str], *words: str) -> None:
    assert made.returncode == 2, made.stderr
    assert "Traceback" not in made.stderr
    assert all(word in made.stderr for word in words), made.stderr


def test_scoring_the_samples(clean_env: dict[str, str], tmp_path: Path) -> None:
    output = tmp_path / "scores.jsonl"
    made = run(clean_env, "score", str(SAMPLES), "-o", str(output))
    assert made.returncode == 0, made.stderr
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    gold = [json.loads(line) for line in (SAMPLES / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sorted((r["clipping"], r["start"], r["end"]) for r in rows) == sorted(
        (g["file"], g["start"], g["end"]) for g in gold
    )
    assert f"{len(gold)} items in 8 files" in made.stderr
    assert all(set(r["source"]["probabilities"]) == set(SOURCE_TYPES) for r in rows)
    assert len({r["id"] for r in rows}) == len(rows)


def test_one_bad_file_among_good_ones(clean_env: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("橋が開通した。", encoding="utf-8")
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    made = run(clean_env, "score", str(folder))
    assert made.returncode == 1
    assert len(made.stdout.splitlines()) == 1
    assert "b.txt: empty" in made.stderr
    assert "c.txt: binary" in made.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_named(clean_env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("橋。", encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert "a.txt: unreadable" in run(clean_env, "score", str(tmp_path)).stderr


def test_standard_input_and_output(clean_env: dict[str, str]) -> None:
    made = run(clean_env, "score", "-", stdin="橋が開通した。".encode("cp932"))
    assert made.returncode == 0
    assert json.loads(made.stdout)["text"] == "橋が開通した。"


def test_bad_paths_and_options(clean_env: dict[str, str], tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_text("橋。", encoding="utf-8")
    empty = tmp_path / "empty"
    empty.mkdir()
    check_refused(run(clean_env, "score", str(tmp_path / "no")), "no such file or folder", "type the path")
    check_refused(run(clean_env, "score", str(empty)), "no clipping found", ".txt or .md")
    check_refused(run(clean_env, "score", str(good), "-o", str(tmp_path / "x.doc")), ".jsonl", "type -o")
    check_refused(run(clean_env, "score", str(good), "-o", str(tmp_path / "no" / "x.csv")), "does not exist", "mkdir")
    check_refused(run(clean_env, "score", str(good), "--target", "=x"), "--target", "NAME=ALIAS")
    check_refused(run(clean_env, "score", str(good), "--model", str(empty)), "not a Uratori model folder")
    check_refused(run(clean_env, "score", str(good), "-", stdin=b"x"), "cannot be mixed")
    check_refused(run(clean_env, "split", str(tmp_path / "no.txt")), "no such file")
    check_refused(run(clean_env, "score", str(good), "--engine", "warp"), "--engine")


def test_damaged_and_foreign_models(clean_env: dict[str, str], mini_model: Path, tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_text("橋。", encoding="utf-8")
    damaged = tmp_path / "damaged"
    shutil.copytree(mini_model, damaged)
    with (damaged / "model.safetensors").open("r+b") as file:
        file.seek(-4, os.SEEK_END)
        file.write(b"\1\2\3\4")
    check_refused(run(clean_env, "score", str(good), "--model", str(damaged)), "does not match its checksum")
    foreign = tmp_path / "foreign"
    shutil.copytree(mini_model, foreign)
    (foreign / "config.json").write_text('{"model_type": "bert"}', encoding="utf-8")
    seal(foreign)
    check_refused(run(clean_env, "score", str(good), "--model", str(foreign)), "uratori.model/2", "expected")
    broken = tmp_path / "broken"
    shutil.copytree(mini_model, broken)
    (broken / "model.safetensors").write_bytes(b"nothing")
    seal(broken)
    check_refused(run(clean_env, "score", str(good), "--model", str(broken)), "weights cannot be read")
    made = run(clean_env, "doctor", "--model", str(damaged))
    assert made.returncode == 2
    assert "does not match its checksum" in made.stdout


def test_split_explain_doctor_version(clean_env: dict[str, str]) -> None:
    file = str(SAMPLES / "01_markers_wire.txt")
    made = run(clean_env, "split", file)
    assert made.returncode == 0
    assert made.stdout.count("marker_headline") == 10
    rows = [json.loads(line) for line in run(clean_env, "split", "--json", file).stdout.splitlines()]
    assert {row["rule"] for row in rows} == {"marker_headline"}
    made = run(clean_env, "explain", str(SAMPLES / "05_regional_paper_cp932.txt"), "--target", "漁協")
    assert made.returncode == 0
    assert "stance toward 漁協" in made.stdout
    assert "sourcing level" in made.stdout
    made = run(clean_env, "doctor")
    assert made.returncode == 0
    assert "mini-1" in made.stdout
    made = run(clean_env, "--version")
    assert "uratori 0." in made.stdout
    assert "corpus" in made.stdout
