"""The data folder between the verbs of training: records as a ``datasets.DatasetDict`` on disk, the same bytes each time.

data/dataset_dict.json              its parts
data/{train,validation}/*.arrow     the records; stance, spans and meta as JSON, for they vary from record to record
data/{train,validation}/*.json      columns, and a fingerprint of the content
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from classifier.errors import InputError, OutputError
from classifier.scheme import Scheme
from training.labels import Label, LabelError, problems_of, read_labels

TRAIN, VALIDATION = "train", "validation"
_MARK = "dataset_dict.json"
# Column types by the field's; every other field is JSON and comes back exactly as it went in.
_COLUMNS = {"str": "string", "int": "int64", "float": "float64"}
_PLAIN = {f.name: _COLUMNS[kind] for f in fields(Label) if (kind := str(f.type).split(" ")[0]) in _COLUMNS}
_NAMES = tuple(f.name for f in fields(Label))
Parts = Mapping[str, Sequence[Label]]


def save(parts: Parts, folder: Path) -> None:
    """Write the parts as a ``datasets`` folder, in one step; a data folder that stands there is replaced."""
    if folder.exists() and not is_data_folder(folder):
        raise OutputError(f"{folder}: stands already and is no data folder; expected a new path; type -o out/data")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".uratori-", dir=folder.parent) as beside:
            made = Path(beside) / "data"
            _dataset(parts).save_to_disk(made)
            _exchange(made, folder, Path(beside) / "old")
    except OSError as error:
        shown = error.strerror or str(error)
        raise OutputError(f"{folder}: cannot be written ({shown}); give a path in a folder you may write to") from error


def _exchange(made: Path, folder: Path, old: Path) -> None:
    """Put the new folder in place; the one that stood there comes back where that fails."""
    if not folder.exists():
        made.rename(folder)
        return
    folder.rename(old)
    try:
        made.rename(folder)
    except OSError:
        old.rename(folder)
        raise


def load(folder: Path, part: str = TRAIN) -> list[Label]:
    """The records of a part, equal to those that were saved; [] where nothing was held out. Raises InputError."""
    if not is_data_folder(folder):
        raise InputError(f"{folder}: no data folder ({_MARK} is missing); make one: python -m training.data --train seeds/train -o {folder}")  # fmt: skip
    try:
        parts = _quiet().load_from_disk(str(folder), keep_in_memory=True)
        return [_label(row) for row in parts[part]] if part in parts else []
    except Exception as error:
        raise InputError(
            f"{folder}: damaged data folder ({error}); make it anew with python -m training.data"
        ) from error


def load_labels(paths: Sequence[Path], scheme: Scheme | None = None) -> list[Label]:
    """What training reads: the train part of data folders, and label files and folders as they are. Raises InputError."""
    made = [path for path in paths if is_data_folder(path)]
    files = [path for path in paths if path not in made]
    labels = [label for folder in made for label in _checked(folder, scheme)]
    return [*labels, *(read_labels(files, scheme) if files else [])]


def is_data_folder(path: Path) -> bool:
    return (path / _MARK).is_file()


def _checked(folder: Path, scheme: Scheme | None) -> list[Label]:
    """A data folder may have been made with labels of the user's own that this scheme lacks."""
    labels = load(folder)
    if problems := [f"{folder}: {x.id}: {what}" for x in labels for what in problems_of(asdict(x), scheme)]:
        raise LabelError("\n".join(problems))
    return labels


def _dataset(parts: Parts) -> Any:
    """A ``DatasetDict``; the fingerprint comes from the content, for a random one would change the bytes."""
    return _quiet().DatasetDict({name: _part(labels) for name, labels in parts.items() if labels})


def _part(labels: Sequence[Label]) -> Any:
    datasets = _quiet()
    features = datasets.Features({name: datasets.Value(_PLAIN.get(name, "string")) for name in _NAMES})
    rows = [_row(label) for label in labels]
    content = hashlib.sha256(json.dumps(rows, ensure_ascii=True).encode()).hexdigest()
    made = datasets.Dataset.from_list(rows, features=features)
    return datasets.Dataset(made.data, info=made.info, fingerprint=content[:16])


def _row(label: Label) -> dict[str, Any]:
    row = {name: getattr(label, name) for name in _NAMES}
    try:
        "".join(value for value in row.values() if isinstance(value, str)).encode()
    except UnicodeEncodeError as error:
        raise LabelError(f"the record {label.id!r} holds half a character (a lone surrogate), whole ones expected; mend its text") from error  # fmt: skip
    return {name: value if name in _PLAIN else json.dumps(value) for name, value in row.items()}


def _label(row: dict[str, Any]) -> Label:
    return Label(**{name: value if name in _PLAIN else json.loads(value) for name, value in row.items()})


def _quiet() -> Any:
    """``datasets``, offline and without a cache or a progress bar; imported late, for it takes seconds."""
    import datasets

    datasets.config.HF_HUB_OFFLINE = datasets.config.HF_DATASETS_OFFLINE = True
    datasets.disable_caching()
    datasets.disable_progress_bars()
    return datasets
