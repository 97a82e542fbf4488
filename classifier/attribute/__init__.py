"""Item -> Attribution: outlet, account, byline, time, each with the words it was read from.

Who wrote the text outweighs who carries it: an agency credit comes before the outlet of a stamp or an account, and
those before site furniture.
"""

from __future__ import annotations

import re

from classifier.attribute.byline import glued_names, reporter_names
from classifier.attribute.credit import Credit, find_credit
from classifier.attribute.published import find_published
from classifier.attribute.registry import Outlet, Registry, load_registry
from classifier.records import Attribution, Evidence, Item, Published
from classifier.stamps import ATTRIBUTION, MARKER

__all__ = ["attribute"]

_HEAD_CHARS = 300
# 出典: https://… or a bare address as the closing line says where a text comes from; links in the text do not.
_SOURCE_LINE = re.compile(
    r"^(?:出典|引用元|元記事|ソース|source|via)[:：\s]*https?://(?P<host>[A-Za-z0-9.\-]{3,100})", re.I | re.M
)


def attribute(item: Item, registry: Registry | None = None) -> Attribution:
    """Everything the item and its surroundings say about who published it and when."""
    registry = registry or load_registry()
    stamp = _Stamp(item, registry)
    credit = find_credit(item.text, item.start, registry)
    outlet, evidence = _origin(item, registry, stamp, credit)
    return Attribution(
        outlet=outlet.name if outlet else stamp.unknown_outlet,
        kind=outlet.kind if outlet else None,
        country=outlet.country if outlet else None,
        account=stamp.account,
        display_name=stamp.display_name,
        credit=credit.outlet.name if credit else None,
        byline=_byline(item),
        relay="embed" if stamp.account else "direct",
        published=stamp.published or _page_time(item) or _credit_time(item, credit),
        evidence=evidence,
    )


class _Stamp:
    """What the attribution line or the marker's ``<outlet>date`` says."""

    def __init__(self, item: Item, registry: Registry) -> None:
        self.account: str | None = None
        self.display_name: str | None = None
        self.outlet: Outlet | None = None
        self.unknown_outlet: str | None = None
        self.evidence: Evidence | None = None
        self.published: Published | None = None
        if item.stamp is None:
            return
        text = item.stamp.text(item.clipping.text)
        self.published = find_published(text, item.stamp.start)
        if found := ATTRIBUTION.fullmatch(text):
            self.account, self.display_name = found["handle"].replace("＠", "@"), found["name"].strip()
            self.outlet = registry.account(self.account)
            self._keep("account", item, found.start("handle"), found.end("handle"))
        elif found := MARKER.fullmatch(f"▽x{text}"):
            self.outlet = registry.named(found["outlet"])
            self.unknown_outlet = None if self.outlet else found["outlet"].strip()
            start = found.start("outlet") - 2
            self._keep("outlet", item, start, start + len(found["outlet"]))

    def _keep(self, name: str, item: Item, start: int, end: int) -> None:
        assert item.stamp is not None
        begin, stop = item.stamp.start + start, item.stamp.start + end
        self.evidence = Evidence(name, begin, stop, item.clipping.text[begin:stop])


def _origin(
    item: Item, registry: Registry, stamp: _Stamp, credit: Credit | None
) -> tuple[Outlet | None, tuple[Evidence, ...]]:
    evidence = tuple(e for e in (stamp.evidence, credit.evidence if credit else None) if e)
    if credit and (credit.outlet.kind == "wire_service" or not stamp.outlet):
        return credit.outlet, evidence
    if stamp.outlet:
        return stamp.outlet, evidence
    if stamp.account:
        return None, evidence
    found = _furniture_outlet(item, registry) or _source_line(item, registry)
    return (found[0], (*evidence, found[1])) if found else (None, evidence)


def _furniture_outlet(item: Item, registry: Registry) -> tuple[Outlet, Evidence] | None:
    """The outlet that a saved page's own furniture names most often."""
    counts: dict[str, list[tuple[int, str]]] = {}
    for span in item.context:
        text = span.text(item.clipping.text)
        for marker, outlet in registry.by_marker.items():
            if (at := text.find(marker)) >= 0:
                counts.setdefault(outlet.name, []).append((span.start + at, marker))
    if not counts:
        return None
    best = max(counts, key=lambda name: (len(counts[name]), -counts[name][0][0]))
    at, marker = min(counts[best])
    outlet = registry.by_marker[marker]
    return outlet, Evidence("furniture", at, at + len(marker), marker)


def _source_line(item: Item, registry: Registry) -> tuple[Outlet, Evidence] | None:
    for found in _SOURCE_LINE.finditer(item.text):
        if outlet := registry.domain(found["host"]):
            start = item.start + found.start("host")
            return outlet, Evidence("domain", start, start + len(found["host"]), found["host"])
    return None


def _byline(item: Item) -> tuple[str, ...]:
    whole = item.clipping.text
    glued = [name for gap in item.gaps if gap.kind == "byline" for name in glued_names(whole[gap.start : gap.end])]
    return tuple(dict.fromkeys([*glued, *reporter_names(item.text[:_HEAD_CHARS])]))


def _page_time(item: Item) -> Published | None:
    """A time stamp that fills a line of its own near the top of a page."""
    if item.stamp is not None:
        return None
    at = item.start
    for line in item.text[:_HEAD_CHARS].splitlines(keepends=True):
        bare = line.strip()
        found = find_published(line, at) if len(bare) <= _MAX_TIME_LINE else None
        if found and len(found.evidence.text) >= len(bare) - _TIME_LINE_SLACK:
            return found
        at += len(line)
    return None


def _credit_time(item: Item, credit: Credit | None) -> Published | None:
    """（○○新聞 2026年2月9日付朝刊）: a full date inside the credit of an unstamped item."""
    if item.stamp is not None or credit is None:
        return None
    return find_published(credit.evidence.text, credit.evidence.start)


# '2026年3月4日 10:15(3月4日 11:20更新)' or '配信日時: 2026/03/04 10:15': little besides the time itself.
_MAX_TIME_LINE = 40
_TIME_LINE_SLACK = 20
