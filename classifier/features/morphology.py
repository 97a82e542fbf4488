"""One fugashi pass over an item: tokens with their offsets, part of speech, lemma and inflection (UniDic)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

import fugashi
import unidic_lite

# MeCab's lattice grows with the sentence; a line without any break is cut here, at about ten sentences.
_MAX_CHUNK = 1000
CHUNK = re.compile(rf"[^\r\n\0]{{1,{_MAX_CHUNK}}}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Surface, then the columns that the rules read, in the order of Token; words that UniDic does not know lack the later
# ones. One string for the whole chunk costs a quarter less than asking every node for its features.
_FIELDS = (0, 1, 7, 5, 2, 3)
_KNOWN = "".join(rf"\\t%f[{field}]" for field in _FIELDS)
_UNKNOWN = r"\\t%f[0]\\t%f[1]\\t\\t\\t%f[2]\\t"


# Values of ``Token.detail`` for places; a country is one of its own.
PLACES = ("地名", "国")


class Token(NamedTuple):
    """A short unit word: ``text[start:end] == surface``; empty strings where UniDic gives nothing.

    ``pos``/``sub``/``detail`` are the first three columns (名詞, 固有名詞, 人名; 国 for a country's name), ``form`` the
    inflection (連用形-一般).
    """

    surface: str
    start: int
    end: int
    pos: str
    sub: str
    lemma: str
    form: str
    detail: str = ""


class _Words(dict[str, tuple[str, int, tuple[str, ...]]]):
    """Line of MeCab's output -> surface, its length, the columns. A text repeats its words: each line is read once."""

    # Enough for the words of any text; a run over millions of items starts again now and then.
    _LIMIT = 200_000

    def __missing__(self, line: str) -> tuple[str, int, tuple[str, ...]]:
        surface, *columns = line.split("\t")
        columns += [""] * (len(_FIELDS) - len(columns))
        if len(self) >= self._LIMIT:
            self.clear()
        *kept, detail, region = ("" if column == "*" else column for column in columns)
        # 地名-国 is worth more to the rules than 地名: which country somebody speaks for.
        word = self[line] = surface, len(surface), (*kept, region if region == "国" else detail)
        return word


_words = _Words()


@cache
def _tagger() -> Any:
    folder = unidic_lite.DICDIR
    formats = rf'-O "" -F%m{_KNOWN}\\n -U%m{_UNKNOWN}\\n -E\\n'
    return fugashi.GenericTagger(f'-d "{folder}" -r "{folder}/mecabrc" {formats}')


def tokens_of(text: str) -> list[Token]:
    """All words of a text in order. Never fails: unknown characters become symbols or nouns."""
    tokens: list[Token] = []
    tagger = _tagger()
    for chunk in CHUNK.finditer(text):
        # MeCab reads UTF-8, which has no lone surrogates: a blank of the same length stands in for each.
        lines = tagger.parse(_SURROGATE.sub("\u3000", chunk.group())).split("\n")
        words = [_words[line] for line in lines if line]
        ends = list(accumulate((word[1] for word in words), initial=chunk.start()))
        placed = ends if ends[-1] == chunk.end() and not _SURROGATE.search(chunk.group()) else None
        tokens.extend(_row(words, placed) if placed else _searched(text, chunk, words))
    return tokens


Word = tuple[str, int, tuple[str, ...]]


def _row(words: Sequence[Word], ends: Sequence[int]) -> list[Token]:
    """Words without a gap between them, the usual case; past the named constructor, which costs a quarter of the loop."""
    made = tuple.__new__
    return [made(Token, (w[0], low, high, *w[2])) for w, low, high in zip(words, ends, ends[1:], strict=False)]


def _searched(text: str, chunk: re.Match[str], words: Sequence[Word]) -> Iterator[Token]:
    """Words between which MeCab has passed over blanks: each is looked for behind the one before."""
    at = chunk.start()
    for surface, length, columns in words:
        start = text.find(surface, at, chunk.end())
        if start >= 0:
            at = start + length
            yield Token(surface, start, at, *columns)
