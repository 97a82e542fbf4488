"""Attributions over a sentence border: a bracket that stands alone, and …。関係筋が24日、明らかにした。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from classifier.features.quotes.clauses import find_clause_attributions
from classifier.features.quotes.draft import Draft
from classifier.features.quotes.opening import opening
from classifier.features.quotes.phrases import is_document, phrase_start
from classifier.features.quotes.predicates import is_saying_noun, tail
from classifier.features.quotes.subject import Subject, headline_subject, subject_after, subject_before
from classifier.features.quotes.units import QUOTED, Sentence

_SAID = re.compile(r"述べ|話し|語っ|言っ|明か|明らか|伝え|発表|公表|説明|報告|強調|主張|指摘|コメント")
_SAYS = frozenset("述べる 話す 語る 言う 明かす 伝える 発表 公表 説明 報告 明らか 強調 主張 指摘 コメント".split())


def find_across(
    sentences: Sequence[Sentence], index: int, before: Sentence | None, after: Sentence | None
) -> Iterator[Draft]:
    """A sentence that is only a bracket, or that names who said the sentence before it."""
    s = sentences[index]
    if _only_bracket(s):
        source = _next_speaker(after) or _topic(sentences, index) or _person_of(s, after)
        for unit in s.units:
            if unit.pos == QUOTED and unit.end - unit.start > 3:
                yield Draft(unit.start + 1, unit.end - 1, "lone_bracket", "direct", source, None, inherit=True)
    elif before is not None:
        yield from _said_of_before(s, before)


# A topic holds for its own line, and a few sentences at most.
_MAX_BACK = 4


def _topic(sentences: Sequence[Sentence], index: int) -> tuple[int, int] | None:
    """The last person whom a sentence of the same line spoke of, or whom one of the lines before names with さん or 氏."""
    s = sentences[index]
    for back in range(index - 1, max(-1, index - 1 - _MAX_BACK), -1):
        one = sentences[back]
        if one.depth:
            return None
        same_line = "\n" not in s.text[one.end : s.start]
        subject = subject_before(one, 0, len(one.units))
        found = _span(one, subject)
        if found and ((same_line and subject and subject.topic) or s.text[found[0] : found[1]].endswith(_TITLES)):
            return found
        named = _introduced(one) or (_label(one) if back == index - 1 else None)
        if named:
            return named
    return None


_TITLES = ("さん", "氏")


def _introduced(s: Sentence) -> tuple[int, int] | None:
    """``獣医師のマリア・ソトさん（４１）。``: a sentence that brings a person in."""
    for at in range(len(s.units) - 1, 0, -1):
        if s.units[at].surface in _TITLES and s.units[at].pos == "接尾辞":
            low = phrase_start(s, at + 1, 0)
            return (s.units[low].start, s.units[at].end) if low < at else None
    return None


def _label(s: Sentence) -> tuple[int, int] | None:
    """``主任研究員、記者会見で`` as a line of its own above the bracket."""
    if s.text.startswith(("。", "！", "？"), s.end - 1) or len(s.units) > 24:
        return None
    return _span(s, headline_subject(s, len(s.units)))


def _person_of(s: Sentence, after: Sentence | None) -> tuple[int, int] | None:
    """``「…拾いたい」。森脇さんは老眼鏡を上げた。``: the subject of the sentence behind, on the same line."""
    if after is None or "\n" in s.text[s.end : after.start]:
        return None
    found = _span(after, subject_before(after, 0, len(after.units)))
    return found if found and s.text[found[0] : found[1]].endswith(("さん", "氏")) else None


def _only_bracket(s: Sentence) -> bool:
    if not s.brackets:
        return False
    words = [u for u in s.units if u.surface not in ("。", "、", "　", "―", "…", "・", "－")]
    return bool(words) and all(u.pos == QUOTED for u in words)


def _next_speaker(after: Sentence | None) -> tuple[int, int] | None:
    """``…。住職はそう語る``: the following sentence takes the words up with そう or こう."""
    if after is None or not any(u.surface in ("そう", "こう") for u in after.units):
        return None
    for at, unit in enumerate(after.units):
        if unit.lemma in _SAYS or unit.lemma in ("振り返る", "訴える", "嘆く", "笑う"):
            return _span(after, subject_before(after, 0, at) or subject_after(after, tail(after, at + 1)))
    return None


def _span(s: Sentence, subject: Subject | None) -> tuple[int, int] | None:
    if subject is None or is_document(s.words(subject.low, subject.high)):
        return None
    return s.units[subject.low].start, s.units[subject.high - 1].end


def _said_of_before(s: Sentence, before: Sentence) -> Iterator[Draft]:
    """``橋が落ちた。州警察が３日、発表した。``: only subject, time and a verb of making known."""
    if len(s.units) > 60 or not s.holds(_SAID) or _has_own_content(s):
        return
    for at, unit in enumerate(s.units):
        cue = (
            (unit.lemma in _SAYS and unit.pos == "動詞")
            or is_saying_noun(s, at)
            or (unit.surface == "明らか" and at + 2 < len(s.units))
        )
        if cue and (unit.lemma in _SAYS or unit.surface in _SAYS):
            subject = subject_before(s, 0, at)
            end = at + 3 if unit.surface == "明らか" else at + 1
            high = tail(s, end)
            if subject and high >= s.stop and not is_document(s.words(subject.low, subject.high)):
                span = (unit.start, s.units[high - 1].end)
                source = (s.units[subject.low].start, s.units[subject.high - 1].end)
                yield from _before_as_content(before, source, span)
            return


def _has_own_content(s: Sentence) -> bool:
    """と, a bracket, an object: then the sentence says something of its own (匿名を条件に and …を理由に are none)."""
    for at, unit in enumerate(s.units):
        if unit.surface in ("と", "よう") or unit.pos == QUOTED or unit.surface in ("そう", "こう"):
            return True
        if unit.surface == "を" and not _CONDITION.match(s.text, unit.start):
            return True
        if unit.surface in ("ない", "ませ", "なかっ") and at > len(s.units) - 5:
            return True
    return False


_CONDITION = re.compile(r"を(?:条件|理由|前提)に")


def _before_as_content(before: Sentence, source: tuple[int, int], span: tuple[int, int]) -> Iterator[Draft]:
    known = [d for d in find_clause_attributions(before) if d.rule == "became_known"]
    if known:
        yield Draft(known[0].start, known[0].end, "said_of_before", known[0].form, source, span)
        return
    low = opening(before)
    if before.stop > low and not _only_bracket(before):
        yield Draft(
            before.units[low].start, before.units[before.stop - 1].end, "said_of_before", "indirect", source, span
        )
