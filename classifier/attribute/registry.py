"""The outlet registry: a readable data file, looked up by name, account, domain, credit or site furniture."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

KINDS = ("wire_service", "news_media", "state_media", "official")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One row of ``outlets.toml``. ``kind`` follows the label guide and is applied alike to every country."""

    name: str
    kind: str
    country: str
    aliases: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Registry:
    """Look-ups over the rows; every key belongs to one outlet."""

    outlets: tuple[Outlet, ...]
    by_name: dict[str, Outlet] = field(default_factory=dict)
    by_account: dict[str, Outlet] = field(default_factory=dict)
    by_domain: dict[str, Outlet] = field(default_factory=dict)
    by_credit: dict[str, Outlet] = field(default_factory=dict)
    by_marker: dict[str, Outlet] = field(default_factory=dict)

    def media_names(self) -> tuple[str, ...]:
        """Names and aliases of media. Authorities are left out: to name ロシア外務省 is to name Russia."""
        media = (outlet for outlet in self.outlets if outlet.kind != "official")
        return tuple(name for outlet in media for name in (outlet.name, *outlet.aliases))

    def named(self, text: str) -> Outlet | None:
        """The outlet whose name or alias this is; edition words such as 日本語版 may follow."""
        key = normalise(text)
        while key:
            if found := self.by_name.get(key):
                return found
            shorter = _EDITION.sub("", key)
            if shorter == key:
                return None
            key = shorter
        return None

    def account(self, handle: str | None) -> Outlet | None:
        return self.by_account.get(handle.lower()) if handle else None

    def domain(self, host: str) -> Outlet | None:
        """The outlet of a host name or of the longest registered domain above it."""
        parts = host.lower().split(".")
        for index in range(len(parts) - 1):
            if found := self.by_domain.get(".".join(parts[index:])):
                return found
        return None


_EDITION = re.compile(
    r"(?:日本語版|電子版|デジタル版?|オンライン|ウェブ版?|web版?|online|digital|速報|\.com|\.co\.jp|\.jp|日本版?|通信社?|新聞|japan)$"
)
_SPACE = re.compile(r"[\s　・=＝]+")
_WIDE = {ord("Ａ") + i: ord("a") + i for i in range(26)} | {ord("ａ") + i: ord("a") + i for i in range(26)}


def normalise(name: str) -> str:
    """Names compare without case, width, spaces and middle dots."""
    return _SPACE.sub("", name.translate(_WIDE)).lower()


@cache
def load_registry() -> Registry:
    """The registry that ships with the program."""
    raw = files("classifier.attribute").joinpath("outlets.toml").read_text(encoding="utf-8")
    return build_registry(tomllib.loads(raw)["outlet"])


@cache
def media_names() -> frozenset[str]:
    """Names and aliases of the media that ship with the program."""
    return frozenset(load_registry().media_names())


def build_registry(rows: list[dict[str, object]]) -> Registry:
    """Rows of the data file -> look-ups. The first row that claims a key keeps it; a test forbids doubles."""
    registry = Registry(tuple(_outlet(row) for row in rows))
    for outlet in registry.outlets:
        for name in (outlet.name, *outlet.aliases):
            registry.by_name.setdefault(normalise(name), outlet)
        for handle in outlet.accounts:
            registry.by_account.setdefault(handle.lower(), outlet)
        for host in outlet.domains:
            registry.by_domain.setdefault(host.lower(), outlet)
        for credit in outlet.credits:
            registry.by_credit.setdefault(normalise(credit), outlet)
        for marker in outlet.markers:
            registry.by_marker.setdefault(marker, outlet)
    return registry


def _outlet(row: dict[str, object]) -> Outlet:
    def many(key: str) -> tuple[str, ...]:
        value = row.get(key, [])
        return tuple(str(v) for v in value) if isinstance(value, list) else ()

    return Outlet(
        name=str(row["name"]),
        kind=str(row["kind"]),
        country=str(row["country"]),
        aliases=many("aliases"),
        credits=many("credits"),
        domains=many("domains"),
        accounts=many("accounts"),
        markers=many("markers"),
    )
