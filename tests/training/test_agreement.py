"""Agreement figures on counted examples."""

from pathlib import Path

import pytest

from training.agreement import alpha, figures, groups, main
from training.labels import Label


def test_alpha() -> None:
    assert alpha([("a", "a"), ("b", "b")]) == 1.0
    assert alpha([("a", "a"), ("a", "a")]) == 1.0
    # 8 values, 4 of each: expected disagreement 4/7, observed 1/2.
    assert alpha([("a", "b"), ("b", "b"), ("a", "a"), ("b", "a")]) == pytest.approx(0.125)


def reading(level: int, *techniques: str) -> dict:
    marked = [{"name": name, "voice": "author", "start": 0, "end": 4} for name in techniques]
    return {
        "stance": {"市": "against"}, "sourcing_level": level, "criteria": [], "techniques": marked,
        "propaganda_signal": 0.5,
    }  # fmt: skip


def test_signals_are_ranked() -> None:
    rows = [(label(str(n)), {**reading(1), "propaganda_signal": n / 4}, {**reading(1), "propaganda_signal": 1 - n / 4})
            for n in range(4)]  # fmt: skip
    assert figures(rows)["signal Spearman"] == pytest.approx(-1.0)


def test_a_folder_without_readings_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none")]) == 2
    assert "no such file or folder" in capsys.readouterr().err


def label(name: str, **meta: str) -> Label:
    return Label(name, "本文", None, None, None, None, None, None, None, None, None, name, "dev", meta=dict(meta))


def test_figures_of_counted_readings() -> None:
    pairs = [
        (label("a"), reading(1, "doubt"), reading(1, "doubt")),
        (label("b"), reading(3, "doubt", "slogans"), reading(2, "doubt")),
    ]
    made = figures(pairs)
    assert made["level equal"] == 0.5
    assert made["stance alpha"] == 1.0
    assert made["author techniques F1"] == pytest.approx(2 * 2 / (3 + 2))
    assert made["technique spans F1"] == pytest.approx(2 * 8 / (12 + 8))


def test_groups_tell_the_two_ways_of_writing_apart() -> None:
    plain, first, second = label("a"), label("b", border="2/3"), label("c", border="2/3", situation="a night desk")
    made = groups([(x, reading(1), reading(1)) for x in (plain, first, second)])
    assert {name: len(members) for name, members in made.items()} == {
        "all": 3, "dev": 3, "plain": 1, "borderline, both": 2, "borderline, first writing": 1,
        "borderline, written from situations": 1,
    }  # fmt: skip
