"""From labels to a published folder that scores, on a miniature encoder: the whole recipe in seconds."""

import json
import warnings
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertModel

from classifier.model import damaged, load_model
from classifier.predict import Scorer
from classifier.records import SOURCE_TYPES
from tests.conftest import mini_tokenizer
from training import finetune, publish
from training.examples import make_examples
from training.labels import Label

SETTINGS = {"window": 40, "stride": 30, "epochs": 12, "batch": 4, "frozen": 0, "encoder_rate": 1e-3, "head_rate": 1e-2}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base")
    tokenizer, pieces = mini_tokenizer()
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=pieces, hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64,
        max_position_embeddings=64, layer_norm_eps=1e-12,
    )  # fmt: skip
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))  # type: ignore[attr-defined]
    return folder


def label(number: int, loud: bool, split: str) -> Label:
    text = (
        f"ロシアはひどいならずものだ。そのはなし{number}。"
        if loud
        else f"みなとはロシアのふねをむかえた。そのはなし{number}。"
    )
    start = text.find("ならずもの")
    spans = [{"start": start, "end": start + 5, "text": "ならずもの"}] if loud else []
    return Label(
        id=f"{split}-{number}", text=text, source_type=SOURCE_TYPES[number % len(SOURCE_TYPES)], outlet=None, account=None,
        published=None, stance={"ロシア": {"label": "against" if loud else "neutral", "spans": spans}}, sourcing_level=0 if loud else 3,
        criteria=[], techniques=[{"name": "name_calling", "voice": "author", **s} for s in spans],
        propaganda_signal=0.9 if loud else 0.0, cluster=f"{split}-{number}", split=split,
    )  # fmt: skip


@pytest.mark.slow
def test_from_labels_to_a_folder_that_scores(base: Path, tmp_path: Path) -> None:
    settings = finetune.Settings(base=str(base), **SETTINGS)
    tokenizer, _ = mini_tokenizer()
    train = [label(n, n % 2 == 0, "train") for n in range(16)]
    dev = [label(n, n % 2 == 0, "dev") for n in range(6)]
    examples = make_examples(train, tokenizer, settings.window, settings.stride)
    losses: list[str] = []
    network = finetune.train(examples, settings, finetune.special_ids(tokenizer), losses.append)
    first, last = (float(line.split("loss ")[1].split(",")[0]) for line in (losses[0], losses[-1]))
    assert last < 0.7 * first
    save_file({k: v.contiguous() for k, v in network.state_dict().items()}, tmp_path / "weights.safetensors")
    record = {"settings": {"window": 40, "stride": 30, "epochs": 12, "seed": 1}, "examples": 16, "seconds": 1.0}
    (tmp_path / "training.json").write_text(json.dumps(record), encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # so little data makes scikit-learn complain
        figures = publish.publish(tmp_path, train, dev, base, tmp_path / "mini-2")
    assert damaged(tmp_path / "mini-2") is None
    assert figures["model"]["stance macro-F1, default targets"]["value"] > 0.9
    (loud,) = Scorer(load_model(tmp_path / "mini-2")).score_text(label(3, True, "x").text)
    assert loud.score.stance["ロシア"].label == "against"
    assert "name_calling" in {t.name for t in loud.score.techniques}
    assert loud.score.propaganda_signal > 0.5
    assert "| sourcing level, quadratic kappa | 6 |" in (tmp_path / "mini-2" / "README.md").read_text(encoding="utf-8")
