"""What users see in the terminal: summary table, items of a file, scores with the words behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from statistics import fmean

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from classifier.records import SOURCE_TYPES, Item, ScoredItem
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
_STYLES = {"author": "bold red", "quoted": "yellow", "mention": "cyan"}
_MAX_NAMED = 20
# Control characters would shift the offsets or reach the terminal: each becomes one blank.
_CONTROLS = dict.fromkeys((*range(0, 10), *range(11, 32), 127, *range(128, 160)), " ")


def summary(console: Console, log: RunLog) -> None:
    """The table by source type, then what was skipped and why."""
    table = Table(
        title=f"{log.items} items in {log.files - len(log.skipped)} files, {log.seconds:.1f} s", title_justify="left"
    )
    table.add_column("source type / 種別")
    for name in ("items / 件数", "mean sourcing level / 典拠 0-4", "mean signal / 宣伝性 0-1"):
        table.add_column(name, justify="right")
    for kind in SOURCE_TYPES:
        if log.types[kind]:
            level, signal = fmean(log.levels[kind]), fmean(log.signals[kind])
            table.add_row(f"{kind} / {JAPANESE[kind]}", str(log.types[kind]), f"{level:.2f}", f"{signal:.2f}")
    console.print(table)
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


def explained(console: Console, item: ScoredItem) -> None:
    """One item with the words behind its scores, in colour, and readable without."""
    source, sourcing = item.source, item.score.sourcing
    console.rule(f"{escape(item.clipping)} {item.start}-{item.end}  {item.rule}", align="left")
    who = " ".join(filter(None, (item.attribution.outlet, item.attribution.account, item.published)))
    console.print(
        f"source type {source.type} ({source.probabilities[source.type]:.2f})  {escape(who)}", highlight=False
    )
    for evidence in (*item.attribution.evidence, *source.evidence):
        console.print(f"    {evidence.name}: {evidence.text!r}", highlight=False, markup=False, soft_wrap=True)
    console.print(f"sourcing level {sourcing.level} of 4, quality {sourcing.quality:.2f}", highlight=False)
    for target, stance in item.score.stance.items():
        console.print(f"stance toward {escape(target)}: {stance.label} ({stance.probability:.2f})", highlight=False)
    console.print(
        f"propaganda signal {item.score.propaganda_signal:.2f} (wording, no verdict on truth)", highlight=False
    )
    for technique in item.score.techniques:
        words = technique.text.translate(_CONTROLS)
        line = f"  {technique.voice:<6} {technique.name} ({technique.probability:.2f}): {words}"
        console.print(Text(line, style=_STYLES[technique.voice]), soft_wrap=True)
    console.print(_marked(item), soft_wrap=True)


def _marked(item: ScoredItem) -> Text:
    """The item's text with its gaps dimmed and its technique spans styled by voice."""
    text = Text(item.text.translate(_CONTROLS))
    for gap in item.gaps:
        text.stylize("dim", gap.start - item.start, gap.end - item.start)
    for technique in item.score.techniques:
        text.stylize(_STYLES[technique.voice], technique.start - item.start, technique.end - item.start)
    return text
