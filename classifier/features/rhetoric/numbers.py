"""Numbers without origin: quantities that a clause asserts bare, outside every quotation.

``すでに300人が去った。`` counts; ``警察によると300人`` is reported, ``3月`` and ``第2条`` are no quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from classifier.evidence import Clause, Mark
from classifier.features.rhetoric.ranges import Ranges

_UNIT = (
    r"(?:%|％|パーセント|ポイント|人(?!称|目|当たり)|名(?!前|目)|円(?!相場|安|高)|ドル(?!高|安)|ユーロ|ルーブル|元(?!年)|ウォン|ポンド|倍|割|件|台(?!風)|"
    r"[かカヵヶケ]国|[かカヵヶケ]所|[かカヵヶケ]月分|隻|機(?!関)|両|棟|戸|世帯|社|校|票|議席|店舗|トン|キロ|[kK][mg]|メートル|ヘクタール|平方|"
    r"リットル|バレル|キロワット|本(?!部|土|人)|発(?!表)|回(?!答)|万|億|兆)"
)
# Every pattern looks back behind its first sign, so that the search can skip what is no number at all.
# Digits with their separators (31万2000); fifteen a group hold any amount and keep the search linear. 第2, F16: names.
_DIGITS = r"(?<=[0-9０-９])(?<![0-9０-９第A-Za-z/／.．-].)[0-9０-９,，.．]{0,14}(?:[千万億兆]{1,2}[0-9０-９][0-9０-９,，.．]{0,14}){0,3}[十百千万億兆]{0,3}"
# A kanji number of one sign is often no amount (一人で, 一部); 割 and 倍 are.
_KANJI = r"(?<![0-9０-９])(?<![一二三四五六七八九十百千万億兆第数].)(?:[一二三四五六七八九十百千万億兆数]{1,7}|(?<![万億兆])(?=割|倍|億|兆|百|千|十))"
_QUANTITY = re.compile(
    rf"[0-9０-９一二三四五六七八九十百千万億兆数](?:{_DIGITS}|{_KANJI}){_UNIT}(?!目|代|歳|時|分|秒|年|月|日)(?:人|円|ドル|ユーロ|元|トン|件|キロ)?"
)


def number_marks(text: str, clauses: Sequence[Clause], quoted: Ranges) -> Iterator[Mark]:
    """Quantities in asserted clauses."""
    asserted = Ranges.of((clause.start, clause.end) for clause in clauses if clause.evidentiality == "asserted")
    for found in _QUANTITY.finditer(text):
        start, end = found.span()
        if asserted.hold(start, end) and not quoted.touch(start, end):
            yield Mark("unsourced_numbers", start, end, "numbers:asserted")
