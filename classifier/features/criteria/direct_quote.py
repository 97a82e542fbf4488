"""direct_quote: somebody's own words in quotation marks, with a speaker or a document behind them.

``市長は「予算は残っていない」と述べた。`` ``「約束は守られた」と作業員。`` ``英外相「座視しない」`` A label in scorn (「解放」と呼ぶ), a single word
and hearsay (住民は「変だ」と言っているらしい) are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from classifier.evidence import Mark, Quote
from classifier.features.brackets import Bracket
from classifier.features.criteria.people import ROLE
from classifier.features.reading import Reading

NAME = "direct_quote"
# A word or a title between brackets is no sentence: 「支援」と述べた.
_MIN_WORDS = 5
# Where nobody, a crowd or an unnamed voice is behind the words, only a whole sentence counts.
_MIN_LOOSE = 8
_FIRM = ("named", "positioned", "document", "outlet")
# Naming and hearsay put other people's words between brackets without quoting anybody.
_NAMING = re.compile(r"呼|称|表現|形容|名付|題|いう|らしい|そう(?:だ|です)|とされ|言われ|とのこと|噂|うわさ")
_WHO = rf"(?:{ROLE}|氏|さん|外相|国防相|防衛相|農相|首相|大統領|主席|総統|報道官|代表|省|庁|府|国防部|外交部|政府|軍|大使館|側)"
_BEFORE = re.compile(
    rf"(?:{_WHO}(?:[（(][^（）()]{{0,20}}[)）])?(?:は|の(?:コメント|答弁|あいさつ|話)(?:は|：|:)?|、[^。、「」\r\n]{{0,16}})?[：:／\s　]?|(?:声明|文面|文面の訳|答弁|あいさつ|談話|決定|判決|理由|共同宣言)(?:は|：|:|で|には)[^。「」\r\n]{{0,12}})$"
)
_AFTER = re.compile(
    rf"(?:など)?と(?:の|いう)?(?:お?答え|返[答信事]|返ってき|回答|反論|文字|一行|苦笑|話|述|語|言|訴|非難|批判|主張|強調|明言|発表|コメント|声を|口を|{ROLE})|旨(?:申し入れ|述べ)|の文字|とある|を述べ"
)
_HEAD_AFTER = re.compile(
    r"[ 　…]{0,2}[一-鿿ァ-ヺー]{1,10}(?:外相|国防相|防衛相|農相|首相|大統領|主席|総統|長官|報道官|知事|市長|代表|氏)"
)
_REACH = 40


def find(reading: Reading) -> Iterator[Mark]:
    """Quotations traced to somebody, then bracketed sentences with a speaker beside them."""
    for quote in reading.quotes:
        words = _words(reading, quote)
        if words and _counts(reading.text, quote, words[1] - words[0]):
            yield Mark(NAME, *words, f"{quote.rule}.{quote.form}")
    for bracket in reading.brackets:
        if (
            bracket.depth == 0
            and bracket.end - bracket.start - 2 >= _MIN_WORDS
            and (rule := _beside(reading.text, bracket))
        ):
            yield Mark(NAME, bracket.start, bracket.end, rule)


def _words(reading: Reading, quote: Quote) -> tuple[int, int] | None:
    """The bracketed words of a quotation: itself where it is direct, its longest bracket where it is mixed."""
    if quote.form == "direct":
        return quote.start, quote.end
    low = bisect_left(reading.brackets, quote.start - 1, key=lambda b: b.start)
    high = bisect_left(reading.brackets, quote.end, key=lambda b: b.start)
    inside = [
        (b.start + 1, b.end - 1) for b in reading.brackets[low:high] if b.end <= quote.end + 1 and b.end - b.start > 2
    ]
    return max(inside, key=lambda span: span[1] - span[0], default=None)


def _counts(text: str, quote: Quote, length: int) -> bool:
    cue = text[quote.cue[0] : quote.cue[1]] if quote.cue else ""
    if quote.rule == "hearsay" or _NAMING.search(cue):
        return False
    return length >= (_MIN_WORDS if quote.kind in _FIRM else _MIN_LOOSE)


def _beside(text: str, bracket: Bracket) -> str | None:
    """``英外相「座視しない」`` before, ``「座視しない」と苦笑した`` after, ``「座視しない」英外相`` at the opening."""
    if _BEFORE.search(text, _low(text, bracket.start), bracket.start):
        return "beside_before"
    if _AFTER.match(text, bracket.end):
        return "beside_after"
    return "headline" if bracket.start < _REACH and _HEAD_AFTER.match(text, bracket.end) else None


def _low(text: str, end: int) -> int:
    """Where the words of ``_BEFORE`` may begin: outside parentheses they hold no stop, bracket or line end."""
    low = max(0, end - _REACH)
    if "）" in text[low:end] or ")" in text[low:end]:
        return low
    # Two line ends may close it: one is its blank, ``$`` stands before the other.
    lines = max(text.rfind("\n", low, max(low, end - 2)), text.rfind("\r", low, max(low, end - 2)))
    return max(low, lines + 1, *(text.rfind(stop, low, end) + 1 for stop in "。「」"))
