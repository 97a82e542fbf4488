"""From labels to a published folder that scores, and on from there with new labels, on a miniature encoder."""

import json
import warnings
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
import torch
from transformers import BertConfig, BertModel

from classifier.errors import InputError
from classifier.model import Model, damaged, load_model
from classifier.predict import Scorer
from classifier.records import SOURCE_TYPES
from classifier.scheme import Scheme
from tests.conftest import mini_tokenizer
from tests.variants import write
from training import finetune, publish, retrain
from training.evaluate import evaluate
from training.finetune import Lesson, Settings
from training.labels import Label
from training.retrain import Job

SETTINGS = {"window": 40, "stride": 30, "epochs": 12, "batch": 4, "encoder_rate": 1e-3, "head_rate": 1e-2}
QUIET = {"window": 40, "stride": 30, "epochs": 2, "batch": 4, "encoder_rate": 1e-3, "head_rate": 5e-3}


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


def nostalgic(number: int) -> Label:
    """An item with a technique and a class that the guide does not know."""
    text = f"むかしはよかった、あのころにかえろう。みぎ{number}。"
    span = {"start": 0, "end": 8, "text": text[:8]}
    given = asdict(label(number, False, "train")) | {
        "id": f"new-{number}",
        "cluster": f"new-{number}",
        "text": text,
        "stance": {},
        "source_type": "think_tank",
    }
    return Label(**given | {"techniques": [{"name": "appeal_to_nostalgia", "voice": "author", **span}]})


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    for split, count in (("train", 16), ("dev", 8)):
        (folder / split).mkdir()
        write(folder / split / "a.jsonl", [label(n, n % 2 == 0, split) for n in range(count)])
    return folder


