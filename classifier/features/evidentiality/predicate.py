"""The word that says, the clause it closes, and the と in front of it."""

from __future__ import annotations

from collections.abc import Sequence

from classifier.features.evidentiality.tail import finite
from classifier.features.quotes.units import QUOTED, Sentence

_WORDS = frozenset(("動詞", "名詞", "接尾辞", "形状詞"))


def final_verb(s: Sentence, tails: Sequence[int]) -> int:
    """Index of the word that says: the verb, or the verbal noun before する; -1 where none closes the sentence.

    ``tails``: where the predicate may stop (see ``ends``).
    """
    units = s.units
    for high in tails:
        at = high - 1
        while at > 0 and (units[at].lemma in _HELPING or _helps(s, at)):
            at -= 1
        if at >= 0 and units[at].pos in _WORDS:
            return at
    return -1


_HELPING = frozenset(("為る", "れる", "られる", "致す", "為さる", "居る", "おる", "居る-オル", "て", "頂く"))


def _helps(s: Sentence, at: int) -> bool:
    """Part of the predicate behind its word, for what stands before it: 明らか|に|し|た, 書い|て|ある."""
    unit, before = s.units[at], s.units[at - 1]
    return (unit.surface == "に" and before.lemma == "明らか") or (unit.lemma == "有る" and before.surface == "て")


def clause_low(s: Sentence, at: int) -> int:
    """Where the final clause begins: behind the last ``…し、`` / ``…て、``."""
    for index in range(at - 1, 0, -1):
        before = s.units[index - 1]
        if s.units[index].surface == "、" and (
            (before.form.startswith("連用形") and before.surface != "で")
            or before.surface == "て"
            or (before.surface == "が" and before.sub == "接続助詞")
        ):
            return index + 1
    return 0


def _as(s: Sentence, at: int) -> bool:
    """``恐れがあるとして``: a reason or a rank, no words said."""
    return at + 2 < len(s.units) and s.units[at + 1].surface == "し" and s.units[at + 2].surface == "て"


def complement(s: Sentence, low: int, at: int) -> int:
    """Index of the last と that closes words said: behind a bracket or a finite predicate; -1 where none."""
    for index in range(at - 1, max(0, low - 1), -1):
        unit, before = s.units[index], s.units[index - 1]
        if unit.surface in ("と", "って") and unit.pos == "助詞" and not _as(s, index):
            if (
                before.pos == QUOTED
                or finite(before)
                or before.pos == "動詞"
                or before.sub in ("終助詞", "副助詞")
                or before.surface in ("、", "）")
            ):
                return index
            if before.pos in ("名詞", "接尾辞", "助詞") and index >= at - 2:
                return index
    return -1
