"""What stands before a sentence's own words: bullets, numbers in parentheses, datelines, dashes.

``【モスクワ共同】ロシア外務省は`` -> begins at ロシア; ``・制裁は`` -> begins at 制裁; ``（２）同省に`` -> begins at 同省.
"""

from __future__ import annotations

import re

from classifier.features.quotes.units import Sentence

_OPENING = re.compile(
    r"(?:[―─－]{2}|[（(][^（）()\r\n]{0,40}(?:記者|大臣|報道官|長官|首相|知事|市長|答|問)[)）][　 ]*|[0-9０-９]{1,2}[　 ]+|[・●○■□▽▼◆◇※▲△★☆→⇒\-*>＞　 ]+|【[^】\r\n]{1,40}】|[［\[〔〈＜<][^］\]〕〉＞>\r\n]{1,40}[］\]〕〉＞>]\s*[-－―]?|"
    r"[（(][0-9０-９a-zA-Z]{1,2}[)）]|[①-⑳]|/[^/\r\n]{2,12}通信/[.。]?|[0-9０-９]{1,2}[.．、)）](?![0-9０-９])|[（(][^（）()\r\n]{1,20}(?:共同|時事|ロイター|通信|ブルームバーグ)[）)][：:]?|[^、。「」\s]{2,12}(?:発)?[―─－]{2}|"
    r"[^、。「」（(\s]{2,14}(?:[（(][^）)\r\n]{1,14}[)）])?[（(](?:AP|ＡＰ|AFP|ＡＦＰ|共同|時事|ロイター|聯合|DPA|dpa)[)）]\s*[―─－—-]*|[\U0001F300-\U0001FAFF\u2600-\u27BF\uFE0F]+)\s*"
)


def opening(s: Sentence) -> int:
    """Index of the first unit behind all of these."""
    at = s.start
    while found := _OPENING.match(s.text, at, s.end):
        at = found.end()
    index = 0
    while index < len(s.units) and s.units[index].start < at:
        index += 1
    return index if index < len(s.units) else 0
