"""The pieces of Japanese BERTs: ids as transformers gives them, offsets into the raw text."""

import json
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece

from classifier.encode import Pieces, TextTokenizer, read_tokenizer
from classifier.encode.japanese import _MAX_CHUNK, JapaneseTokenizer, word_spans
from classifier.encode.tokens import open_tokenizer

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = "東京 東 京 港 開通 橋 発表 し た は 、 。 ガス ガ ##ス 株式 会社 123 1 ##2 ##3 AB abc a ##b ##c ##BC テスト テ".split()
LOOSE = [chr(c) for c in (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB)) if chr(c) not in WORDS]
VOCABULARY = [*SPECIAL, *WORDS, *LOOSE, *(f"##{c}" for c in LOOSE if f"##{c}" not in WORDS)]
SENTENCES = [
    "港の橋が開通した。",
    "東京港は、橋の開通を発表した。",
    "ｶﾞｽ会社とﾃｽﾄ、１２３ＡＢ",
    "㍿東京ガスの①番",
    "か\u3099す ｶ\u3099ス パﾟ",
    "橋が開通した。\n\n東京は発表した。\r\n次の段落\tです",
    "abc ABC  Abcd\u3000テスト\u00a0橋\u2028港\x85a",
    "橋😀👨\u200d👩\u200d👧 開通!!!",
    "The bridge of 東京 opened; e\u0301te\u0301 İstanbul ΑΣ",
    "\ufeff橋\u200b港",
    "a" * 101 + " " + "a" * 100 + "ｱ" * 120,
    "",
    " \n\u3000\n",
    "[SEP]橋[CLS][UNK]",
]


def tokenizer_of(lower_case: bool = False) -> TextTokenizer:
    wordpiece = WordPiece({t: i for i, t in enumerate(VOCABULARY)}, unk_token="[UNK]", max_input_chars_per_word=100)
    config = {"tokenizer": "bert_japanese", "lower_case": lower_case}
    return read_tokenizer(Tokenizer(wordpiece).to_str().encode(), config)


def transformers_tokenizer(folder: Path, lower_case: bool = False) -> Any:
    from transformers import BertJapaneseTokenizer

    path = folder / "vocab.txt"
    path.write_text("".join(f"{token}\n" for token in VOCABULARY), encoding="utf-8")
    return BertJapaneseTokenizer(
        str(path), do_lower_case=lower_case, word_tokenizer_type="mecab", mecab_kwargs={"mecab_dic": "unidic_lite"}
    )


def named(text: str, made: Pieces) -> list[tuple[str, str]]:
    """Piece and the words of the raw text that it covers."""
    return [(VOCABULARY[i], text[s:e]) for i, (s, e) in zip(made.ids, made.offsets, strict=True)]


@pytest.mark.parametrize("lower_case", [False, True])
def test_ids_are_those_of_transformers(tmp_path: Path, lower_case: bool) -> None:
    theirs, ours = transformers_tokenizer(tmp_path, lower_case), tokenizer_of(lower_case)
    for text, made in zip(SENTENCES, ours.pieces(SENTENCES), strict=True):
        expected = theirs.convert_tokens_to_ids(theirs.tokenize(text, split_special_tokens=True))
        assert made.ids.tolist() == expected, text
    assert ours.special == (theirs.cls_token_id, theirs.sep_token_id, theirs.pad_token_id)


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return transformers_tokenizer(tmp_path_factory.mktemp("vocabulary"))


@settings(max_examples=100)
@given(text=st.text("橋港東京開通がすカスｶﾞＡaBC1２。、\n \u3000😀㍿\u3099é\u2028"))
def test_words_and_ids_are_those_of_transformers_whatever_the_text(theirs: Any, text: str) -> None:
    plain = normalize("NFKC", text)
    words = [part for word in theirs.word_tokenizer.tokenize(text) for part in word.split()]
    assert [plain[s:e] for s, e in word_spans(plain)] == words
    (made,) = tokenizer_of().pieces([text])
    assert made.ids.tolist() == theirs.convert_tokens_to_ids(theirs.tokenize(text))


