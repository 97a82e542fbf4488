"""Hearsay without と: ``粥には生姜が入っていたそうだ`` (そう after a finite form; 降りそうだ only looks like it)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.features.quotes.event import Event
from classifier.features.quotes.units import Sentence

_SIGN = re.compile(r"そう")
_FINITE = ("終止形", "連体形")


def find_hearsay(s: Sentence) -> Iterator[Event]:
    """A closing そうだ, そうです after a finite form."""
    if not s.holds(_SIGN):
        return
    for at in range(s.stop - 1, max(0, s.stop - 5), -1):
        unit = s.units[at]
        if unit.surface == "そう" and unit.pos in ("形状詞", "名詞", "副詞") and _finite_before(s, at):
            yield Event(at, at, min(at + 2, s.stop), "hearsay")
            return


def _finite_before(s: Sentence, at: int) -> bool:
    """UniDic calls the verb before hearsay 連体形 or 終止形, the one before 様態 連用形 or a stem."""
    before = s.units[at - 1]
    followed = at + 1 < len(s.units) and s.units[at + 1].pos == "助動詞"
    return before.pos in ("動詞", "助動詞", "形容詞") and before.form.startswith(_FINITE) and followed
