"""One record -> one flat row for spreadsheets and data frames; nested values become JSON or joined names."""

from __future__ import annotations

import json
from typing import Any

from classifier.records import SOURCE_TYPES

# A cell that begins like this is a formula to a spreadsheet; an apostrophe in front makes it text (OWASP CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

COLUMNS = (
    "id", "clipping", "start", "end", "rule", "boundary_confidence", "title", "published", "source_type", "outlet",
    "account", "byline", "relay", *(f"p_{name}" for name in SOURCE_TYPES), "sourcing_level", "sourcing_quality",
    "criteria", "admiralty", "stance",
    "techniques_author", "techniques_quoted", "propaganda_signal", "warnings", "abstained", "model", "text",
)  # fmt: skip


def flat_row(record: dict[str, Any]) -> dict[str, Any]:
    """The columns of COLUMNS; stance as ``ロシア:neutral(0.93)``, withheld ``ロシア:?``, techniques as ``name「words」``."""
    source = record["source"]
    return {
        **{
            name: record[name]
            for name in ("id", "clipping", "start", "end", "rule", "boundary_confidence", "title", "published")
        },
        "source_type": source["type"],
        "outlet": source["outlet"],
        "account": source["account"],
        "byline": "; ".join(source["byline"]),
        "relay": source["relay"],
        **{f"p_{name}": source["probabilities"][name] for name in SOURCE_TYPES},
        "sourcing_level": record["sourcing"]["level"],
        "sourcing_quality": record["sourcing"]["quality"],
        "criteria": "; ".join(dict.fromkeys(c["name"] for c in record["sourcing"]["criteria"])),
        "admiralty": record["admiralty"]["reliability"] + record["admiralty"]["credibility"],
        "stance": "; ".join(_stance(target, stance) for target, stance in record["stance"].items()),
        "techniques_author": _techniques(record, "author"),
        "techniques_quoted": _techniques(record, "quoted"),
        "propaganda_signal": record["propaganda_signal"],
        "warnings": "; ".join(record["warnings"]),
        "abstained": json.dumps(record["abstained"], ensure_ascii=False) if record["abstained"] else "",
        "model": record["provenance"]["model"],
        "text": record["text"],
    }


def _stance(target: str, stance: dict[str, Any]) -> str:
    return f"{target}:{stance['label']}({stance['probability']})" if stance["label"] else f"{target}:?"


def _techniques(record: dict[str, Any], voice: str) -> str:
    return "; ".join(f"{t['name']}「{t['text']}」" for t in record["techniques"] if t["voice"] == voice)


def defuse(value: Any) -> Any:
    """A text that a spreadsheet would run gets an apostrophe in front; other values pass."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
