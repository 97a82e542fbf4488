"""Whatever the text: the evidence pass ends without an exception, every span is inside, every name is a published one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from classifier.evidence import CERTAINTY, EVIDENTIALITY, FORMS, SPEAKER_KINDS, Quote, TextEvidence
from classifier.features.criteria import find_criteria
from classifier.features.reading import Reading, read_text
from classifier.features.rhetoric import NAMES, VERSION, wording_signals
from classifier.features.text_evidence import text_evidence
from classifier.features.voice import quoted_spans, voice_of, voiced
from classifier.records import CRITERIA
from classifier.view import View

_WHO = "市長 マリア・ソト氏 港湾局の田中一郎局長 同氏 局長 関係者 住民ら 見本通信 報告書 橋".split()
_PARTICLES = "は が も 、 と って の に を で には からは よう こと そう".split()
_SAYS = (
    "と述べた と話す とした としている として、 との見方を示した という とのこと とされる そうだ ことを明らかにした "
    "ことが分かった よう求めた 考えを示した によると、 の話では、 いわく、 とある の話として、 そう語る を否定した "
    "らしい への取材で 匿名を条件に 判定：誤り は誤り"
).split()
_WHAT = "橋は直る 橋が落ちた 断る もう待てない いわゆる 『改革』 三割が賛成 許すな なぜか".split()
_BRACKETS = tuple("「」『』“”（）()【】〝〟｢‘’")
_MARKS = ("。", "！", "？", "＝", "：", "――", "…", "・", "■", "\n", "\r\n", "\n\n", "\u2028", "\u3000", " ")
_ODD = (
    *("\0", "\x1b", "\x7f", "\ud800", "\udfff", "😀", "👨‍👩‍👧", "🇯🇵"),
    *("か\u3099", "ﾊﾝｶｸ", "abc", "Москва", "한국", "العربية", "12", "３４"),
)
PARTS = st.sampled_from((*_WHO, *_PARTICLES, *_SAYS, *_WHAT, *_BRACKETS, *_MARKS, *_ODD))
# Sentences that mostly hold together, so that the rules behind the first sign are reached as well.
CLAUSES = st.tuples(st.sampled_from(_WHO), st.sampled_from(("は", "が", "")), st.sampled_from(("「", "", "、")), PARTS)
SENTENCES = st.tuples(
    CLAUSES.map("".join), st.sampled_from(("」", "")), st.sampled_from(_SAYS), st.sampled_from(_MARKS)
)
TEXTS = st.one_of(
    st.lists(PARTS, max_size=40).map("".join),
    st.lists(SENTENCES.map("".join), max_size=8).map("".join),
    st.text(max_size=120),
)
FAST = settings(max_examples=60, deadline=None)


def _spans(evidence: TextEvidence) -> Iterator[tuple[int, int]]:
    for quote in evidence.quotes:
        yield quote.start, quote.end
        yield from [quote.cue] if quote.cue else []
        yield from [(quote.source.start, quote.source.end)] if quote.source else []
    for clause in evidence.clauses:
        yield clause.start, clause.end
        yield from [clause.cue] if clause.cue else []
    for mark in (
        *evidence.criteria,
        *evidence.wording.marks,
        *([evidence.contradicted] if evidence.contradicted else []),
    ):
        yield mark.start, mark.end
    for voice in evidence.voices:
        yield voice.start, voice.end
        yield from [(voice.speaker.start, voice.speaker.end)] if voice.speaker else []


def _assert_inside(evidence: TextEvidence, text: str) -> None:
    for start, end in _spans(evidence):
        assert 0 <= start < end <= len(text)
    sources = [q.source for q in evidence.quotes if q.source] + [v.speaker for v in evidence.voices if v.speaker]
    for source in sources:
        assert source.text == text[source.start : source.end]


def _assert_published(evidence: TextEvidence) -> None:
    """Kinds, forms and labels come from the tuples that the records publish."""
    for quote in evidence.quotes:
        assert quote.kind == (quote.source.kind if quote.source else "unknown")
        assert quote.kind in SPEAKER_KINDS
        assert quote.form in FORMS
        assert quote.rule
    for clause in evidence.clauses:
        assert clause.evidentiality in EVIDENTIALITY
        assert clause.certainty in CERTAINTY
    assert {mark.name for mark in evidence.criteria} <= set(CRITERIA)
    assert {mark.name for mark in evidence.wording.marks} <= set(NAMES)
    assert evidence.wording.version == VERSION


def _whole(text: str) -> View:
    return View(text, (0,), (0,), text)


@FAST
@given(text=TEXTS)
@example("")
@example("\0")
@example("市長は「橋は『直る』と述べた。\ud800」と話した。")
def test_evidence_is_inside_and_published(text: str) -> None:
    evidence = text_evidence(read_text(text), _whole(text))
    _assert_inside(evidence, text)
    _assert_published(evidence)
    assert all(a.start <= b.start for a, b in pairwise(evidence.quotes))
    assert all(a.end <= b.start for a, b in pairwise(evidence.voices))


@FAST
@given(text=TEXTS, data=st.data())
def test_evidence_leads_back_past_a_gap(text: str, data: st.DataObject) -> None:
    """The scored text is the clipping without its head and its gap; spans are offsets into the clipping."""
    at = data.draw(st.integers(1, max(1, len(text) - 1)))
    head, gap = "見出しの前\n", "【広告】\n"
    whole = head + text[:at] + gap + text[at:]
    view = View(text, (0, at), (len(head), len(head) + at + len(gap)), whole)
    evidence = text_evidence(read_text(text), view if at < len(text) else View(text, (0,), (len(head),), head + text))
    for start, end in _spans(evidence):
        assert len(head) <= start < end <= len(whole)
        assert end <= len(head) + at or start >= len(head) + at + len(gap) or at >= len(text)


@FAST
@given(text=TEXTS)
def test_one_clause_a_sentence(text: str) -> None:
    reading = read_text(text)
    sentences = [s for s in reading.sentences if s.depth == 0]
    assert [(c.start, c.end) for c in reading.clauses] == [(s.start, s.end) for s in sentences]
    assert all(a.end <= b.start for a, b in pairwise(sentences))
    assert all(text[t.start : t.end] == t.surface for t in reading.tokens if not _surrogate(text[t.start : t.end]))


def _surrogate(words: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in words)


@FAST
@given(text=TEXTS)
def test_voices_are_apart_and_of_two_kinds(text: str) -> None:
    reading = read_text(text)
    spans = voiced(reading)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert quoted_spans(reading) == [(start, end) for start, end, _ in spans]
    assert all(voice_of(start, start + 1, spans) == "quoted" for start, _, _ in spans)
    outside = [(a[1], b[0]) for a, b in pairwise(spans) if a[1] < b[0]]
    assert all(voice_of(start, end, spans) == "author" for start, end in outside)


@FAST
@given(text=TEXTS)
def test_the_same_text_gives_the_same_answer(text: str) -> None:
    one, two = read_text(text), read_text(text)
    assert one == two
    assert find_criteria(one) == find_criteria(two)
    assert voiced(one) == voiced(two)
    signals = [wording_signals(r.text, r.tokens, r.quotes, r.clauses) for r in (one, two)]
    assert signals[0] == signals[1]


def _of_first(reading: Reading, length: int) -> list[Quote]:
    return [quote for quote in reading.quotes if quote.start < length]


@FAST
@given(text=TEXTS)
def test_a_silent_paragraph_below_changes_no_attribution(text: str) -> None:
    """It has no bracket, nobody who speaks, and no そう that takes up what stands above."""
    assert _of_first(read_text(text + "\n\n川は青い。"), len(text)) == list(read_text(text).quotes)


@FAST
@given(text=TEXTS)
def test_a_person_below_changes_names_only(text: str) -> None:
    """A role above may turn out to be the person named below; its words and what it said stay."""
    longer = read_text(text + "\n\n港湾局の田中一郎局長は点検を急ぐと述べた。")
    assert [_words(q) for q in _of_first(longer, len(text))] == [_words(q) for q in read_text(text).quotes]


def _words(quote: Quote) -> tuple[object, ...]:
    source = (quote.source.start, quote.source.end) if quote.source else None
    return quote.start, quote.end, quote.form, quote.rule, quote.cue, source
