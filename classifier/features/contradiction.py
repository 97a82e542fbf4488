"""Whether a text itself says that its central claim does not hold: a verdict line, or a headline that denies.

``「橋が落ちた」は誤り　映像は別の橋`` / ``判定：根拠不明``. The rule reports what the text says; it judges nothing.
"""

from __future__ import annotations

import re

from classifier.evidence import Mark
from classifier.features.reading import Reading

_VERDICT = re.compile(
    r"(?m)^[ 　■●【]*(?:判定|結論|検証結果)[ 　】：:は]{1,3}(?:誤り|間違い|不正確|事実(?:では|で)ない|根拠(?:なし|不明|が(?:ない|不明))|ミスリード|ほぼ誤り|不正確な情報)(?:です|だ|である)?[。．]?[ 　]*$"
)
# A headline is among the first sentences; labels of the page may stand before it.
_HEADLINES = 2


def contradiction(reading: Reading) -> Mark | None:
    """The words in which the text takes its claim back, None where it does not."""
    if found := _VERDICT.search(reading.text):
        return Mark("contradicted", found.start(), found.end(), "verdict_line")
    for clause in reading.clauses[:_HEADLINES]:
        if (
            clause.evidentiality == "denied"
            and clause.cue
            and _about_a_quoted_claim(reading, clause.start, clause.cue[0])
        ):
            return Mark("contradicted", *clause.cue, "denying_headline")
    return None


def _about_a_quoted_claim(reading: Reading, start: int, cue: int) -> bool:
    """The denial is the text's own and about a claim in brackets; a minister who denies a charge decides nothing."""
    claim = any(start <= b.start and b.end <= cue for b in reading.brackets)
    speaker = any(q.cue and q.cue[0] <= cue < q.cue[1] for q in reading.quotes)
    return claim and not speaker
