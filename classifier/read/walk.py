"""Paths -> the files to read, in one stable order, with the names the records will carry."""

from __future__ import annotations

import os
import stat
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

    Reason codes: hidden, unsupported_type, symlink_outside, symlink_folder, not_regular, unreadable. Raises InputError where a path does not exist.
    """
    given = list(paths)
    for path in given:
        if not _exists(path):
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


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        # A closed folder above it, or a name longer than the system takes.
        return False


def _entries(path: Path, root: Path) -> Iterator[Entry | Skipped]:
    if not path.is_dir():
        yield _file(path, root) if path.suffix.lower() in SUFFIXES else _unsupported(path, root)
        return
    closed: list[OSError] = []
    for folder, folders, files in os.walk(path, onerror=closed.append):
        for name in sorted(folders):
            if skipped := _folder(Path(folder, name), root):
                folders.remove(name)
                yield skipped
        folders.sort()
        for name in sorted(files):
            yield _entry(Path(folder, name), path, root)
    for error in closed:
        yield Skipped(_name(Path(error.filename), root), "unreadable", f"folder not entered: {error.strerror}")


def _folder(path: Path, root: Path) -> Skipped | None:
    """Why a folder is not entered, or None."""
    if path.name.startswith("."):
        return Skipped(_name(path, root), "hidden", "hidden folder, not entered")
    if path.is_symlink():
        return Skipped(_name(path, root), "symlink_folder", "a link to a folder, not followed; give its own path")
    return None


def _entry(path: Path, folder: Path, root: Path) -> Entry | Skipped:
    name = _name(path, root)
    if path.name.startswith("."):
        return Skipped(name, "hidden", "hidden file, not read")
    if path.suffix.lower() not in SUFFIXES:
        return _unsupported(path, root)
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        return Skipped(name, "symlink_outside", "a link that leaves the scored folder, not followed")
    return _file(path, root)


def _unsupported(path: Path, root: Path) -> Skipped:
    found = path.suffix or "no suffix"
    return Skipped(_name(path, root), "unsupported_type", f"{found} found, {' or '.join(SUFFIXES)} expected")


def _file(path: Path, root: Path) -> Entry | Skipped:
    name = _name(path, root)
    try:
        regular = stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        return Skipped(name, "unreadable", f"the system says: {error.strerror}; a link to nothing, or no rights")
    # Reading a pipe or a device would wait for ever.
    return Entry(path, name) if regular else Skipped(name, "not_regular", "a pipe or a device, a file expected")


def _name(path: Path, root: Path) -> str:
    """Relative path with forward slashes; bytes that are no UTF-8 are shown as \\xNN, so that every writer takes it."""
    return os.fsencode(Path(os.path.relpath(path, root)).as_posix()).decode("utf-8", "backslashreplace")
