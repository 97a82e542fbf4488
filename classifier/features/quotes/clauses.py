"""Attributions inside one sentence, in order: each content begins where the clause of the one before it has ended.

``議長は「困難だ」との見方を示し、来週回答するとした。`` holds two; the second keeps the first one's speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.features.brackets import OPEN
from classifier.features.quotes.content import content_start
from classifier.features.quotes.cues import SAY_VERBS
from classifier.features.quotes.draft import Draft
from classifier.features.quotes.event import Event
from classifier.features.quotes.hearsay import find_hearsay
from classifier.features.quotes.known import find_known
from classifier.features.quotes.predicates import is_saying_noun
from classifier.features.quotes.saying import find_saying
from classifier.features.quotes.subject import (
    Subject,
    any_topic,
    beside_bracket,
    headline_subject,
    subject_asked,
    subject_before,
)
from classifier.features.quotes.units import QUOTED, Sentence

# Particles before a bracket that make the words before it part of what is said: 実施は「困難」, 期間が「長すぎる」.
_ARGUMENT = ("は", "が", "も")
# What joins two clauses, behind an attribution.
_JOINS = frozenset("、 が 上 うえ で つつ ながら 一方 て し た ほか ものの もの に は".split())


def find_clause_attributions(s: Sentence, hearsay: bool = True) -> Iterator[Draft]:
    """Drafts of all と, こと, よう and そうだ of the sentence; without ``hearsay`` what によると already holds."""
    low, cue_end = 0, -1
    for event in _events(s):
        if event.low < cue_end:
            continue
        outer = event.end - 1 < cue_end <= event.end
        if event.rule in ("hearsay", "became_known") and not hearsay:
            continue
        made = list(_drafts(s, 0 if outer or (event.rule == "hearsay" and cue_end > event.end - 2) else low, event))
        yield from made
        if made:
            cue_end = event.high
            low = _next_clause(s, event.high)


def _events(s: Sentence) -> list[Event]:
    found = [*find_saying(s), *find_known(s), *find_hearsay(s)]
    return sorted(found, key=lambda e: (e.end, e.high))


def _next_clause(s: Sentence, at: int) -> int:
    while at < len(s.units) and s.units[at].surface in _JOINS:
        at += 1
    return at


def _drafts(s: Sentence, low: int, event: Event) -> Iterator[Draft]:
    """One draft, or one for each of several brackets in a row."""
    end = event.end
    while (
        end > low
        and s.units[end - 1].surface in ("、", "など", "だ")
        and (s.units[end - 1].surface != "だ" or s.units[end - 2].pos == QUOTED)
    ):
        end -= 1
    subject = event.subject or _subject(s, low, end, event)
    first = subject.after if subject and subject.low < end and subject.after <= end and subject.low >= low else low
    if event.rule == "carried" and (topic := subject_before(s, low, end)):
        # 議会は、…とする報告書を出した: the sentence's own subject is no part of what the report says.
        first = topic.after
    cue = (s.units[event.low].start, s.units[min(event.high, len(s.units)) - 1].end)
    source = (s.units[subject.low].start, s.units[subject.high - 1].end) if subject else None
    modifier = event.rule == "hearsay" and event.high < s.stop and s.units[event.high].pos in ("名詞", "接頭辞")
    for start, stop, form in _contents(s, first, end, "modifier" if modifier else _kind(s, event)):
        if start < stop:
            yield Draft(start, stop, event.rule, form, source, cue, inherit=not event.nobody)


# これを「愚行」と呼ぶ: what is named stands outside the words.
_NAMING = frozenset("呼ぶ 評する 評す 表現 形容 称する 断じる 断ずる 非難 批判 称賛 糾弾".split())


def _kind(s: Sentence, event: Event) -> str:
    unit = s.units[min(event.low, len(s.units) - 1)]
    return "naming" if event.rule == "saying" and (unit.lemma in _NAMING or unit.surface in _NAMING) else event.rule


def _subject(s: Sentence, low: int, end: int, event: Event) -> Subject | None:
    """Who speaks in this clause; in a later one a topic that no comma sets apart belongs to the content."""
    if event.nobody or event.rule == "became_known":
        return None
    if event.rule == "hearsay":
        return _own_account(s, end) if low == 0 else None
    found = (
        beside_bracket(s, low, end)
        or (headline_subject(s, end) if low == 0 else None)
        or subject_before(s, low, end, apart=low > 0)
        or subject_before(s, event.end + 1, event.low)
        or subject_asked(s, low, end)
    )
    if found is None and event.rule == "suru" and s.words(event.low, event.high) == "として":
        # …したとして、府警は男を逮捕した: who acts on it says it.
        return subject_before(s, event.high, min(len(s.units), event.high + 16))
    if found is None and (s.units[end - 1].pos == QUOTED or low == 0):
        return any_topic(s, low, end, comma=s.units[end - 1].pos != QUOTED)
    return found


def _own_account(s: Sentence, end: int) -> Subject | None:
    """Whoever is spoken of in hearsay does not speak, but ``マリアさんは一人で来たという`` is her own account."""
    found = None if _tells(s, end) else subject_before(s, 0, end)
    return found if found and found.topic and _ACCOUNT.search(s.words(found.low, found.high)) else None


def _tells(s: Sentence, end: int) -> bool:
    """``担当者は「…」と説明したという``: the speaker stands inside what is heard."""
    return any(is_saying_noun(s, at) or s.units[at].lemma in SAY_VERBS for at in range(max(0, end - 5), end))


_ACCOUNT = re.compile(r"(?:さん|氏|広報|広報担当|広報担当者|報道官|担当者|窓口)(?:[（(][^（）()]{1,12}[)）])?$")


def _contents(s: Sentence, low: int, end: int, rule: str) -> Iterator[tuple[int, int, str]]:
    if end > low and s.units[end - 1].pos == QUOTED and rule not in ("became_known", "revealed"):
        first = end - 1
        while first - 1 >= low and s.units[first - 1].pos == QUOTED:
            first -= 1
        begin = content_start(s, low, first)
        if begin < first and _is_argument(s, begin, first, rule):
            yield s.units[begin].start, s.units[end - 1].end, "mixed"
            return
        for index in range(first, end):
            yield s.units[index].start + 1, s.units[index].end - 1, "direct"
        return
    while low < end and s.units[low].surface in OPEN and s.units[low].pos != QUOTED:
        low += 1
    begin = content_start(s, _last_clause(s, low, end) if rule == "modifier" else low, end)
    if begin < end:
        mixed = any(u.pos == QUOTED for u in s.units[begin:end])
        yield s.units[begin].start, s.units[end - 1].end, "mixed" if mixed else "indirect"


def _last_clause(s: Sentence, low: int, end: int) -> int:
    """``部隊と、戦闘員がいたとされる建物``: hearsay that modifies a noun holds its own clause only."""
    for at in range(end - 1, low, -1):
        if s.units[at].surface == "、":
            return at + 1
    return low


def _is_argument(s: Sentence, low: int, high: int, rule: str) -> bool:
    """``実施は「困難」`` and ``州が協議を「済ませた」``: the words before belong to what is said; ``これを「愚行」と`` not."""
    last = s.units[high - 1]
    clause = any(u.surface == "が" and u.sub == "格助詞" for u in s.units[low:high])
    if last.surface == "、":
        # 負傷者が61人に上り、「…」: the first half of what is said; 映像を示し、「…」: what the speaker does.
        return clause and not any(u.surface == "を" for u in s.units[low:high])
    if last.pos != "助詞":
        return last.surface in ("ため", "もの") or (clause and last.pos == "動詞")
    if last.surface in _ARGUMENT:
        before = s.units[high - 2].surface if high - 2 >= low else ""
        return before not in ("て", "で", "し", "に", "から", "との", "と")
    if last.surface == "を":
        return rule == "suru" or (rule != "naming" and clause)
    return last.surface in ("ので", "から", "ば", "なら")
