"""How the matches of a pattern may begin: the one or two characters to look for before the pattern is tried at all.

``反論|釈明`` begins with 反論 or 釈明; ``[0-9]日|決して`` with 0日 … 9日 or 決し. One pass over the neighbouring
characters of a text then finds every place where one of some 150 patterns may match, in place of 150 passes.
"""

from __future__ import annotations

import re

# Two characters tell enough: nine places of ten that begin so are a match or nearly one.
_LENGTH = 2
# A set with more characters than this stands for any character: [一-龥].
_MAX_SET = 64
# With more pairs than this the first characters alone are looked for; a number with its unit has some 2,000.
_MAX_PAIRS = 5000
_ANY = "\0"
_BOUNDS = re.compile(r"\{(\d+)(?:,(\d*))?\}")
# The rest of a set, up to the bracket that closes it; one right behind the opener is a letter.
_CLOSE = re.compile(r"\^?\]?(?:\\.|[^\]\\])*\]")
_SPACES = " \t\n\r\f\v\u3000"
_NAMED = {"d": "0123456789０１２３４５６７８９", "s": _SPACES, "n": "\n", "t": "\t", "r": "\r"}


def openings(pattern: str) -> frozenset[str] | None:
    """Strings of one or two characters; None where a match may begin with anything.

    Reads what the sign patterns use: letters, sets, groups, ``|``, ``? + * {m,n}``, ``^ $`` and lookarounds.
    """
    found = {_cut(o) for o in _Reader(pattern).branches()}
    if any(o == "" for o in found):
        return None
    singles = {o for o in found if len(o) == 1}
    pairs = {o for o in found if len(o) == _LENGTH and o[0] not in singles}
    if len(pairs) > _MAX_PAIRS:
        return frozenset(o[0] for o in found)
    return frozenset(singles | pairs)


def _cut(opening: str) -> str:
    """Up to the first place where anything may stand."""
    return opening.split(_ANY, maxsplit=1)[0]


class _Reader:
    """Walks a pattern once; every method returns the openings of the part that it has read."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def branches(self) -> set[str]:
        """Alternatives up to a closing bracket or the end."""
        found = self.row()
        while self._next() == "|":
            self.at += 1
            found |= self.row()
        return found

    def row(self) -> set[str]:
        """Pieces one behind the other."""
        found = {""}
        while self._next() not in ("", "|", ")"):
            piece = self.piece()
            found = {(a + b)[:_LENGTH] for a in found for b in piece} if any(len(a) < _LENGTH for a in found) else found
        return found

    def piece(self) -> set[str]:
        """One letter, set or group with what follows it: ``?``, ``*``, ``+``, ``{m,n}``."""
        atom = self._atom()
        low, high = self._bounds()
        found = {""} if low == 0 else set()
        if low < _LENGTH:
            found |= atom
        if high >= _LENGTH:
            found |= {(a + b)[:_LENGTH] for a in atom for b in atom}
        return found

    def _next(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _atom(self) -> set[str]:
        char = self._next()
        self.at += 1
        if char == "(":
            return self._group()
        if char == "[":
            return self._set()
        if char == "\\":
            self.at += 1
            escaped = self.pattern[self.at - 1]
            return {_ANY} if escaped in "wWSD" else set(_NAMED.get(escaped, escaped))
        if char in "^$":
            return {""}
        return {_ANY} if char == "." else {char}

    def _group(self) -> set[str]:
        kind = re.compile(r"\?(?::|=|!|<=|<!)").match(self.pattern, self.at)
        self.at = kind.end() if kind else self.at
        inside = self.branches()
        self.at += 1
        return {""} if kind and kind.group() != "?:" else inside

    def _set(self) -> set[str]:
        close = _CLOSE.match(self.pattern, self.at)
        if close is None:
            raise re.error("unclosed set", self.pattern, self.at)
        inside, self.at = close.group()[:-1], close.end()
        if inside.startswith("^"):
            return {_ANY}
        chars = _members(inside)
        return chars if len(chars) <= _MAX_SET else {_ANY}

    def _bounds(self) -> tuple[int, int]:
        """How often the piece stands at least and at most, 0 to 2."""
        sign = self._next()
        if sign in ("?", "*", "+"):
            self.at += 1
            return (int(sign == "+"), 1 if sign == "?" else _LENGTH)
        found = _BOUNDS.match(self.pattern, self.at)
        if not found:
            return 1, 1
        self.at = found.end()
        low = int(found.group(1))
        return low, int(found.group(2) or _LENGTH) if "," in found.group() else low


def _members(inside: str) -> set[str]:
    """The characters of ``0-9０-９人``; ``[\\]`` and the like by their escape."""
    chars: set[str] = set()
    at = 0
    while at < len(inside):
        if inside[at] == "\\":
            chars |= set(_NAMED.get(inside[at + 1], inside[at + 1]))
            at += 2
        elif inside[at + 1 : at + 2] == "-" and at + 2 < len(inside):
            chars |= {chr(code) for code in range(ord(inside[at]), ord(inside[at + 2]) + 1)}
            at += 3
        else:
            chars.add(inside[at])
            at += 1
    return chars
