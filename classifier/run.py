"""One batch run: paths in, records and counts out. The command line only parses, calls this and prints."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from classifier.errors import InputError
from classifier.read import Entry, read_file
from classifier.read.clip import clip_bytes
from classifier.records import Clipping, ScoredItem, Skipped
from classifier.write import Writer

if TYPE_CHECKING:
    from classifier.predict import Scorer, Targets

# Reasons that say "this is no clipping", not "this clipping failed": they leave the exit code alone.
IGNORED = frozenset({"hidden", "unsupported_type", "symlink_folder"})

Progress = Callable[["RunLog"], None]


@dataclass
class RunLog:
    """What a run did: every file ends as scored or as skipped with a reason code."""

    files: int = 0
    items: int = 0
    types: Counter[str] = field(default_factory=Counter)
    levels: dict[str, list[float]] = field(default_factory=dict)
    signals: dict[str, list[float]] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    warnings: Counter[str] = field(default_factory=Counter)
    withheld: Counter[str] = field(default_factory=Counter)
    started: float = field(default_factory=time.monotonic)

    @property
    def failed(self) -> list[Skipped]:
        """Skipped files that should have been scored."""
        return [s for s in self.skipped if s.reason not in IGNORED]

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    def add(self, item: ScoredItem) -> None:
        """Count one scored item."""
        self.items += 1
        kind = item.source.type
        self.types[kind] += 1
        self.levels.setdefault(kind, []).append(item.score.sourcing.level)
        self.signals.setdefault(kind, []).append(item.score.propaganda_signal)
        self.warnings.update(item.warnings)
        self.withheld.update(name.partition(":")[0] for name in item.withheld)


def score_entries(
    scorer: Scorer,
    entries: Iterable[Entry | Skipped],
    writer: Writer,
    log: RunLog,
    targets: Targets | None,
    progress: Progress,
) -> None:
    """Read, score and write every entry; what cannot be read is logged and the run goes on."""

    def no_item(clipping: Clipping) -> None:
        log.skipped.append(Skipped(clipping.path, "no_item", "separators or site furniture found, an article expected"))

    clippings = _clippings(entries, log, progress)
    for item in scorer.score_clippings(clippings, targets, no_item):
        writer.write(item.to_dict())
        log.add(item)
        progress(log)


def _clippings(entries: Iterable[Entry | Skipped], log: RunLog, progress: Progress) -> Iterator[Clipping]:
    for entry in entries:
        found = read_file(entry.path, entry.name) if isinstance(entry, Entry) else entry
        log.files += 1
        if isinstance(found, Skipped):
            log.skipped.append(found)
        else:
            yield found
        progress(log)


def entries_of(paths: list[Path]) -> list[Entry | Skipped]:
    """The files to score. Raises InputError where there is not one clipping among them."""
    from classifier.read import list_entries

    entries = list_entries(paths)
    if not any(isinstance(entry, Entry) for entry in entries):
        where = ", ".join(str(path) for path in paths)
        raise InputError(
            f"{where}: no clipping found among {len(entries)} files; expected .txt or .md files, or a folder of them"
        )
    return entries


def stdin_clipping(data: bytes) -> Clipping:
    """Standard input as one clipping. Raises InputError where it holds no text."""
    found = clip_bytes(data, "-")
    if isinstance(found, Skipped):
        raise InputError(f"standard input: {found.reason}: {found.detail}")
    return found
