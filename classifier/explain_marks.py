"""An item's text once, with marks that a reader without colour can follow.

``{1 外相}は「⟦1 対話の用意がある⟧」⁶と述べた。‹売国奴›name_calling`` : voice 1, its source, criterion 6, a technique. A technique
in somebody else's voice has its name in parentheses: ``‹売国奴›(name_calling)``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.text import Text

from classifier.evidence import Quote, Speaker
from classifier.features.rhetoric.ranges import Ranges
from classifier.records import CRITERIA, ScoredItem

# Later ones lie over earlier ones where stretches overlap. Quoted words need a background that red and yellow stand out on.
VOICE, SOURCE, CRITERION, GAP = "bright_white on blue", "green", "underline", "dim"
TECHNIQUE = {"author": "bold red", "quoted": "yellow"}
# Control characters would shift the offsets or reach the terminal: each becomes one blank.
CONTROLS = dict.fromkeys((*range(10), *range(11, 32), 127, *range(128, 160)), " ")
_SUPERSCRIPT = str.maketrans("0123456789+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺")

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Saying:
    """One entry of the list of voices; ``quote`` is None for words in brackets that no attribution claims."""

    number: int
    start: int
    end: int
    quote: Quote | None
    speaker: Speaker | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of the item with a mark on each side; a footnote has no ``opening``. Offsets count from the item's start."""

    start: int
    end: int
    style: str
    opening: str = ""
    closing: str = ""


def marked(item: ScoredItem) -> Text:
    """The item's text with all its marks; without them it is the text, each control character a blank."""
    sayings = sayings_of(item)
    gaps = (Stretch(gap.start, gap.end, GAP) for gap in item.gaps)
    found = [*gaps, *_voices(sayings), *_sources(sayings), *_criteria(item), *_techniques(item)]
    return woven(item.text.translate(CONTROLS), list(_inside(found, item)))


def sayings_of(item: ScoredItem) -> list[Saying]:
    """Every attribution, and the voices that none of them claims, numbered in the order of the text."""
    evidence = item.evidence
    claimed = Ranges.of((quote.start, quote.end) for quote in evidence.quotes)
    found: list[tuple[int, int, Quote | None, Speaker | None]] = [
        (quote.start, quote.end, quote, quote.source) for quote in evidence.quotes
    ]
    found += [(v.start, v.end, None, v.speaker) for v in evidence.voices if not claimed.touch(v.start, v.end)]
    found.sort(key=lambda one: (one[0], -one[1]))
    return [Saying(number, *one) for number, one in enumerate(found, start=1)]


def _voices(sayings: list[Saying]) -> Iterator[Stretch]:
    crossed = _crossed(sayings)
    for saying in sayings:
        closing = f" {saying.number}⟧" if saying.number in crossed else "⟧"
        yield Stretch(saying.start, saying.end, VOICE, f"⟦{saying.number} ", closing)


def _crossed(sayings: list[Saying]) -> set[int]:
    """Voices that end while a later one is still open: their closing mark needs a number."""
    crossed: set[int] = set()
    still_open: list[Saying] = []
    for saying in sayings:
        while still_open and still_open[-1].end < saying.end:
            earlier = still_open.pop()
            if earlier.end > saying.start:
                crossed.add(earlier.number)
        still_open.append(saying)
    return crossed


def _sources(sayings: list[Saying]) -> Iterator[Stretch]:
    """``{3,4 次官}``: the words that name who says voices 3 and 4."""
    numbers: defaultdict[Pair, list[str]] = defaultdict(list)
    for saying in sayings:
        if saying.speaker:
            numbers[saying.speaker.start, saying.speaker.end].append(str(saying.number))
    for (start, end), which in numbers.items():
        yield Stretch(start, end, SOURCE, f"{{{','.join(which)} ", "}")


