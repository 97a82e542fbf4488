"""The tokenizer of a base encoder as a model folder stores it: ``tokenizer.json`` and its entries of ``config.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from classifier.encode.tokens import BERT_JAPANESE, UNIGRAM
from classifier.errors import InputError

_SPECIAL = {
    name: f"[{name[:-6].upper()}]" for name in ("unk_token", "sep_token", "pad_token", "cls_token", "mask_token")
}
# What a BertJapaneseTokenizer must say of itself; the first that differs is named.
_SUPPORTED: dict[str, Any] = {
    "word_tokenizer_type": "mecab",
    "subword_tokenizer_type": "wordpiece",
    "mecab_dic": "unidic_lite",
    "mecab_option": None,
    "normalize_text": True,
    "do_word_tokenize": True,
    "do_subword_tokenize": True,
    "never_split": None,
    "added tokens": None,
    **_SPECIAL,
}
_ADVICE = (
    "word_tokenizer_type mecab with mecab_dic unidic_lite and subword_tokenizer_type wordpiece are supported; "
    "give such a base, tohoku-nlp/bert-base-japanese-v3 for one, or models/encoder"
)


def read_tokenizer_files(folder: Path, bert: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Entries for ``encoder`` in config.json, and the content of tokenizer.json. ``bert``: the base's config.json.

    Raises InputError where scoring could not tokenize as the base does.
    """
    path = folder / "tokenizer_config.json"
    settings = read_object(path) if path.is_file() else {}
    if is_japanese(settings, bert):
        if odd := unsupported(settings):
            raise InputError(f"{path}: {odd} found; {_ADVICE}")
        return {"tokenizer": BERT_JAPANESE, "lower_case": bool(settings.get("do_lower_case"))}, _wordpiece(folder)
    document = folder / "tokenizer.json"
    if not document.is_file():
        raise InputError(f"{folder}: neither tokenizer.json nor a BertJapaneseTokenizer found; give models/encoder")
    return {"tokenizer": UNIGRAM}, document.read_bytes()


def is_japanese(settings: Mapping[str, Any], bert: Mapping[str, Any]) -> bool:
    """Older checkpoints name the class in config.json, or nowhere."""
    named = (settings.get("tokenizer_class"), bert.get("tokenizer_class"))
    return "BertJapaneseTokenizer" in named or "word_tokenizer_type" in settings


def unsupported(settings: Mapping[str, Any]) -> str | None:
    """The first setting that scoring cannot follow; defaults are those of transformers.

    The dictionary has none: it was IPAdic once and is UniDic now, and a base was trained with one of them.
    """
    mecab = settings.get("mecab_kwargs") or {}
    found = {
        "word_tokenizer_type": settings.get("word_tokenizer_type", "basic"),
        "subword_tokenizer_type": settings.get("subword_tokenizer_type", "wordpiece"),
        "mecab_dic": mecab.get("mecab_dic"),
        "mecab_option": mecab.get("mecab_option") or None,
        "normalize_text": mecab.get("normalize_text", True),
        "do_word_tokenize": settings.get("do_word_tokenize", True),
        "do_subword_tokenize": settings.get("do_subword_tokenize", True),
        "never_split": settings.get("never_split") or None,
        "added tokens": _added(settings),
        **{name: _content(settings.get(name, usual)) for name, usual in _SPECIAL.items()},
    }
    return next((f"{key} {found[key]!r}" for key, usual in _SUPPORTED.items() if found[key] != usual), None)


def _added(settings: Mapping[str, Any]) -> list[str] | None:
    """Words that transformers would cut out of a text before MeCab sees it, beyond the special ones."""
    names = (_content(token) for token in (settings.get("added_tokens_decoder") or {}).values())
    return [name for name in names if name not in _SPECIAL.values()] or None


def _content(token: Any) -> str:
    """A token is stored as a string, or as an object with flags."""
    return str(token["content"] if isinstance(token, dict) else token)


def _wordpiece(folder: Path) -> bytes:
    """``vocab.txt``, one piece a line, as the content of a tokenizer.json."""
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece

    path = folder / "vocab.txt"
    try:
        with path.open(encoding="utf-8") as file:
            vocabulary = {line.rstrip("\n"): number for number, line in enumerate(file)}
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}); one piece a line in UTF-8 expected, {_AGAIN}") from error
    if missing := [name for name in _SPECIAL.values() if name not in vocabulary]:
        raise InputError(f"{path}: {missing[0]} is missing; a vocabulary with it expected, {_AGAIN}")
    # 100 is the longest word that transformers cuts, too.
    model = WordPiece(vocabulary, unk_token=_SPECIAL["unk_token"], max_input_chars_per_word=100)
    return str(Tokenizer(model).to_str()).encode()


_AGAIN = "take the base again from where it came"


def read_object(path: Path) -> dict[str, Any]:
    """A JSON object. Raises InputError."""
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: not readable as JSON ({error}); {_AGAIN}") from error
    if not isinstance(loaded, dict):
        raise InputError(f"{path}: a JSON object expected; {_AGAIN}")
    return loaded
