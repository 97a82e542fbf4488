"""Agency credits and datelines: who wrote the text, whoever carries it.

Examples: ``［東京　２４日　ロイター］`` ``【ワシントン共同】`` ``【AFP＝時事】`` ``【北京3月4日新華社】`` at the opening,
``（共同）`` ``（ロイター）`` at the close, ``/タス通信/`` after the place. ``ロイターによると`` in running text is a citation, not a credit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from classifier.attribute.registry import Outlet, Registry, normalise
from classifier.records import Evidence

_OPEN = re.compile(
    r"[\[［【(（〔](?P<inner>[^\[\]［］【】()（）〔〕\r\n]{2,60})[\]］】)）〕](?P<rest>[^\r\n]?)|[/／](?P<slashed>[^/／\r\n]{2,20})[/／]"
)
_CLOSE = re.compile(r"[(（［\[【](?P<inner>[^()（）\[\]［］【】\r\n]{2,30})[)）］\]】][ \t　]*$")
# A dateline stands in the opening lines and near the line's beginning.
_OPENING_CHARS = 400
_LINE_PREFIX = 40
_CLOSING_CHARS = 120
# 東京2日 / 3月4日 / 特派員 / 記者 around the agency's name.
_DAY = re.compile(r"(?:[0-9０-９]{1,4}年)?(?:[0-9０-９]{1,2}月)?[0-9０-９]{1,2}日(?:発)?")
_ROLE = re.compile(r"(?:特派員|支局|総局|記者|発|＝|=|電)$")


@dataclass(frozen=True, slots=True)
class Credit:
    outlet: Outlet
    evidence: Evidence


def find_credit(text: str, offset: int, registry: Registry) -> Credit | None:
    """The first credit of an item's text; ``offset`` is the item's start in the clipping."""
    return _opening(text, offset, registry) or _closing(text, offset, registry)


def _opening(text: str, offset: int, registry: Registry) -> Credit | None:
    for found in _OPEN.finditer(text, 0, _OPENING_CHARS):
        line_start = max(text.rfind("\n", 0, found.start()), text.rfind("\r", 0, found.start())) + 1
        if found.start() - line_start > _LINE_PREFIX:
            continue
        inner = found["inner"] or found["slashed"]
        # A name alone in brackets is a credit only where it closes its line: 大統領府（クレムリン）は is prose.
        outlet = credited(inner, registry) or (registry.named(inner) if found["rest"] == "" else None)
        if outlet:
            return _credit(found, offset, outlet)
    return None


def _closing(text: str, offset: int, registry: Registry) -> Credit | None:
    begin = max(0, len(text) - _CLOSING_CHARS)
    at = begin
    for line in text[begin:].splitlines(keepends=True):
        found = _CLOSE.search(line.rstrip("\r\n"))
        outlet = (credited(found["inner"], registry) or registry.named(found["inner"])) if found else None
        if found and outlet:
            return _credit(found, offset + at, outlet)
        at += len(line)
    return None


def _credit(found: re.Match[str], offset: int, outlet: Outlet) -> Credit:
    end = found.end() - len(found.groupdict().get("rest") or "")
    words = found.string[found.start() : end]
    return Credit(outlet, Evidence("credit", offset + found.start(), offset + end, words))


def credited(inner: str, registry: Registry) -> Outlet | None:
    """The agency that a bracket's content ends or begins with: 'ワシントン共同', 'AFP＝時事', '新華社北京3月4日'."""
    bare = _DAY.sub(" ", inner)
    for part in (*re.split(r"[\s　＝=/／]+", bare.strip()), bare):
        key = _ROLE.sub("", normalise(part))
        if outlet := registry.by_credit.get(key):
            return outlet
    return _with_place(normalise(bare), registry)


def _with_place(key: str, registry: Registry) -> Outlet | None:
    """'ワシントン共同', 'ロンドン時事': a place glued to the agency's name."""
    longest = sorted((c for c in registry.by_credit if len(c) > 1 and key.endswith(c)), key=len)
    return registry.by_credit[longest[-1]] if longest else None
