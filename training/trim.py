"""Which pieces of a multilingual unigram vocabulary a Japanese encoder keeps, and the cut itself.

A piece is kept when one of the rules below wants it. Ids keep their order, so the special tokens stay first
and row i of the cut embedding belongs to piece i. Log-probabilities, normaliser, pre-tokenizer and
post-processor stay as they are: a text whose pieces are all kept is cut into the same pieces as before,
because the best path of a unigram model is still the best one when only other paths disappear.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tokenizers import Tokenizer

from training.blob import Array, BaseError

SPACE = "▁"  # how the vocabulary writes the beginning of a word
SPECIAL = frozenset({"<s>", "<pad>", "</s>", "<unk>", "<mask>"})
PREFIXES = frozenset({"▁que", "ry", "▁passage"})  # e5 was trained with "query: " or "passage: " before every text
KANA = re.compile(r"[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
KANJI = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆〇]")
SHORT = 3  # shorter ASCII pieces spell any foreign name; all of this length would be 5,000 idle rows more
USED = 2  # foreign pieces seen only once in the sample: 2,000 rows for 0.05 % of its pieces, left out
LAST_LETTER = "\u052f"  # end of the Latin, Greek and Cyrillic blocks: foreign names, formulas
BATCH = 1000  # texts a time, to bound the memory of their encodings


@dataclass(frozen=True)
class Use:
    """How often real Japanese text uses each piece, and each character after normalisation."""

    pieces: Counter[str]
    chars: Counter[str]


Rule = Callable[[str, Use], bool]


def special(piece: str, use: Use) -> bool:
    """`<s>`, `<mask>`, the bare space marker, and what spells the prefixes of e5."""
    return piece in SPECIAL or piece in PREFIXES or piece == SPACE


def kana(piece: str, use: Use) -> bool:
    """の, です, ソーシャル, 取り: anything with hiragana or katakana."""
    return bool(KANA.search(piece))


def kanji(piece: str, use: Use) -> bool:
    """裏, and 们 too: any single ideograph, since one unknown character can hide a name."""
    return bool(KANJI.fullmatch(piece.removeprefix(SPACE)))


def kanji_word(piece: str, use: Use) -> bool:
    """新幹線, 2018年: ideographs the sample uses so, or knows singly if in JIS X 0208; not 我们."""
    ideographs = KANJI.findall(piece)
    known = all(use.chars[c] and _in_jis_x_0208(c) for c in ideographs)
    return bool(ideographs) and (known or use.pieces[piece] > 0)


def ascii_sign(piece: str, use: Use) -> bool:
    """2024, (, ://: ASCII without letters, if short or used; '05.2015' is left out when nobody writes it."""
    bare = piece.removeprefix(SPACE)
    return bare.isascii() and not re.search("[A-Za-z]", bare) and (len(bare) <= SHORT or use.pieces[piece] > 0)


def latin_short(piece: str, use: Use) -> bool:
    """s, ▁de, WHO: one or two ASCII characters, or three that the sample contains."""
    bare = piece.removeprefix(SPACE)
    return bare.isascii() and (len(bare) < SHORT or (len(bare) == SHORT and use.pieces[piece] > 0))


def used(piece: str, use: Use) -> bool:
    """▁Google, 。」, ов: whatever the sample contains at least twice."""
    return use.pieces[piece] >= USED


def letter(piece: str, use: Use) -> bool:
    """é, ▁Ж, β: one letter of the Latin, Greek or Cyrillic alphabet."""
    bare = piece.removeprefix(SPACE)
    return len(bare) == 1 and bare.isalpha() and bare <= LAST_LETTER


def symbol(piece: str, use: Use) -> bool:
    """。, ▲, 🙂, 🇯, ▁※: one sign, mark or emoji; the marks of other scripts only where used."""
    bare = piece.removeprefix(SPACE)
    return len(bare) == 1 and unicodedata.category(bare)[0] in "PS"


def seen(piece: str, use: Use) -> bool:
    """한, ע: one character that occurs in the sample, whatever its script."""
    bare = piece.removeprefix(SPACE)
    return len(bare) == 1 and use.chars[bare] > 0


RULES: tuple[Rule, ...] = (
    special, kana, kanji, kanji_word, ascii_sign, latin_short, used, letter, symbol, seen,
)  # fmt: skip


def _in_jis_x_0208(char: str) -> bool:
    try:
        char.encode("iso2022_jp")
    except UnicodeEncodeError:
        return False
    return True


def first_rule(piece: str, use: Use) -> str | None:
    """The name of the first rule that wants the piece, None if none does."""
    return next((rule.__name__ for rule in RULES if rule(piece, use)), None)


def choose(vocab: Sequence[str], use: Use) -> list[int]:
    """Ids of the kept pieces, ascending."""
    return [i for i, piece in enumerate(vocab) if first_rule(piece, use)]


def choose_like(vocab: Sequence[str], wanted: Iterable[str]) -> list[int]:
    """Ids of exactly the pieces of an earlier cut, ascending."""
    left = set(wanted)
    ids = [i for i, piece in enumerate(vocab) if piece in left]
    if len(ids) != len(left):
        raise BaseError(f"{len(left) - len(ids)} of {len(left)} pieces to keep are not in the original vocabulary")
    return ids


def measure_use(tokenizer: Tokenizer, texts: Sequence[str]) -> Use:
    """Counts pieces and normalised characters over the texts; nothing of the texts is kept."""
    pieces: Counter[str] = Counter()
    chars: Counter[str] = Counter()
    for start in range(0, len(texts), BATCH):
        batch = list(texts[start : start + BATCH])
        for encoding in tokenizer.encode_batch(batch, add_special_tokens=False):
            pieces.update(encoding.tokens)
        for text in batch:
            chars.update(tokenizer.normalizer.normalize_str(text))
    return Use(pieces, chars)


def vocab_of(document: dict[str, Any]) -> list[str]:
    """The pieces of a parsed tokenizer.json, by id."""
    return [piece for piece, _score in document["model"]["vocab"]]


def trim_tokenizer(document: dict[str, Any], keep: Sequence[int]) -> dict[str, Any]:
    """A parsed unigram tokenizer.json -> the same with only the kept pieces, every id renumbered."""
    new_id = {old: new for new, old in enumerate(keep)}
    if missing := [t["content"] for t in document["added_tokens"] if t["id"] not in new_id]:
        raise BaseError(f"the cut would lose the special token {missing[0]}")
    model = document["model"]
    post = document["post_processor"]
    tokens = {k: v | {"ids": [new_id[i] for i in v["ids"]]} for k, v in post["special_tokens"].items()}
    return document | {
        "added_tokens": [t | {"id": new_id[t["id"]]} for t in document["added_tokens"]],
        "post_processor": post | {"special_tokens": tokens},
        "model": model | {"unk_id": new_id[model["unk_id"]], "vocab": [model["vocab"][i] for i in keep]},
    }


def trim_rows(table: Array, keep: Sequence[int]) -> Array:
    """Embedding (pieces, hidden) -> (kept pieces, hidden); row i belongs to kept piece i."""
    return table[list(keep)]
