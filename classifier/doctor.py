"""What is installed, which model is used, and whether it is intact."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from classifier._version import __version__
from classifier.errors import ModelError
from classifier.model import Model, damaged, find_model, read_pointer

_NEEDED = ("fugashi", "unidic-lite", "numpy", "scikit-learn", "skops", "tokenizers", "safetensors", "openvino", "typer")
_OPTIONAL = {
    "pyarrow": "[parquet]",
    "torch": "[train]",
    "transformers": "[train]",
    "datasets": "[train]",
    "fastapi": "[serve]",
}


def report(model: Path | None = None) -> tuple[list[str], bool]:
    """Lines to print, and whether scoring can run."""
    lines = [f"uratori {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"]
    missing = [name for name in _NEEDED if _version(name) is None]
    lines += [f"  {name} {_version(name) or 'MISSING'}" for name in _NEEDED]
    lines += [f"  {name} {_version(name) or 'not installed'} {extra}" for name, extra in _OPTIONAL.items()]
    told, intact = _model(model)
    if missing:
        told.append(f"missing: {', '.join(missing)}; type: pip install --force-reinstall uratori")
    return lines + told, intact and not missing


def _model(given: Path | None) -> tuple[list[str], bool]:
    try:
        folder = find_model(given)
        promoted = read_pointer().current
        bad = damaged(folder)
        if bad:
            return [f"model {folder}: {bad}; take the model folder again from where it came"], False
        model = Model(folder)
        facts = model.provenance
        # Intact means that it scores: every part is loaded and one sentence goes through.
        _ = model.thresholds, model.source_type, model.heads
        model.encoder.encode(["裏取りをする。"])
        return [
            f"model {facts['name']} in {folder}: intact, sha256 {model.sha256[:16]}",
            f"corpus {facts['corpus_sha256'][:16]}, {facts['corpus_items']} items",
            _promoted(promoted, folder),
        ], True
    except ModelError as error:
        return [f"model: {error}"], False


def _promoted(promoted: str | None, folder: Path) -> str:
    if promoted is None:
        return "promoted: none; uratori promote DIR switches"
    used = "" if Path(promoted) == folder else ", not used: --model or URATORI_MODEL names another"
    return f"promoted: {promoted}{used}; uratori promote --undo switches back"


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
