"""``--base``: which checkpoints are taken, which are refused and with which sentence; a Japanese BERT up to its scores."""

import json
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertForMaskedLM, BertForPreTraining, BertJapaneseTokenizer, BertModel

from classifier.errors import InputError
from classifier.records import SOURCE_TYPES
from classifier.scheme import Scheme
from tests.conftest import HIDDEN, INNER, LAYERS, POSITIONS, mini_tokenizer
from training import finetune, publish
from training.base_tokenizer import unsupported
from training.bases import open_base
from training.examples import make_examples
from training.labels import Label

LETTERS = [chr(c) for c in (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB), *range(0x21, 0x7F))]
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "ロシア", "港", "船", "悪人", "。", "、", "ー"]
VOCABULARY += LETTERS + [f"##{c}" for c in LETTERS]
# As the hub's tohoku-nlp/bert-base-japanese-v3 has it.
TOKENIZER = {
    "tokenizer_class": "BertJapaneseTokenizer",
    "model_max_length": 512,
    "do_lower_case": False,
    "word_tokenizer_type": "mecab",
    "subword_tokenizer_type": "wordpiece",
    "mecab_kwargs": {"mecab_dic": "unidic_lite"},
}


def small_bert(pieces: int = len(VOCABULARY), **changes: Any) -> BertConfig:
    torch.manual_seed(0)
    return BertConfig(
        vocab_size=pieces, hidden_size=HIDDEN, num_hidden_layers=LAYERS, num_attention_heads=4, intermediate_size=INNER,
        max_position_embeddings=POSITIONS, layer_norm_eps=1e-12, **changes,
    )  # fmt: skip


def write_vocabulary(folder: Path, **changes: Any) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "vocab.txt").write_text("".join(f"{token}\n" for token in VOCABULARY), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps(TOKENIZER | changes), encoding="utf-8")
    return folder


