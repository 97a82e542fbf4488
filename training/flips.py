"""What two models decide differently, item by item, with the gold label where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from classifier.attribute import attribute
from classifier.features import named_signals
from classifier.model import Model
from classifier.read import clip_text
from classifier.score.scorer import mentioned, stance_label
from classifier.score.targets import MAX_MENTIONS, Target
from classifier.split import whole_item
from classifier.view import view_of
from training.answers import Answer, author_techniques, level
from training.examples import named_targets
from training.labels import Label

# "source_type", "sourcing_level", "stance:<target>", "technique:<name>" -> what the model answers.
Decisions = dict[str, str | int | bool]
_TECHNIQUE = "technique:"


@dataclass(frozen=True, slots=True)
class Flip:
    """One item's answer that changed. ``what``: a decision, or "techniques" for the author's whole set."""

    id: str
    what: str
    old: str
    new: str
    gold: str | None


def decisions(model: Model, answers: Sequence[Answer]) -> list[Decisions]:
    """Every answer of the model as the program gives it, forced."""
    kinds, targets = _source_types(model, answers), named_targets(model.scheme)
    made: list[Decisions] = []
    for answer, kind in zip(answers, kinds, strict=True):
        names = model.scheme.techniques
        own = author_techniques(answer, model.thresholds.item, names)
        stances = _stances(answer, targets, model.thresholds.stance)
        techniques = {f"{_TECHNIQUE}{name}": name in own for name in names}
        made.append({"source_type": kind, "sourcing_level": level(answer), **stances, **techniques})
    return made


def _source_types(model: Model, answers: Sequence[Answer]) -> list[str]:
    """With the identity that the program itself finds in the text."""
    items = [whole_item(clip_text(answer.label.text)) for answer in answers]
    texts = [view_of(item).text for item in items]
    signals = [named_signals(text, attribute(item)) for text, item in zip(texts, items, strict=True)]
    features = model.source_type.probabilities(texts, signals)
    shares = model.source_type.blend(features, np.array([answer.outputs.source_type for answer in answers]))
    return [model.scheme.source_types[int(row.argmax())] for row in shares]


def _stances(answer: Answer, targets: Mapping[str, Target], threshold: float) -> dict[str, str]:
    """Toward the labelled targets, and of ``targets`` those that the text mentions."""
    rows, reading = dict(answer.stances), answer.reading
    for name, target in targets.items():
        mask = mentioned(reading.offsets, target.mentions(answer.label.text)[:MAX_MENTIONS])
        if name not in rows and mask.any():
            rows[name] = answer.heads.stance(reading.states, reading.author, mask)
    return {f"stance:{name}": stance_label(row, threshold) for name, row in rows.items()}


def flips(label: Label, old: Decisions, new: Decisions) -> Iterator[Flip]:
    """The item's changed answers; the author's techniques as one set."""
    changed = flipped(old, new)
    for what in changed:
        if not what.startswith(_TECHNIQUE):
            yield Flip(label.id, what, str(old[what]), str(new[what]), _gold(label, what))
    if any(what.startswith(_TECHNIQUE) for what in changed):
        yield Flip(label.id, "techniques", _set(old), _set(new), _gold(label, "techniques"))


def flipped(old: Decisions, new: Decisions) -> list[str]:
    """Decisions that both models take and take differently: a target or technique that one lacks is no flip."""
    return [what for what in old if what in new and old[what] != new[what]]


def _gold(label: Label, what: str) -> str | None:
    if what == "techniques":
        return None if label.techniques is None else _names(t["name"] for t in label.techniques if _is_author(t))
    if what.startswith("stance:"):
        value = (label.stance or {}).get(what.removeprefix("stance:"))
        return value["label"] if value else None
    value = getattr(label, what)
    return None if value is None else str(value)


def _is_author(technique: dict[str, object]) -> bool:
    return technique["voice"] == "author"


def _set(decided: Decisions) -> str:
    return _names(what.removeprefix(_TECHNIQUE) for what, yes in decided.items() if what.startswith(_TECHNIQUE) and yes)


def _names(names: Iterator[str]) -> str:
    return ", ".join(sorted(set(names))) or "none"
