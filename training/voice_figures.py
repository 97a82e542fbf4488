"""The tables of ``training.voices``: every figure with its n and its 95 % bootstrap interval over clusters, as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import numpy as np

from classifier.evidence import EVIDENTIALITY
from classifier.records import CRITERIA
from training import metrics
from training.attributions import Pairs, Ratio, equal, exact, labels_of, matches, overlap
from training.labels import VOICES

HEAD = "| | items | n | value | 95 % interval |\n| --- | ---: | ---: | ---: | --- |"
Names = Sequence[set[str]]
# The voice of a technique in gold, and the voices of the places where its words stand.
Spoken = tuple[str, set[str]]


@dataclass(frozen=True, slots=True)
class Measured:
    """One item as gold names it and as the rules read it; ``voices`` has one entry a technique span."""

    cluster: str
    gold: set[str]
    got: set[str]
    voices: list[Spoken]


def line(name: str, clusters: Sequence[str], n: int, measure: Callable[[Any], float]) -> str:
    """One row of a table: the figure on all items and its interval."""
    if not clusters:
        return f"| {name} | 0 | {n} | - | - |"
    low, high = metrics.interval(clusters, measure)
    return f"| {name} | {len(clusters)} | {n} | {measure(np.arange(len(clusters))):.3f} | [{low:.3f}, {high:.3f}] |"


def ratio_line(name: str, clusters: Sequence[str], n: int, ratios: Sequence[Ratio]) -> str:
    """A figure that is a sum of parts over a sum of wholes; 0 where there is no whole."""
    parts, wholes = (np.array([r[k] for r in ratios], dtype=float) for k in (0, 1))
    return line(name, clusters, n, lambda i: float(parts[i].sum() / max(1.0, wholes[i].sum())))


def attribution_lines(pairs: Pairs, clusters: Sequence[str]) -> Iterator[str]:
    """Attributions of the second side against those of the first."""
    found = [[other is not None for _, other in matches(gold, got)] for gold, got in pairs]
    every, matched = sum(map(len, found)), sum(map(sum, found))
    for name in ("content", "source", "cue"):
        part = attrgetter(name)
        n = sum(part(q) is not None for gold, _ in pairs for q in gold.quotes)
        yield ratio_line(f"{name} spans, overlap F1", clusters, n, [overlap(*pair, part) for pair in pairs])
        if name == "content":
            yield ratio_line("content spans, exact F1", clusters, n, [exact(*pair) for pair in pairs])
    yield ratio_line("attributions without a counterpart", clusters, every, [(r.count(False), len(r)) for r in found])
    for name, of in (("speaker kind", attrgetter("kind")), ("form", attrgetter("form"))):
        ratios = [equal(*pair, of) for pair in pairs]
        yield ratio_line(f"{name}, accuracy over those matched", clusters, matched, ratios)


def clause_lines(pairs: Pairs, clusters: Sequence[str]) -> Iterator[str]:
    """Evidentiality of the second side against that of the first; a sentence that it lacks counts as wrong."""
    items = [labels_of(gold, got) for gold, got in pairs]
    n = sum(map(len, items))
    right = [(sum(a == b for a, b in item), len(item)) for item in items]
    yield ratio_line("evidentiality, accuracy", clusters, n, right)
    yield line("evidentiality, macro-F1", clusters, n, lambda i: _macro([pair for k in i for pair in items[k]]))


def _macro(pairs: Sequence[tuple[str, str]]) -> float:
    return metrics.macro_f1([a for a, _ in pairs], [b for _, b in pairs])


def comparison(pairs: Pairs, clusters: Sequence[str]) -> Iterator[str]:
    """Attributions and evidentiality of the second side against the first."""
    yield from attribution_lines(pairs, clusters)
    yield from clause_lines(pairs, clusters)


def class_table(gold: Names, got: Names, names: Sequence[str], clusters: Sequence[str] = ()) -> Iterator[str]:
    """Counts, precision, recall and F1 of every name; with ``clusters`` the interval of F1 too."""
    yield f"\n| | gold | found | precision | recall | F1 |{' 95 % interval |' if clusters else ''}"
    yield f"| --- | ---: | ---: | ---: | ---: | ---: |{' --- |' if clusters else ''}"
    for name in names:
        a, b = (np.array([name in item for item in side], dtype=bool) for side in (gold, got))
        p, r = (float((a & b).sum() / max(1, side.sum())) for side in (b, a))
        row = f"| {name} | {a.sum()} | {b.sum()} | {p:.3f} | {r:.3f} | {2 * p * r / ((p + r) or 1):.3f} |"
        yield row + (_f1_interval(a, b, clusters) if clusters else "")


def _f1_interval(a: Any, b: Any, clusters: Sequence[str]) -> str:
    low, high = metrics.interval(clusters, lambda i: float(2 * (a & b)[i].sum() / max(1, a[i].sum() + b[i].sum())))
    return f" [{low:.3f}, {high:.3f}] |"


def criteria_lines(items: Sequence[Measured]) -> Iterator[str]:
    """Micro and macro F1 of the sets of criteria."""
    clusters, n = [item.cluster for item in items], sum(len(item.gold) for item in items)
    gold, got = [item.gold for item in items], [item.got for item in items]

    def both(indices: Any) -> tuple[float, float]:
        return metrics.set_f1(metrics.take(gold, indices), metrics.take(got, indices), CRITERIA)

    yield line("criteria, item-level micro-F1", clusters, n, lambda i: both(i)[0])
    yield line("criteria, item-level macro-F1", clusters, n, lambda i: both(i)[1])


def voice_lines(items: Sequence[Measured]) -> Iterator[str]:
    """How often the voice is that of gold; right where one of the places that the words stand at has it."""
    clusters, n = [item.cluster for item in items], sum(len(item.voices) for item in items)
    right = [(sum(voice in got for voice, got in item.voices), len(item.voices)) for item in items]
    yield ratio_line("voice of technique spans, accuracy", clusters, n, right)


def voice_table(items: Sequence[Measured]) -> Iterator[str]:
    """Gold voices against those of the rules."""
    counts = Counter((v, v if v in got else min(got)) for item in items for v, got in item.voices)
    yield f"\n| voice in gold | {' | '.join(f'found {v}' for v in VOICES)} |\n| --- |{' ---: |' * len(VOICES)}"
    for voice in VOICES:
        yield f"| {voice} | {' | '.join(str(counts[voice, got]) for got in VOICES)} |"


def gold_lines(name: str, pairs: Pairs, clusters: Sequence[str]) -> Iterator[str]:
    """Attributions and evidentiality of a set of items."""
    yield f"## {name}: attributions and evidentiality\n\n{HEAD}"
    yield from comparison(pairs, clusters)
    sentences = [both for gold, got in pairs for both in labels_of(gold, got)]
    yield from class_table([{a} for a, _ in sentences], [{b} for _, b in sentences], EVIDENTIALITY)


def item_lines(name: str, items: Sequence[Measured]) -> Iterator[str]:
    """Criteria and voices of a set of items."""
    yield f"\n## {name}: criteria and voices\n\n{HEAD}"
    yield from criteria_lines(items)
    yield from voice_lines(items)
    yield from class_table([x.gold for x in items], [x.got for x in items], CRITERIA, [x.cluster for x in items])
    yield from voice_table(items)
