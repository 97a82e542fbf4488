"""Names that an exchange of sides would leave behind: a place, a person or a body that belongs to one of them.

A name's script tells whose it can be: Chinese and Japanese names are written in kanji, Russian, Ukrainian and American ones
in katakana; a kanji name in a text that exchanges ロシア and ウクライナ is a third party's. Countries are known from the
dictionary, other third parties from the table. Everything else counts as left behind: better no record than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from classifier.features.morphology import Token, tokens_of
from training.augment.sides import PairTable

_KANA_RUN = re.compile(r"[ァ-ヶー]{2,}")
_KANJI = re.compile(r"[一-鿿々]")
_LATIN = re.compile(
    r"(?i)russ|ukrain|ki?yiv|kiev|moscow|kremlin|chin[ae]|beijing|americ|japan|tokyo|nippon|washington|putin|zelensk|trump|(?<![a-z])us(?![a-z])"
)
# Runs of one-letter countries, such as 米中ロ or 日米韓: the table knows pairs only.
_LETTERS = re.compile(r"(?:[日米中露宇韓朝台英仏独印豪欧比]|(?<![ァ-ヶー])ロ(?![ァ-ヶー])){2,}")
_OWN_LETTERS = {"ru": "ロ露", "ua": "宇", "us": "米", "cn": "中", "jp": "日"}
_BY_KANA, _BY_KANJI = {"ru", "ua", "us"}, {"cn", "jp"}


def leftovers(text: str, held: Sequence[tuple[int, int]], table: PairTable) -> Iterator[tuple[str, str]]:
    """(reason, word) of everything outside ``held`` that binds the text to one side of the pair."""
    tokens = tokens_of(text)
    thirds = {t.end for t in tokens if t.detail == "国" and not _inside(t.start, t.end, held)}
    for found in table.forbidden.finditer(text):
        own = not {found.start(), found.start() - 1} & thirds
        if own and not _inside(found.start(), found.end(), held):
            yield "a word belongs to one side", found.group()
    for found in _LATIN.finditer(text):
        if not _inside(found.start(), found.end(), held):
            yield "a side is named in Latin letters", found.group()
    yield from _letters(text, held, table)
    for name in _names(text, tokens, held, table):
        yield "a name may belong to one side", name


def _letters(text: str, held: Sequence[tuple[int, int]], table: PairTable) -> Iterator[tuple[str, str]]:
    own = "".join(_OWN_LETTERS[side] for side in table.sides)
    for found in _LETTERS.finditer(text):
        covered = any(start <= found.start() and found.end() <= end for start, end in held)
        if not covered and any(letter in own for letter in found.group()):
            yield "countries are joined in one word", found.group()


def _names(text: str, tokens: Sequence[Token], held: Sequence[tuple[int, int]], table: PairTable) -> Iterator[str]:
    free = [t for t in tokens if not _inside(t.start, t.end, held) and t.surface not in table.neutral]
    if _BY_KANJI & {*table.sides}:
        yield from (t.surface for t in free if t.sub == "固有名詞" and t.detail != "国" and _KANJI.search(t.surface))
    if _BY_KANA & {*table.sides}:
        odd = [t for t in free if (t.sub == "固有名詞" and t.detail != "国") or (not t.lemma and t.pos == "名詞")]
        for run in _KANA_RUN.finditer(text):
            if run.group() not in table.neutral and any(t.start < run.end() and run.start() < t.end for t in odd):
                yield run.group()


def _inside(start: int, end: int, held: Sequence[tuple[int, int]]) -> bool:
    return any(low < end and start < high for low, high in held)
