"""How two tokenizers, the original and the trimmed one, cut the same texts."""

from collections.abc import Iterator, Sequence

from tokenizers import Encoding, Tokenizer

from training.trim import SPACE


def unknown(tokenizer: Tokenizer, encodings: Sequence[Encoding]) -> int:
    """Characters of the original texts that fell into `<unk>`."""
    unk = tokenizer.token_to_id("<unk>")
    return sum(end - start for e in encodings for i, (start, end) in zip(e.ids, e.offsets, strict=True) if i == unk)


def misplaced(text: str, encoding: Encoding, tokenizer: Tokenizer) -> int:
    """Pieces whose offsets do not point at their own words in the original text."""
    return sum(
        piece.strip(SPACE) not in tokenizer.normalizer.normalize_str(text[start:end])
        for piece, (start, end) in zip(encoding.tokens, encoding.offsets, strict=True)
    )


def doubled(text: str, encoding: Encoding) -> bool:
    """Whether a lone space marker was put before the text and given the offsets of its first character."""
    return encoding.tokens[:1] == [SPACE] and not text[0].isspace()


def compare_cuts(before: Tokenizer, after: Tokenizer, texts: Sequence[str]) -> Iterator[str]:
    """Lines about some texts: unknown characters, how far both tokenizers agree, and the offsets."""
    old = before.encode_batch(list(texts), add_special_tokens=False)
    new = after.encode_batch(list(texts), add_special_tokens=False)
    chars, pieces = sum(map(len, texts)), sum(len(e.ids) for e in old)
    lost = [count_lost(before, after, e) for e in old]
    whole = [a.tokens == b.tokens for a, b, n in zip(old, new, lost, strict=True) if not n]
    wrong = sum(misplaced(text, e, after) for text, e in zip(texts, new, strict=True))
    shares = f"{unknown(before, old) / chars:.4%} before, {unknown(after, new) / chars:.4%} after"
    yield f"unknown of {chars:,} characters: {shares}"
    yield f"pieces not kept: {sum(lost):,} of {pieces:,}"
    yield f"texts whose pieces are all kept: {len(whole):,} of {len(texts):,}, cut as before: {sum(whole):,}"
    yield f"pieces with offsets elsewhere: {wrong:,}"
    yield f"texts whose first ▁ claims their first character: {sum(map(doubled, texts, new)):,}"


def count_lost(before: Tokenizer, after: Tokenizer, encoding: Encoding) -> int:
    """Pieces of the original cut that the trimmed vocabulary no longer has."""
    return sum(after.token_to_id(before.id_to_token(i) or "") is None for i in encoding.ids)
