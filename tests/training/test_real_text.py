"""Held-out text: an order of its own, apart from what learns; flags counted per thousand."""

import gzip
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from classifier.errors import InputError
from training import real_text


def test_held_out_and_learnable_never_meet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(real_text, "HELD_OUT", 4)
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": f"x{n}", "text": f"本文{n}"}) + "\n" for n in range(10))
    kept, rest = real_text.held_out(path), real_text.learnable(path)
    assert len(kept) == 4
    assert {r["id"] for r in kept}.isdisjoint(r["id"] for r in rest)
    assert len(kept) + len(rest) == 10
    assert [r["id"] for r in kept] != [f"x{n}" for n in range(4)]
    assert real_text.text_of({"title": "題", "text": "本文"}) == "題\n\n本文"
    with pytest.raises(InputError, match="not readable"):
        real_text.held_out(tmp_path / "none.gz")


def test_flags_are_counted_once_a_technique_and_item() -> None:
    def item(*flags: tuple[str, str]) -> SimpleNamespace:
        techniques = [SimpleNamespace(name=name, voice=voice) for name, voice in flags]
        return SimpleNamespace(score=SimpleNamespace(techniques=techniques))

    items = [item(("doubt", "author"), ("doubt", "author"), ("slogans", "quoted")), item(), item(("doubt", "author"))]
    made = real_text.false_alarms(items)  # type: ignore[arg-type]
    assert made["flags per 1,000"] == 666.7
    assert made["items with a flag per 1,000"] == 666.7
    assert made["most"] == {"doubt": 2}
