"""Text -> lines with their offsets. Only CR and LF end a line; U+2028 and the like stay inside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its line end: ``text == whole[start:end]``."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def to_lines(text: str) -> list[Line]:
    """All lines, blank ones included; CR LF counts as one line end."""
    lines: list[Line] = []
    at = 0
    while at <= len(text):
        found = _LINE.match(text, at)
        end = found.end() if found else at
        lines.append(Line(at, end, text[at:end]))
        at = end + (2 if text.startswith("\r\n", end) else 1)
    return lines
