"""The commands that make and measure a model: ``train`` and ``evaluate``. Arguments and printing only."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from classifier.errors import InputError

LabelsOption = Annotated[
    list[Path],
    typer.Option("--labels", metavar="PATH", help="Labelled items (uratori.label/1), file or folder. Repeatable."),
]
ModelOption = Annotated[
    Path | None, typer.Option("--model", help="Model to go on from; default: the promoted one, the shipped one.")
]
CorpusOption = Annotated[
    Path | None,
    typer.Option(
        "--corpus", help="Folder with train/ and dev/; default: seeds/. Replayed, so that nothing is forgotten."
    ),
]
SchemeOption = Annotated[
    Path | None,
    typer.Option("--scheme", metavar="FILE", help="TOML file with techniques, source types and targets of your own."),
]
BaseOption = Annotated[str, typer.Option("--base", help="With --full: a folder, or an id of the Hugging Face hub.")]


def train(
    labels: LabelsOption,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder of the new model; must not exist.")],
    model: ModelOption = None,
    corpus: CorpusOption = None,
    scheme: SchemeOption = None,
    full: Annotated[
        bool, typer.Option("--full", help="The whole recipe from the base encoder, an hour or so, instead of minutes.")
    ] = False,
    base: BaseOption = "models/encoder",
    seed: Annotated[int, typer.Option("--seed", help="The same seed and inputs give the same model.")] = 1,
) -> None:
    """Learn newly labelled items into a new model folder. Killed, the same command goes on where it stood."""
    _needs_training()
    from training.retrain import Job, corpus_folder, retrain

    job = Job(labels, output, corpus_folder(corpus), model, scheme, full, base, seed)
    made = retrain(job, lambda words: typer.echo(f"uratori: {words}", err=True))
    typer.echo(f"{made}\nnext: uratori compare {_current(model)} {made}, then: uratori promote {made}")


def evaluate(
    model: Annotated[
        Path | None, typer.Argument(help="Model folder; default: the promoted one, the shipped one.")
    ] = None,
    on: Annotated[list[Path] | None, typer.Option("--on", metavar="PATH", help="Labelled items. Repeatable.")] = None,
    output: Annotated[Path | None, typer.Option("--json", help="Also write the figures to this file.")] = None,
) -> None:
    """Figures of a model on labelled items, with 95 % intervals, calibration and abstention."""
    from training.evaluate import main
    from training.promote import labels_at_hand

    paths = on or [path for path in [labels_at_hand("test")] if path]
    if not paths:
        raise InputError("no labelled items to evaluate on: no seeds/test here; type --on PATH")
    given = [str(model)] if model else []
    extra = ["--json", str(output)] if output else []
    raise typer.Exit(main([*given, "--on", *map(str, paths), *extra]))


def _current(model: Path | None) -> Path:
    from classifier.model import find_model

    return find_model(model)


def _needs_training() -> None:
    missing = [name for name in ("torch", "transformers", "datasets") if find_spec(name) is None]
    if missing:
        raise InputError(f"{missing[0]} is not installed, training needs it; type: pip install 'uratori[train]'")
