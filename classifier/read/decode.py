"""Bytes -> text by a strict trial order. A statistical guess errs on short Japanese texts; a strict order does not.

Order: byte order mark, ISO-2022-JP (its bytes are valid UTF-8, so it must come first), UTF-16 without a mark by
its NUL pattern, UTF-8, EUC-JP, CP932. The first encoding that decodes every byte wins.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ISO_2022_JP = ("iso2022_jp", "iso2022_jp_2004", "iso2022_jp_ext")
# The JIS X 0213 variants add circled numbers and other vendor characters that plain euc_jp refuses.
_EIGHT_BIT = ("euc_jp", "euc_jisx0213", "cp932")
# Below this code point UTF-8 needs at most two bytes: no kana, no kanji, no Japanese punctuation.
_FIRST_THREE_BYTE = "\u0800"
# A file cut at a byte limit ends inside a character of at most four bytes.
_MAX_CUT = 3


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    cut: bool = False


def decode(data: bytes) -> Decoded | None:
    """Text and the encoding's name, or None where no encoding of the trial order fits (binary data)."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strict(data, name) or _cut_end(data, name)
    # A lone escape in a text of another encoding is no sign of ISO-2022-JP: the later ones still get their turn.
    escaped = b"\x1b$" in data or b"\x1b(" in data
    if escaped and (found := _first(data, _ISO_2022_JP)):
        return found
    if b"\0" in data:
        return _utf16_without_mark(data)
    return (
        _utf8(data)
        or _cut_end(data, "utf-8")
        or _first(data, _EIGHT_BIT[:2])
        or _cut_end(data, "euc_jp")
        or _last(data)
    )


def _utf8(data: bytes) -> Decoded | None:
    """UTF-8, unless it gives no character of Japanese where EUC-JP gives nothing else.

    The EUC-JP bytes of 発表 are also UTF-8 for two letters of the Latin and Cyrillic ranges.
    """
    found = _strict(data, "utf-8")
    if found is None or found.text.isascii() or any(char >= _FIRST_THREE_BYTE for char in found.text):
        return found
    other = _strict(data, "euc_jp")
    return other if other and all(char.isascii() or char >= _FIRST_THREE_BYTE for char in other.text) else found


def _first(data: bytes, names: tuple[str, ...]) -> Decoded | None:
    for name in names:
        if found := _strict(data, name):
            return found
    return None


def _last(data: bytes) -> Decoded | None:
    return _strict(data, _EIGHT_BIT[-1]) or _cut_end(data, _EIGHT_BIT[-1])


def _strict(data: bytes, name: str) -> Decoded | None:
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError:
        return None


def _cut_end(data: bytes, name: str) -> Decoded | None:
    """Decode a text whose last character was cut in half; the half character is dropped and reported."""
    try:
        data.decode(name)
    except UnicodeDecodeError as error:
        # "unexpected end of data" and "truncated data": the decoder wanted more, it did not see a wrong byte.
        cut = any(word in error.reason for word in ("end of data", "truncated", "incomplete"))
        if cut and error.start >= len(data) - _MAX_CUT and error.start > 0:
            found = _strict(data[: error.start], name)
            return Decoded(found.text, name, cut=True) if found else None
    return None


def _utf16_without_mark(data: bytes) -> Decoded | None:
    """Line feeds and ASCII put a NUL into the high byte: odd positions in LE, even positions in BE."""
    if len(data) % 2:
        return None
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if even and odd:
        return None
    found = _strict(data, "utf-16-le" if odd else "utf-16-be")
    return found if found and "\0" not in found.text else None
