"""The corpus record ``uratori.label/1``: read, check, write. Every problem names its file and line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from classifier.errors import InputError
from classifier.records import CRITERIA, LEVELS, STANCES
from classifier.scheme import Scheme

SCHEMA = "uratori.label/1"
VOICES = ("author", "quoted")
TWINS = ("side_swap", "outlet", "sourcing")
SPLITS = ("train", "dev", "test", "pairs")
_PUBLISHED = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2}))?")
FIELDS = (
    "schema", "id", "text", "source_type", "outlet", "account", "published", "stance", "sourcing_level", "criteria",
    "techniques", "propaganda_signal", "annotators", "origin", "licence", "split", "cluster", "meta",
)  # fmt: skip


class LabelError(InputError):
    """A label file that does not follow the scheme; the message lists file, line and what to mend."""


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled item. ``null`` = not labelled, ``[]`` = none; spans are offsets into ``text``."""

    id: str
    text: str
    source_type: str | None
    outlet: str | None
    account: str | None
    published: str | None
    stance: dict[str, dict[str, Any]] | None
    sourcing_level: int | None
    criteria: list[dict[str, Any]] | None
    techniques: list[dict[str, Any]] | None
    propaganda_signal: float | None
    cluster: str
    split: str
    annotators: list[str] = field(default_factory=list)
    origin: str = "authored"
    licence: str = "CC0-1.0"
    meta: dict[str, Any] = field(default_factory=dict)
    schema: str = SCHEMA


@dataclass(frozen=True, slots=True)
class Placed:
    """A record and where it stands, ``file:line``."""

    place: str
    label: Label


def read_labels(paths: Iterable[Path], scheme: Scheme | None = None) -> list[Label]:
    """All records of the given files and folders. Raises LabelError that lists every problem found."""
    placed, problems = collect(paths, scheme)
    if problems:
        raise LabelError("\n".join(problems))
    return [entry.label for entry in placed]


def collect(paths: Iterable[Path], scheme: Scheme | None = None) -> tuple[list[Placed], list[str]]:
    """Every sound record with its place, and one line for every problem of the others."""
    placed: list[Placed] = []
    problems: list[str] = []
    seen: dict[str, str] = {}
    for path in label_files(paths):
        for place, row in rows_of(path, problems):
            found = list(problems_of(row, scheme))
            if not found and row["id"] in seen:
                found = [f"the id {row['id']!r} stands already at {seen[row['id']]}; give it its own"]
            problems.extend(f"{place}: {what}" for what in found)
            if not found:
                seen[row["id"]] = place
                placed.append(Placed(place, Label(**{name: row[name] for name in FIELDS if name in row})))
    return placed, problems


def label_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The label files of the given files and folders. Raises LabelError where there is none."""
    for path in paths:
        if not path.exists():
            raise LabelError(f"{path}: no such file or folder; expected .jsonl label files")
        files = [file for file in sorted(path.rglob("*.jsonl")) if file.is_file()] if path.is_dir() else [path]
        if not files:
            raise LabelError(f"{path}: no .jsonl file in this folder; expected train/, dev/, test/ or label files")
        yield from files


def rows_of(path: Path, problems: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The JSON objects of a file with their places, line by line; lines that are none go to ``problems``."""
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.append(f"{path}: cannot be read ({error.strerror}); check its rights")
        return
    if data.startswith(b"\xef\xbb\xbf"):
        problems.append(f"{path}: begins with a byte order mark; save it as UTF-8 without one")
        return
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            yield from _row(f"{path}:{number}", line, problems)


