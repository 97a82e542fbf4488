"""The commands that weigh models against each other: ``compare`` and ``promote``. Arguments and printing only."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from classifier.errors import InputError, OutputError

if TYPE_CHECKING:
    from training.promote import Verdict

OnOption = Annotated[
    list[Path] | None,
    typer.Option("--on", metavar="PATH", help="Labelled items, file or folder; default: seeds/test. Repeatable."),
]
PairsOption = Annotated[
    Path | None, typer.Option("--pairs", help="Twins for the behaviour tests; default: seeds/pairs where it is found.")
]
FlipsOption = Annotated[int, typer.Option("--flips", min=0, help="How many changed answers to list.")]


def compare(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Model folder.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Model folder.")],
    on: OnOption = None,
    pairs: PairsOption = None,
    flips: FlipsOption = 30,
    output: Annotated[Path | None, typer.Option("--json", help="Also write everything to this file.")] = None,
) -> None:
    """Two models side by side: figures, answers that flipped, behaviour tests. Exit 1: NEW is worse beyond the interval."""
    from classifier.model import load_model
    from classifier.promotion import write_whole
    from training.promote import as_json, judge, labels_at_hand

    target = output and _target(output)
    paths = on or [path for path in [labels_at_hand("test")] if path]
    if not paths:
        raise InputError("no labelled items to compare on: no seeds/test here; type --on PATH")
    verdict = judge(load_model(old), load_model(new), paths, _pairs(pairs), _say)
    _show(verdict, flips)
    if target:
        write_whole({target: as_json(verdict.to_dict())})
    raise typer.Exit(1 if verdict.regressions else 0)


def promote(
    new: Annotated[Path | None, typer.Argument(metavar="NEW", help="Model folder.")] = None,
    on: OnOption = None,
    pairs: PairsOption = None,
    flips: FlipsOption = 30,
    force: Annotated[
        str | None, typer.Option("--force", metavar="REASON", help="Promote in spite of regressions, and why.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Back to the model before.")] = False,
) -> None:
    """Make NEW the model in use, unless it is worse than the present one beyond the interval (exit 1)."""
    if undo:
        _undo(any((new, on, pairs, force)))
    elif new is None:
        raise InputError("no model given; type: uratori promote DIR, or: uratori promote --undo")
    elif force is not None and not force.strip():
        raise InputError('--force: a reason expected, it is kept in the model\'s provenance; type: --force "why"')
    else:
        _promote(new, on or [], _pairs(pairs), flips, force)


def _undo(more: bool) -> None:
    from classifier.promotion import undo

    if more:
        raise InputError("--undo goes back and takes nothing else; type: uratori promote --undo")
    _echo(f"the model in use is again {undo()}")
    _note_variable()


def _promote(folder: Path, on: list[Path], pairs: Path | None, flips: int, force: str | None) -> None:
    from classifier import promotion
    from training.promote import Record, switch, weigh

    new = promotion.sound(folder)
    if promotion.is_promoted(folder):
        _echo(f"{folder} is the promoted model already; nothing to do")
    elif promotion.is_shipped(folder):
        # The way back needs no proof, and the shipped folder takes no record.
        _echo(f"promoted the shipped model, {promotion.promote(folder)}")
    else:
        verdict = weigh(new, on, pairs, force is not None, _say)
        if isinstance(verdict, str):
            _say(f"not compared: {verdict}")
        else:
            _show(verdict, flips)
            _refuse(verdict, folder, force)
        _echo(f"promoted {switch(folder, Record.of(verdict, force))}; uratori promote --undo switches back")
    _note_variable()


def _refuse(verdict: Verdict, folder: Path, force: str | None) -> None:
    if verdict.regressions and force is None:
        _say(
            f"refused: {folder} is worse than {verdict.old.folder} as listed above; "
            'to promote it anyway type --force "why"'
        )
        raise typer.Exit(1)


def _show(verdict: Verdict, flips: int) -> None:
    from training.compare_tables import behaviour_table, tables

    _echo(f"old: {verdict.old.folder}\nnew: {verdict.new.folder}\n")
    for where, made in verdict.sets.items():
        _echo(tables(where, made, flips) + "\n")
    if verdict.behaviour is None:
        _echo("Behaviour tests were left out: no seeds/pairs here; --pairs DIR runs them.\n")
    else:
        _echo(behaviour_table(*verdict.behaviour) + "\n")
    if verdict.regressions:
        _echo("\n".join(["Regressions:", *(f"- {line}" for line in verdict.regressions)]))
    else:
        _echo("No regression beyond the interval.")


def _pairs(given: Path | None) -> Path | None:
    from training.promote import labels_at_hand

    return given or labels_at_hand("pairs")


def _target(output: Path) -> Path:
    """Where the JSON will stand, behind links; minutes of scoring should not end at a folder or a device."""
    target = output.resolve()
    if target.exists() and not target.is_file():
        raise OutputError(f"{output}: a folder or device found, the path of a file expected; type --json FILE.json")
    return target


def _note_variable() -> None:
    if named := os.environ.get("URATORI_MODEL"):
        _say(f"URATORI_MODEL is set and comes first: {named}")


def _say(words: str) -> None:
    typer.echo(f"uratori: {words}", err=True)


def _echo(words: Any) -> None:
    # A terminal of another encoding shows ? for what it lacks.
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    typer.echo(words)
