"""A published model as a network that can learn on: weights, labels and tokenizer from its folder."""

from __future__ import annotations

from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor
from transformers import BertConfig, BertModel

from classifier.model import Model
from classifier.scheme import Scheme
from training.network import Network


def network_of(model: Model, scheme: Scheme, seed: int = 1) -> Network:
    """The model's weights in fp32, with fresh rows for the labels that ``scheme`` adds at the end of its own."""
    tensors = {k: v.float() for k, v in load_file(model.folder / "model.safetensors").items()}
    torch.manual_seed(seed)
    encoder = BertModel(_config(model.config["encoder"], tensors), add_pooling_layer=False)
    network = Network(encoder, encoder.config.hidden_size, scheme)
    fresh = network.state_dict()
    network.load_state_dict({name: _grown(tensors.get(name), value) for name, value in fresh.items()})
    return network


def _config(entry: dict[str, Any], tensors: dict[str, Tensor]) -> BertConfig:
    """Sizes from ``config.json``; those that it leaves out are read off the weights."""
    vocabulary = tensors["encoder.embeddings.word_embeddings.weight"].shape[0]
    positions = tensors["encoder.embeddings.position_embeddings.weight"].shape[0]
    kinds = tensors["encoder.embeddings.token_type_embeddings.weight"].shape[0]
    inner = tensors["encoder.encoder.layer.0.intermediate.dense.weight"].shape[0]
    sizes = ("hidden_size", "num_hidden_layers", "num_attention_heads", "layer_norm_eps")
    return BertConfig(
        vocab_size=vocabulary,
        max_position_embeddings=positions,
        type_vocab_size=kinds,
        intermediate_size=inner,
        # Dropout inside the encoder makes attention three times slower on a CPU.
        attention_probs_dropout_prob=0.0,
        hidden_dropout_prob=0.0,
        **{name: entry[name] for name in sizes},
    )


def _grown(old: Tensor | None, fresh: Tensor) -> Tensor:
    """The old values in the corner they had, fresh ones around them: labels are only ever added at the end."""
    if old is None or old.shape == fresh.shape:
        return fresh if old is None else old
    made = fresh.clone()
    made[tuple(slice(0, size) for size in old.shape)] = old
    return made