def edit(path: Path, **changes: Any) -> None:
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Japanese BERT as it leaves pre-training: every name begins with ``bert.``, and there are heads."""
    folder = write_vocabulary(tmp_path_factory.mktemp("base") / "mini-japanese")
    BertForPreTraining(small_bert()).save_pretrained(folder)
    return folder


@pytest.fixture
def folder(checkpoint: Path, tmp_path: Path) -> Path:
    """A copy to damage."""
    return Path(shutil.copytree(checkpoint, tmp_path / "base"))


def test_a_japanese_checkpoint(checkpoint: Path) -> None:
    base = open_base(str(checkpoint))
    sizes = {"hidden_size": HIDDEN, "num_hidden_layers": LAYERS, "num_attention_heads": 4, "layer_norm_eps": 1e-12}
    assert base.config == {**sizes, "tokenizer": "bert_japanese", "lower_case": False}
    assert base.tokenizer.special == (2, 3, 0)
    (pieces,) = base.tokenizer.pieces(["ﾛｼｱの船。"])
    assert [VOCABULARY[i] for i in pieces.ids] == ["ロシア", "の", "船", "。"]
    assert pieces.offsets.tolist() == [[0, 3], [3, 4], [4, 5], [5, 6]]
    assert json.loads(base.document)["model"]["vocab"]["##あ"] == VOCABULARY.index("##あ")


@pytest.mark.parametrize("kind", [BertModel, BertForMaskedLM, BertForPreTraining])
def test_weights_are_found_whatever_the_head(folder: Path, kind: Callable[[BertConfig], Any]) -> None:
    saved = kind(small_bert())
    saved.save_pretrained(folder)
    encoder = open_base(str(folder)).encoder(hidden_dropout_prob=0.0)
    expected = getattr(saved, "bert", saved).state_dict()
    found = encoder.state_dict()
    assert "embeddings.word_embeddings.weight" in found
    assert all(torch.equal(found[name], expected[name]) for name in found)
    assert encoder.pooler is None
    assert encoder.config.hidden_dropout_prob == 0.0


def test_a_unigram_base_keeps_its_bytes(tmp_path: Path) -> None:
    tokenizer, pieces = mini_tokenizer()
    tokenizer.save(str(tmp_path / "tokenizer.json"))  # type: ignore[attr-defined]
    BertModel(small_bert(pieces), add_pooling_layer=False).save_pretrained(tmp_path)
    base = open_base(str(tmp_path))
    assert base.config["tokenizer"] == "unigram"
    assert base.document == (tmp_path / "tokenizer.json").read_bytes()
    assert base.encoder().config.vocab_size == pieces


def test_a_folder_saved_again_by_transformers_is_taken(folder: Path, tmp_path: Path) -> None:
    """The way out that the module names for a base whose weights are a pickle."""
    again = tmp_path / "again"
    BertModel.from_pretrained(folder).save_pretrained(again)
    BertJapaneseTokenizer.from_pretrained(folder).save_pretrained(again)
    assert open_base(str(again)).document == open_base(str(folder)).document


def test_lower_case_is_kept(folder: Path) -> None:
    edit(folder / "tokenizer_config.json", do_lower_case=True)
    base = open_base(str(folder))
    assert base.config["lower_case"] is True
    assert VOCABULARY[base.tokenizer.pieces(["Ａ"])[0].ids[0]] == "a"


def test_the_window_must_fit(checkpoint: Path) -> None:
    base = open_base(str(checkpoint))
    base.check_window(POSITIONS - 2)
    with pytest.raises(
        InputError, match=r"64 positions found, 384 needed for windows of 382 pieces; set .* at most 62"
    ):
        base.check_window(382)


@pytest.mark.parametrize(
    ("changes", "odd"),
    [
        ({"word_tokenizer_type": "jumanpp"}, "word_tokenizer_type 'jumanpp'"),
        ({"word_tokenizer_type": "sudachi"}, "word_tokenizer_type 'sudachi'"),
        ({"word_tokenizer_type": "basic"}, "word_tokenizer_type 'basic'"),
        ({"subword_tokenizer_type": "character"}, "subword_tokenizer_type 'character'"),
        ({"mecab_kwargs": {"mecab_dic": "ipadic"}}, "mecab_dic 'ipadic'"),
        ({"mecab_kwargs": None}, "mecab_dic None"),
        ({"mecab_kwargs": {"mecab_dic": "unidic_lite", "mecab_option": "-x"}}, "mecab_option '-x'"),
        ({"mecab_kwargs": {"mecab_dic": "unidic_lite", "normalize_text": False}}, "normalize_text False"),
        ({"cls_token": {"content": "<s>", "special": True}}, "cls_token '<s>'"),
        ({"never_split": ["NHK"]}, "never_split ['NHK']"),
        ({"added_tokens_decoder": {"5": {"content": "[SEP]"}, "9": {"content": "<b>"}}}, "added tokens ['<b>']"),
    ],
)
def test_other_japanese_tokenizers_are_refused(folder: Path, changes: dict[str, Any], odd: str) -> None:
    assert unsupported(TOKENIZER) is None
    write_vocabulary(folder, **changes)
    with pytest.raises(InputError) as caught:
        open_base(str(folder))
    assert str(caught.value).startswith(f"{folder / 'tokenizer_config.json'}: {odd} found; word_tokenizer_type mecab")
    assert "\n" not in str(caught.value)


def without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def only_pickle(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (only_pickle, "model.safetensors is missing; pytorch_model.bin and other pickles are not opened: name a revision"),
        (without("config.json"), "config.json is missing; give another base, or models/encoder"),
        (without("vocab.txt"), "vocab.txt: cannot be read"),
        (without("tokenizer_config.json"), "neither tokenizer.json nor a BertJapaneseTokenizer found"),
        (lambda f: (f / "config.json").write_text("{"), "config.json: not readable as JSON"),
        (lambda f: (f / "vocab.txt").write_text("[UNK]\n[SEP]\n"), "[PAD] is missing"),
        (lambda f: edit(f / "config.json", model_type="roberta"), "model_type 'roberta' found in config.json, 'bert'"),
        (lambda f: edit(f / "config.json", hidden_act="relu"), "hidden_act 'relu' found in config.json, 'gelu'"),
        (lambda f: edit(f / "config.json", position_embedding_type="relative_key"), "position_embedding_type 'relative_"),
        (lambda f: edit(f / "config.json", vocab_size=9), "pieces in the vocabulary, 9 in the weights"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused(folder: Path, damage: Callable[[Path], Any], sentence: str) -> None:
    damage(folder)
    with pytest.raises(InputError) as caught:
        open_base(str(folder))
    assert sentence in str(caught.value)
    assert str(folder) in str(caught.value)
    assert "models/encoder" in str(caught.value) or "take the base again" in str(caught.value)


def test_weights_that_are_not_all_there_are_refused(folder: Path) -> None:
    base = open_base(str(folder))
    save_file({"bert.embeddings.LayerNorm.bias": torch.zeros(HIDDEN)}, base.weights, metadata={"format": "pt"})
    with pytest.raises(InputError, match="is missing, the weights of a BERT expected"):
        base.encoder()
    base.weights.write_bytes(b"damaged")
    with pytest.raises(InputError, match="the weights cannot be read"):
        base.encoder()


def test_a_hub_id_is_fetched_without_code_and_pickles(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str | None, list[str]]] = []

    def snapshot(name: str, *, revision: str | None, allow_patterns: list[str]) -> str:
        asked.append((name, revision, allow_patterns))
        return str(checkpoint)

    monkeypatch.setattr("huggingface_hub.snapshot_download", snapshot)
    assert open_base("tohoku-nlp/bert-base-japanese-v3").folder == checkpoint
    assert open_base("tohoku-nlp/bert-base-japanese-v3@refs/pr/2").name == "tohoku-nlp/bert-base-japanese-v3@refs/pr/2"
    files = ["config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "vocab.txt"]
    assert asked == [
        ("tohoku-nlp/bert-base-japanese-v3", None, files),
        ("tohoku-nlp/bert-base-japanese-v3", "refs/pr/2", files),
    ]


def test_a_hub_that_does_not_answer_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def snapshot(*_: Any, **__: Any) -> str:
        raise OSError("no route\nto the hub")

    monkeypatch.setattr("huggingface_hub.snapshot_download", snapshot)
    with pytest.raises(InputError) as caught:
        open_base("somebody/something")
    assert str(caught.value) == (
        "somebody/something: no such folder, and the Hugging Face hub does not give it (no route); "
        "give a folder, an id that can be reached, or models/encoder"
    )


@pytest.mark.parametrize("name", ["./models/encodr", "../x", "/nowhere/at/all", "a/b/c", "~/x", "東北/bert"])
def test_a_mistyped_folder_asks_no_network(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.snapshot_download", lambda *_, **__: pytest.fail("network"))
    with pytest.raises(InputError, match="no such folder and no id of the Hugging Face hub"):
        open_base(name)


def label(number: int, loud: bool, split: str) -> Label:
    """Before the words that count stand characters of which several are one, and one that is several."""
    told = "ロシアは悪人だ。" if loud else "港はロシアの船をむかえた。"
    text = f"ﾃﾞｶｲ㍿、{told}{number}番。"
    start = text.find("悪人")
    spans = [{"start": start, "end": start + 2, "text": "悪人"}] if loud else []
    return Label(
        id=f"{split}-{number}", text=text, source_type=SOURCE_TYPES[number % 6], outlet=None,
        account=None, published=None, stance={"ロシア": {"label": "against" if loud else "favor", "spans": []}},
        sourcing_level=0 if loud else 3, criteria=[],
        techniques=[{"name": "name_calling", "voice": "author", **s} for s in spans],
        propaganda_signal=0.9 if loud else 0.0, cluster=f"{split}-{number}", split=split,
    )  # fmt: skip


# Scores a text where neither torch nor transformers can be imported.
SCORING = """
import json, sys
class Refused:
    def find_spec(self, name, *_):
        if name.split(".")[0] in ("torch", "transformers", "huggingface_hub", "datasets", "training"):
            raise ImportError(f"{name} must not be imported")
