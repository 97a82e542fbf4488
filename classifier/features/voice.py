"""Voices: which characters of a text are quoted, by bracket or by a reporting verb that closes the sentence.

``「対話の用意がある」と述べた`` is quoted by its bracket; ``制裁は違法だと主張した`` by its verb. A short bracketed word
that no reporting verb follows (scare quotes) stays the author's.
"""

from __future__ import annotations

import re

_OPEN = {"「": "」", "『": "』", "“": "”", "〝": "〟"}
_CLOSE = {close: open_ for open_, close in _OPEN.items()}
# A bracket that is still open at the end of a line this far behind was never meant to close.
_MAX_UNCLOSED = 400
_MAX_DEPTH = 8
_SENTENCE = re.compile(r"[^。！？!?\r\n]*[。！？!?]?")
_VERBS = (
    r"述べ|語[っりる]|話[しす]|主張|指摘|強調|表明|説明|発言|批判|非難|訴え|警告|反論|断言|呼びかけ|呼び掛け|投稿し|書き込|答え|明かし|"
    r"明らかにし|示唆|認め|報じ|伝え|称賛|糾弾|反発|声明|呼ん|呼び|呼ぶ|たとえ|なぞらえ|評し|言っ|言う|している|していた|した"
)
# …と述べた。/ …と強調している。/ …との見方を示した。 at the end of a sentence.
_REPORTED_END = re.compile(
    rf"(?:と(?:も|は)?(?:{_VERBS})[^。「」、]{{0,14}}|との(?:見方|考え|認識|見解|声明|談話|立場)[^。「」]{{0,20}}|という(?:ことです|ことだ)?|とのこと(?:です|だ)?)[。]?$"
)
_ACCORDING = re.compile(r"^[^。]{1,60}に(?:よると|よれば)")
# After a bracket: a verb of saying close by makes a short bracket a quotation too.
_AFTER = re.compile(rf"[」』”〟](?:など)?と[^。\r\n]{{0,24}}(?:{_VERBS})")
# From this length a bracket is a quotation even without a verb; shorter ones are terms or scorn.
_MIN_QUOTATION = 12


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Ranges of ``text`` in a quoted voice, in order, merged. Linear in the length of the text."""
    spans = [*_brackets(text), *_reported(text)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _brackets(text: str) -> list[tuple[int, int]]:
    """Outermost brackets; nested ones lie inside them. A stray opener spoils only its own pair."""
    found: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for index, char in enumerate(text):
        if char in _OPEN:
            # Openers that were never closed are dropped when too many: nobody nests quotations that deep.
            stack = [*stack[-_MAX_DEPTH:], (char, index)]
        elif char in _CLOSE:
            found.extend(_closed(text, stack, _CLOSE[char], index))
        elif char in "\r\n" and stack and index - stack[0][1] > _MAX_UNCLOSED:
            stack.clear()
    return found


def _closed(text: str, stack: list[tuple[str, int]], opener: str, index: int) -> list[tuple[int, int]]:
    """Pop down to the opener that this bracket closes, if there is one; return its range where it is a quotation."""
    at = next((i for i in range(len(stack) - 1, -1, -1) if stack[i][0] == opener), None)
    if at is None:
        return []
    start = stack[at][1]
    del stack[at:]
    return [(start + 1, index)] if _is_quotation(text, start, index) else []


def _is_quotation(text: str, start: int, end: int) -> bool:
    return end - start > _MIN_QUOTATION or bool(_AFTER.match(text, end))


def _reported(text: str) -> list[tuple[int, int]]:
    """Sentences that a reporting verb closes, from their topic (…は、) on, or that ``によると`` opens."""
    found: list[tuple[int, int]] = []
    for sentence in _SENTENCE.finditer(text):
        words = sentence.group()
        if not words:
            continue
        closing = _REPORTED_END.search(words, max(0, len(words) - 60))
        if closing or _ACCORDING.match(words):
            stop = closing.start() if closing else len(words)
            found.append((sentence.start() + _topic_end(words, stop), sentence.start() + stop))
    return [(start, end) for start, end in found if start < end]


def _topic_end(words: str, stop: int) -> int:
    """Where the content begins: after the source's ``は`` or the introducing ``によると、``."""
    opening = re.match(
        r"[^。「」『』]{1,60}?(?:によると、?|によれば、?|は[0-9０-９]{1,2}日、?|氏は、?|官は、?|相は、?|領は、?|省は、?|長は、?|席は、?|軍は、?|府は、?|部は、?|員は、?)",
        words,
    )
    return opening.end() if opening and opening.end() < stop else 0
