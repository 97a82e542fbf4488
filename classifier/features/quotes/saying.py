"""The と family: …と述べた, 「…」と語る, …とした, …との見方を示した, …という, …とのこと."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.features.morphology import Token
from classifier.features.quotes.cues import THINK_VERBS
from classifier.features.quotes.event import Event
from classifier.features.quotes.papers import to_document
from classifier.features.quotes.phrases import can_speak, is_document, phrase_start
from classifier.features.quotes.predicates import Predicate, content_noun, saying
from classifier.features.quotes.subject import LOOK_BACK, Subject, subject_after, subject_before, subject_between
from classifier.features.quotes.units import QUOTED, Sentence

_FINITE = ("終止形", "命令形", "意志推量形", "連体形")
_FINAL_MARKS = ("。", "、", "！", "」", ")", "）", "（", "(", "？")
_PREDICATES = ("動詞", "助動詞", "形容詞")
# Verbs that in the passive say what is rumoured, not who says it.
_RUMOUR = frozenset(
    "言う 囁く ささやく 伝える 見る 報じる 報ずる 信じる 信ずる 考える 思う 噂 指摘 評価 期待 懸念 予想 推定 推測".split()
)


_SIGN = re.compile(r"と|って")
_TO = frozenset(("と", "って", "とか"))


def find_saying(s: Sentence) -> Iterator[Event]:
    """Every と of one sentence that carries an attribution, from left to right."""
    if not s.holds(_SIGN):
        return
    for at in range(1, len(s.units)):
        if s.units[at].surface in _TO and _is_to(s, at):
            found = _event(s, at)
            if found is not None:
                yield found


def _is_to(s: Sentence, at: int) -> bool:
    unit = s.units[at]
    if unit.pos != "助詞" or s.units[at - 1].surface == unit.surface:
        return False
    # によると and …すると: a condition, no quotation; but UniDic takes some とs after a verb for it.
    if unit.sub == "接続助詞":
        return s.units[at - 1].lemma not in ("因る", "依る", "拠る") and _verb_follows(s, at)
    return True


def _verb_follows(s: Sentence, at: int) -> bool:
    return any(u.pos in ("動詞", "名詞") for u in s.units[at + 1 : at + 2])


def _event(s: Sentence, at: int) -> Event | None:
    """What follows と at ``at`` and makes it an attribution."""
    direct = _is_quoted_before(s, at)
    if not direct and not _closes_clause(s.units[at - 1]):
        return None
    after = at + 1
    while after < s.stop and s.units[after].surface in ("も", "は", "、", "まで", "さえ", "だけ", "のみ", "しか"):
        after += 1
    if after >= s.stop:
        colloquial = s.units[at].surface in ("って", "とか") or s.units[s.stop - 1].surface == "も"
        return Event(at, at, s.stop, "hearsay", nobody=not direct) if colloquial else None
    return (
        _to_no(s, at, after)
        or _to_suru(s, at, after, direct)
        or _to_iu(s, at, after)
        or to_document(s, at, after)
        or _to_say(s, at, after, direct)
    )


def _is_quoted_before(s: Sentence, at: int) -> bool:
    before = s.units[at - 1]
    if before.pos == QUOTED:
        return True
    return before.surface in ("など", "だ", "、") and at > 1 and s.units[at - 2].pos == QUOTED


def _closes_clause(unit: Token) -> bool:
    """The content before と is a clause: 中国と述べた is none, だと, するなと and 必要と are."""
    if unit.pos in _PREDICATES:
        return unit.form.startswith(_FINITE)
    return unit.pos in ("形状詞", "名詞", "接尾辞", "助詞") or unit.surface in ("、", "）", ")", "？", "！", "?", "!")


def _to_no(s: Sentence, at: int, after: int) -> Event | None:
    """との見方を示した, とのことだ, といった声."""
    first = s.units[after]
    if first.surface != "の" and not (first.lemma == "言う" and first.surface in ("いう", "いっ")):
        return None
    low = after + 1
    while low < len(s.units) and s.units[low].surface == "た":
        low += 1
    if low < len(s.units) and s.units[low].surface == "こと":
        return Event(at, at, low + 1, "hearsay") if _is_final(s, low + 1) else None
    noun = content_noun(s, low)
    if noun is None:
        return None
    owner = _owner(s, at, noun.low)
    if owner is None and not (noun.acts and subject_before(s, 0, at)):
        owner = _crowd(s, at) or _behind(s, noun) or _paper(noun)
    return Event(at, noun.low, noun.high, "content_noun", owner)


def _behind(s: Sentence, noun: Predicate) -> Subject | None:
    """``…との声が住民から上がった``."""
    for at in range(noun.low + 2, min(len(s.units), noun.low + 8)):
        if s.units[at].surface == "から":
            start = phrase_start(s, at, noun.low + 2)
            return Subject(start, at, at) if can_speak(s, start, at) else None
    return None


# …との投稿が広がった: nobody is named but the thing that says it.
_PAPERS = frozenset("投稿 書き込み 記事 報道 字幕 ツイート 手紙".split())


def _paper(noun: Predicate) -> Subject | None:
    return Subject(noun.low, noun.low + 1, noun.low + 1) if noun.lemma in _PAPERS else None


def _is_final(s: Sentence, at: int) -> bool:
    """Only a copula and a closing mark follow."""
    while at < len(s.units) and s.units[at].pos == "助動詞":
        at += 1
    if at >= len(s.units) or s.units[at].surface in _FINAL_MARKS:
        return True
    return s.units[at].surface in ("が", "けれど", "けど", "し", "ね", "よ", "から", "ので")


def _to_suru(s: Sentence, at: int, after: int, direct: bool) -> Event | None:
    """とした, としている, とし、, として: する right after と, behind a clause; とされる is hearsay."""
    if s.units[after].lemma != "為る" or (after != at + 1 and s.units[at + 1].surface not in ("は", "も")):
        return None
    end = after + 1
    while end < len(s.units) and (
        s.units[end].pos == "助動詞" or s.units[end].surface in ("て", "つつ", "ながら") or s.units[end].lemma == "居る"
    ):
        end += 1
    words = s.words(after, end)
    before = s.units[at - 1]
    clause = direct or before.pos in (*_PREDICATES, "形状詞")
    volition = before.form.startswith("意志推量形")
    if volition:
        return None
    if words.startswith("さ"):
        return Event(at, at, end, "hearsay", nobody=not direct) if clause or _is_final(s, end) else None
    ongoing = words.startswith(("してい", "しており", "しておる", "してる"))
    if not ongoing and not clause:
        return None
    if words == "する" and not _is_final(s, end):
        return _carrier(s, at, end)
    return Event(at, at, end, "suru")


def _carrier(s: Sentence, at: int, end: int) -> Event | None:
    """``…したとする報告書``, ``「…」とする投稿``: the document that says it stands behind."""
    high = end
    while high < len(s.units) and high - end < _MAX_CARRIER and s.units[high].pos in ("名詞", "接頭辞", "接尾辞"):
        high += 1
    return (
        Event(at, at, end, "carried", Subject(end, high, high))
        if high > end and is_document(s.words(end, high))
        else None
    )


_MAX_CARRIER = 8


def _to_iu(s: Sentence, at: int, after: int) -> Event | None:
    """Final という and といわれる: hearsay."""
    unit = s.units[after]
    if unit.lemma != "言う" or not unit.surface.startswith(("いう", "いい", "いわ")):
        return None
    end = after + 1
    while end < len(s.units) and s.units[end].pos == "助動詞":
        end += 1
    passive = unit.surface.startswith("いわ")
    comma = end < len(s.units) and s.units[end].surface == "、"
    return Event(at, at, end, "hearsay", nobody=passive) if passive or (_is_final(s, end) and not comma) else None


def _to_say(s: Sentence, at: int, after: int, direct: bool) -> Event | None:
    """The verb or noun of saying; in the passive of rumour nobody is meant."""
    bare = not direct and s.units[at - 1].pos in ("名詞", "接尾辞", "形状詞", "助詞")
    found = saying(s, after, direct, bare)
    if found is None or (not direct and _asks(s, found.high)) or _unsaid(s, found):
        return None
    if found.lemma in THINK_VERBS and (_is_passive(s, found.low) or not _thinks(s, at, found)):
        # …とみられる is a conclusion of the writer's, …と思う his thought.
        return None
    if _is_passive(s, found.low):
        return Event(at, found.low, found.high, "hearsay", nobody=True) if found.lemma in _RUMOUR else None
    subject = subject_between(s, at + 1, found.low)
    if subject is None and subject_before(s, 0, at) is None:
        subject = subject_after(s, found.high)
    return Event(at, found.low, found.high, "saying", subject)


def _thinks(s: Sentence, at: int, found: Predicate) -> bool:
    """Somebody else than the writer."""
    subject = subject_between(s, at + 1, found.low) or subject_before(s, 0, at)
    return subject is not None and not _WRITER.match(s.words(subject.low, subject.high))


_WRITER = re.compile(r"(?:私|僕|俺|筆者|われわれ|我々|わたし|当社|弊社|当省|本省|本紙|小生|自分)")


def _is_passive(s: Sentence, at: int) -> bool:
    return any(u.lemma in ("れる", "られる") for u in s.units[at + 1 : at + 3])


def _unsaid(s: Sentence, found: Predicate) -> bool:
    """``とは言い切っていない``, ``と言いたい``: it was not said."""
    after = s.units[found.low + 1 : found.high]
    return any(u.lemma in ("ない", "たい", "無い") for u in after) and found.lemma != "認める"


def _asks(s: Sentence, at: int) -> bool:
    """``誰が捨てろと言うのか``: nobody is quoted."""
    return any(u.surface in ("か", "？", "?") for u in s.units[at : at + 3])


def _crowd(s: Sentence, high: int) -> Subject | None:
    """``住民からは「…」との声が上がった``: the phrase before から, else before では or には."""
    for particle in ("から", "で", "に"):
        for at in range(max(1, high - LOOK_BACK), high):
            if s.units[at].surface == particle and s.units[at].pos == "助詞":
                start = phrase_start(s, at, 0)
                topical = particle == "から" or (at + 1 < high and s.units[at + 1].surface == "は")
                if topical and can_speak(s, start, at):
                    after = at + 1
                    while after < high and s.units[after].surface in ("は", "も", "、"):
                        after += 1
                    return Subject(start, at, after)
    return None


def _owner(s: Sentence, at: int, noun: int) -> Subject | None:
    """``「…」という米側の説明``: the phrase between という and the noun."""
    if noun - 1 > at and s.units[noun - 1].surface == "の":
        start = phrase_start(s, noun - 1, at + 2)
        if can_speak(s, start, noun - 1):
            return Subject(start, noun - 1, noun)
    return None
