"""Where the answers go wrong: confusion tables, technique by technique, techniques taken for others, sure mistakes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from training.answers import gold_spans
from training.counts import Spans
from training.guesses import Guesses
from training.labels import Label
from training.outputs import Forced
from training.results import author_set

# Enough of an item to recognise it by.
_SHOWN = 60


def confusion(rows: Sequence[Forced], names: Sequence[str]) -> str:
    """Markdown: gold down, answers across, counts; ``names`` first in their order, then what else occurs."""
    table = Counter((row.gold, row.answer) for row in rows)
    used = [*names, *sorted({name for pair in table for name in pair} - set(names))]
    lines = [f"| gold \\ answer | {' | '.join(used)} | n |", f"| --- |{' ---: |' * (len(used) + 1)}"]
    for gold in used:
        row = [table[gold, answer] for answer in used]
        lines.append(f"| {gold} | {' | '.join(map(str, row))} | {sum(row)} |")
    return "\n".join(lines)


def by_technique(labels: Sequence[Label], guesses: Guesses) -> str:
    """Markdown: precision, recall and F1 of every technique in the author's voice, with its counts."""
    rows = [(author_set(x), g) for x, g in zip(labels, guesses.techniques, strict=True) if x.techniques is not None]
    held = Counter(name for gold, _ in rows for name in gold)
    told = Counter(name for _, got in rows for name in got)
    hit = Counter(name for gold, got in rows for name in gold & got)
    lines = ["| technique | in gold | told | precision | recall | F1 |", "| --- |" + " ---: |" * 5]
    for name in sorted({*held, *told}, key=lambda name: (-held[name], name)):
        precision, recall = _share(hit[name], told[name]), _share(hit[name], held[name])
        f1 = _share(2 * hit[name], held[name] + told[name])
        lines.append(f"| {name} | {held[name]} | {told[name]} | {precision} | {recall} | {f1} |")
    return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else ""


def taken_for(labels: Sequence[Label], guesses: Guesses) -> Counter[tuple[str, str]]:
    """(told, gold) -> spans told as a technique that gold does not have there, over words where it has another."""
    found: Counter[tuple[str, str]] = Counter()
    for label, told in zip(labels, guesses.spans or [], strict=True):
        if label.techniques is not None:
            found.update(_taken(told, gold_spans(label)))
    return found


def _taken(told: Spans, gold: Spans) -> Iterator[tuple[str, str]]:
    for key, spans in told.items():
        for span in spans:
            there = [other for other, marked in gold.items() if any(_touch(span, m) for m in marked)]
            if key not in there:
                yield from ((_title(key), _title(other)) for other in there)


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _title(key: tuple[str, str]) -> str:
    name, voice = key
    return name if voice == "author" else f"{name} ({voice})"


def taken_table(found: Counter[tuple[str, str]], most: int = 20) -> str:
    """Markdown of the most frequent pairs."""
    lines = ["| told | gold has there | spans |", "| --- | --- | ---: |"]
    best = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    return "\n".join([*lines, *(f"| {told} | {gold} | {count} |" for (told, gold), count in best)])


def mistakes(given: Mapping[str, Sequence[Forced]], most: int) -> Iterator[str]:
    """One line for each of the surest wrong answers of every head: id, answer, gold, how sure, first words."""
    for rows in given.values():
        wrong = sorted((row for row in rows if not row.right), key=lambda row: -row.confidence)
        for row in wrong[:most]:
            words = " ".join(row.label.text[:_SHOWN].split())
            yield f"{row.label.id}  {row.what}: {row.answer} ({row.confidence:.2f}), gold {row.gold}  {words}"
