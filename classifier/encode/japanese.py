"""Pieces of Japanese BERTs (Tohoku University): NFKC, words by MeCab and UniDic, WordPiece inside each word.

The ids are those of ``transformers.BertJapaneseTokenizer``, which gives no offsets; here every piece has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import fugashi
import numpy as np
import numpy.typing as npt
import unidic_lite

from classifier.encode.nfkc import Normalized, nfkc
from classifier.encode.tokens import special_ids
from classifier.encode.windows import Pieces

# MeCab ends at NUL and reads UTF-8, which has no lone surrogates: a blank stands in for each.
_UNREADABLE = re.compile(r"[\0\ud800-\udfff]")
# One reading of MeCab. Below, the words are those of the whole text; above, a run without any word boundary would take
# quadratic time (0.02 s at this length, 5 s at 100,000 characters).
_MAX_CHUNK = 4000
# Longer texts are cut behind a line, else behind a sentence, else anywhere.
_CHUNK = re.compile(
    rf"(?s).{{1,{_MAX_CHUNK}}}\Z|.{{1,{_MAX_CHUNK - 1}}}\n|.{{1,{_MAX_CHUNK - 1}}}。|.{{1,{_MAX_CHUNK}}}"
)

Span = tuple[int, int]


class JapaneseTokenizer:
    """``wordpiece``: a ``tokenizers.Tokenizer`` with a WordPiece model. An unknown word is one piece, [UNK].

    The names of special tokens inside a text (``[SEP]``) are text like any other.
    """

    def __init__(self, wordpiece: Any, lower_case: bool = False) -> None:
        wordpiece.no_truncation()
        wordpiece.no_padding()
        self._wordpiece, self._lower_case = wordpiece, lower_case
        self.special = special_ids(wordpiece, ("[CLS]", "[SEP]", "[PAD]"))

    def pieces(self, texts: list[str]) -> list[Pieces]:
        normalized = [nfkc(text) for text in texts]
        words = [list(word_spans(n.text)) for n in normalized]
        forms = [[self._form(n.text[s:e]) for s, e in spans] for n, spans in zip(normalized, words, strict=True)]
        encoded = self._wordpiece.encode_batch(forms, is_pretokenized=True, add_special_tokens=False)
        return [
            Pieces(np.array(e.ids, dtype=np.int64), self._offsets(e, n, spans))
            for e, n, spans in zip(encoded, normalized, words, strict=True)
        ]

    def _form(self, word: str) -> str:
        return word.lower() if self._lower_case else word

    def _offsets(self, encoded: Any, text: Normalized, words: list[Span]) -> npt.NDArray[np.int64]:
        """(pieces, 2) in the raw text, from offsets inside each word's form."""
        if not encoded.ids:
            return np.zeros((0, 2), dtype=np.int64)
        read = [self._read(text.text, span) for span in words]
        made = [
            (text.starts[read[word][start]], text.ends[read[word][end - 1]])
            for word, (start, end) in zip(encoded.word_ids, encoded.offsets, strict=True)
        ]
        return np.array(made, dtype=np.int64)

    def _read(self, text: str, word: Span) -> Sequence[int]:
        """Position in the normalised text of every character of a word's form, which may be longer than the word."""
        if not self._lower_case:
            return range(*word)
        return [at for at in range(*word) for _ in text[at].lower()]


def word_spans(text: str) -> Iterator[Span]:
    """MeCab's words of a normalised text, in order; blanks and line breaks belong to none."""
    readable = _UNREADABLE.sub(" ", text)
    for chunk in _CHUNK.finditer(readable):
        at = chunk.start()
        for word in _tagger().parse(chunk.group()).split():
            start = readable.index(word, at, chunk.end())
            at = start + len(word)
            yield start, at


@cache
def _tagger() -> Any:
    folder = unidic_lite.DICDIR
    return fugashi.GenericTagger(f'-Owakati -d "{folder}" -r "{folder}/mecabrc"')
