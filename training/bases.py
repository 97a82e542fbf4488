"""``--base``: a folder or a Hugging Face hub id -> what fine-tuning and publishing need of a pretrained BERT.

A hub id may carry a revision: ``tohoku-nlp/bert-base-japanese-v3@main``. Only then is the network asked. Weights are read
from ``model.safetensors`` and nowhere else: a pickle (``pytorch_model.bin``) can run code. A checkpoint that has only
that is converted once, and the folder given:

    AutoModel.from_pretrained(ID).save_pretrained(FOLDER); AutoTokenizer.from_pretrained(ID).save_pretrained(FOLDER)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifier.encode import TextTokenizer, read_tokenizer
from classifier.errors import InputError
from training.base_tokenizer import read_object, read_tokenizer_files

_WEIGHTS = "model.safetensors"
_FILES = ("config.json", _WEIGHTS, "tokenizer.json", "tokenizer_config.json", "vocab.txt")
_HUB_ID = re.compile(r"[a-z0-9][\w.-]*(/[\w.-]+)?(@[\w./-]+)?", re.ASCII | re.IGNORECASE)
_SIZES = ("hidden_size", "num_hidden_layers", "num_attention_heads", "layer_norm_eps")
# What ``classifier.encode.graph`` computes, and what a config.json that does not say so means.
_GRAPH = {
    "model_type": (None, "bert"),
    "hidden_act": ("gelu", "gelu"),
    "position_embedding_type": ("absolute", "absolute"),
}
_INSTEAD = "give another base, or models/encoder"
_NO_PICKLE = (
    "pytorch_model.bin and other pickles are not opened: name a revision that has safetensors (ID@REVISION), "
    "convert the base as training/bases.py says, or give models/encoder"
)


@dataclass(frozen=True, slots=True)
class Base:
    """``name`` as it was asked for; ``config``: entries for ``encoder`` in a model's config.json.

    ``positions`` bound the window; ``document`` is the ``tokenizer.json`` that is published, and what ``tokenizer`` reads.
    """

    name: str
    folder: Path
    config: dict[str, Any]
    positions: int
    document: bytes
    tokenizer: TextTokenizer

    @property
    def weights(self) -> Path:
        return self.folder / _WEIGHTS

    def check_window(self, window: int) -> None:
        """Raises InputError where a window and its two special pieces have more pieces than BERT has positions."""
        if window + 2 > self.positions:
            raise InputError(
                f"{self.name}: {self.positions} positions found, {window + 2} needed for windows of {window} pieces; "
                f"set a window of at most {self.positions - 2}, or {_INSTEAD}"
            )

    def encoder(self, **changes: Any) -> Any:
        """A ``transformers.BertModel`` in fp32 without pooler, whatever head the checkpoint has. ``changes``: of its config.

        Raises InputError where weights cannot be read or are not all there.
        """
        import torch
        from transformers import AutoModel

        # Not a hub id any more: no code and no weights but those of the folder.
        how = {"dtype": torch.float32, "use_safetensors": True, "local_files_only": True, "add_pooling_layer": False}
        try:
            model, found = AutoModel.from_pretrained(self.folder, output_loading_info=True, **how, **changes)
        except Exception as error:  # safetensors, torch and transformers each have their own
            raise InputError(f"{self.weights}: the weights cannot be read ({_reason(error)}); {_INSTEAD}") from error
        if missing := sorted(found["missing_keys"]):
            raise InputError(f"{self.weights}: {missing[0]} is missing, the weights of a BERT expected; {_INSTEAD}")
        return model


def open_base(name: str) -> Base:
    """Read everything but the weights. Raises InputError with one sentence where the base cannot be used."""
    folder = _folder(name)
    for needed, instead in {"config.json": _INSTEAD, _WEIGHTS: _NO_PICKLE}.items():
        if not (folder / needed).is_file():
            raise InputError(f"{name}: {needed} is missing; {instead}")
    bert = read_object(folder / "config.json")
    _check_graph(name, bert)
    kind, document = read_tokenizer_files(folder, bert)
    config = {**{key: bert[key] for key in _SIZES}, **kind}
    tokenizer = _tokenizer(name, document, config, bert["vocab_size"])
    return Base(name, folder, config, bert["max_position_embeddings"], document, tokenizer)


def _folder(name: str) -> Path:
    given = Path(name).expanduser()
    if given.is_dir():
        return given
    if not _HUB_ID.fullmatch(name):
        raise InputError(f"{name}: no such folder and no id of the Hugging Face hub; {_INSTEAD}")
    return _fetched(name)


def _fetched(name: str) -> Path:
    """The files of a hub id in the local cache; nothing that could be code or a pickle is fetched."""
    from huggingface_hub import snapshot_download

    repository, _, revision = name.partition("@")
    try:
        return Path(snapshot_download(repository, revision=revision or None, allow_patterns=list(_FILES)))
    except Exception as error:  # no network, no such id, no permission: each library below has its own
        raise InputError(
            f"{name}: no such folder, and the Hugging Face hub does not give it ({_reason(error)}); "
            "give a folder, an id that can be reached, or models/encoder"
        ) from error


def _check_graph(name: str, bert: Mapping[str, Any]) -> None:
    for key, (usual, wanted) in _GRAPH.items():
        if (found := bert.get(key, usual)) != wanted:
            raise InputError(f"{name}: {key} {found!r} found in config.json, {wanted!r} expected; {_INSTEAD}")
    if missing := [key for key in (*_SIZES, "vocab_size", "max_position_embeddings") if key not in bert]:
        raise InputError(f"{name}: {missing[0]} is missing in config.json; {_INSTEAD}")


def _tokenizer(name: str, document: bytes, config: Mapping[str, Any], rows: int) -> TextTokenizer:
    """The tokenizer that scoring will open, whose ids all have a row among the embeddings."""
    from tokenizers import Tokenizer

    try:
        tokenizer = read_tokenizer(document, config)
        highest = max(Tokenizer.from_buffer(document).get_vocab().values())
    except Exception as error:  # tokenizers raises plain Exception
        raise InputError(f"{name}: the tokenizer cannot be used ({_reason(error)}); {_INSTEAD}") from error
    if highest >= rows:
        raise InputError(f"{name}: {highest + 1} pieces in the vocabulary, {rows} in the weights; {_INSTEAD}")
    return tokenizer


def _reason(error: Exception) -> str:
    """The first line of an error."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