def _row(place: str, line: bytes, problems: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    twice: list[str] = []
    try:
        row = json.loads(line.decode("utf-8"), object_pairs_hook=lambda pairs: _object(pairs, twice))
    except UnicodeDecodeError as error:
        problems.append(f"{place}: not UTF-8 (byte {error.start}); save the file as UTF-8")
        return
    except (ValueError, RecursionError) as error:
        where = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        problems.append(f"{place}: not JSON ({getattr(error, 'msg', error)}{where}); mend or drop the line")
        return
    if twice:
        problems.append(f"{place}: the key {twice[0]!r} stands twice in one object; keep one")
    elif isinstance(row, dict):
        yield place, row
    else:
        problems.append(f"{place}: a JSON object was expected, found {type(row).__name__}")


def _object(pairs: list[tuple[str, Any]], twice: list[str]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        twice.extend(key for key in made if sum(key == other for other, _ in pairs) > 1)
    return made


def problems_of(row: dict[str, Any], scheme: Scheme | None = None) -> Iterator[str]:
    """What keeps a record from following the scheme, one sentence each. ``scheme``: with labels of the user's own."""
    needed = [name for name in ("schema", "id", "text", "cluster", "split") if not row.get(name)]
    if needed:
        yield f"missing or empty: {', '.join(needed)}"
        return
    if missing := [name for name in FIELDS[:12] if name not in row]:
        yield f"missing: {', '.join(missing)}; write null for what is not labelled"
    if row["schema"] != SCHEMA:
        yield f"schema {row['schema']!r} found, {SCHEMA!r} expected"
    if unknown := sorted(set(row) - set(FIELDS)):
        yield f"unknown field {unknown[0]!r}; the scheme has {', '.join(FIELDS)}"
    misshapen = list(_misshapen(row))
    yield from misshapen
    # Values and spans can only be judged where every field has its shape.
    if not misshapen:
        yield from _bad_values(row, scheme or Scheme())
        yield from _bad_spans(row)


def _misshapen(row: dict[str, Any]) -> Iterator[str]:
    strings = ("id", "text", "cluster", "split", "source_type", "outlet", "account", "published", "origin", "licence")
    for name in strings:
        if row.get(name) is not None and not isinstance(row[name], str):
            yield f"{name} {_short(row[name])} found, a string expected"
    if isinstance(row["text"], str) and not row["text"].strip():
        yield "text holds white space only"
    if row.get("stance") is not None and not isinstance(row["stance"], dict):
        yield f"stance {_short(row['stance'])} found, an object expected"
    annotators = row.get("annotators", [])
    if not (isinstance(annotators, list) and all(isinstance(name, str) for name in annotators)):
        yield f"annotators {_short(annotators)} found, a list of strings expected"
    yield from _misshapen_meta(row.get("meta", {}))
    for name in ("criteria", "techniques"):
        if not _spans_are_shaped(row.get(name)):
            yield f"{name}: a list of {{name, start, end, text}} expected"
    stance = row.get("stance")
    for target, value in stance.items() if isinstance(stance, dict) else ():
        if value is not None and not (isinstance(value, dict) and _spans_are_shaped(value.get("spans"))):
            yield f"stance toward {target}: {{label, spans[start, end, text]}} expected"


def _misshapen_meta(meta: Any) -> Iterator[str]:
    if not isinstance(meta, dict):
        yield f"meta {_short(meta)} found, an object expected"
        return
    for name in ("topic", "pair", "base", "part", "border", "situation"):
        if meta.get(name) is not None and not isinstance(meta[name], str):
            yield f"meta.{name} {_short(meta[name])} found, a string expected"
    if meta.get("kind") is not None and meta["kind"] not in TWINS:
        yield f"meta.kind {_short(meta['kind'])} found, one of {', '.join(TWINS)} expected"


def _short(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:60]}..."


def _spans_are_shaped(spans: Any) -> bool:
    """``null``, or a list of objects with integer offsets and their words."""
    return spans is None or (
        isinstance(spans, list)
        and all(
            isinstance(s, dict)
            and all(type(s.get(name)) is int for name in ("start", "end"))
            and isinstance(s.get("text"), str)
            for s in spans
        )
    )


def _bad_values(row: dict[str, Any], scheme: Scheme) -> Iterator[str]:
    for name, values in (("source_type", scheme.source_types), ("split", SPLITS)):
        if row.get(name) is not None and row[name] not in values:
            yield f"{name} {row[name]!r} found, one of {', '.join(values)} expected"
    level = row.get("sourcing_level")
    if level is not None and not (type(level) is int and 0 <= level < LEVELS):
        yield f"sourcing_level {_short(level)} found, one of {', '.join(map(str, range(LEVELS)))} expected"
    published = row.get("published")
    if published is not None and not _is_time(published):
        yield f"published {published!r} found, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss with a zone expected"
    signal = row.get("propaganda_signal")
    if signal is not None and not (type(signal) in (int, float) and 0 <= signal <= 1):
        yield f"propaganda_signal {_short(signal)} found, a number from 0 to 1 expected"
    for target, stance in (row.get("stance") or {}).items():
        # Columnar readers give every row every target; null means that the item does not mention it.
        if stance is not None and stance.get("label") not in STANCES:
            yield f"stance toward {target}: {stance.get('label')!r} found, one of {', '.join(STANCES)} expected"
    for entry in row.get("criteria") or []:
        if entry.get("name") not in CRITERIA:
            yield f"criterion {entry.get('name')!r} is not in the scheme; known: {', '.join(CRITERIA)}"
    for entry in row.get("techniques") or []:
        if entry.get("name") not in scheme.techniques:
            yield f"technique {entry.get('name')!r} is not in the scheme; known: {', '.join(scheme.techniques)}"
        if entry.get("voice") not in VOICES:
            yield f"voice {entry.get('voice')!r} found, author or quoted expected"


def _is_time(words: str) -> bool:
    """The two forms that a record allows, and a date that exists."""
    try:
        return bool(_PUBLISHED.fullmatch(words) and datetime.fromisoformat(words))
    except ValueError:
        return False


def _bad_spans(row: dict[str, Any]) -> Iterator[str]:
    for span in spans_of(row):
        if not stands(row["text"], span):
            yield f"the span {span['text']!r} does not stand at {span['start']}:{span['end']}; give its exact offsets"


def spans_of(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Every span of a record: criteria, techniques, stance."""
    stances = (row.get("stance") or {}).values()
    return [
        *(row.get("criteria") or []),
        *(row.get("techniques") or []),
        *(s for v in stances if v for s in v.get("spans") or []),
    ]


def stands(text: str, span: dict[str, Any]) -> bool:
    """Whether the words of a span stand at its offsets, verbatim."""
    start, end = span["start"], span["end"]
    return bool(0 <= start < end and text[start:end] == span["text"])


def write_labels(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Records as JSON Lines, fields in the order of the scheme."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps({name: row[name] for name in FIELDS}, ensure_ascii=False) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
