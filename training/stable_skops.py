"""A skops file whose bytes depend on nothing but its content.

skops names parts after memory addresses and stamps them with the time. Both are replaced: parts are numbered in the
order of the schema, every entry carries the first date that a zip file can hold.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import skops.io

_FIRST_DATE = (1980, 1, 1, 0, 0, 0)
_SCHEMA = "schema.json"
_ADDRESS = re.compile(r'"__id__": (\d+)|"(\d{6,})\.(np[yz])"')


def dumps(value: Any) -> bytes:
    """The bytes that ``skops.io.load`` reads back."""
    with ZipFile(BytesIO(skops.io.dumps(value))) as raw:
        parts = {name: raw.read(name) for name in raw.namelist()}
    numbers: dict[str, int] = {}

    def numbered(match: re.Match[str]) -> str:
        address = match[1] or match[2]
        number = numbers.setdefault(address, len(numbers))
        return f'"__id__": {number}' if match[1] else f'"{number}.{match[3]}"'

    schema = _ADDRESS.sub(numbered, parts.pop(_SCHEMA).decode("utf-8"))
    renamed = {_renamed(name, numbers): data for name, data in parts.items()}
    return _zipped({**dict(sorted(renamed.items())), _SCHEMA: schema.encode("utf-8")})


def _renamed(name: str, numbers: dict[str, int]) -> str:
    stem, dot, kind = name.partition(".")
    return f"{numbers[stem]}{dot}{kind}" if stem in numbers else name


def _zipped(parts: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        for name, data in parts.items():
            entry = ZipInfo(name, _FIRST_DATE)
            entry.compress_type = ZIP_DEFLATED
            file.writestr(entry, data)
    return made.getvalue()
