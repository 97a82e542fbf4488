"""What the rules read in an item, with its offsets led back to the clipping."""

from __future__ import annotations

from dataclasses import replace

from classifier.evidence import Clause, Mark, Quote, Speaker, TextEvidence, Voice, WordingSignals
from classifier.features.contradiction import contradiction
from classifier.features.criteria import find_criteria
from classifier.features.reading import Reading
from classifier.features.rhetoric import wording_signals
from classifier.features.voice import voiced
from classifier.view import View


def text_evidence(reading: Reading, view: View) -> TextEvidence:
    """Attributions, clauses, criteria, voices and wording of one item. ``reading`` is of ``view.text``."""
    wording = wording_signals(reading.text, reading.tokens, reading.quotes, reading.clauses)
    voices = tuple(Voice(start, end, quote.source if quote else None) for start, end, quote in voiced(reading))
    found = TextEvidence(
        quotes=tuple(reading.quotes),
        clauses=tuple(reading.clauses),
        criteria=tuple(find_criteria(reading)),
        voices=voices,
        wording=wording,
        contradicted=contradiction(reading),
    )
    # A whole file that is one item: its offsets are the clipping's.
    return found if view.origins == (0,) else _Mover(view).moved(found)


class _Mover:
    """Leads offsets of the scored text back to the clipping; a source that several quotes share is led back once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._speakers: dict[int, Speaker] = {}

    def moved(self, found: TextEvidence) -> TextEvidence:
        """The same evidence with offsets into the clipping."""
        wording = found.wording
        return TextEvidence(
            quotes=tuple(self._quote(q) for q in found.quotes),
            clauses=tuple(self._clause(c) for c in found.clauses),
            criteria=tuple(self._mark(m) for m in found.criteria),
            voices=tuple(Voice(*self._pair(v.start, v.end), self._speaker(v.speaker)) for v in found.voices),
            wording=WordingSignals(wording.version, wording.values, tuple(self._mark(m) for m in wording.marks)),
            contradicted=self._mark(found.contradicted) if found.contradicted else None,
        )

    def _pair(self, start: int, end: int) -> tuple[int, int]:
        span = self._view.span(start, end)
        return span.start, span.end

    def _quote(self, q: Quote) -> Quote:
        cue = self._pair(*q.cue) if q.cue else None
        return Quote(*self._pair(q.start, q.end), q.kind, q.form, q.rule, self._speaker(q.source), cue)

    def _speaker(self, speaker: Speaker | None) -> Speaker | None:
        if speaker is None:
            return None
        if id(speaker) not in self._speakers:
            start, end = self._pair(speaker.start, speaker.end)
            self._speakers[id(speaker)] = replace(speaker, start=start, end=end, text=self._view.whole[start:end])
        return self._speakers[id(speaker)]

    def _clause(self, c: Clause) -> Clause:
        cue = self._pair(*c.cue) if c.cue else None
        return Clause(*self._pair(c.start, c.end), c.evidentiality, c.certainty, c.rule, cue)

    def _mark(self, mark: Mark) -> Mark:
        return Mark(mark.name, *self._pair(mark.start, mark.end), mark.rule)