def criteria_spans(item: ScoredItem) -> dict[str, list[Pair]]:
    """Spans by criterion in the scheme's order; what overlaps under one name (同省, 同省によると) is one span."""
    spans: dict[str, list[Pair]] = {name: [] for name in CRITERIA}
    for mark in sorted(item.evidence.criteria, key=lambda mark: (mark.start, mark.end)):
        row = spans.setdefault(mark.name, [])
        if row and mark.start < row[-1][1]:
            row[-1] = (row[-1][0], max(row[-1][1], mark.end))
        else:
            row.append((mark.start, mark.end))
    return {name: row for name, row in spans.items() if row}


def criterion_number(name: str) -> int:
    """The place in the scheme, the same for every item; 0 for a name that the scheme does not have."""
    return CRITERIA.index(name) + 1 if name in CRITERIA else 0


def footnote(numbers: Iterable[int]) -> str:
    """``⁶``, or ``⁶⁺¹²`` where two criteria end together."""
    return "+".join(map(str, numbers)).translate(_SUPERSCRIPT)


def _criteria(item: ScoredItem) -> Iterator[Stretch]:
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    for name, spans in criteria_spans(item).items():
        for start, end in spans:
            numbers[end].append(criterion_number(name))
            yield Stretch(start, end, CRITERION)
    for end, which in numbers.items():
        yield Stretch(end - 1, end, CRITERION, closing=footnote(which))


def _techniques(item: ScoredItem) -> Iterator[Stretch]:
    """Techniques on the same words share one pair of marks: ``‹…›doubt+exaggeration``."""
    names: defaultdict[tuple[int, int, str], list[str]] = defaultdict(list)
    for technique in item.score.techniques:
        names[technique.start, technique.end, technique.voice].append(technique.name)
    for (start, end, voice), which in names.items():
        label = "+".join(dict.fromkeys(which))
        shown = label if voice == "author" else f"({label})"
        yield Stretch(start, end, TECHNIQUE.get(voice, "cyan"), "‹", f"›{shown}")


def _inside(stretches: Iterable[Stretch], item: ScoredItem) -> Iterator[Stretch]:
    """Offsets of the clipping -> offsets of the item's text; what lies outside it or is empty falls away."""
    length = len(item.text)
    for one in stretches:
        start, end = max(0, one.start - item.start), min(length, one.end - item.start)
        if start < end:
            yield Stretch(start, end, one.style, one.opening, one.closing)


def woven(text: str, stretches: list[Stretch]) -> Text:
    """``text`` with the marks set in. At one offset: closings, inner first, then footnotes, then openings, outer first."""
    opening, closing = _by_offset(stretches)
    cuts = sorted({0, len(text), *opening, *closing})
    made, marks = Text(), list[tuple[str, int, int]]()
    begins, ends = dict[int, int](), dict[int, int]()
    for cut, following in zip(cuts, [*cuts[1:], len(text)], strict=True):
        ends[cut] = len(made)
        for mark, style in (*closing.get(cut, ()), *opening.get(cut, ())):
            made.append(mark)
            marks.append((style, len(made) - len(mark), len(made)))
        begins[cut] = len(made)
        made.append(text[cut:following])
    for one in stretches:
        made.stylize(one.style, begins[one.start], ends[one.end])
    for style, start, end in marks:
        made.stylize(style, start, end)
    return made


_Marks = dict[int, list[tuple[str, str]]]


def _by_offset(stretches: list[Stretch]) -> tuple[_Marks, _Marks]:
    """Marks to open and to close at every offset, each with its style; the order of ``stretches`` decides ties."""
    opening: _Marks = {}
    closing: _Marks = {}
    for one in sorted(stretches, key=lambda s: (s.start, -s.end)):
        opening.setdefault(one.start, []).extend([(one.opening, one.style)] if one.opening else [])
    for _, one in sorted(enumerate(stretches), key=lambda at: (not at[1].opening, -at[1].start, -at[0])):
        closing.setdefault(one.end, []).extend([(one.closing, one.style)] if one.closing else [])
    return opening, closing
