"""Headline forms: ``県警「詐欺の疑い」``, ``停戦は近い＝外相``, ``「困る」（店主）``, ``外相：「断る」``, transcripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.features.morphology import PLACES
from classifier.features.quotes.draft import Draft
from classifier.features.quotes.phrases import can_speak, is_document, phrase_start
from classifier.features.quotes.units import QUOTED, Sentence

_MAX_HEADLINE = 120
_EQUALS = re.compile(
    r"(?:[＝=]|[－―—](?=(?:複数の)?(?:関係者|関係筋|消息筋|当局者)))([^＝=「」。\s]{1,24})(?:$|[<＜〈【（(]|\s)"
)
_BYLINE = re.compile(r"(?:記者|特派員|撮影|提供|支局|共同|時事|ロイター|写真|編集委員)$")
_PHOTO = re.compile(r"^[0-9０-９]|[、）)：]")
_MARK = re.compile(r"[＝=－―—]")
_COLON = re.compile(r"[：:]")
_LABEL_MARK = ("：", ":")


def find_headline(s: Sentence) -> Iterator[Draft]:
    """Attributions without a verb."""
    yield from _beside(s)
    if s.end - s.start <= _MAX_HEADLINE and not s.text.startswith("。", s.end - 1):
        yield from _equals(s)
        yield from _labelled(s)


def _beside(s: Sentence) -> Iterator[Draft]:
    """A name right before the bracket, or in parentheses behind it."""
    if not s.brackets:
        return
    for at, unit in enumerate(s.units):
        if unit.pos != QUOTED or not _is_said(s.text[unit.start + 1 : unit.end - 1]):
            continue
        after = s.units[at + 1].surface if at + 1 < len(s.units) else ""
        if after in ("と", "の", "を", "が", "は", "に", "で", "も", "など", "な", "って", "という", "や"):
            continue
        source = _before(s, at) or _behind(s, at)
        if source:
            yield Draft(unit.start + 1, unit.end - 1, "beside_bracket", "headline", source)


# Names of ships and products are short and seldom end like a sentence; 断る does.
_MIN_WORDS = 5
_SENTENCE_END = re.compile(r"[るただいなろせうくよむぬすずかねぞ]$")


def _is_said(words: str) -> bool:
    return len(words) >= _MIN_WORDS - 1 or (len(words) > 1 and bool(_SENTENCE_END.search(words)))


def _before(s: Sentence, at: int) -> tuple[int, int] | None:
    """``議長「年内は困難」``, ``議長は「困難だ」。`` and ``男性：「黒かった」``."""
    high = at - 1 if at > 1 and at + 1 >= s.stop and s.units[at - 1].surface == "は" else at
    labelled = high > 0 and s.units[high - 1].surface in _LABEL_MARK
    if labelled:
        high -= 1
    if high == 0 or s.units[high - 1].pos not in ("名詞", "接尾辞", "代名詞", "補助記号"):
        return None
    low = phrase_start(s, high, 0)
    opens = (
        low == 0
        or s.units[low - 1].surface in ("、", "　", " ", "＝", "―", "…", "。")
        or _gap_before(s, low)
        or labelled
    )
    ends = (
        at + 1 >= len(s.units)
        or s.units[at + 1].surface in ("。", "、", "　", "―", "－", "…", "＝", "！", "（", "(")
        or _gap_before(s, at + 1)
    )
    if low < high and ends and can_speak(s, low, high) and (opens or s.units[low - 1].pos == "助詞"):
        return s.units[low].start, s.units[high - 1].end
    return None


def _gap_before(s: Sentence, at: int) -> bool:
    return 0 < at < len(s.units) and s.units[at].start > s.units[at - 1].end


def _behind(s: Sentence, at: int) -> tuple[int, int] | None:
    """``「お通夜だ」（永田町関係者）``, ``「断る」＝外相``, ``「断る」――外相``."""
    if at + 2 >= len(s.units):
        return None
    mark = s.units[at + 1].surface
    if mark in ("（", "("):
        for close in range(at + 2, min(len(s.units), at + 14)):
            if s.units[close].surface in ("）", ")"):
                return _named(s, at + 2, close)
        return None
    if mark in ("＝", "=", "―", "─", "—") and at == 0:
        low = at + 2
        while low < len(s.units) and s.units[low].surface == mark:
            low += 1
        end = low
        while end < len(s.units) and s.units[end].pos in ("名詞", "接尾辞", "接頭辞", "代名詞"):
            end += 1
        return _named(s, low, end)
    return None


def _named(s: Sentence, low: int, high: int) -> tuple[int, int] | None:
    start = max(low, phrase_start(s, high, low)) if high > low else high
    place = all(u.detail in PLACES for u in s.units[low:high])
    return (
        (s.units[low].start, s.units[high - 1].end)
        if start < high and not place and can_speak(s, start, high)
        else None
    )


def _equals(s: Sentence) -> Iterator[Draft]:
    """``停戦は近い＝ウクライナ外相``: the whole line before the last ＝."""
    if not s.holds(_MARK):
        return
    found = None
    for match in _EQUALS.finditer(s.text, s.start, s.end):
        found = match
    if found is None or _BYLINE.search(found[1]) or _PHOTO.search(found[1]) or s.text[s.start] in "（(":
        return
    low = next((i for i, u in enumerate(s.units) if u.start >= found.start(1)), None)
    high = next((i for i, u in enumerate(s.units) if u.start >= found.end(1)), len(s.units))
    if low is None or low == 0 or low >= high:
        return
    head = s.units[low - 2] if low >= 2 else None
    if head is None or (head.pos == QUOTED and low == 2):
        return
    outlet = found[1].endswith(("通信", "新聞", "放送", "紙", "テレビ"))
    if outlet or can_speak(s, low, high):
        start, stop = s.start, s.units[low - 2].end
        yield Draft(
            start,
            stop,
            "equals",
            "headline",
            (s.units[low].start, s.units[high - 1].end),
            (found.start(), found.start() + 1),
        )


def _labelled(s: Sentence) -> Iterator[Draft]:
    """``財務省：返済は予定どおり``: a body, a colon, a headline."""
    if not s.holds(_COLON):
        return
    for at in range(1, min(len(s.units) - 1, 8)):
        if s.units[at].surface in _LABEL_MARK:
            words = s.words(0, at)
            named = can_speak(s, 0, at) and not is_document(words) and not _NO_LABEL.search(words)
            if (
                named
                and s.units[at + 1].pos != QUOTED
                and s.end - s.units[at].end > _MIN_LABELLED
                and not _OUTLET_LABEL.search(words)
            ):
                yield Draft(
                    s.units[at + 1].start,
                    s.units[s.stop - 1].end,
                    "labelled",
                    "headline",
                    (s.units[0].start, s.units[at - 1].end),
                    (s.units[at].start, s.units[at].end),
                )
            return


_MIN_LABELLED = 8
_NO_LABEL = re.compile(r"https?$|[（(〈【]")
_OUTLET_LABEL = re.compile(
    r"(?:時評|社説|論評|通信|新聞|放送|紙|編集|翻訳|担当|文|写真|取材|執筆|記者|訳|提供|撮影|監修|主催|著者|所属|出典|先|室|部|課)$"
)
