"""Large and hostile texts end, with every span verbatim; how fast is measured in benchmarks, not here."""

from itertools import pairwise

import pytest

from classifier.attribute import attribute
from classifier.features.reading import read_text
from classifier.features.signals import named_signals
from classifier.features.text_evidence import text_evidence
from classifier.features.voice import quoted_spans
from classifier.read import clip_text
from classifier.records import Attribution
from classifier.split import split
from classifier.view import View

pytestmark = pytest.mark.slow

MARKERS = "▽見出し<未知新報>2026年3月4日\n" * 20_000
EMBEDS = "橋が開通したという話。\n— 名 (@abc) March 4, 2026\n" * 20_000


@pytest.mark.parametrize(
    ("text", "count"), [(MARKERS, 20_000), (EMBEDS, 20_000), ("▽" * 2_000_000, 1), ("「" * 2_000_000, 1)]
)
def test_splitting_ends(text: str, count: int) -> None:
    items = split(clip_text(text))
    assert len(items) == count
    assert all(a.end <= b.start for a, b in pairwise(items))
    assert attribute(items[0]).account in (None, "@abc")


@pytest.mark.parametrize(
    "text", ["「" * 1_000_000, "と" * 1_000_000, "「『" * 10_000 + "』」" * 10_000, "は、" * 500_000]
)
def test_voices_and_features_end(text: str) -> None:
    assert all(0 <= s < e <= len(text) for s, e in quoted_spans(read_text(text)))
    assert named_signals(text[:200_000], Attribution())


SIZE = 200_000
HOSTILE = {
    "openers": "「" * SIZE,
    "closers": "」" * SIZE,
    "empty_pairs": "「」" * (SIZE // 2),
    "half_open_half_closed": "「" * (SIZE // 2) + "」" * (SIZE // 2),
    "to": "と" * SIZE,
    "topics": "は、" * (SIZE // 2),
    "nested_10000": "「『" * 5_000 + "橋は直る" + "』」と述べた" * 5_000,
    "endless_sentence": "橋は直り、道は広がり、" * (SIZE // 11),
    "endless_asking": "市は橋を直すよう求め、" * (SIZE // 11),
    "one_word": "橋" * SIZE,
    "digits": "0123456789" * (SIZE // 10),
    "newlines": "\n" * SIZE,
    "blanks": "\u3000" * SIZE,
    "surrogates": "\ud800" * SIZE,
    "labels": "市長：" * (SIZE // 3),
    "equals": "＝市長" * (SIZE // 3),
    "open_parentheses": "（市長" * (SIZE // 3),
    "lone_brackets": "「橋は直った」。\n" * (SIZE // 9),
    "speakers": "マリア・ソト氏は橋は直ると述べた。\n" * (SIZE // 18),
    # Every と looks back for its subject, every という for the last speaker: not further than people write.
    "chain_of_topics": "市長は橋は直ると述べ、" * (SIZE // 11),
    "chain_of_subjects": "市長が橋は直ると述べ、" * (SIZE // 11),
    "chain_without_subject": "「橋は直る」と述べ、" * (SIZE // 10),
    "chain_of_nouns": "橋が落ちたとの声、" * (SIZE // 9),
    "rumours": "市長は「直る」と述べた。\n" + "橋が落ちたという。\n" * (SIZE // 10),
    "sourced": "によると" * (SIZE // 4),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_evidence_ends(text: str) -> None:
    evidence = text_evidence(read_text(text), View(text, (0,), (0,), text))
    spans = [(q.start, q.end) for q in evidence.quotes] + [q.cue for q in evidence.quotes if q.cue]
    spans += [(q.source.start, q.source.end) for q in evidence.quotes if q.source]
    spans += [(x.start, x.end) for x in (*evidence.clauses, *evidence.criteria, *evidence.voices)]
    spans += [(mark.start, mark.end) for mark in evidence.wording.marks]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a.end <= b.start for a, b in pairwise(evidence.voices))
