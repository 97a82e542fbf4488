"""The OpenVINO graph equals transformers' BERT; long texts are read whole; padding changes nothing."""

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from transformers import BertConfig, BertModel

from classifier.model import Model
from tests.conftest import HEADS, HIDDEN, INNER, LAYERS, POSITIONS


@pytest.fixture(scope="module")
def model(mini_model: Path) -> Model:
    return Model(mini_model)


def reference(folder: Path, ids: list[int]) -> np.ndarray:
    weights = {
        k.removeprefix("encoder."): v.float()
        for k, v in load_file(folder / "model.safetensors").items()
        if k.startswith("encoder.")
    }
    config = BertConfig(
        vocab_size=weights["embeddings.word_embeddings.weight"].shape[0], hidden_size=HIDDEN, num_hidden_layers=LAYERS,
        num_attention_heads=HEADS, intermediate_size=INNER, max_position_embeddings=POSITIONS, layer_norm_eps=1e-12,
    )  # fmt: skip
    bert = BertModel(config, add_pooling_layer=False).eval()
    bert.load_state_dict(weights, strict=False)
    with torch.no_grad():
        return bert(torch.tensor([ids])).last_hidden_state[0].numpy()


def test_the_graph_equals_transformers(model: Model, mini_model: Path) -> None:
    text = "あいうえおかきく"
    (encoded,) = model.encoder.encode([text])
    begin, end, _ = model.encoder.tokenizer.special
    ids = [begin, *model.encoder.tokenizer.pieces([text])[0].ids, end]
    np.testing.assert_allclose(encoded.states, reference(mini_model, ids)[1:-1], atol=2e-4)


def test_long_texts_are_read_whole_and_neighbours_change_nothing(model: Model) -> None:
    texts = ["あいう" * 60, "かき", "", "さしすせそ" * 11]
    together = model.encoder.encode(texts)
    assert [len(e.states) for e in together] == [180, 2, 0, 55]
    for text, encoded in zip(texts, together, strict=True):
        (alone,) = model.encoder.encode([text])
        np.testing.assert_allclose(alone.states, encoded.states, atol=1e-4)
        assert all(text[s:e] for s, e in encoded.offsets)