@pytest.fixture(scope="module")
def published(base: Path, corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    settings, losses = Settings(base=str(base), **SETTINGS), []  # type: ignore[arg-type]
    train, dev = ([label(n, n % 2 == 0, split) for n in range(count)] for split, count in (("train", 16), ("dev", 8)))
    opened = finetune.fresh(train, settings, folder, Scheme(), losses.append)
    assert losses and not (folder / "checkpoint").exists()
    origin = publish.Origin.of_base(opened, asdict(settings), Scheme())
    for name in ("mini-2", "again/mini-2"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # so little data makes scikit-learn complain
            publish.publish(folder, train, dev, origin, folder / name)
    return folder / "mini-2"


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Retraining of seconds, and no word from scikit-learn about so little data."""
    monkeypatch.setattr(retrain, "SETTINGS", Settings(**QUIET))  # type: ignore[arg-type]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.mark.slow
def test_from_labels_to_a_folder_that_scores(published: Path) -> None:
    assert damaged(published) is None
    dev = [label(n, n % 2 == 0, "dev") for n in range(8)]
    assert evaluate(Model(published), dev)["stance macro-F1, default targets"]["value"] > 0.9
    (loud,) = Scorer(load_model(published)).score_text(label(3, True, "x").text)
    assert loud.score.stance["ロシア"].label == "against"
    assert "name_calling" in {t.name for t in loud.score.techniques}
    assert loud.score.propaganda_signal > 0.5
    card = (published / "README.md").read_text(encoding="utf-8")
    assert "| sourcing level, quadratic kappa | 8 |" in card


@pytest.mark.slow
def test_publishing_twice_gives_the_same_bytes(published: Path) -> None:
    again = published.parent / "again" / "mini-2"
    names = sorted(path.name for path in published.iterdir())
    assert names == sorted(path.name for path in again.iterdir())
    assert [n for n in names if (published / n).read_bytes() != (again / n).read_bytes()] == []


@pytest.mark.slow
def test_a_killed_run_ends_like_one_that_was_not(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(base=str(base), **{**SETTINGS, "epochs": 3})  # type: ignore[arg-type]
    opened = finetune.open_base(str(base))
    labels = [label(n, n % 2 == 0, "train") for n in range(8)]
    made = finetune.make_examples(labels, opened.tokenizer, settings.window, settings.stride)
    lessons, special = [Lesson(e) for e in made], opened.tokenizer.special
    monkeypatch.setattr(finetune, "_EVERY", 1)
    whole = finetune.train(finetune.new_network(opened, Scheme(), 1), lessons, settings, special, None, str)
    calls: list[str] = []

    def kill(words: str) -> None:
        calls.append(words)
        if len(calls) == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        finetune.train(finetune.new_network(opened, Scheme(), 1), lessons, settings, special, tmp_path, kill)
    second: list[str] = []
    gone_on = finetune.train(
        finetune.new_network(opened, Scheme(), 1), lessons, settings, special, tmp_path, second.append
    )
    assert second[0] == "going on at batch 3 of 6"
    for name, value in whole.state_dict().items():
        torch.testing.assert_close(gone_on.state_dict()[name], value, rtol=0, atol=0)


@pytest.mark.slow
def test_new_labels_are_learnt(published: Path, corpus: Path, brief: None, tmp_path: Path) -> None:
    before = (published / "checksums.txt").read_bytes()
    labels = write(tmp_path / "new.jsonl", [nostalgic(n) for n in range(6)])
    scheme = tmp_path / "mine.toml"
    scheme.write_text(
        '[[technique]]\nname = "appeal_to_nostalgia"\ngroup = "justification"\n[[source_type]]\nname = "think_tank"\n'
        '[[target]]\nname = "みなと"\naliases = ["こうわん"]\n',
        encoding="utf-8",
    )
    made = retrain.retrain(Job([labels], tmp_path / "ours", corpus, published, scheme), str)
    model = load_model(made)
    assert (published / "checksums.txt").read_bytes() == before
    assert model.scheme.techniques[-1] == "appeal_to_nostalgia"
    assert model.provenance["learnt"]["items"] == 6
    assert model.provenance["parent"] == "mini-2"
    (item,) = Scorer(model).score_text(nostalgic(9).text)
    assert "think_tank" in item.to_dict()["source"]["probabilities"]
    (port,) = Scorer(model).score_text(label(3, False, "x").text)
    assert "みなと" in port.score.stance
    assert not list(tmp_path.glob("*.partial"))


def test_what_cannot_be_learnt_is_said_at_once(mini_model: Path, corpus: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"schema": "uratori.label/1"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.jsonl:1: missing or empty"):
        retrain.retrain(Job([bad], tmp_path / "ours", corpus, mini_model), str)
    same = write(tmp_path / "same.jsonl", [label(n, n % 2 == 0, "dev") for n in range(3)])
    said: list[str] = []
    with pytest.raises(InputError, match="no item to learn from"):
        retrain.retrain(Job([same], tmp_path / "ours", corpus, mini_model), said.append)
    assert said == ["left out: 3 items whose text is measured on (dev, test or pairs)"]
    with pytest.raises(InputError, match="exists already"):
        retrain.retrain(Job([same], tmp_path, corpus, mini_model), str)
    with pytest.raises(InputError, match="train/ and dev/ expected"):
        retrain.corpus_folder(tmp_path)


def test_replay_takes_whole_clusters_and_is_the_same_every_time() -> None:
    labels = [label(n, False, "train") for n in range(400)]
    one = retrain.replay_of(labels, 5, seed=1)
    assert len(one) == retrain.REPLAY_LEAST
    assert one == retrain.replay_of(labels, 5, seed=1)
    assert one != retrain.replay_of(labels, 5, seed=2)


def test_the_record_of_a_run_is_json(tmp_path: Path) -> None:
    network = torch.nn.Linear(2, 2)
    finetune.save_network(network, tmp_path / "made", {"settings": asdict(Settings()), "seconds": 1.0})  # type: ignore[arg-type]
    assert json.loads((tmp_path / "made" / "training.json").read_text(encoding="utf-8"))["settings"]["seed"] == 1
