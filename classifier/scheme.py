"""The labels a model knows: those of the label guide first, then what a user added before training.

A user's additions stand in a TOML file that ``uratori train --scheme FILE`` reads:

    [[technique]]
    name = "appeal_to_nostalgia"
    group = "justification"

    [[source_type]]
    name = "think_tank"

    [[target]]
    name = "ASEAN"
    aliases = ["東南アジア諸国連合"]
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from classifier.errors import InputError
from classifier.records import GROUP_OF, SOURCE_TYPES, TECHNIQUE_GROUPS, TECHNIQUES

_NAME = re.compile(r"[a-z][a-z0-9_]{1,40}")
_TABLES = {"technique": {"name", "group"}, "source_type": {"name"}, "target": {"name", "aliases"}}


@dataclass(frozen=True, slots=True)
class Scheme:
    """``groups``: the group of every technique; ``targets``: targets of the user's own, asked for in every run."""

    source_types: tuple[str, ...] = SOURCE_TYPES
    techniques: tuple[str, ...] = TECHNIQUES
    groups: Mapping[str, str] = field(default_factory=lambda: dict(GROUP_OF))
    targets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Scheme:
        """The labels of a model's ``config.json``. Raises KeyError where one of the lists is missing."""
        return cls(
            tuple(config["source_types"]),
            tuple(config["techniques"]),
            dict(config["groups"]),
            {name: tuple(aliases) for name, aliases in config["targets"].items()},
        )

    def to_config(self) -> dict[str, Any]:
        """The entries of ``config.json`` that ``from_config`` reads."""
        return {
            "source_types": list(self.source_types),
            "techniques": list(self.techniques),
            "groups": dict(self.groups),
            "targets": {name: list(aliases) for name, aliases in self.targets.items()},
        }

    def extended(self, path: Path) -> Scheme:
        """This scheme with the additions of a TOML file; what it has already stays. Raises InputError."""
        raw = _read(path)
        techniques = {row["name"]: row.get("group", "manipulative_wording") for row in raw["technique"]}
        types = [row["name"] for row in raw["source_type"]]
        targets = {row["name"]: tuple(row.get("aliases", [])) for row in raw["target"]}
        return Scheme(
            (*self.source_types, *(name for name in types if name not in self.source_types)),
            (*self.techniques, *(name for name in techniques if name not in self.techniques)),
            {**techniques, **self.groups},
            {**self.targets, **targets},
        )


def _read(path: Path) -> dict[str, list[dict[str, Any]]]:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: not readable as TOML ({error}); see classifier/scheme.py for its form") from error
    if problems := list(_problems(raw)):
        raise InputError("\n".join(f"{path}: {what}" for what in problems))
    return {name: raw.get(name, []) for name in _TABLES}


def _problems(raw: dict[str, Any]) -> Iterator[str]:
    for table, rows in raw.items():
        if table not in _TABLES or not isinstance(rows, list):
            yield f"[[{table}]] found; [[technique]], [[source_type]] and [[target]] are known"
            continue
        for row in rows:
            yield from _row_problems(table, row)


def _row_problems(table: str, row: dict[str, Any]) -> Iterator[str]:
    name = row.get("name")
    if unknown := sorted(set(row) - _TABLES[table]):
        yield f"[[{table}]] {name!r}: unknown entry {unknown[0]!r}; {', '.join(sorted(_TABLES[table]))} are known"
    if not isinstance(name, str) or not name.strip():
        yield f"[[{table}]]: a name expected"
    elif table != "target" and not _NAME.fullmatch(name):
        yield f"[[{table}]] {name!r}: lower-case letters, digits and _ expected, as in appeal_to_fear"
    if row.get("group", "call") not in TECHNIQUE_GROUPS:
        yield f"[[{table}]] {name!r}: group {row['group']!r} found, one of {', '.join(TECHNIQUE_GROUPS)} expected"
    aliases = row.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(a, str) and a.strip() for a in aliases):
        yield f"[[{table}]] {name!r}: aliases must be a list of words"