sys.meta_path.insert(0, Refused())
import classifier
(item,) = classifier.load(sys.argv[1]).score_text(sys.argv[2])
found = [(t.name, t.start, t.end, t.text) for t in item.score.techniques]
print(json.dumps([found, item.score.stance["ロシア"].label]))
"""


@pytest.mark.slow
def test_from_a_japanese_checkpoint_to_a_folder_that_scores(checkpoint: Path, tmp_path: Path) -> None:
    base = open_base(str(checkpoint))
    sizes = {"window": 40, "stride": 30, "epochs": 12, "batch": 4}
    settings = finetune.Settings(base=str(checkpoint), encoder_rate=1e-3, head_rate=1e-2, **sizes)
    train, dev = ([label(n, n % 2 == 0, split) for n in range(k)] for split, k in (("train", 16), ("dev", 6)))
    lessons = [finetune.Lesson(e) for e in make_examples(train, base.tokenizer, settings.window, settings.stride)]
    network = finetune.new_network(base, Scheme(), seed=1)
    finetune.train(network, lessons, settings, base.tokenizer.special, log=lambda line: None)
    finetune.save_network(network, tmp_path, {"settings": asdict(settings), "examples": 16, "seconds": 1.0})
    origin = publish.Origin.of_base(base, asdict(settings), Scheme())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # so little data makes scikit-learn complain
        publish.publish(tmp_path, train, dev, origin, tmp_path / "mini-3")
    assert json.loads((tmp_path / "mini-3" / "config.json").read_text())["encoder"]["tokenizer"] == "bert_japanese"
    text = label(3, True, "x").text
    command = [sys.executable, "-c", SCORING, str(tmp_path / "mini-3"), text]
    made = subprocess.run(command, check=False, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    techniques, stance = json.loads(made.stdout)
    assert [name for name, *_ in techniques] == ["name_calling"]
    assert all(text[start:end] == words and "悪人" in words for _, start, end, words in techniques)
    assert stance == "against"
