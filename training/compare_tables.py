"""A comparison in the terminal: Markdown tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from training.compare import Comparison, Difference, Interval
from training.flips import Flip


def tables(where: str, made: Comparison, flips: int) -> str:
    """Figures side by side, then the first ``flips`` answers that changed."""
    head = f"## {where}: {made.items} items, {made.clusters} clusters"
    return "\n\n".join([head, _figures(made.figures), _shares(made), *_flips(made.flips, flips)])


def _figures(figures: Mapping[str, Difference]) -> str:
    rows = [
        [name, str(d.n), _with(d.old, d.old_interval), _with(d.new, d.new_interval), *_change(d)]
        for name, d in figures.items()
    ]
    head = ["figure", "n", "old (95 %)", "new (95 %)", "difference", "95 % of the difference", ""]
    return "\n".join(_table(head, rows, numbers=range(1, 6)))


def _change(d: Difference) -> tuple[str, str, str]:
    span = "too few clusters" if d.interval is None else f"{d.interval[0]:+.3f} to {d.interval[1]:+.3f}"
    return f"{d.difference:+.3f}", span, "regression" if d.regression else ""


def _with(value: float, interval: Interval | None) -> str:
    return f"{value:.3f}" if interval is None else f"{value:.3f} ({interval[0]:.3f} to {interval[1]:.3f})"


def _shares(made: Comparison) -> str:
    items, answers = made.flipped_items / made.items, made.flipped / max(1, made.decisions)
    return (
        f"Flipped: {made.flipped} of {made.decisions} decisions ({answers:.2%}), "
        f"in {made.flipped_items} of {made.items} items ({items:.1%})."
    )


def _flips(flips: Sequence[Flip], shown: int) -> Iterator[str]:
    if not flips or not shown:
        return
    rows = [[f.id, f.what, f.old, f.new, "" if f.gold is None else f.gold] for f in flips[:shown]]
    yield "\n".join(_table(["item", "answer", "old", "new", "gold"], rows))
    if len(flips) > shown:
        yield f"{len(flips) - shown} more; --flips N lists more, --json FILE all."


def behaviour_table(old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]) -> str:
    """One row a behaviour test, both models beside the bound."""
    rows = []
    for name, now in new.items():
        bound = f"{'at most' if now['at_most'] else 'at least'} {now['bound']:g}"
        # How many techniques a model finds in the loaded sentences is its own affair.
        n = str(now["n"]) if now["n"] == old[name]["n"] else f"{old[name]['n']}, {now['n']}"
        rows.append([name, n, bound, _value(old[name]), _value(now)])
    head = ["behaviour", "n", "bound", "old", "new"]
    return "## behaviour\n\n" + "\n".join(_table(head, rows, numbers=range(1, 5)))


def _value(result: Mapping[str, Any]) -> str:
    if result["value"] is None:
        return "not measured"
    return f"{result['value']:.3g} {'passed' if result['passed'] else 'FAILED'}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()) -> Iterator[str]:
    yield _row(head)
    yield _row(["---:" if column in numbers else "---" for column in range(len(head))])
    yield from map(_row, rows)


def _row(cells: Sequence[str]) -> str:
    # A bar or a line break in an id would break the table.
    return f"| {' | '.join(' '.join(cell.split()).replace('|', '/') for cell in cells)} |"
