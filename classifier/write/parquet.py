"""Records -> Parquet with one fixed schema. ``stance`` and ``probabilities`` are maps, as in JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

_EVIDENCE = pa.list_(
    pa.struct([("name", pa.string()), ("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())])
)
_GAPS = pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64()), ("kind", pa.string())]))
_SHARES = pa.map_(pa.string(), pa.float64())
_SOURCE = pa.struct(
    [("type", pa.string()), ("probabilities", _SHARES), ("outlet", pa.string()), ("account", pa.string()),
     ("byline", pa.list_(pa.string())), ("relay", pa.string()), ("state_control", pa.string()), ("evidence", _EVIDENCE)]
)  # fmt: skip
_SOURCING = pa.struct([("level", pa.int64()), ("quality", pa.float64()), ("criteria", _EVIDENCE)])
_STANCE = pa.map_(
    pa.string(), pa.struct([("label", pa.string()), ("probability", pa.float64()), ("evidence", _EVIDENCE)])
)
_TECHNIQUES = pa.list_(
    pa.struct([("name", pa.string()), ("group", pa.string()), ("voice", pa.string()), ("probability", pa.float64()),
               ("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())])
)  # fmt: skip
_SPAN = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())])
_SPEAKER = pa.struct(
    [("start", pa.int64()), ("end", pa.int64())]
    + [(name, pa.string()) for name in ("text", "kind", "name", "role", "organisation", "country")]
)
_QUOTES = pa.list_(
    pa.struct([("form", pa.string()), ("kind", pa.string()), ("rule", pa.string()), ("start", pa.int64()),
               ("end", pa.int64()), ("text", pa.string()), ("source", _SPEAKER), ("cue", _SPAN)])
)  # fmt: skip
_RULES = pa.struct([("reliability", pa.string()), ("credibility", pa.string())])
_ADMIRALTY = pa.struct([("reliability", pa.string()), ("credibility", pa.string()), ("rules", _RULES)])
_PROVENANCE = pa.struct(
    [(n, pa.string()) for n in ("model", "model_sha256", "corpus_sha256", "program", "encoding", "input_sha256")]
)
SCHEMA = pa.schema(
    [
        ("schema", pa.string()), ("id", pa.string()), ("clipping", pa.string()), ("start", pa.int64()), ("end", pa.int64()),
        ("text", pa.string()), ("gaps", _GAPS), ("rule", pa.string()), ("boundary_confidence", pa.float64()),
        ("title", pa.string()), ("published", pa.string()), ("published_evidence", _EVIDENCE.value_type),
        ("source", _SOURCE), ("sourcing", _SOURCING), ("stance", _STANCE), ("techniques", _TECHNIQUES),
        ("propaganda_signal", pa.float64()),
        ("quotes", _QUOTES), ("admiralty", _ADMIRALTY),
        ("abstained", pa.list_(pa.struct([("name", pa.string()), ("reason", pa.string())]))),
        ("cluster", pa.string()), ("duplicate_of", pa.string()), ("warnings", pa.list_(pa.string())),
        ("provenance", _PROVENANCE),
    ]
)  # fmt: skip


def open_file(path: Path) -> Any:
    """A Parquet writer with the schema."""
    return pq.ParquetWriter(path, SCHEMA, compression="zstd")


def table_of(records: list[dict[str, Any]]) -> Any:
    """Records of ``ScoredItem.to_dict`` -> a table."""
    return pa.Table.from_pylist([_row(record) for record in records], schema=SCHEMA)


def _row(record: dict[str, Any]) -> dict[str, Any]:
    source = record["source"]
    shares = list(source["probabilities"].items())
    return {**record, "source": {**source, "probabilities": shares}, "stance": list(record["stance"].items())}