def test_offsets_into_the_raw_text() -> None:
    text = "ｶﾞｽの㍿、１２３謎AB\n橋"
    (made,) = tokenizer_of().pieces([text])
    assert named(text, made) == [
        ("ガス", "ｶﾞｽ"),
        ("の", "の"),
        ("株式", "㍿"),
        ("会社", "㍿"),
        ("、", "、"),
        ("123", "１２３"),
        ("[UNK]", "謎"),
        ("AB", "AB"),
        ("橋", "橋"),
    ]


def test_pieces_inside_a_word_and_a_lower_case_form_that_is_longer() -> None:
    text = "İABC"
    (made,) = tokenizer_of(lower_case=True).pieces([text])
    assert named(text, made) == [("[UNK]", "İABC")]
    vocabulary = {t: i for i, t in enumerate([*SPECIAL, "i", "##\u0307", "##a", "##bc"])}
    (made,) = JapaneseTokenizer(Tokenizer(WordPiece(vocabulary, unk_token="[UNK]")), True).pieces([text])
    assert [text[s:e] for s, e in made.offsets] == ["İ", "İ", "A", "BC"]


@settings(max_examples=60)
@given(st.lists(st.one_of(st.text(st.characters()), st.text("橋ｶﾞ㍿１a \n\u3099\u0301\0\ud800")), max_size=3))
@example(["\ud800橋\0港"])
def test_offsets_rise_and_stay_inside(texts: list[str]) -> None:
    for text, made in zip(texts, tokenizer_of().pieces(texts), strict=True):
        assert made.offsets.shape == (len(made.ids), 2)
        assert (made.offsets[:, 0] < made.offsets[:, 1]).all()
        assert (made.offsets >= 0).all() and (made.offsets <= len(text)).all()
        assert (made.offsets[1:] >= made.offsets[:-1]).all()
        assert all(text[s:e].strip() for s, e in made.offsets)


def test_what_mecab_cannot_read_is_passed_over() -> None:
    text = "橋\0港\ud800東京"
    (made,) = tokenizer_of().pieces([text])
    assert [covered for _, covered in named(text, made)] == ["橋", "港", "東京"]


@pytest.mark.parametrize("part", ["橋が開通した" * 100 + "\n", "港は発表した。"])
def test_a_long_text_is_cut_behind_lines_and_sentences(part: str) -> None:
    one, many = tokenizer_of().pieces([part, part * (3 * _MAX_CHUNK // len(part))])
    assert len(many.ids) * len(part) > 2 * _MAX_CHUNK
    assert (many.ids.reshape(-1, len(one.ids)) == one.ids).all()


def test_a_long_run_without_any_break_is_read_whole() -> None:
    text = "橋" * (2 * _MAX_CHUNK + 1)
    (made,) = tokenizer_of().pieces([text])
    assert "".join(text[s:e] for s, e in made.offsets) == text


def test_an_unknown_or_foreign_tokenizer_is_refused(tmp_path: Path) -> None:
    wordpiece = Tokenizer(WordPiece({t: i for i, t in enumerate(VOCABULARY)}, unk_token="[UNK]"))
    wordpiece.save(str(tmp_path / "tokenizer.json"))
    with pytest.raises(ValueError, match="tokenizer 'sudachi' found, 'unigram' or 'bert_japanese' expected"):
        open_tokenizer(tmp_path, {"tokenizer": "sudachi"})
    with pytest.raises(ValueError, match="lacks one of <s> </s> <pad>"):
        open_tokenizer(tmp_path, {})
    assert open_tokenizer(tmp_path, {"tokenizer": "bert_japanese"}).special == (2, 3, 0)
    assert "[SEP]" in json.loads((tmp_path / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
