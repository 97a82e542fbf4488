"""Behaviour tests (Ribeiro et al. 2020, "CheckList"): what may not change when one respect of a text changes.

Pairs of ``seeds/pairs`` swap the sides, the outlet or the sourcing; loaded sentences are put into somebody's mouth.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np

from classifier.model import Model
from classifier.predict import Scorer
from classifier.records import ScoredItem
from training.answers import Answer, answers_of, author_techniques, level, stance
from training.checks.twins import pairs_of, stances_of
from training.labels import Label, Placed

# A quality that moves by less than this is no other verdict: a level is .25 wide.
_MOVED = 0.1


@dataclass(frozen=True, slots=True)
class Expectation:
    """``bound``: the least share, or with ``at_most`` the greatest difference or count, that passes."""

    kind: str
    bound: float
    at_most: bool
    values: Callable[[Model, Answer, Answer], list[float]]
    reduce: Callable[[Sequence[float]], float] = lambda values: float(np.mean(values))


def behaviour(model: Model, labels: Sequence[Label]) -> dict[str, dict[str, Any]]:
    """name -> value, bound, at_most, n (pairs, stances or flags) and passed; value and passed None where n is 0."""
    pairs = _pairs(model, labels)
    made = {}
    for name, expected in EXPECTED.items():
        values = [value for a, b in pairs.get(expected.kind, []) for value in expected.values(model, a, b)]
        made[name] = _result(expected.reduce(values) if values else None, len(values), expected.bound, expected.at_most)
    share, flags = quotation(model)
    made["quotation turns the voice, share of techniques that go"] = _result(share, flags, _TURNED, at_most=False)
    return made


def failures(old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Tests that the old model passed and the new one fails."""
    return [name for name, result in new.items() if result["passed"] is False and old[name]["passed"]]


def _result(value: float | None, n: int, bound: float, at_most: bool) -> dict[str, Any]:
    passed = None if value is None else bool(value <= bound if at_most else value >= bound)
    shown = None if value is None else round(value, 4)
    return {"value": shown, "bound": bound, "at_most": at_most, "n": n, "passed": passed}


def _pairs(model: Model, labels: Sequence[Label]) -> dict[str, list[tuple[Answer, Answer]]]:
    """Twins by what differs in them; in sourcing pairs the better sourced member stands first."""
    answers = {a.label.id: a for a in answers_of(model, labels)}
    made: dict[str, list[tuple[Answer, Answer]]] = {}
    for members in pairs_of([Placed(label.id, label) for label in labels]).values():
        if len(members) == 2:
            a, b = (answers[member.label.id] for member in members)
            made.setdefault(members[-1].label.meta["kind"], []).append((b, a) if _gold(b) > _gold(a) else (a, b))
    return made


def _gold(answer: Answer) -> int:
    return -1 if answer.label.sourcing_level is None else answer.label.sourcing_level


def quality(answer: Answer) -> float:
    """Expected level / 4, as in scoring."""
    levels = answer.outputs.levels
    return float(levels @ np.arange(len(levels))) / (len(levels) - 1)


def _same_level(_: Model, a: Answer, b: Answer) -> list[float]:
    return [float(level(a) == level(b))]


def _jaccard(model: Model, a: Answer, b: Answer) -> list[float]:
    one, other = (author_techniques(x, model.thresholds.item, model.scheme.techniques) for x in (a, b))
    return [len(one & other) / len(one | other) if one | other else 1.0]


def _signal(_: Model, a: Answer, b: Answer) -> list[float]:
    return [abs(a.outputs.signal - b.outputs.signal)]


def _mirrored(model: Model, a: Answer, b: Answer) -> list[float]:
    """Twins list the sides by their part in the text: ロシア, ウクライナ here is ウクライナ, ロシア there.

    A pair whose gold labels do not agree in that order tells nothing about who took whose part."""
    limit, gold = model.thresholds.stance, [stances_of(x.label) for x in (a, b)]
    if list(gold[0].values()) != list(gold[1].values()):
        return []
    return [float(stance(a, one, limit) == stance(b, other, limit)) for one, other in zip(*gold, strict=True)]


def _quality(_: Model, a: Answer, b: Answer) -> list[float]:
    return [abs(quality(a) - quality(b))]


def _moved(_: Model, a: Answer, b: Answer) -> list[float]:
    return [float(abs(quality(a) - quality(b)) > _MOVED)]


def _lowered(_: Model, sourced: Answer, bare: Answer) -> list[float]:
    """Nothing where the gold levels do not say which member has the sources."""
    return [float(quality(sourced) < quality(bare))] if _gold(sourced) > _gold(bare) else []


def _sum(values: Iterable[float]) -> float:
    return float(sum(values))


# The bounds are those of the project's requirements.
EXPECTED = {
    "swapped sides keep the sourcing level, share": Expectation("side_swap", 0.95, False, _same_level),
    "swapped sides keep the author's techniques, mean Jaccard": Expectation("side_swap", 0.90, False, _jaccard),
    "swapped sides move the propaganda signal, mean": Expectation("side_swap", 0.05, True, _signal),
    "swapped sides mirror the stances, share": Expectation("side_swap", 0.90, False, _mirrored),
    "another outlet moves the sourcing quality, mean": Expectation("outlet", 0.03, True, _quality),
    "another outlet moves it by more than .10, pairs": Expectation("outlet", 1.0, True, _moved, _sum),
    "named sources lower the sourcing quality, pairs": Expectation("sourcing", 0.0, True, _lowered, _sum),
}
# No requirement names it; the other shares' bound.
_TURNED = 0.90


def quotation(model: Model) -> tuple[float | None, int]:
    """Of the author's techniques in loaded sentences the share that goes when 「」と述べた stands around, and their number."""
    bare, quoted = loaded_sentences()
    own = [_author(item) for item in Scorer(model).score_items([*bare, *quoted])]
    before, after = own[: len(bare)], own[len(bare) :]
    flags = sum(map(len, before))
    gone = sum(len(b - a) for b, a in zip(before, after, strict=True))
    return (gone / flags if flags else None), flags


def loaded_sentences() -> tuple[list[str], list[str]]:
    """As the author's own words, and in somebody's mouth."""
    rows = tomllib.loads(files("training").joinpath("voice_turns.toml").read_text(encoding="utf-8"))["sentence"]
    return [f"{row['text']}。" for row in rows], [f"{row['speaker']}は「{row['text']}」と述べた。" for row in rows]


def _author(item: ScoredItem) -> set[str]:
    return {technique.name for technique in item.score.techniques if technique.voice == "author"}
