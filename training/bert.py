"""The blob's tensors under the names and with the settings that `transformers.BertModel` expects."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

from training.blob import Array, Dims

EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln": "embeddings.LayerNorm",
}
LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
KIND = {"w": "weight", "b": "bias"}


def bert_name(name: str) -> str:
    """`l3.q.w` -> `encoder.layer.3.attention.self.query.weight`."""
    if name in EMBEDDINGS:
        return EMBEDDINGS[name]
    owner, kind = name.rsplit(".", 1)
    if owner in EMBEDDINGS:
        return f"{EMBEDDINGS[owner]}.{KIND[kind]}"
    layer, part = owner.split(".")
    return f"encoder.layer.{layer.removeprefix('l')}.{LAYER[part]}.{KIND[kind]}"


def bert_tensors(tensors: Mapping[str, Array]) -> dict[str, Array]:
    """Blob name -> array becomes `BertModel` name -> array; shapes already agree (outputs, inputs)."""
    return {bert_name(name): array for name, array in tensors.items()}


def bert_config(dims: Dims, pieces: int) -> dict[str, Any]:
    """The content of config.json for an encoder without pooler, `pieces` rows in its embedding."""
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "vocab_size": pieces,
        "hidden_size": dims.hidden,
        "num_hidden_layers": dims.layers,
        "num_attention_heads": dims.heads,
        "intermediate_size": dims.inner,
        "max_position_embeddings": dims.positions,
        "type_vocab_size": dims.types,
        "layer_norm_eps": float(f"{dims.epsilon:.6g}"),  # stored as f32: 9.99999996e-13 is meant as 1e-12
        "hidden_act": "gelu",
        "hidden_dropout_prob": 0.1,
        "attention_probs_dropout_prob": 0.1,
        "initializer_range": 0.02,
        "position_embedding_type": "absolute",
        "bos_token_id": 0,
        "pad_token_id": 1,
        "eos_token_id": 2,
        "dtype": "float16",
    }


def tokenizer_config(dims: Dims) -> dict[str, Any]:
    """The content of tokenizer_config.json: the generic fast class, which takes tokenizer.json as it is."""
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": dims.positions,
        "model_input_names": ["input_ids", "attention_mask"],
        "clean_up_tokenization_spaces": False,
        "bos_token": "<s>",
        "cls_token": "<s>",
        "eos_token": "</s>",
        "sep_token": "</s>",
        "unk_token": "<unk>",
        "pad_token": "<pad>",
        "mask_token": "<mask>",
    }


def save_half(tensors: Mapping[str, Array], path: Path) -> int:
    """Writes the tensors in fp16 and returns the number of parameters."""
    half = {name: np.ascontiguousarray(array, dtype=np.float16) for name, array in sorted(tensors.items())}
    save_file(half, path, metadata={"format": "pt"})
    return sum(array.size for array in half.values())
