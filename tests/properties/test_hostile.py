"""Large and hostile texts end, with every span verbatim; how fast is measured in benchmarks, not here."""

from itertools import pairwise

import pytest

from classifier.attribute import attribute
from classifier.features.signals import named_signals
from classifier.features.voice import quoted_spans
from classifier.read import clip_text
from classifier.records import Attribution
from classifier.split import split

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
    assert all(0 <= s < e <= len(text) for s, e in quoted_spans(text))
    assert named_signals(text[:200_000], Attribution())
