"""The command line: arguments only. Exit 0 all scored, 1 some not, 2 could not run."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from classifier import commands_models, commands_train
from classifier._version import __version__
from classifier.errors import InputError, ReaderGone, UratoriError

if TYPE_CHECKING:
    from classifier.run import RunLog

app = typer.Typer(
    help="裏取り: source credibility and propaganda signals of Japanese clippings. It scores wording and sourcing, never truth.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

ModelOption = Annotated[
    Path | None,
    typer.Option("--model", help="Model folder; default: URATORI_MODEL, the promoted one, the shipped one."),
]
TargetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--target", metavar="NAME[=ALIAS,...]", help="A further stance target with its names in the text. Repeatable."
    ),
]


def _version(wanted: bool) -> None:
    if wanted:
        from classifier.model import load_model

        facts = load_model().provenance
        typer.echo(
            f"uratori {__version__}\nmodel {facts['name']}\ncorpus {facts['corpus_sha256'][:16]} ({facts['corpus_items']} items)"
        )
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Program, model and corpus.")
    ] = False,
) -> None:
    """Shared options."""


@app.command()
def score(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...|-", help="Files, folders, or - for standard input.")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="FILE.jsonl, .csv or .parquet; default: JSON Lines to standard output."),
    ] = None,
    target: TargetOption = None,
    model: ModelOption = None,
) -> None:
    """Score every item of the clippings and write one record an item (uratori.item/1)."""
    from classifier.run import RunLog, score_entries
    from classifier.show import summary
    from classifier.write import open_writer
    from classifier.write.writers import check_target

    if output is not None:
        check_target(output)
    targets = _targets(target)
    entries = _entries(paths)
    scorer = _load(model)
    log = RunLog()
    with open_writer(output) as writer, _progress(len(entries)) as show:
        if paths == ["-"]:
            _score_stdin(scorer, writer, log, targets)
        else:
            score_entries(scorer, entries, writer, log, targets, show)
    summary(_stderr(), log)
    if output is not None:
        typer.echo(f"records: {output}", err=True)
    raise typer.Exit(1 if log.failed else 0)


@app.command()
def split(
    file: Annotated[str, typer.Argument(help="A clipping file, or - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object an item.")] = False,
) -> None:
    """Show the items found in a file and the rule that found each."""
    from classifier.show import items_found
    from classifier.split import split as split_clipping

    items = split_clipping(_one_clipping(file))
    if as_json:
        _print_items(items)
    else:
        items_found(_stdout(), items)


@app.command()
def explain(
    file: Annotated[str, typer.Argument(help="A clipping file, or - for standard input.")],
    target: TargetOption = None,
    model: ModelOption = None,
) -> None:
    """Show every item's scores, and its text with voices, sources, criteria and techniques marked."""
    from classifier.explain import explained, legend

    targets = _targets(target)
    clipping = _one_clipping(file)
    console = _stdout()
    for number, item in enumerate(_load(model).score_clippings([clipping], targets)):
        if number == 0:
            legend(console)
        explained(console, item)


@app.command()
def doctor(model: ModelOption = None) -> None:
    """What is installed, which model is used, and whether it is intact."""
    from classifier.doctor import report

    lines, healthy = report(model)
    typer.echo("\n".join(lines))
    raise typer.Exit(0 if healthy else 2)


app.command()(commands_train.train)
app.command()(commands_train.evaluate)
app.command()(commands_models.compare)
app.command()(commands_models.promote)


def _load(model: Path | None) -> Any:
    from classifier.predict import load

    return load(model)


def _targets(options: list[str] | None) -> dict[str, list[str]] | None:
    from classifier.score.targets import parse_targets

    return parse_targets(options) if options else None


def _entries(paths: list[str]) -> list[Any]:
    from classifier.run import entries_of

    if paths == ["-"]:
        return []
    if "-" in paths:
        raise InputError("-: standard input cannot be mixed with paths; give either - or paths")
    return entries_of([Path(path) for path in paths])


