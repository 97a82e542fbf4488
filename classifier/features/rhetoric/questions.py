"""Rhetorical questions: sentences that ask nobody and mean an answer.

``誰が責任を取るのか。`` counts; ``停戦か`` in a headline is a guess, ``問：`` and ``記者：`` open a question put to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from classifier.evidence import Mark, Quote

_SENTENCE = re.compile(r"[^。！？!?\r\n]+[。！？!?]*")
_STOPS = "。！？!?"
# Nobody puts a longer question in one line; a bound keeps the search back to its label linear.
_MAX_LINE = 400
_OPENERS = "「『“〝（(・"
_CLOSERS = "」』”〟）)"
# 問： / Q1. / 記者 「…」 / ――: an interview or a press conference puts its questions to a person.
_LABEL = re.compile(
    r"[\s　]*(?:(?:問|質問|記者|聞き手|司会|[QＱ][0-9０-９]{0,2}|[^\s：:【]{1,6}記者)[\s　：:.．）)「、]|"
    r"[【\[（(](?:問|質問|記者|[QＱ])[^】\]）)\r\n]{0,4}[】\]）)]|――|──)"
)
# Endings that ask by their form alone.
_BY_FORM = re.compile(
    r"(?:(?:のだ|ん|の)?(?:だろう|であろう|でしょう)か|(?:ので|の|ん)?(?:ではない|じゃない|ではありません)(?:だろう|でしょう)?か|"
    r"(?<!の)(?<!よる)(?<!だった)(?:もの|もん)か|てたまるか|とでも(?:いう|言う|思う)の(?:か|だろうか))[ねよな]?$"
)
# Without a question mark no other character closes a question.
_ASKING = "かねよな"
# Endings that also ask for knowledge; they count beside a word that expects the answer.
_BY_HINT = re.compile(r"(?:か|の|かい|かね|わけ|って|ある|だ|だよ|かな|かねえ|ん|よ)$")
_HINT = re.compile(
    r"(?:いったい|一体(?!化|感|と|的|型)|果たして|はたして|本当に|ほんとに|そもそも|いつまで|どこまで|どの口|どの面|なぜ|なんで|どうして|何のため|"
    r"誰のため|誰が|だれが|誰に|のは誰か|のはどこか|どこに|どこが|何が|何を|いくつ|何回|何度|まさか|まだ|資格|勇気|偶然|正気|恥|大丈夫|ほかに[あい]|一度でも)"
)
# ことか, かどうか, 何か: a か that closes no question.
_NO_QUESTION = re.compile(
    r"(?:どうか|ことか|とか|何か|なにか|(?<!は)誰か|(?<!は)どこか|いつか|しか|ばかりか|によって|どころか|ほか|なか|さか)$"
)


def question_marks(text: str, quotes: Sequence[Quote]) -> Iterator[Mark]:
    """The last clause of every rhetorical question. Linear: every sentence is looked at once.

    A bracketed sentence without a stop counts only as the end of a quote: else it is a title.
    """
    for found in _SENTENCE.finditer(text):
        end = _end(text, *found.span())
        mark = _mark(text, found.start(), end, text[end : found.end()])
        if mark:
            yield mark
    for quote in quotes:
        if text[quote.end : quote.end + 1] in _CLOSERS and text[quote.end - 1] not in _STOPS:
            mark = _mark(text, _last_sentence(text, quote), quote.end, "。")
            if mark:
                yield mark


def _mark(text: str, start: int, end: int, stop: str) -> Mark | None:
    if start >= end or not (text[end - 1] in _ASKING or "?" in stop or "？" in stop) or text[end - 1] in _CLOSERS:
        return None
    rule = _rule(text[start:end], stop)
    first = _start(text, start, end) if rule else end
    if rule is None or first >= end or _put_to_a_person(text, start):
        return None
    return Mark("rhetorical_questions", first, end, rule)


def _end(text: str, start: int, end: int) -> int:
    """Where the words of a sentence end, before stops and blanks."""
    while end > start and (text[end - 1] in _STOPS or text[end - 1].isspace()):
        end -= 1
    return end


def _last_sentence(text: str, quote: Quote) -> int:
    floor = max(quote.start, quote.end - _MAX_LINE)
    return max(floor, *(text.rfind(stop, floor, quote.end) + 1 for stop in "。！？!?\r\n"))


def _start(text: str, start: int, end: int) -> int:
    """Its last clause: behind the last comma or closing bracket that leaves four characters to read."""
    cut = max(text.rfind(mark, start, max(start, end - 4)) for mark in "、，,」』”〟")
    at = max(start, cut + 1)
    while at < end and (text[at].isspace() or text[at] in _OPENERS):
        at += 1
    return at


def _rule(words: str, stop: str) -> str | None:
    """Which kind, if any. Without a question mark, ``の`` and the like close statements."""
    tail = words[-200:]
    if _NO_QUESTION.search(tail[-5:]):
        return None
    if _BY_FORM.search(tail[-16:]):
        return "questions:by_form"
    asks = tail.endswith("のか") or ("?" in stop or "？" in stop) or (tail.endswith("か") and "。" in stop)
    if asks and _BY_HINT.search(tail[-4:]) and _HINT.search(tail):
        return "questions:by_hint"
    return None


def _put_to_a_person(text: str, start: int) -> bool:
    """Whether its line opens with the label of a question; one that began far back is no question and answer."""
    floor = max(0, start - _MAX_LINE)
    line = max(text.rfind("\n", floor, start), text.rfind("\r", floor, start)) + 1
    return (line > 0 or floor == 0) and bool(_LABEL.match(text, line, line + 16))
