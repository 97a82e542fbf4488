"""Paths -> the files to read, in one stable order, with the names the records will carry."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from classifier.errors import InputError
from classifier.records import Skipped

SUFFIXES = (".txt", ".md")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to read; ``name`` is its path relative to the scored folder, with forward slashes."""

    path: Path
    name: str


def list_entries(paths: Iterable[Path]) -> list[Entry | Skipped]:
    """Every file below the paths, sorted by name; what is not a clipping by kind comes back as Skipped.

    Reason codes: hidden, unsupported_type, symlink_outside. Raises InputError where a path does not exist.
    """
    given = list(paths)
    for path in given:
        if not path.exists():
            raise InputError(
                f"{path}: no such file or folder; type the path of a .txt or .md file or of a folder of them"
            )
    root = _root(given)
    found: dict[str, Entry | Skipped] = {}
    for path in given:
        for entry in _entries(path, root):
            found.setdefault(entry.name if isinstance(entry, Entry) else entry.path, entry)
    return [found[name] for name in sorted(found, key=lambda n: n.split("/"))]


def _root(paths: list[Path]) -> Path:
    """The scored folder: the folder given, a file's parent, or what several paths have in common."""
    parents = [os.path.abspath(p if p.is_dir() else p.parent) for p in paths]  # noqa: PTH100 - keeps symlinks
    return Path(os.path.commonpath(parents))


def _entries(path: Path, root: Path) -> Iterator[Entry | Skipped]:
    if path.is_file():
        yield Entry(path, _name(path, root))
        return
    for folder, folders, files in os.walk(path):
        hidden = [name for name in folders if name.startswith(".")]
        for name in hidden:
            yield Skipped(_name(Path(folder, name), root), "hidden", "hidden folder, not entered")
        folders[:] = sorted(set(folders) - set(hidden))
        for name in sorted(files):
            yield _entry(Path(folder, name), path, root)


def _entry(path: Path, folder: Path, root: Path) -> Entry | Skipped:
    name = _name(path, root)
    if path.name.startswith("."):
        return Skipped(name, "hidden", "hidden file, not read")
    if path.suffix.lower() not in SUFFIXES:
        return Skipped(name, "unsupported_type", f"{path.suffix or 'no suffix'} found, .txt or .md expected")
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        return Skipped(name, "symlink_outside", "a link that leaves the scored folder, not followed")
    return Entry(path, name)


def _name(path: Path, root: Path) -> str:
    return Path(os.path.relpath(path, root)).as_posix()
