"""Abstention apart from the forced figures: how much is answered, and how often the answers given are wrong.

Coverage and risk after El-Yaniv and Wiener (2010): coverage is the share answered, risk the error rate among those.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from classifier.score import Abstention
from training import counts
from training.outputs import Forced
from training.results import Figure, figure

COVERAGES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.7, 0.5)


def answered(given: Mapping[str, Sequence[Forced]], bounds: Abstention) -> dict[str, Figure]:
    """``answered, HEAD``: coverage at the model's own bound, ``error`` among the answers given, ``error_all`` forced."""
    return {f"answered, {head}": _answered(rows, getattr(bounds, head)) for head, rows in given.items()}


def _answered(rows: Sequence[Forced], bound: float) -> Figure:
    # As in scoring: an answer is withheld below the bound.
    stays = [row.confidence >= bound for row in rows]
    kept = [row for row, stay in zip(rows, stays, strict=True) if stay]
    made = figure([row.label.cluster for row in rows], counts.share(stays))
    return {**made, "bound": bound, "error": error(kept), "error_all": error(rows)}


def error(rows: Sequence[Forced]) -> float | None:
    """Share of wrong answers."""
    return round(sum(not row.right for row in rows) / len(rows), 3) if rows else None


def curve(rows: Sequence[Forced]) -> dict[float, float | None]:
    """Coverage -> risk where only the surest answers are given, at ``COVERAGES``."""
    order = np.argsort([-row.confidence for row in rows], kind="stable")
    surest = [rows[i] for i in order]
    return {share: error(surest[: math.ceil(share * len(rows))]) for share in COVERAGES}


def curves(given: Mapping[str, Sequence[Forced]]) -> dict[str, dict[str, float | None]]:
    """``curve`` of every head, with the coverages as JSON keys."""
    return {head: {f"{share:g}": risk for share, risk in curve(rows).items()} for head, rows in given.items()}


def answered_table(figures: Mapping[str, Mapping[str, Any]]) -> str:
    """Markdown of the entries that ``answered`` made, one row a head."""
    lines = [
        "| head | n | answered | 95 % interval | error of these | error of all, forced |",
        "| --- | ---: | ---: | --- | ---: | ---: |",
    ]
    for name, row in figures.items():
        if "error_all" in row and row["n"]:
            span = f"{row['interval'][0]:.3f} to {row['interval'][1]:.3f}"
            errors = f"{_number(row['error'])} | {row['error_all']:.3f}"
            lines.append(f"| {name.removeprefix('answered, ')} | {row['n']} | {row['value']:.3f} | {span} | {errors} |")
    return "\n".join(lines)


def curve_table(curves: Mapping[str, Mapping[str, float | None]]) -> str:
    """Markdown of ``curves``: the error rate where only so much is answered, the surest first."""
    shares = list(next(iter(curves.values())))
    lines = [f"| head, answered | {' | '.join(shares)} |", f"| --- |{' ---: |' * len(shares)}"]
    lines += [f"| {head} | {' | '.join(_number(row[s]) for s in shares)} |" for head, row in curves.items()]
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
