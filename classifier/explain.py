"""What ``uratori explain`` prints: an item's scores, its text with marks, and the lists that the marks refer to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from classifier.evidence import Mark, Speaker
from classifier.explain_glosses import (
    CRITERIA_JA,
    EVIDENTIALITY_JA,
    FORMS_JA,
    KINDS_JA,
    TECHNIQUES_JA,
    WORDING_JA,
    glossed,
)
from classifier.explain_marks import (
    CONTROLS,
    GAP,
    SOURCE,
    TECHNIQUE,
    Saying,
    criteria_spans,
    criterion_number,
    footnote,
    marked,
    sayings_of,
)
from classifier.features.rhetoric.ranges import Ranges
from classifier.records import ScoredItem

_LEGEND = """\
marks / 凡例: ⟦1 words⟧ voice 1 / 発言    {1 words} its source / 発言者
  words⁶ criterion 6 of the list below / 典拠の基準
  ‹words›name the author's technique / 書き手の技法  ‹words›(name) quoted / 引用"""
_TITLE = "bold"
# Two lines of a terminal at 80 columns hold 40 Japanese characters beside a name; the text above has the rest.
_MAX_CHARACTERS = 40
# The first ones show what is meant, and all of them are marked in the text or written in the record.
_MAX_WORDS = 6


def legend(console: Console) -> None:
    """What the marks mean; once before the items."""
    _say(console, _LEGEND, GAP)


def explained(console: Console, item: ScoredItem) -> None:
    """One item: scores, its text with marks, what the marks refer to. In colour, and readable without."""
    title = _one_line(f"{item.clipping} {item.start}-{item.end}  {item.rule}")
    console.rule(Text(title), align="left")
    for line in _scores(item):
        _say(console, line)
    _say(console, "")
    _print(console, marked(item))
    _say(console, "")
    for heading, lines in _lists(item):
        _say(console, heading, _TITLE)
        for line, style in lines:
            _say(console, f"  {line}", style)


def _say(console: Console, line: str, style: str = "") -> None:
    _print(console, Text(line.translate(CONTROLS), style))


def _print(console: Console, text: Text) -> None:
    """NO_COLOR means plain to us: rich would keep bold and underlines."""
    console.print(Text(text.plain) if console.no_color else text, soft_wrap=True)


def _scores(item: ScoredItem) -> Iterator[str]:
    """Where it comes from with the words that say so, its levels and stances, its Admiralty code."""
    source, sourcing, code = item.source, item.score.sourcing, item.admiralty
    who = " ".join(filter(None, (item.attribution.outlet, item.attribution.account, item.published)))
    unsure = dict.fromkeys(item.withheld, "  (withheld, cannot judge / 判断保留)")
    yield f"source type {source.type} ({source.probabilities[source.type]:.2f})  {who}{unsure.get('source_type', '')}"
    for evidence in (*item.attribution.evidence, *source.evidence):
        yield f"    {evidence.name}: {evidence.text!r}"
    yield f"sourcing level {sourcing.level} of 4, quality {sourcing.quality:.2f}{unsure.get('sourcing', '')}"
    for target, stance in item.score.stance.items():
        yield f"stance toward {target}: {stance.label} ({stance.probability:.2f}){unsure.get(f'stance:{target}', '')}"
    yield f"propaganda signal {item.score.propaganda_signal:.2f} (wording, no verdict on truth)"
    yield (
        f"Admiralty {code.reliability}{code.credibility}: reliability by {code.reliability_rule}, "
        f"credibility by {code.credibility_rule} (not mixed into other scores)"
    )


_Lines = list[tuple[str, str]]


def _lists(item: ScoredItem) -> Iterator[tuple[str, _Lines]]:
    """(heading, lines with their styles) of every list that is not empty."""
    lists = (
        ("voices / 発言", _voices(item)),
        ("criteria / 典拠の基準", _criteria(item)),
        ("techniques / 技法", _techniques(item)),
        ("wording, per 1,000 characters / 言い回し", _wording(item)),
        ("clauses / 文の確かさ", _clauses(item)),
        ("not scored / 採点対象外", _gaps(item)),
    )
    return ((heading, lines) for heading, lines in lists if lines)


def _voices(item: ScoredItem) -> _Lines:
    voices = Ranges.of((voice.start, voice.end) for voice in item.evidence.voices)
    return [(_voice(saying, item, voices), SOURCE if saying.speaker else "") for saying in sayings_of(item)]


