"""Mends what has only one possible answer: offsets of words that stand exactly once in their text. Never guesses."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from training.labels import LabelError, rows_of, spans_of, stands


def fix_file(path: Path) -> int:
    """Move spans whose words stand exactly once to where they stand; count of spans moved, other lines untouched.

    Raises LabelError where the file cannot be written.
    """
    moved = 0
    lines = path.read_bytes().split(b"\n")
    for place, row in rows_of(path, []):
        count = _fix(row)
        if count:
            number = int(place.rpartition(":")[2]) - 1
            end = b"\r" if lines[number].endswith(b"\r") else b""
            lines[number] = json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass") + end
            moved += count
    if moved:
        _replace(path, b"\n".join(lines))
    return moved


def _replace(path: Path, data: bytes) -> None:
    """Atomic, with the rights of the file; a link stays a link to the mended file."""
    real = path.resolve()
    if not os.access(real, os.W_OK):
        raise LabelError(f"{path}: --fix cannot write this file; check its rights")
    try:
        with tempfile.NamedTemporaryFile(dir=real.parent, prefix=f".{real.name}.", delete=False) as beside:
            beside.write(data)
        shutil.copymode(real, beside.name)
        Path(beside.name).replace(real)
    except OSError as error:
        raise LabelError(f"{path}: --fix cannot write beside this file ({error.strerror})") from error


def _fix(row: dict[str, Any]) -> int:
    text, moved = row.get("text"), 0
    if not isinstance(text, str):
        return 0
    try:
        for span in spans_of(row):
            words = span["text"]
            # find and rfind, not count: words that overlap themselves (ww in www) have two places.
            if words and not stands(text, span) and -1 != text.find(words) == text.rfind(words):
                span["start"] = text.index(words)
                span["end"] = span["start"] + len(words)
                moved += 1
    except (KeyError, TypeError, AttributeError):
        # A misshapen record is named by the schema check; nothing in it has one possible answer.
        return 0
    return moved
