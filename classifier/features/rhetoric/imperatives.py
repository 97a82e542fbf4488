"""Imperatives: orders and requests to the reader in the last place of a clause.

``目を覚ませ。`` ``忘れるな！`` ``考えてください。`` count; ``いずれにせよ、`` and ``とはいえ`` concede, ``お問い合わせください`` serves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from classifier.evidence import Mark
from classifier.features.morphology import Token
from classifier.features.rhetoric.ranges import Ranges

_CLOSERS = "」』”〟）)"
# にせよ, にしろ, とはいえ, であれ: imperative by form, concession by use.
_CONCESSIVE = frozenset({"為る", "言う", "有る", "成る", "だ", "居る", "良い"})
_CONCESSIVE_BEFORE = frozenset({"に", "と", "は", "で", "も", "だ"})
# Verbs of state take no prohibition: あるな, できるな, 見えるな are remarks to oneself.
_STATE = frozenset({"有る", "出来る", "見える", "聞こえる", "居る", "成る", "要る", "分かる", "違う", "困る", "言える"})
# だな, たな, ですな, てるな: talk to oneself.
_NO_VERB = frozenset({"だ", "た", "です", "ます", "ない", "ず", "てる", "とる", "たい"})
_PROHIBITED_FORMS = ("終止形", "連体形")


def imperative_marks(text: str, tokens: Sequence[Token], quoted: Ranges) -> Iterator[Mark]:
    """Orders (止めろ), requests (してください), prohibitions (するな); the verb with its ending is the mark."""
    # One comprehension: it sees every token.
    for at in [at for at, t in enumerate(tokens) if t[0] == "な" or ((form := t.form) and form.startswith("命令形"))]:
        token = tokens[at]
        if token.form.startswith("命令形"):
            found = _order(tokens, at)
        else:
            found = _prohibition(tokens, at) if token.sub == "終助詞" else None
        if found and _closes(text, tokens, at, quoted):
            first, rule = found
            yield Mark("imperatives", tokens[first].start, token.end, rule)


def _order(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    """First word and rule of an order; None where the form concedes, greets or serves."""
    token = tokens[at]
    before = tokens[at - 1] if at else None
    if before and token.lemma in _CONCESSIVE and before.surface in _CONCESSIVE_BEFORE:
        return None
    first = _verb_before(tokens, at)
    if token.lemma == "下さる":
        return None if _courteous(tokens, first, at) else (first, "imperatives:request")
    # いらっしゃいませ greets; 友がおごってくれ、 goes on with the sentence.
    if token.lemma == "ます" or (token.lemma == "呉れる" and _before_comma(tokens, at)):
        return None
    return first, "imperatives:order"


def _before_comma(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].sub == "読点"


def _verb_before(tokens: Sequence[Token], at: int) -> int:
    """Walk back over て and auxiliaries to the verb: 考え + て + ください."""
    first = at
    for _ in range(4):
        before = tokens[first - 1] if first else None
        if before is None or before.end != tokens[first].start:
            break
        chained = before.surface in ("て", "で") and before.sub == "接続助詞" and tokens[first].sub == "非自立可能"
        if not chained and not (before.pos in ("動詞", "助動詞") and before.form.startswith(("連用形", "未然形"))):
            break
        first -= 1
    if tokens[first].lemma == "為る" and first and tokens[first - 1].sub == "普通名詞":
        first -= 1
    return first


def _courteous(tokens: Sequence[Token], first: int, at: int) -> bool:
    """お問い合わせください, ご覧ください serve; 誤りがあれば教えてください asks for correction: neither calls to act."""
    served = any(t.pos == "接頭辞" or t.surface.startswith(("ご覧", "お", "ご")) for t in tokens[max(0, at - 4) : at])
    return served or first == at or any(t.lemma in ("教える", "指摘") for t in tokens[first:at])


def _prohibition(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    """忘れるな: the dictionary form of a verb of doing, then な."""
    verb = tokens[at - 1] if at else None
    if verb is None or verb.end != tokens[at].start or not verb.form.startswith(_PROHIBITED_FORMS):
        return None
    if verb.pos not in ("動詞", "助動詞") or verb.lemma in _STATE or verb.lemma in _NO_VERB:
        return None
    return _verb_before(tokens, at - 1), "imperatives:prohibition"


def _closes(text: str, tokens: Sequence[Token], at: int, quoted: Ranges) -> bool:
    """In the last place: before a stop, a comma, a line's end. Before a closing bracket only inside a quote."""
    after = at + 1
    if after < len(tokens) and tokens[after].surface in ("よ", "や", "ね") and tokens[after].sub == "終助詞":
        after += 1
    end = tokens[after - 1].end
    if after == len(tokens) or any(c in "\r\n" for c in text[end : tokens[after].start]):
        return True
    following = tokens[after]
    if following.surface[0] in _CLOSERS:
        return quoted.touch(tokens[at].start, tokens[at].end)
    return following.pos == "補助記号" and following.sub != "括弧開" and following.surface[0] not in "・ー－-"
