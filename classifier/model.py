"""Finding, checking and loading a model folder. Nothing is unpickled; what does not match is refused with a sentence.

A model is found in this order: the argument, ``URATORI_MODEL``, the user's promoted model, the one that ships.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from classifier.encode import Encoder
from classifier.errors import ModelError
from classifier.features import Blend, SourceTypeModel
from classifier.scheme import Scheme
from classifier.score import Abstention, Calibration, Heads, Judge, Thresholds

FILES = ("model.safetensors", "tokenizer.json", "config.json", "source_type.skops", "provenance.json")
CHECKSUMS = "checksums.txt"
FORMAT = "uratori.model/2"
_SHIPPED = "uratori-2"
T = TypeVar("T")
_AGAIN = "take the model folder again from where it came"


def find_model(given: str | Path | None = None) -> Path:
    """The folder to load. Raises ModelError where the place named holds no model."""
    named = given or os.environ.get("URATORI_MODEL")
    if named:
        return _checked(Path(named).expanduser(), "the argument" if given else "URATORI_MODEL")
    if promoted := read_pointer().current:
        return _checked(Path(promoted), str(promoted_pointer()))
    return _checked(shipped_model(), "the installation")


def shipped_model() -> Path:
    """The model inside the wheel, or the checkout's ``models/`` folder."""
    inside = Path(__file__).parent / "shipped_model"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "models" / _SHIPPED


def promoted_pointer() -> Path:
    """The file that names the user's promoted model."""
    config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(config) / "uratori" / "model"


@dataclass(frozen=True, slots=True)
class Pointer:
    """``current``: the promoted folder, None for the shipped one; ``history``: what was current before, newest last."""

    current: str | None = None
    history: tuple[str | None, ...] = ()


def read_pointer() -> Pointer:
    """The promoted model: JSON, or a line with a path that somebody wrote by hand. Raises ModelError."""
    path = promoted_pointer()
    if not path.is_file():
        return Pointer()
    try:
        words = path.read_text(encoding="utf-8").strip()
        # By hand means: the shipped model came before.
        raw: dict[str, Any] = json.loads(words) if words.startswith("{") else {"current": words, "history": [None]}
        current, older = raw["current"], list(raw["history"])
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ModelError(f"{path}: cannot be read ({error}); delete it and type: uratori promote DIR") from error
    if not all(name is None or (isinstance(name, str) and name) for name in (current, *older)):
        raise ModelError(f"{path}: the path of a model folder expected; delete it and type: uratori promote DIR")
    return Pointer(current, tuple(older))


def _checked(folder: Path, origin: str) -> Path:
    if not folder.is_dir():
        raise ModelError(f"{folder}: no model folder (named by {origin}); give a folder that holds {', '.join(FILES)}")
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise ModelError(
            f"{folder}: not a Uratori model folder, {missing[0]} is missing (named by {origin}); run: uratori doctor"
        )
    return folder


@dataclass(frozen=True)
class Model:
    """A loaded model folder; the parts are read when first needed."""

    folder: Path

    @cached_property
    def config(self) -> dict[str, Any]:
        """Labels, thresholds, window, encoder sizes. Raises ModelError on a foreign or damaged file."""
        config = _json_object(self.folder / "config.json", ("encoder", "thresholds"))
        if config.get("format") != FORMAT:
            found = config.get("format")
            raise ModelError(
                f"{self.folder / 'config.json'}: format {found!r} found, {FORMAT!r} expected; take a model made for this version"
            )
        return config

    @cached_property
    def provenance(self) -> dict[str, Any]:
        """Name, corpus and base of the model."""
        return _json_object(self.folder / "provenance.json", ("name", "corpus_sha256", "corpus_items"))

    @cached_property
    def sha256(self) -> str:
        """One hash for the whole folder: that of its checksum list."""
        return hashlib.sha256((self.folder / CHECKSUMS).read_bytes()).hexdigest()

    @cached_property
    def scheme(self) -> Scheme:
        """The labels that the model knows."""
        return self._from_config("labels", Scheme.from_config)

    @cached_property
    def thresholds(self) -> Thresholds:
        return self._from_config("thresholds", Thresholds.from_config)

    @cached_property
    def calibration(self) -> Calibration:
        return self._from_config("calibration", Calibration.from_config)

    @cached_property
    def abstention(self) -> Abstention:
        return self._from_config("abstention", Abstention.from_config)

    def _from_config(self, what: str, read: Callable[[dict[str, Any]], T]) -> T:
        try:
            return read(self.config)
        except (KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"{self.folder / 'config.json'}: {what} lack {error}; {_AGAIN}") from error

    @cached_property
    def judge(self) -> Judge:
        """Heads, thresholds and labels together."""
        return Judge(self.heads, self.thresholds, self.scheme)

    @cached_property
    def source_type(self) -> SourceTypeModel:
        return SourceTypeModel.load(
            self.folder, self.scheme.source_types, self._from_config("source_type weights", Blend.from_config)
        )

    @cached_property
    def _tensors(self) -> dict[str, Any]:
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        path = self.folder / "model.safetensors"
        try:
            return load_file(path)
        except (SafetensorError, OSError) as error:
            raise ModelError(f"{path}: the weights cannot be read ({error}); {_AGAIN}") from error

    @cached_property
    def heads(self) -> Heads:
        heads = Heads.from_tensors(self._tensors, self.calibration)
        if missing := heads.missing():
            raise ModelError(f"{self.folder}: the weights lack {missing}; {_AGAIN}")
        return heads

    @cached_property
    def encoder(self) -> Encoder:
        prefix = "encoder."
        weights = {k.removeprefix(prefix): v for k, v in self._tensors.items() if k.startswith(prefix)}
        try:
            return Encoder(self.folder, weights, self.config["encoder"])
        except Exception as error:  # tokenizers and openvino raise plain Exception and RuntimeError
            what = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise ModelError(
                f"{self.folder}: tokenizer, weights and config.json do not fit together ({what}); {_AGAIN}"
            ) from error


def _json_object(path: Path, needed: tuple[str, ...]) -> dict[str, Any]:
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise ModelError(f"{path}: not readable as JSON ({error}); {_AGAIN}") from error
    if not isinstance(loaded, dict) or (path.name != "config.json" and not set(needed) <= set(loaded)):
        raise ModelError(f"{path}: an object with {', '.join(needed)} expected; {_AGAIN}")
    return loaded


def load_model(given: str | Path | None = None) -> Model:
    """Find a model, verify its checksums and load it. Raises ModelError with one sentence."""
    model = Model(find_model(given))
    if bad := damaged(model.folder):
        raise ModelError(f"{model.folder}: {bad}; {_AGAIN}")
    _ = model.config
    return model


def damaged(folder: Path) -> str | None:
    """What differs from ``checksums.txt``, or None where every file is intact."""
    listing = folder / CHECKSUMS
    if not listing.is_file():
        return f"{CHECKSUMS} is missing"
    lines = listing.read_text(encoding="utf-8", errors="replace").splitlines()
    rows = (line.split("  ", 1) for line in lines if "  " in line)
    expected = {name: digest for digest, name in rows}
    for name in FILES:
        if name not in expected:
            return f"{CHECKSUMS} does not list {name}"
        if file_sha256(folder / name) != expected[name]:
            return f"{name} does not match its checksum"
    known = {*FILES, CHECKSUMS, "README.md"}
    if strange := sorted(path.name for path in folder.iterdir() if path.name not in known):
        return f"{strange[0]} does not belong into a model folder"
    return None


def file_sha256(path: Path) -> str:
    """Hex digest of a file, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
