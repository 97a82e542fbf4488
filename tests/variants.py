"""Other models and labelled items for tests that weigh one model against another."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file, save_file

from classifier.model import Model
from tests.conftest import seal
from training.answers import answers_of
from training.flips import decisions
from training.labels import Label, write_labels

# Invented; enough of them, each its own event, for a figure to have an interval.
TEXTS = (
    "外務省の報道官は3日の会見で、中国との協議を来月に開くと述べた。日本の代表団は5人になる。",
    "売国奴どもがまた国民を裏切った。米国の言いなりになる政府に未来はない。",
    "市の防災課によると、川の水位は4日朝に平常に戻った。避難所は同日閉じた。",
    "関係者によると、ロシアの使節団が近く訪れるという。詳しい日程は分かっていない。",
    "ウクライナの農業省は、小麦の輸出が前年より一割増えたと発表した。",
    "このままでは我々の子どもたちは確実に滅びる。今すぐ声を上げよう。",
    "日本銀行は政策金利を据え置いた。総裁は「物価の動きを見極める」と語った。",
    "中国の船がまた現れた。断じて許してはならない。立ち上がれ、国民よ。",
)


def variant(model: Path, folder: Path, *, spread: float = 0.0, name: str | None = None) -> Path:
    """A sealed copy of a model folder; ``spread``: noise on its heads, 0 answers the same."""
    shutil.copytree(model, folder)
    tensors, rng = load_file(folder / "model.safetensors"), np.random.default_rng(1)
    if spread:
        for key in sorted(key for key in tensors if key.startswith("heads.")):
            tensors[key] = (tensors[key] + rng.normal(0, spread, tensors[key].shape)).astype(tensors[key].dtype)
        save_file(tensors, folder / "model.safetensors")
    facts = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    (folder / "provenance.json").write_text(json.dumps({**facts, "name": name or folder.name}), encoding="utf-8")
    seal(folder)
    return folder


def blank(identity: str, text: str, **given: Any) -> Label:
    """A record with nothing labelled but what is given; an event of its own."""
    names = "source_type outlet account published stance sourcing_level criteria techniques propaganda_signal"
    fields = dict.fromkeys(names.split()) | {"cluster": identity, "split": "test"} | given
    return Label(id=identity, text=text, **fields)


def as_answered(folder: Path, texts: Iterable[str] = TEXTS) -> list[Label]:
    """Items whose gold is what this model answers: no other can be better on them."""
    model = Model(folder)
    bare = [blank(f"item-{n}", text) for n, text in enumerate(texts)]
    answers = answers_of(model, bare)
    return [
        blank(
            label.id,
            label.text,
            source_type=made["source_type"],
            sourcing_level=made["sourcing_level"],
            stance={k.removeprefix("stance:"): {"label": v, "spans": []} for k, v in _of("stance:", made)},
            techniques=[_technique(k.removeprefix("technique:"), label) for k, v in _of("technique:", made) if v],
            propaganda_signal=round(answer.outputs.signal, 6),
        )
        for label, answer, made in zip(bare, answers, decisions(model, answers), strict=True)
    ]


def _of(prefix: str, made: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(key, value) for key, value in made.items() if key.startswith(prefix)]


def _technique(name: str, label: Label) -> dict[str, Any]:
    return {"name": name, "voice": "author", "start": 0, "end": 3, "text": label.text[:3]}


def write(path: Path, labels: Iterable[Label]) -> Path:
    """The labels as a file."""
    write_labels(path, [{name: getattr(label, name) for name in Label.__slots__} for label in labels])
    return path
