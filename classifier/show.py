"""What users see in the terminal: summary table, items of a file; ``explain.py`` shows an item's scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from statistics import fmean

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from classifier.records import SOURCE_TYPES, Item
from classifier.run import IGNORED, RunLog

# 日本語 beside the scheme's names, for readers of the table.
JAPANESE = {
    "wire_service": "通信社",
    "news_media": "報道機関",
    "state_media_repost": "国営メディア転載",
    "official_statement": "公的声明",
    "social_commentary": "個人の論評",
    "other": "その他",
}
_MAX_NAMED = 20


def summary(console: Console, log: RunLog) -> None:
    """The table by source type, then what was skipped and why."""
    table = Table(
        title=f"{log.items} items in {log.files - len(log.skipped)} files, {log.seconds:.1f} s", title_justify="left"
    )
    table.add_column("source type / 種別")
    for name in ("items / 件数", "mean sourcing level / 典拠 0-4", "mean signal / 宣伝性 0-1"):
        table.add_column(name, justify="right")
    # A model may know source types of the user's own.
    for kind in (*SOURCE_TYPES, *sorted(set(log.types) - set(SOURCE_TYPES))):
        if log.types[kind]:
            level, signal = fmean(log.levels[kind]), fmean(log.signals[kind])
            name = f"{kind} / {JAPANESE[kind]}" if kind in JAPANESE else kind
            table.add_row(name, str(log.types[kind]), f"{level:.2f}", f"{signal:.2f}")
    console.print(table)
    if log.withheld:
        counts = ", ".join(f"{name} {count}" for name, count in sorted(log.withheld.items()))
        console.print(f"withheld, cannot judge / 判断保留: {counts}", highlight=False)
    for name, count in sorted(log.warnings.items()):
        console.print(f"warning {name}: {count} items", highlight=False)
    _skipped(console, log)


def _skipped(console: Console, log: RunLog) -> None:
    ignored = [Path(s.path).suffix or s.reason for s in log.skipped if s.reason in IGNORED]
    if ignored:
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(Counter(ignored).items()))
        console.print(f"not clippings, left aside / 対象外: {len(ignored)} files ({escape(kinds)})", highlight=False)
    if log.failed:
        console.print(f"not scored / 未採点: {len(log.failed)} files", highlight=False)
    for skipped in log.failed[:_MAX_NAMED]:
        console.print(
            f"  {escape(skipped.path)}: {skipped.reason}: {escape(skipped.detail)}", highlight=False, soft_wrap=True
        )
    if len(log.failed) > _MAX_NAMED:
        console.print(f"  … and {len(log.failed) - _MAX_NAMED} more", highlight=False)


def items_found(console: Console, items: Iterable[Item]) -> None:
    """One line an item: offsets, rule, confidence, beginning of its text."""
    for number, item in enumerate(items, start=1):
        head = " ".join(item.text.split())[:60]
        line = f"{number:3d}  {item.start:>6}-{item.end:<6}  {item.rule:<16} {item.boundary_confidence:.2f}  {head}"
        console.print(line, highlight=False, markup=False, soft_wrap=True)
        for gap in item.gaps:
            console.print(f"       gap {gap.start}-{gap.end} {gap.kind}", highlight=False, markup=False)
