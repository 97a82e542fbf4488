"""Scare quotes: a short word in brackets that the author holds at arm's length.

``いわゆる「専門家」`` and ``「支援」なるもの`` count; ``「専門家」と述べた`` is a quotation, ``小説『支援』`` a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from classifier.evidence import Mark, Quote
from classifier.features.rhetoric.lexicon import entries

# Longer brackets are quotations or titles.
_MAX_WORD = 12
_INSIDE = rf"[^「」『』“”〝〟。\r\n]{{1,{_MAX_WORD}}}"
_BRACKET = re.compile(rf"「{_INSIDE}」|『{_INSIDE}』|“{_INSIDE}”|〝{_INSIDE}〟")
_SO_CALLED = re.compile(
    r"(?:いわゆる|所謂|自称|名ばかりの|口先だけの|見せかけの|うわべだけの|お得意の|お決まりの|ご自慢の|例の|(?:言う|唱える|うたう|叫ぶ|掲げる)(?:ところの)?)[、\s　]?$"
)
_FRAME = re.compile(
    r"(?:なるもの|とやら|とか(?:いう|言う)|という(?:名|美名|看板|仮面|芝居|茶番|口実|幻想|神話|お題目|言葉遊び|作文|物語)|"
    r"の(?:名(?:前)?(?:の(?:下|もと)|で(?![通知呼親])|を借り)|美名|看板|仮面|皮を|名に値|化けの皮)|"
    r"を名乗る|を自称|と称[しす]|を装|を騙|ごっこ|ショー|気取り|ありき|だそうだ|らしい|だって|とは(?:名ばかり|よく言|笑|聞いて|何|いったい|片腹)|"
    r"(?:と|を)(?:呼ぶ|口にする|語る|唱える|誇る)(?:資格|勇気|者|口|には))"
)
_REPORTED = re.compile(
    r"(?:など)?と(?:も|は|の)?[^。\r\n、「」]{0,10}(?:述べ|語[っりる]|話[しす]|主張|指摘|強調|表明|説明|発言|批判|非難|訴え|警告|反論|評し|答え|明かし|呼びかけ|投稿|書[きい])"
)
# The word before a name: 映画「自由」, 通称「平和」, 空母『独立』.
_NAMING = re.compile(
    r"(?:映画|小説|著書|書籍|番組|記事|論文|曲|歌|漫画|アニメ|雑誌|誌|紙|サイト|アプリ|社説|連載|艦|船|空母|機|作戦|通称|愛称|略称|名称|題名|法|条約|団体|組織|グループ|政党|党|社|店|号)$"
)
_BARE_AFTER = re.compile(r"(?:[のをはがにもで](?!す)|[、！!]|だ|である)")


def scare_quote_marks(text: str, quotes: Sequence[Quote]) -> Iterator[Mark]:
    """Brackets held at arm's length; the bracket with its word is the mark."""
    contents = {(quote.start, quote.end) for quote in quotes}
    for found in _BRACKET.finditer(text):
        start, end = found.span()
        if (start + 1, end - 1) in contents or not text[start + 1 : end - 1].strip():
            continue
        rule = _rule(text, start, end)
        if rule:
            yield Mark("scare_quotes", start, end, f"scare_quotes:{rule}")


def _rule(text: str, start: int, end: int) -> str | None:
    """Which hint speaks; None for quotations, titles and plain terms."""
    if _FRAME.match(text, end):
        return "frame"
    if _REPORTED.match(text, end) or text[end : end + 1] in ("と", "（", "("):
        return None
    before = text[max(0, start - 10) : start]
    if _SO_CALLED.search(before):
        return "so_called"
    claimed = text[start + 1 : end - 1] in entries()["claimed"]
    plain = text[start] in "『" or _NAMING.search(before) or not _BARE_AFTER.match(text, end)
    return "short_bracket" if claimed and not plain else None
