"""Where a text mentions a stance target: by alias, institution, leader or abbreviation, never by an outlet's name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from classifier.errors import InputError

# A stance is read at the mentions; the first ones carry it, and a list of fifty helps nobody.
MAX_MENTIONS = 12
_ASCII_WORD = re.compile(r"[A-Za-z][A-Za-z ]*")


@dataclass(frozen=True, slots=True)
class Target:
    """A stance target with one compiled pattern that first skips the words in which its names mean another thing."""

    name: str
    pattern: re.Pattern[str]

    def mentions(self, text: str) -> list[tuple[int, int]]:
        """Offsets of every mention, in order."""
        return [m.span("hit") for m in self.pattern.finditer(text) if m["hit"] is not None]


def make_target(name: str, names: Iterable[str], patterns: Iterable[str] = (), skip: Iterable[str] = ()) -> Target:
    """Compile a target. ``names`` match as they stand, longest first; ``skip`` are longer words to pass over."""
    words = sorted({n for n in names if n}, key=len, reverse=True)
    hits = "|".join([*map(_word, words), *patterns])
    passed = "|".join(re.escape(word) for word in sorted(skip, key=len, reverse=True))
    return Target(name, re.compile(f"(?:{passed})|(?P<hit>{hits})" if passed else f"(?P<hit>{hits})"))


def _word(name: str) -> str:
    """ASCII names need word borders (EU is not in EUROPE); Japanese has none."""
    escaped = re.escape(name)
    return rf"(?<![A-Za-z]){escaped}(?![A-Za-z])" if _ASCII_WORD.fullmatch(name) else escaped


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    raw = files("classifier.score").joinpath("targets.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(raw)["target"])


def default_targets(outlet_names: Iterable[str] = ()) -> tuple[Target, ...]:
    """ロシア, ウクライナ, 米国, 欧州・NATO, 中国, 日本, from ``targets.toml``; ``outlet_names`` are passed over."""
    skip = tuple(outlet_names)
    return tuple(
        make_target(row["name"], row["names"], row["patterns"], [*row["not"], *_containing(skip, row["names"])])
        for row in _rows()
    )


def _containing(words: Iterable[str], names: Iterable[str]) -> list[str]:
    """Outlet names that hold one of the target's names, such as Sputnik 日本 or 日本経済新聞."""
    known = list(names)
    return [w for w in words if w not in known and any(name in w for name in known)]


def with_user_targets(
    defaults: tuple[Target, ...], given: Mapping[str, Iterable[str]] | None, outlet_names: Iterable[str] = ()
) -> tuple[Target, ...]:
    """Default targets, then the user's own, outlet names passed over; one of a default's name replaces it."""
    if not given:
        return defaults
    outlets = tuple(outlet_names)
    own = [_user_target(name, aliases, outlets) for name, aliases in given.items()]
    names = {target.name for target in own}
    return (*(t for t in defaults if t.name not in names), *own)


def _user_target(name: str, aliases: Iterable[str], outlets: Collection[str]) -> Target:
    words = [name, *aliases]
    if isinstance(aliases, str) or not all(word.strip() for word in words):
        raise InputError(
            f"target {name!r}: a name and a list of aliases expected, none of them empty; "
            "type --target NAME=ALIAS,ALIAS or targets={'政権': ['首相', '内閣']}"
        )
    return make_target(name, words, skip=_containing(outlets, words))


def parse_targets(options: Iterable[str]) -> dict[str, list[str]]:
    """Options of the command line; aliases of a name given twice are joined."""
    made: dict[str, list[str]] = {}
    for name, aliases in map(parse_target, options):
        made.setdefault(name, []).extend(aliases)
    return made


def parse_target(option: str) -> tuple[str, list[str]]:
    """``NAME=ALIAS,ALIAS`` or ``NAME`` from the command line."""
    name, _, aliases = option.partition("=")
    return name.strip(), [a.strip() for a in re.split(r"[,、，]", aliases) if a.strip()]
