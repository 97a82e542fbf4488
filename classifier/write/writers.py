"""Writers of the three formats. The output appears whole or not at all: written beside the target, then renamed."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TextIO

from classifier.errors import OutputError, ReaderGone
from classifier.write.flat import COLUMNS, defuse, flat_row

FORMATS = (".jsonl", ".csv", ".parquet")
# Rows a Parquet row group: large enough to compress, small enough to hold.
_ROW_GROUP = 512


class Writer(Protocol):
    """Takes records one by one."""

    def write(self, record: dict[str, Any]) -> None: ...


class JsonLines:
    """``uratori.item/1``, one object a line, UTF-8."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, record: dict[str, Any]) -> None:
        # U+2028 and U+2029 end a line for some readers of JSON Lines.
        line = json.dumps(record, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        try:
            self._file.write(line + "\n")
        except BrokenPipeError as error:
            raise ReaderGone from error


class Csv:
    """Flat rows, UTF-8 with a byte order mark so that Excel reads Japanese; formula cells are defused."""

    def __init__(self, file: TextIO) -> None:
        self._rows = csv.DictWriter(file, COLUMNS)
        self._rows.writeheader()

    def write(self, record: dict[str, Any]) -> None:
        self._rows.writerow({name: defuse(value) for name, value in flat_row(record).items()})


class Parquet:
    """The same record as in JSON Lines; fields that vary by item (stance, techniques, …) are lists of structs."""

    def __init__(self, path: Path) -> None:
        from classifier.write import parquet

        self._parquet = parquet
        self._file = parquet.open_file(path)
        self._rows: list[dict[str, Any]] = []

    def write(self, record: dict[str, Any]) -> None:
        self._rows.append(record)
        if len(self._rows) >= _ROW_GROUP:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._file.close()

    def _flush(self) -> None:
        if self._rows:
            self._file.write_table(self._parquet.table_of(self._rows))
        self._rows = []


@contextmanager
def open_writer(target: Path | None) -> Iterator[Writer]:
    """A writer for the target's suffix; None writes JSON Lines to standard output. Raises OutputError."""
    if target is None:
        yield JsonLines(_stdout())
        return
    check_target(target)
    # A link keeps pointing to its file; the file behind it is replaced.
    target = target.resolve()
    partial = _partial(target)
    try:
        with _writer(target.suffix.lower(), partial) as writer:
            yield _Guarded(writer, target)
        _publish(partial, target)
    finally:
        partial.unlink(missing_ok=True)


def _stdout() -> TextIO:
    """Standard output as UTF-8 whatever the locale, as JSON Lines must be."""
    if sys.stdout is None:
        raise OutputError("standard output is closed; give a file: -o scores.jsonl")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    return sys.stdout


def _partial(target: Path) -> Path:
    try:
        handle, name = tempfile.mkstemp(prefix=".uratori-", suffix=".partial", dir=target.parent)
        os.close(handle)
    except OSError as error:
        raise OutputError(
            f"{target}: cannot be written ({error.strerror}); give a path in a folder you may write to"
        ) from error
    return Path(name)


class _Guarded:
    """Names the output in the sentence about a full disk."""

    def __init__(self, writer: Writer, target: Path) -> None:
        self._writer, self._target = writer, target

    def write(self, record: dict[str, Any]) -> None:
        try:
            self._writer.write(record)
        except OSError as error:
            raise OutputError(
                f"{self._target}: writing failed ({error.strerror}); nothing was changed there"
            ) from error


def check_target(target: Path) -> None:
    """Refuse what cannot become a file of records, before any scoring starts."""
    if target.suffix.lower() not in FORMATS:
        raise OutputError(
            f"{target}: suffix {target.suffix or '(none)'} found, one of {', '.join(FORMATS)} expected; type -o scores.jsonl"
        )
    try:
        folder, parent = target.is_dir(), target.parent.is_dir()
    except OSError as error:
        raise OutputError(f"{target}: cannot be written ({error.strerror}); give another path") from error
    if folder:
        raise OutputError(f"{target}: is a folder, a file name expected; type -o {target}/scores.jsonl")
    if not parent:
        raise OutputError(
            f"{target}: the folder {target.parent} does not exist; create it first: mkdir -p {target.parent}"
        )
    if target.suffix.lower() == ".parquet":
        _require_parquet(target)


def _require_parquet(target: Path) -> None:
    from importlib.util import find_spec

    if find_spec("pyarrow") is None:
        raise OutputError(
            f"{target}: Parquet needs pyarrow, which is not installed; type: pip install 'uratori[parquet]'"
        )


@contextmanager
def _writer(suffix: str, partial: Path) -> Iterator[Writer]:
    if suffix == ".parquet":
        parquet = Parquet(partial)
        yield parquet
        parquet.close()
        return
    encoding = "utf-8-sig" if suffix == ".csv" else "utf-8"
    with partial.open("w", encoding=encoding, newline="" if suffix == ".csv" else "\n") as file:
        yield Csv(file) if suffix == ".csv" else JsonLines(file)


def _publish(partial: Path, target: Path) -> None:
    """Give the file the rights a new file has, then put it in place in one step."""
    try:
        _replace(partial, target)
    except OSError as error:
        raise OutputError(f"{target}: writing failed ({error.strerror}); nothing was changed there") from error


def _replace(partial: Path, target: Path) -> None:
    mask = os.umask(0)
    os.umask(mask)
    partial.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~mask)
    partial.replace(target)
