"""One file, or one text from memory, -> Clipping or Skipped."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from classifier.read.decode import decode
from classifier.records import Clipping, Skipped

# Far above any clipping file people keep by hand; a bigger one is a dump that would not fit in memory twice.
MAX_BYTES = 64 * 1024 * 1024
# Control characters that no text file holds: more than one in a hundred means binary.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAX_CONTROL_SHARE = 0.01
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
# UTF-8 read as CP932 turns kana into these kanji, UTF-8 read as Latin-1 into "ã" pairs.
_MOJIBAKE = re.compile(r"[縺繧譁蜿蟷]|ã[\x80-\xbf€‚]|\ufffd")
_MAX_MOJIBAKE_SHARE = 0.02


def read_file(path: Path, name: str) -> Clipping | Skipped:
    """Read one file. Reason codes: too_large, unreadable, empty, binary."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            return Skipped(name, "too_large", f"{size} bytes found, at most {MAX_BYTES} expected; split the file")
        data = path.read_bytes()
    except OSError as error:
        return Skipped(name, "unreadable", f"the system says: {error.strerror or error}; check its permissions")
    return clip_bytes(data, name)


def clip_bytes(data: bytes, name: str) -> Clipping | Skipped:
    """Decode the bytes of one file."""
    if not data.strip():
        return Skipped(name, "empty", f"{len(data)} bytes of nothing but white space found, text expected")
    found = decode(data)
    if found is None or _looks_binary(found.text):
        return Skipped(
            name, "binary", "no Japanese text encoding fits; UTF-8, UTF-16, CP932, EUC-JP or ISO-2022-JP expected"
        )
    if not found.text.strip():
        return Skipped(name, "empty", "no character but white space found, text expected")
    warnings = ("text_truncated",) if found.cut else ()
    return _clipping(found.text, name, found.encoding, hashlib.sha256(data).hexdigest(), warnings)


def clip_text(text: str, name: str = "text") -> Clipping:
    """A clipping from memory. Lone surrogates become U+FFFD one for one, so offsets stay as given."""
    clean = _LONE_SURROGATE.sub("\ufffd", text)
    digest = hashlib.sha256(clean.encode("utf-8")).hexdigest()
    return _clipping(clean, name, "str", digest, ())


def _clipping(text: str, name: str, encoding: str, digest: str, warnings: tuple[str, ...]) -> Clipping:
    suspects = len(_MOJIBAKE.findall(text))
    if suspects > max(2, _MAX_MOJIBAKE_SHARE * len(text)) or "\ufffd" in text:
        warnings = (*warnings, "mojibake_suspected")
    return Clipping(path=name, text=text, encoding=encoding, sha256=digest, warnings=warnings)


def _looks_binary(text: str) -> bool:
    return len(_CONTROL.findall(text)) > _MAX_CONTROL_SHARE * len(text)
