"""Texts -> pieces. Which tokenizer a model has stands in ``config.json``; its vocabulary lies in ``tokenizer.json``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from classifier.encode.windows import Pieces

# Values of ``encoder.tokenizer`` in config.json.
UNIGRAM, BERT_JAPANESE = "unigram", "bert_japanese"


class TextTokenizer(Protocol):
    """What training and scoring ask of a tokenizer. ``special``: ids of what begins, ends and pads a window."""

    special: tuple[int, int, int]

    def pieces(self, texts: list[str]) -> list[Pieces]:
        """Ids without special tokens, and offsets in code points of the raw text; no piece is a text without any."""


class UnigramTokenizer:
    """Pieces of a ``tokenizers`` file that normalises, splits and gives offsets itself (multilingual E5)."""

    def __init__(self, tokenizer: Any) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self.special = special_ids(tokenizer, ("<s>", "</s>", "<pad>"))

    def pieces(self, texts: list[str]) -> list[Pieces]:
        encoded = self._tokenizer.encode_batch(texts, add_special_tokens=False)
        return [
            Pieces(np.array(e.ids, dtype=np.int64), np.array(e.offsets, dtype=np.int64).reshape(-1, 2)) for e in encoded
        ]


def special_ids(tokenizer: Any, names: tuple[str, str, str]) -> tuple[int, int, int]:
    """Ids of the tokens that begin, end and pad. Raises ValueError where the vocabulary lacks one."""
    begin, end, pad = (tokenizer.token_to_id(name) for name in names)
    if begin is None or end is None or pad is None:
        raise ValueError(f"tokenizer.json lacks one of {' '.join(names)}")
    return begin, end, pad


def open_tokenizer(folder: Path, config: Mapping[str, Any]) -> TextTokenizer:
    """The tokenizer of a model folder. ``config``: the entry ``encoder`` of config.json. Raises ValueError."""
    return read_tokenizer((folder / "tokenizer.json").read_bytes(), config)


def read_tokenizer(document: bytes, config: Mapping[str, Any]) -> TextTokenizer:
    """The same from the content of a ``tokenizer.json``: training has it before a model folder exists."""
    from tokenizers import Tokenizer

    kind = config.get("tokenizer", UNIGRAM)
    if kind == BERT_JAPANESE:
        from classifier.encode.japanese import JapaneseTokenizer

        return JapaneseTokenizer(Tokenizer.from_buffer(document), bool(config.get("lower_case", False)))
    if kind != UNIGRAM:
        raise ValueError(f"tokenizer {kind!r} found, {UNIGRAM!r} or {BERT_JAPANESE!r} expected")
    return UnigramTokenizer(Tokenizer.from_buffer(document))