def _score_stdin(scorer: Any, writer: Any, log: RunLog, targets: dict[str, list[str]] | None) -> None:
    from classifier.run import stdin_clipping

    log.files = 1
    for item in scorer.score_clippings([stdin_clipping(_stdin())], targets):
        writer.write(item.to_dict())
        log.add(item)


def _stdin() -> bytes:
    if sys.stdin is None:
        raise InputError("standard input is closed; give the path of a file instead of -")
    return sys.stdin.buffer.read()


def _one_clipping(file: str) -> Any:
    from classifier.read import read_file
    from classifier.read.walk import SUFFIXES
    from classifier.records import Skipped
    from classifier.run import stdin_clipping

    if file == "-":
        return stdin_clipping(_stdin())
    path = Path(file)
    if not _is_file(path):
        raise InputError(f"{file}: no such file, or a folder; type the path of one clipping file, or use uratori score")
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"{file}: {path.suffix or 'no suffix'} found, {' or '.join(SUFFIXES)} expected")
    found = read_file(path, path.name)
    if isinstance(found, Skipped):
        raise InputError(f"{file}: {found.reason}: {found.detail}")
    return found


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _print_items(items: list[Any]) -> None:
    import json
    from dataclasses import asdict

    for item in items:
        row = {"start": item.start, "end": item.end, "rule": item.rule, "boundary_confidence": item.boundary_confidence}
        typer.echo(
            json.dumps({**row, "gaps": [asdict(gap) for gap in item.gaps], "text": item.text}, ensure_ascii=False)
        )


def _stderr() -> Any:
    from rich.console import Console

    return Console(stderr=True, emoji=False)


def _stdout() -> Any:
    from rich.console import Console

    class Output(Console):
        def on_broken_pipe(self) -> None:
            """head and less may leave early: main ends quietly."""
            raise ReaderGone

    # A terminal or pipe of another encoding (CP932 has no emoji) shows ? for what it lacks.
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    # :question: in a feature name is no picture.
    return Output(emoji=False)


@contextmanager
def _progress(files: int) -> Iterator[Any]:
    """A bar on standard error with files, items and items/s; silent when that is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = _stderr()
    columns = (
        TextColumn("files"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[items]} items, {task.fields[rate]:.1f} items/s"),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("score", total=files, items=0, rate=0.0)

        def show(log: RunLog) -> None:
            bar.update(task, completed=log.files, items=log.items, rate=log.items / max(log.seconds, 0.001))

        yield show


def main() -> None:
    """Entry point: users get one sentence, never a traceback."""
    # OpenVINO's usage statistics would ask the network; nothing is sent unless asked.
    os.environ.setdefault("OPENVINO_TELEMETRY_OPT_OUT", "1")
    try:
        # Not standalone: Typer would turn a closed pipe or Ctrl-C into its own exit codes.
        code = app(standalone_mode=False)
        # What is still buffered may meet a closed pipe or a full disk as well.
        if sys.stdout is not None:
            sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)
    except UratoriError as error:
        typer.echo(f"uratori: {error}", err=True)
        sys.exit(2)
    except (KeyboardInterrupt, typer.Abort):
        typer.echo("uratori: stopped; nothing was written to the output", err=True)
        sys.exit(130)
    except (BrokenPipeError, ReaderGone):
        _hush()
        sys.exit(0)
    except typer.TyperException as error:
        _usage(error)
    except OSError as error:
        _hush()
        typer.echo(f"uratori: {error.strerror or error}; check standard input and output", err=True)
        sys.exit(2)


def _usage(error: Any) -> None:
    """What Typer says of a wrong option or a missing argument."""
    error.show()
    sys.exit(getattr(error, "exit_code", 2))


def _hush() -> None:
    """Drop what is buffered: whoever read standard output (head, less) has gone, or it is full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


if __name__ == "__main__":
    main()