def _voice(saying: Saying, item: ScoredItem, voices: Ranges) -> str:
    """``1 direct / 直接話法, named / 実名: 田中外相 (name 田中, role 外相), cue と述べた``."""
    quote = saying.quote
    if quote is None:
        return f"{saying.number} in brackets / かぎ括弧: {_speaker(saying.speaker)}"
    form, kind = glossed(quote.form, FORMS_JA), glossed(quote.kind, KINDS_JA)
    cue = f", cue {_words(item, *quote.cue)}" if quote.cue else ""
    # What became known to the newsroom, or a rumour that nobody stands behind: attributed, yet the author tells it.
    own = "" if voices.touch(quote.start, quote.end) else ", told by the author / 地の文"
    return f"{saying.number} {form}, {kind}: {_speaker(saying.speaker)}{cue}{own}"


def _speaker(speaker: Speaker | None) -> str:
    """The words that name the speaker, then what they tell."""
    if speaker is None:
        return "nobody named / 発言者の名なし"
    known = (("name", speaker.name), ("role", speaker.role), ("organisation", speaker.organisation))
    told = ", ".join(f"{key} {_one_line(value)}" for key, value in (*known, ("country", speaker.country)) if value)
    return f"{_short(speaker.text)} ({told})" if told else _short(speaker.text)


def _criteria(item: ScoredItem) -> _Lines:
    lines = [
        (
            f"{footnote([criterion_number(name)])} {glossed(name, CRITERIA_JA)}: "
            f"{_listed(_words(item, *span) for span in spans)}",
            "",
        )
        for name, spans in criteria_spans(item).items()
    ]
    taken_back = item.evidence.contradicted
    if taken_back:
        words = _words(item, taken_back.start, taken_back.end)
        lines.append((f"the text itself takes a claim back / 本文が主張を否定: {words}", ""))
    return lines


def _techniques(item: ScoredItem) -> _Lines:
    return [
        (
            f"{one.voice:<6} {glossed(one.name, TECHNIQUES_JA)} ({one.probability:.2f}): {_one_line(one.text)}",
            TECHNIQUE.get(one.voice, "cyan"),
        )
        for one in item.score.techniques
    ]


def _wording(item: ScoredItem) -> _Lines:
    """``labels / レッテル語 4.3, author's own 0.0: 操り人形``; signals without a single word are left out."""
    values = item.evidence.wording.values
    marks: dict[str, list[Mark]] = {}
    for mark in item.evidence.wording.marks:
        marks.setdefault(mark.name, []).append(mark)
    lines: _Lines = []
    for name, value in values.items():
        if value and not name.endswith(":author"):
            own = values.get(f"{name}:author", 0.0)
            words = _listed(_words(item, mark.start, mark.end) for mark in marks.get(name, ()))
            lines.append((f"{glossed(name, WORDING_JA)} {value:.1f}, author's own {own:.1f}: {words}", ""))
    return lines


def _clauses(item: ScoredItem) -> _Lines:
    counts = Counter(clause.evidentiality for clause in item.evidence.clauses)
    told = ", ".join(f"{glossed(name, EVIDENTIALITY_JA)} {count}" for name, count in counts.most_common())
    return [(told, "")] if told else []


def _gaps(item: ScoredItem) -> _Lines:
    return [(f"{gap.kind}: {_words(item, gap.start, gap.end)}", GAP) for gap in item.gaps]


def _listed(words: Iterable[str]) -> str:
    """Different words once, the first ones only: ``次官 | 同省 … +3``."""
    different = list(dict.fromkeys(words))
    more = f" … +{len(different) - _MAX_WORDS}" if len(different) > _MAX_WORDS else ""
    return " | ".join(different[:_MAX_WORDS]) + more


def _words(item: ScoredItem, start: int, end: int) -> str:
    """Words by their offsets in the clipping, on one line."""
    return _short(item.text[max(0, start - item.start) : max(0, end - item.start)])


def _short(words: str) -> str:
    line = _one_line(words)
    return line if len(line) <= _MAX_CHARACTERS else f"{line[: _MAX_CHARACTERS - 1]}…"


def _one_line(words: str) -> str:
    return " ".join(words.translate(CONTROLS).split())
