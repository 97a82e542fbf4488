"""What the corpus holds against what it must hold; every row is counted, none written by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from classifier.attribute.registry import load_registry
from classifier.records import LEVELS, SOURCE_TYPES, TECHNIQUES
from classifier.score.targets import default_targets
from training.checks.twins import pairs_of
from training.labels import SPLITS, TWINS, Label, Placed

# `meta.part` of short training texts: bare by nature, so that their levels say nothing about the corpus.
PASSAGE = "passage"
MEASURED = ("dev", "test")


@dataclass(frozen=True, slots=True)
class Row:
    """One count and the least (or, where ``at_most``, the greatest) it may be."""

    name: str
    have: float
    need: float
    at_most: bool = False

    @property
    def met(self) -> bool:
        """Whether the count keeps its bound."""
        return self.have <= self.need if self.at_most else self.have >= self.need

    def __str__(self) -> str:
        sign = "≤" if self.at_most else "≥"
        return f"| {self.name} | {self.have:g} | {sign} {self.need:g} | {'' if self.met else 'short'} |"


def coverage(corpus: Sequence[Placed]) -> list[Row]:
    """Every row of the coverage table. The split ``pairs`` counts only where a row names it."""
    everything = [entry.label for entry in corpus]
    labels = [label for label in everything if label.split != "pairs"]
    if not labels:
        return [Row("items without the split pairs", 0, 2000)]
    by_split = {split: [x for x in everything if x.split == split] for split in SPLITS}
    return [
        *_size(labels, by_split),
        *_sources(labels, everything),
        *_levels_and_topics(labels),
        *_stances(labels, by_split),
        *_unseen(by_split),
        *_techniques(by_split),
        *_twins(corpus),
        *_difficulty(labels, by_split),
    ]


def _size(labels: Sequence[Label], by_split: dict[str, list[Label]]) -> Iterator[Row]:
    yield Row("items without the split pairs", len(labels), 2000)
    yield Row("distinct events", len({x.cluster for x in labels}), 1400)
    for split, need in (("train", 1360), ("dev", 320), ("test", 320)):
        yield Row(f"items in {split}", len(by_split[split]), need)


def _sources(labels: Sequence[Label], everything: Sequence[Label]) -> Iterator[Row]:
    types = Counter(x.source_type for x in labels)
    for name in SOURCE_TYPES:
        yield Row(f"source type {name}", types[name], 80 if name == "other" else 180)
    registry = load_registry()
    rows = {x.outlet: registry.named(x.outlet) for x in labels if x.outlet}
    yield Row("outlets", len(rows), 120)
    yield Row("countries of outlets in the registry", len({row.country for row in rows.values() if row} - {"ZZ"}), 35)
    # A registered outlet's own account is real; every other one is invented.
    real = {account.casefold() for row in registry.outlets for account in row.accounts}
    accounts = {x.account for x in everything if x.account and x.account.casefold() not in real}
    yield Row("invented accounts", len(accounts), 200)


def _levels_and_topics(labels: Sequence[Label]) -> Iterator[Row]:
    levels = Counter(x.sourcing_level for x in labels)
    for level in range(LEVELS):
        yield Row(f"sourcing level {level}, per cent", round(100 * levels[level] / len(labels), 1), 12)
    topics = Counter(x.meta.get("topic") for x in labels)
    yield Row("topics", len(topics), 20)
    yield Row("largest topic, per cent", round(100 * max(topics.values()) / len(labels), 1), 25, at_most=True)
    lengths = sorted(len(x.text) for x in labels)
    yield Row("shortest item, characters", lengths[0], 40, at_most=True)
    yield Row("items over 1,000 characters", sum(n > 1000 for n in lengths), 100)
    yield Row("longest item, characters", lengths[-1], 2500)


def _stances(labels: Sequence[Label], by_split: dict[str, list[Label]]) -> Iterator[Row]:
    for target in [t.name for t in default_targets()]:
        for stance in ("favor", "against"):
            yield Row(f"{stance} {target}", _count(labels, target, stance), 90)
            for split in MEASURED:
                yield Row(f"{stance} {target}, {split}", _count(by_split[split], target, stance), 12)


def _count(labels: Sequence[Label], target: str, stance: str) -> int:
    return sum(((x.stance or {}).get(target) or {}).get("label") == stance for x in labels)


def _unseen(by_split: dict[str, list[Label]]) -> Iterator[Row]:
    defaults = {t.name for t in default_targets()}
    others = {split: Counter(_targets(labels, defaults)) for split, labels in by_split.items()}
    yield Row("targets beyond the default ones", len({name for split in others.values() for name, _ in split}), 40)
    known = {name for name, _ in others["train"]}
    unseen = Counter({key: n for key, n in others["test"].items() if key[0] not in known})
    yield Row("targets of test that train lacks", len({name for name, _ in unseen}), 15)
    yield Row("their labels", sum(unseen.values()), 120)
    for stance in ("favor", "against", "neutral"):
        yield Row(f"their labels, {stance}", sum(n for key, n in unseen.items() if key[1] == stance), 25)
    outlets = {split: {x.outlet for x in labels if x.outlet} for split, labels in by_split.items()}
    new = len(outlets["test"] - outlets["train"]) / max(1, len(outlets["test"]))
    yield Row("outlets of test that train lacks, per cent", round(100 * new, 1), 60)


def _targets(labels: Sequence[Label], defaults: set[str]) -> Iterator[tuple[str, str]]:
    for label in labels:
        for name, value in (label.stance or {}).items():
            if value and name not in defaults:
                yield name, value["label"]


def _techniques(by_split: dict[str, list[Label]]) -> Iterator[Row]:
    for split, need in (("train", 50), ("dev", 12), ("test", 12)):
        counts = Counter(name for x in by_split[split] for name in _named(x, "author"))
        rarest = min(TECHNIQUES, key=lambda name: counts[name])
        for name in TECHNIQUES if split == "train" else [rarest]:
            suffix = "" if split == "train" else " (rarest)"
            yield Row(f"{name} in the author's voice, {split}{suffix}", counts[name], need)


def _named(label: Label, voice: str) -> set[str]:
    return {t["name"] for t in label.techniques or [] if t["voice"] == voice}


def _twins(corpus: Sequence[Placed]) -> Iterator[Row]:
    needs = {"train": (220, 120, 80), "pairs": (80, 60, 40)}
    for split, least in needs.items():
        pairs = pairs_of([entry for entry in corpus if entry.label.split == split]).values()
        counts = Counter(members[-1].label.meta["kind"] for members in pairs)
        for kind, need in zip(TWINS, least, strict=True):
            yield Row(f"{kind} pairs, {split}", counts[kind], need)


def _difficulty(labels: Sequence[Label], by_split: dict[str, list[Label]]) -> Iterator[Row]:
    only_quoted = sum(bool(_named(x, "quoted")) and not _named(x, "author") for x in labels)
    yield Row("items whose techniques are only quoted", only_quoted, 350)
    # Passages show techniques and stances in little room; whole items are what readers could differ on.
    whole = [x for x in labels if x.meta.get("part") != PASSAGE]
    border = sum(bool(x.meta.get("border")) for x in whole)
    yield Row("items borderline by design, per cent", round(100 * border / len(whole), 1), 33.3)
    for split in MEASURED:
        yield Row(f"natural part of {split}", sum(x.meta.get("part") == "natural" for x in by_split[split]), 120)
