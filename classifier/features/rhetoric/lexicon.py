"""Loaded words, labels and exaggeration: words of ``lexicon.toml``, found in every inflection and spelling.

An entry is read by the same tagger as the text and sought as a row of (lemma, part of speech): ``踏みにじる`` finds
踏みにじった and 踏み躙る. So a match starts and ends at the borders of words: 毒牙 is not found in a longer word that
happens to hold its characters, and 狂 is not found in 熱狂.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from classifier.evidence import Mark
from classifier.features.morphology import Token, tokens_of

# Table of the file -> name of the signal.
TABLES: Mapping[str, str] = {"loaded": "loaded_words", "label": "labels", "exaggeration": "exaggeration"}
# An entry that opens with this is a suffix (～ども); it is read behind a noun, as it stands in texts.
_SUFFIX, _NOUN = "～", "敵"
# Parts of speech that the tagger gives the same word in turn (卑劣な / 卑劣の / 無様), counted as one.
_ALIKE: Mapping[str, str] = {"形状詞": "名詞"}
# Lemmas join what must stay apart (双方とも and 敵ども, ただ and たった).
_BY_SURFACE: Mapping[str, str] = {"助詞": "", "助動詞": "", "接尾辞": "接尾辞", "副詞": "副詞"}

Word = tuple[str, str]
# First word of an entry -> (the words after it, the signal, the table), longest entries first.
Index = dict[Word, list[tuple[tuple[Word, ...], str, str]]]


@cache
def entries() -> Mapping[str, Mapping[str, str]]:
    """Table -> entry -> reason, as the file gives them."""
    raw = files(__package__).joinpath("lexicon.toml").read_text(encoding="utf-8")
    return {table: dict(words) for table, words in tomllib.loads(raw).items()}


@cache
def _index() -> Index:
    index: Index = {}
    for table, name in TABLES.items():
        for entry in entries()[table]:
            first, *rest = words_of_entry(entry)
            index.setdefault(first, []).append((tuple(rest), name, f"lexicon:{table}"))
    for rows in index.values():
        rows.sort(key=lambda row: -len(row[0]))
    return index


@cache
def _firsts() -> frozenset[str]:
    """What the first word of an entry may be called: most words of a text are none of these."""
    return frozenset(name for name, _ in _index())


def words_of_entry(entry: str) -> list[Word]:
    """The row of words that an entry stands for."""
    if entry.startswith(_SUFFIX):
        return [_word(token) for token in tokens_of(_NOUN + entry[len(_SUFFIX) :])][1:]
    return [_word(token) for token in tokens_of(entry)]


def _word(token: Token) -> Word:
    """Lemma and part of speech. Small words by their surface: に and で are read now one way, now another."""
    if token.pos in _BY_SURFACE:
        return token.surface, _BY_SURFACE[token.pos]
    return token.lemma or token.surface, _ALIKE.get(token.pos, token.pos)


_LEMMA = Token._fields.index("lemma")


def lexicon_marks(tokens: Sequence[Token]) -> Iterator[Mark]:
    """Every entry that stands in the text, the longest where two begin at the same word, none inside another."""
    firsts, free = _firsts(), 0
    # By index: this loop sees every token.
    for at in [at for at, token in enumerate(tokens) if token[_LEMMA] in firsts or token[0] in firsts]:
        if at >= free:
            found = _entry_at(tokens, at)
            if found:
                last, name, rule = found
                free = last + 1
                yield Mark(name, tokens[at].start, tokens[last].end, rule)


def _entry_at(tokens: Sequence[Token], at: int) -> tuple[int, str, str] | None:
    """Last word, signal and table of the longest entry that begins here."""
    for rest, name, rule in _index().get(_word(tokens[at]), ()):
        last = at + len(rest)
        if tuple(map(_word, tokens[at + 1 : last + 1])) == rest and _stands(tokens, at, last):
            return last, name, rule
    return None


def _stands(tokens: Sequence[Token], first: int, last: int) -> bool:
    """One line holds it, and it is no humble ``私ども``: the suffix that scorns others is modest behind a pronoun."""
    humble = tokens[first].pos == "接尾辞" and first > 0 and tokens[first - 1].pos == "代名詞"
    # Between two words of an entry stands nothing; a gap is a line break or a blank.
    whole = sum(t.end - t.start for t in tokens[first : last + 1]) == tokens[last].end - tokens[first].start
    return whole and not humble
