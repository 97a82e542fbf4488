"""A miniature world: a two-layer model folder of a few kilobytes, made once a session. No network, no shared data."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from classifier.model import CHECKSUMS, FILES, FORMAT, file_sha256
from classifier.records import CRITERIA, LEVELS, SOURCE_TYPES, STANCES, TECHNIQUES
from classifier.scheme import Scheme
from classifier.score import Calibration

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "seeds" / "clippings"
SHARED = ROOT.parent / "shared"

HIDDEN, LAYERS, HEADS, INNER, POSITIONS = 32, 2, 4, 64, 64
WINDOW, STRIDE = 40, 30


@pytest.fixture(autouse=True)
def _no_user_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A promoted model or variables of the person who runs the tests change nothing."""
    monkeypatch.delenv("URATORI_MODEL", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def mini_weights(pieces: int, seed: int = 7) -> dict[str, np.ndarray]:
    """Random tensors under the names of transformers.BertModel, and the heads."""
    rng = np.random.default_rng(seed)

    def some(*shape: int) -> np.ndarray:
        return rng.normal(0, 0.2, shape).astype(np.float16)

    made = {
        "embeddings.word_embeddings.weight": some(pieces, HIDDEN),
        "embeddings.position_embeddings.weight": some(POSITIONS, HIDDEN),
        "embeddings.token_type_embeddings.weight": some(2, HIDDEN),
        "embeddings.LayerNorm.weight": np.ones(HIDDEN, np.float16),
        "embeddings.LayerNorm.bias": some(HIDDEN),
    }
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}."
        shapes = {
            "attention.self.query": (HIDDEN, HIDDEN),
            "attention.self.key": (HIDDEN, HIDDEN),
            "attention.self.value": (HIDDEN, HIDDEN),
            "attention.output.dense": (HIDDEN, HIDDEN),
            "intermediate.dense": (INNER, HIDDEN),
            "output.dense": (HIDDEN, INNER),
        }
        for name, shape in shapes.items():
            made[f"{at}{name}.weight"], made[f"{at}{name}.bias"] = some(*shape), some(shape[0])
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            made[f"{at}{name}.weight"], made[f"{at}{name}.bias"] = np.ones(HIDDEN, np.float16), some(HIDDEN)
    heads = {
        "trunk": (HIDDEN, 2 * HIDDEN),
        "signal": (1, HIDDEN + len(TECHNIQUES)),
        "level": (1, HIDDEN + len(CRITERIA)),
    }
    heads |= {"criteria_pieces": (len(CRITERIA), HIDDEN)}
    heads |= {"technique_items": (len(TECHNIQUES), HIDDEN), "technique_pieces": (len(TECHNIQUES), HIDDEN)}
    heads |= {"technique_pooled": (len(TECHNIQUES), HIDDEN), "stance_query": (16, HIDDEN), "stance_key": (16, HIDDEN)}
    heads |= {"source_type": (len(SOURCE_TYPES), HIDDEN)}
    heads |= {"stance_trunk": (16, 3 * HIDDEN), "stance": (len(STANCES), 16)}
    tensors = {f"encoder.{k}": v for k, v in made.items()}
    for name, shape in heads.items():
        tensors[f"heads.{name}.weight"] = some(*shape).astype(np.float32)
        tensors[f"heads.{name}.bias"] = some(shape[0]).astype(np.float32)
    tensors["heads.level.cuts"] = np.linspace(-1, 1, LEVELS - 1).astype(np.float32)
    return tensors


def mini_tokenizer() -> tuple[object, int]:
    """One piece a character, over the characters of the sample clippings' scripts."""
    from tokenizers import Tokenizer
    from tokenizers.models import Unigram

    chars = [chr(c) for c in (*range(0x21, 0x7F), *range(0x3041, 0x30FF), *range(0x4E00, 0x4E00 + 400))]
    vocabulary = [(t, 0.0) for t in ("<s>", "<pad>", "</s>", "<unk>")] + [(c, -2.0) for c in chars]
    return Tokenizer(Unigram(vocabulary, unk_id=3, byte_fallback=False)), len(vocabulary)


@pytest.fixture(scope="session")
def mini_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A complete model folder with random weights and a source_type pipeline fitted on eighteen lines."""
    from training import source_type
    from training.labels import Label

    folder = tmp_path_factory.mktemp("mini") / "mini-1"
    folder.mkdir()
    tokenizer, pieces = mini_tokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))  # type: ignore[attr-defined]
    save_file(mini_weights(pieces), folder / "model.safetensors")
    sizes = {"hidden_size": HIDDEN, "num_hidden_layers": LAYERS, "num_attention_heads": HEADS, "layer_norm_eps": 1e-12}
    config = {
        "format": FORMAT,
        "encoder": {**sizes, "window": WINDOW, "stride": STRIDE},
        **Scheme().to_config(),
        "stances": STANCES,
        "criteria": CRITERIA,
        "calibration": Calibration().to_config(),
        "source_type": {"features": 1.0, "text": 0.2},
        "abstention": {"source_type": 0.0, "sourcing": 0.0, "stance": 0.0},
        "thresholds": {"item": dict.fromkeys(TECHNIQUES, 0.6), "piece": 0.6, "quoted": 0.7, "stance": 0.4},
    }
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    facts = {"name": "mini-1", "corpus_sha256": "0" * 64, "corpus_items": 18}
    (folder / "provenance.json").write_text(json.dumps(facts), encoding="utf-8")
    source_type.save(source_type.fit(_lines(Label)), folder)
    seal(folder)
    return folder


def seal(folder: Path) -> None:
    """Write the checksum list of a model folder."""
    lines = [f"{file_sha256(folder / name)}  {name}\n" for name in FILES]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def _lines(label: type) -> list[object]:
    texts = {
        "wire_service": "[東京 3日 ロイター] - 政府は3日、方針を明らかにした。",
        "news_media": "市は新年度の予算案を発表した。本紙の取材に市長が答えた。",
        "state_media_repost": "【新華社北京】指導者は重要講話を行い、覇権主義に反対すると強調した。",
        "official_statement": "我が国は以下のとおり声明を発出する。外務報道官談話。",
        "social_commentary": "私はこう思うんだよね、みんな騙されてるじゃん！",
        "other": "弊社は新製品を発売します。株式会社見本。お客様へ。",
    }
    blank = {"published": None, "stance": {}, "sourcing_level": 1, "criteria": [], "techniques": []}
    return [
        label(
            id=f"{kind}-{n}",
            text=text + f"その{n}。",
            source_type=kind,
            outlet=None,
            account=None,
            propaganda_signal=0.1,
            cluster=f"{kind}-{n}",
            split="train",
            **blank,
        )
        for kind, text in texts.items()
        for n in range(5)
    ]


@pytest.fixture(scope="session")
def mini_scorer(mini_model: Path) -> object:
    """A scorer on the miniature model."""
    from classifier.predict import load

    return load(mini_model)


@pytest.fixture
def clean_env(mini_model: Path, tmp_path: Path) -> dict[str, str]:
    """Environment for a subprocess that uses the miniature model."""
    return {**os.environ, "URATORI_MODEL": str(mini_model), "XDG_CONFIG_HOME": str(tmp_path), "COLUMNS": "160"}
