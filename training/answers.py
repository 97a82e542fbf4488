"""What a model folder answers for labelled records, through the same code that scores clippings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.attribute.registry import media_names
from classifier.features import quoted_spans, read_text
from classifier.model import Model
from classifier.read import clip_text
from classifier.records import TECHNIQUES
from classifier.score.heads import Heads, ItemOutputs
from classifier.score.scorer import Reading, Thresholds, author_spans, mentioned, quoted_spans_of, stance_label
from classifier.score.targets import MAX_MENTIONS
from classifier.split import whole_item
from classifier.view import view_of
from training.examples import named_targets, targets_for
from training.labels import Label
from training.metrics import Spans


@dataclass(frozen=True, slots=True)
class Answer:
    """Raw outputs for one record, before any threshold."""

    label: Label
    reading: Reading
    outputs: ItemOutputs
    stances: dict[str, npt.NDArray[np.float32]]
    heads: Heads
    # The pieces at which each stance was read.
    mentions: dict[str, npt.NDArray[np.bool_]]


def answers_of(model: Model, labels: Sequence[Label]) -> list[Answer]:
    """One answer a record, in order. Records without a single piece are an error of the corpus."""
    known = named_targets(model.scheme)
    answers: list[Answer] = []
    for label, encoded in zip(labels, model.encoder.encode([label.text for label in labels]), strict=True):
        view = view_of(whole_item(clip_text(label.text)))
        reading = Reading.of(view, encoded.states, encoded.offsets, quoted_spans(read_text(label.text, media_names())))
        mentions = {}
        for name, target in targets_for(label, known).items():
            mask = mentioned(encoded.offsets, target.mentions(label.text)[:MAX_MENTIONS])
            if mask.any():
                mentions[name] = mask
        stances = {n: model.heads.stance(encoded.states, reading.author, m) for n, m in mentions.items()}
        outputs = model.heads.item(encoded.states, reading.author)
        answers.append(Answer(label, reading, outputs, stances, model.heads, mentions))
    return answers


def level(answer: Answer) -> int:
    """As in scoring: the middle of the distribution."""
    return round(float(answer.outputs.levels @ np.arange(len(answer.outputs.levels))))


def stance(answer: Answer, target: str, threshold: float) -> str:
    """Targets that the text does not name count as neutral: the program would not report them."""
    row = answer.stances.get(target)
    return stance_label(row, threshold) if row is not None else "neutral"


def author_techniques(answer: Answer, item: Sequence[float], names: Sequence[str] = TECHNIQUES) -> set[str]:
    """Names at or above their item threshold."""
    return {n for n, p, t in zip(names, answer.outputs.technique_items, item, strict=True) if p >= t}


def technique_spans(answer: Answer, thresholds: Thresholds, names: Sequence[str] = TECHNIQUES) -> Spans:
    """(name, voice) -> spans, decided as in scoring."""
    found: Spans = {}
    for column, name in enumerate(names):
        pieces = answer.outputs.technique_pieces[:, column]
        if answer.outputs.technique_items[column] >= thresholds.item[column]:
            own = author_spans(answer.reading, pieces, thresholds.piece)
            found[(name, "author")] = [(f.start, f.end) for f in own]
        if other := quoted_spans_of(answer.reading, pieces, thresholds.quoted):
            found[(name, "quoted")] = [(f.start, f.end) for f in other]
    return found


def gold_spans(label: Label) -> Spans:
    """The record's own technique spans, in the same form."""
    found: Spans = {}
    for t in label.techniques or []:
        found.setdefault((t["name"], t["voice"]), []).append((t["start"], t["end"]))
    return found
