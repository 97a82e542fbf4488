"""NFKC with a way back: every code point of the normalised text knows the range of the raw text that it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from unicodedata import combining, normalize

# Ranges that hold no character which joins the one before it: Latin, brackets, kana, kanji, full-width forms. They make
# up nearly every text and need no closer look.
_ALONE = (
    ("\0", "\u02ff"),
    ("\u3001", "\u3029"),
    ("\u3041", "\u3096"),
    ("\u30a1", "\u30ff"),
    ("\u4e00", "\u9fff"),
    ("\uff01", "\uff9d"),
)
# Marks on one character that are normalised together; real text has up to three, and sorting them takes quadratic
# time. The limit is that of the Stream-Safe Text Format (UAX #15, section 13).
_MAX_MARKS = 30


class Normalized(NamedTuple):
    """``text[i]`` comes from ``raw[starts[i]:ends[i]]``; both rise, and several characters may share a range."""

    text: str
    starts: list[int]
    ends: list[int]


def nfkc(raw: str) -> Normalized:
    """``ｶﾞ`` -> ``ガ`` from both characters; ``㍿`` -> ``株式会社``, each of the four from the one character."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _segments(raw):
        part = normalize("NFKC", raw[start:end])
        parts.append(part)
        starts += [start] * len(part)
        ends += [end] * len(part)
    return Normalized("".join(parts), starts, ends)


def _segments(raw: str) -> Iterator[tuple[int, int]]:
    """Ranges that can be normalised one by one: a character and what joins it."""
    start = 0
    for at in range(1, len(raw)):
        if alone(raw[at]) or not _joins(raw[start:at], raw[at]):
            yield start, at
            start = at
    if raw:
        yield start, len(raw)


@lru_cache(maxsize=8192)  # as many different characters as a large newspaper archive has
def alone(char: str) -> bool:
    """Whether a character surely joins nothing before it."""
    return any(low <= char <= high for low, high in _ALONE)


def _joins(before: str, char: str) -> bool:
    """Marks join what they stand on (``か`` + ``゛`` combining); Hangul and Indic letters may compose without being marks."""
    if combining(normalize("NFKD", char)[0]):
        return len(before) <= _MAX_MARKS
    return normalize("NFKC", before + char) != normalize("NFKC", before) + normalize("NFKC", char)
