"""Coverage and risk on counted answers."""

import pytest

from classifier.score import Abstention
from tests.variants import blank
from training.abstaining import answered, answered_table, curve, curve_table, curves
from training.outputs import Forced


def answers(*rows: tuple[float, bool]) -> list[Forced]:
    return [
        Forced(blank(f"x-{n}", "本文"), "sourcing", "1", "1" if right else "2", confidence)
        for n, (confidence, right) in enumerate(rows)
    ]


ROWS = answers((0.9, True), (0.4, False), (0.8, True), (0.6, False), (0.7, True))


def test_coverage_and_error_at_the_models_own_bound() -> None:
    made = answered({"sourcing": ROWS}, Abstention(sourcing=0.6))["answered, sourcing"]
    assert (made["value"], made["n"], made["bound"]) == (0.8, 5, 0.6)
    assert (made["error"], made["error_all"]) == (0.25, 0.4)


def test_a_bound_that_nothing_reaches() -> None:
    made = answered({"sourcing": ROWS}, Abstention(sourcing=0.95))["answered, sourcing"]
    assert (made["value"], made["error"], made["error_all"]) == (0.0, None, 0.4)


def test_the_curve_gives_the_surest_first() -> None:
    assert curve(ROWS) == {1.0: 0.4, 0.95: 0.4, 0.9: 0.4, 0.85: 0.4, 0.8: 0.25, 0.7: 0.25, 0.5: 0.0}
    assert curve([])[1.0] is None


@pytest.mark.parametrize("head", ["sourcing", "stance"])
def test_tables(head: str) -> None:
    given = {head: ROWS}
    lines = answered_table({**answered(given, Abstention(sourcing=0.6)), "other": {"n": 3}}).splitlines()
    assert len(lines) == 3
    assert lines[2].startswith(f"| {head} | 5 | {'0.800' if head == 'sourcing' else '1.000'} |")
    assert (
        curve_table(curves(given)).splitlines()[2]
        == f"| {head} | 0.400 | 0.400 | 0.400 | 0.400 | 0.250 | 0.250 | 0.000 |"
    )
