"""One fugashi pass over an item: tokens with their offsets, part of speech, lemma and inflection (UniDic)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import fugashi

# MeCab's lattice grows with the sentence; a line without any break is cut here, at about ten sentences.
_MAX_CHUNK = 1000
_CHUNK = re.compile(rf"[^\r\n\0]{{1,{_MAX_CHUNK}}}")


@dataclass(frozen=True, slots=True)
class Token:
    """A short unit word: ``text[start:end] == surface``; empty strings where UniDic gives nothing."""

    surface: str
    start: int
    end: int
    pos: str
    sub: str
    lemma: str
    form: str


@cache
def _tagger() -> Any:
    return fugashi.Tagger()


def tokens_of(text: str) -> list[Token]:
    """All words of a text in order. Never fails: unknown characters become symbols or nouns."""
    tokens: list[Token] = []
    for chunk in _CHUNK.finditer(text):
        at = chunk.start()
        for word in _tagger()(chunk.group()):
            start = text.find(word.surface, at)
            if start < 0:
                continue
            at = start + len(word.surface)
            tokens.append(_token(word, start, at))
    return tokens


def _token(word: Any, start: int, end: int) -> Token:
    f = word.feature
    return Token(word.surface, start, end, f.pos1 or "", f.pos2 or "", f.lemma or "", f.cForm or "")
