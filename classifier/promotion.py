"""Which model is promoted: a pointer with its history. Model folders are only read here.

The pointer is a JSON file (``classifier.model.promoted_pointer``) with the current folder and those before it, newest
last; null stands for the shipped model. ``undo`` goes back one step, as often as there are steps.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from classifier.errors import InputError, ModelError, OutputError
from classifier.model import Model, Pointer, load_model, promoted_pointer, read_pointer, shipped_model


def promote(folder: Path) -> Path:
    """Make the folder the user's model; returns its absolute path. Raises ModelError where it is not sound."""
    sound(folder)
    before, chosen = read_pointer(), _name(folder)
    if chosen != before.current:
        _write(Pointer(chosen, (*before.history, before.current)))
    return _place(chosen)


def undo() -> Path:
    """Back to the model before the current one; returns it. Raises InputError where there is none."""
    now = read_pointer()
    if not now.history:
        raise InputError("nothing to undo: no model was promoted before; type: uratori promote DIR")
    *older, back = now.history
    if back is not None:
        try:
            sound(Path(back))
        except ModelError as error:
            raise ModelError(f"{error}; it cannot be gone back to, type: uratori promote DIR") from error
    _write(Pointer(back, tuple(older)))
    return _place(back)


def sound(folder: Path) -> Model:
    """The loaded model with every part read once: a promoted model must score. Raises ModelError."""
    model = load_model(folder)
    _ = model.provenance, model.judge, model.source_type, model.encoder
    return model


def is_shipped(folder: Path) -> bool:
    """Whether this is the model that ships, under whatever path."""
    return folder.expanduser().resolve() == shipped_model().resolve()


def is_promoted(folder: Path) -> bool:
    """Whether the pointer names this folder already."""
    return _name(folder) == read_pointer().current


def write_whole(texts: Mapping[Path, str]) -> None:
    """Write beside every file first, rename at the end: a stop on the way leaves the old ones. Raises OutputError."""
    partial: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".uratori-", dir=path.parent)
            partial[path] = Path(name)
            with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 - a descriptor, no path
                file.write(text)
                file.flush()
                os.fsync(handle)
            # A temporary file is readable by its owner only.
            Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        for path, written in partial.items():
            written.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); check its rights and the disk") from error
    finally:
        for written in partial.values():
            written.unlink(missing_ok=True)


def _name(folder: Path) -> str | None:
    return None if is_shipped(folder) else str(folder.expanduser().resolve())


def _place(name: str | None) -> Path:
    return shipped_model() if name is None else Path(name)


def _write(pointer: Pointer) -> None:
    # ASCII only: a path may hold bytes that are no UTF-8.
    write_whole({promoted_pointer(): json.dumps(asdict(pointer), indent=2) + "\n"})
