"""read -> split -> attribute -> features -> encode -> score: attaches the scores to every item.

This is the only place where the stages meet; a newcomer who reads it knows the program.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from classifier._version import __version__
from classifier.attribute import attribute
from classifier.attribute.registry import media_names
from classifier.errors import InputError
from classifier.evidence import TextEvidence
from classifier.features import named_signals, quoted_spans, read_text, text_evidence
from classifier.model import Model, load_model
from classifier.read import Entry, clip_text, list_entries, read_file
from classifier.records import Attribution, Clipping, Item, Provenance, Score, ScoredItem, Skipped, SourceScore
from classifier.score import Reading, Target, admiralty, default_targets, score_item, with_user_targets
from classifier.split import split, whole_item
from classifier.view import view_of

Targets = Mapping[str, Iterable[str]]

# Items scored together: enough to fill batches of like length, few enough to keep memory flat.
_CHUNK, _CHUNK_CHARACTERS = 64, 100_000


class Scorer:
    """Scores texts, items and folders with one loaded model. Made by ``classifier.load``."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._outlets = media_names()
        self._defaults = with_user_targets(default_targets(self._outlets), model.scheme.targets, self._outlets)

    def score_text(self, text: str, targets: Targets | None = None) -> list[ScoredItem]:
        """The items of one clipping given as text."""
        return list(self.score_clippings([clip_text(text)], targets))

    def score_items(self, texts: Iterable[str], targets: Targets | None = None) -> Iterator[ScoredItem]:
        """Each text is one item; scored lazily, in order. A blank text gives a neutral record, so counts agree."""
        if isinstance(texts, str):
            raise InputError("score_items: a list of texts expected, one string found; use score_text or [text]")
        items = (whole_item(clip_text(text, f"item-{number}")) for number, text in enumerate(texts))
        return self._score_stream(items, self._targets(targets))

    def score_folder(self, path: str | Path, targets: Targets | None = None) -> Iterator[ScoredItem]:
        """Every item of a file or folder. Files that give none are left out; ``read_paths`` names them.

        Raises InputError at once where the path does not exist."""
        entries = list_entries([Path(path)])
        read = (read_file(e.path, e.name) for e in entries if isinstance(e, Entry))
        clippings = (c for c in read if isinstance(c, Clipping))
        return self.score_clippings(clippings, targets)

    def score_clippings(
        self,
        clippings: Iterable[Clipping],
        targets: Targets | None = None,
        no_item: Callable[[Clipping], None] | None = None,
    ) -> Iterator[ScoredItem]:
        """Every item of every clipping, in order; ``no_item`` is told of clippings that hold none."""
        return self._score_stream(_items(clippings, no_item), self._targets(targets))

    def _targets(self, given: Targets | None) -> tuple[Target, ...]:
        return with_user_targets(self._defaults, given, self._outlets)

    def _score_stream(self, items: Iterable[Item], targets: tuple[Target, ...]) -> Iterator[ScoredItem]:
        chunk: list[Item] = []
        for item in items:
            chunk.append(item)
            if len(chunk) >= _CHUNK or sum(i.end - i.start for i in chunk) >= _CHUNK_CHARACTERS:
                yield from self._score_chunk(chunk, targets)
                chunk = []
        if chunk:
            yield from self._score_chunk(chunk, targets)

    def _score_chunk(self, items: list[Item], targets: tuple[Target, ...]) -> list[ScoredItem]:
        views = [view_of(item) for item in items]
        authors = [attribute(item) for item in items]
        texts = [read_text(view.text, self._outlets) for view in views]
        signals = [named_signals(v.text, who, t.tokens) for v, who, t in zip(views, authors, texts, strict=True)]
        rows = self.model.source_type.probabilities([view.text for view in views], signals)
        vectors = self.model.encoder.encode([view.text for view in views])
        scored: list[ScoredItem] = []
        for number, (item, view, vector, text) in enumerate(zip(items, views, vectors, texts, strict=True)):
            reading = Reading.of(view, vector.states, vector.offsets, quoted_spans(text))
            score = score_item(reading, targets, self.model.judge)
            source = self.model.source_type.score(view, signals[number], rows[number], score.source_shares)
            scored.append(self._record(item, authors[number], source, score, text_evidence(text, view)))
        return scored

    def _record(
        self, item: Item, who: Attribution, source: SourceScore, score: Score, evidence: TextEvidence
    ) -> ScoredItem:
        published = who.published
        names = {mark.name for mark in evidence.criteria}
        return ScoredItem(
            id=item_id(item),
            clipping=item.clipping.path,
            start=item.start,
            end=item.end,
            text=item.text,
            gaps=item.gaps,
            rule=item.rule,
            boundary_confidence=item.boundary_confidence,
            title=item.title.text(item.clipping.text) if item.title else None,
            published=published.value if published else None,
            published_evidence=published.evidence if published else None,
            attribution=who,
            source=source,
            score=score,
            evidence=evidence,
            admiralty=admiralty(who, names, evidence.contradicted is not None, _level(score, evidence)),
            provenance=self._provenance(item.clipping),
            abstained=self.model.abstention.withheld(source, score),
            warnings=(*item.clipping.warnings, *(published.warnings if published else ())),
        )

    def _provenance(self, clipping: Clipping) -> Provenance:
        return Provenance(
            model=str(self.model.provenance["name"]),
            model_sha256=self.model.sha256,
            corpus_sha256=str(self.model.provenance["corpus_sha256"]),
            program=f"uratori {__version__}",
            encoding=clipping.encoding,
            input_sha256=clipping.sha256,
        )


def _level(score: Score, evidence: TextEvidence) -> int:
    """The sourcing level of a text that says something; where nothing is claimed nothing is sourced."""
    says = evidence.quotes or any(clause.evidentiality != "none" for clause in evidence.clauses)
    return score.sourcing.level if says else 0


def _items(clippings: Iterable[Clipping], no_item: Callable[[Clipping], None] | None) -> Iterator[Item]:
    for clipping in clippings:
        found = split(clipping)
        if not found and no_item:
            no_item(clipping)
        yield from found


def load(model: str | Path | None = None) -> Scorer:
    """A scorer. ``model``: a folder; None finds one (``URATORI_MODEL``, the promoted one, the shipped one)."""
    return Scorer(load_model(model))


def read_paths(paths: Iterable[Path]) -> Iterator[Clipping | Skipped]:
    """Read files and folders in stable order; what gives no clipping comes back with its reason code."""
    for entry in list_entries(paths):
        yield read_file(entry.path, entry.name) if isinstance(entry, Entry) else entry


def item_id(item: Item) -> str:
    """Stable for the same clipping path, span and text: 16 hex digits of their hash."""
    key = f"{item.clipping.path}\0{item.start}\0{item.end}\0{item.text}"
    return hashlib.sha256(key.encode("utf-8")).hexdigest()[:16]
