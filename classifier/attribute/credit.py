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
    r"[\[［【(（〔](?P<inner>[^\[\]［］【】()（）〔〕\r\n]{2,60})[\]］】)）〕](?=(?P<rest>[^\r\n]?))|[/／](?P<slashed>[^/／\r\n]{2,20})[/／]"
)
_CLOSE = re.compile(r"[(（［\[【](?P<inner>[^()（）\[\]［］【】\r\n]{2,30})[)）］\]】][ \t　]*$")
_BRACKETS = re.compile(r"[\[［【(（〔][^\[\]［］【】()（）〔〕]{0,60}[\]］】)）〕]")
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
        inner = found["inner"] or found["slashed"]
        if found["slashed"] or _stands_alone(found):
            outlet = credited(inner, registry) or registry.named(inner)
            if outlet:
                return _credit(found, offset, outlet)
    return None


def _stands_alone(found: re.Match[str]) -> bool:
    """A credit opens its line, perhaps behind other brackets, or closes it; 英通信社（ロイター）によると is prose."""
    before = found.string[: found.start()]
    line = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
    if len(line) > _LINE_PREFIX:
        return False
    return not found["rest"] or (not _BRACKETS.sub("", line).strip() and found["rest"] not in "がはのをにとでも")


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
    return Credit(outlet, Evidence("credit", offset + found.start(), offset + found.end(), found.group()))


def credited(inner: str, registry: Registry) -> Outlet | None:
    """The agency that a bracket's content ends or begins with: 'ワシントン共同', 'AFP＝時事', '新華社北京3月4日'."""
    bare = _DAY.sub(" ", inner)
    for part in (*re.split(r"[\s　＝=/／]+", bare.strip()), bare):
        key = _ROLE.sub("", normalise(part))
        if outlet := registry.by_credit.get(key):
            return outlet
    return _with_place(normalise(bare), registry)


def _with_place(key: str, registry: Registry) -> Outlet | None:
    """'ワシントン共同', '新華社北京': a place glued to the agency's name."""
    near = [c for c in registry.by_credit if _trails(c, key) or _leads(c, key)]
    return registry.by_credit[max(near, key=len)] if near else None


def _trails(credit: str, key: str) -> bool:
    """'ワシントン共同', but not 日米共同 or 官民共同, which are what countries and sectors do together."""
    return len(credit) > 1 and key.endswith(credit) and not _TOGETHER.fullmatch(key[: -len(credit)])


def _leads(credit: str, key: str) -> bool:
    """An agency's full name with a place behind it: 共同声明 and 共同通信の取材 are none."""
    return len(credit) > _MIN_LEADING and key.startswith(credit) and bool(_PLACE.fullmatch(key, len(credit)))


_TOGETHER = re.compile(r"[日米英仏独伊中韓露ロ朝豪印台欧加官民産学両国]+")
_MIN_LEADING = 2
_PLACE = re.compile(r"[一-鿿ァ-ヶー]{1,10}")
