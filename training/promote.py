"""Whether a model may take the place of the current one, and the record of it in its provenance."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from classifier.errors import InputError, UratoriError
from classifier.model import CHECKSUMS, Model, find_model, load_model, read_pointer, shipped_model
from classifier.promotion import is_shipped, promote, sound, write_whole
from classifier.scheme import Scheme
from training.behaviour import behaviour, failures
from training.compare import Comparison, compare
from training.labels import Label, read_labels

Say = Callable[[str], None]
Results = dict[str, dict[str, Any]]
_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Verdict:
    """``sets``: one comparison a path; ``behaviour``: old and new results, None where there were no pairs."""

    old: Model
    new: Model
    sets: dict[str, Comparison]
    behaviour: tuple[Results, Results] | None = None

    @property
    def regressions(self) -> list[str]:
        """One line each: figures that fell beyond the interval, behaviour tests that the old model passed."""
        fell = [
            f"{where}: {name} {c.figures[name].old:.3f} -> {c.figures[name].new:.3f}"
            for where, c in self.sets.items()
            for name in c.regressions
        ]
        if self.behaviour is None:
            return fell
        old, new = self.behaviour
        return fell + [f"behaviour: {n} {old[n]['value']:g} -> {new[n]['value']:g}" for n in failures(old, new)]

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "old": _named(self.old),
            "new": _named(self.new),
            "sets": {where: made.to_dict() for where, made in self.sets.items()},
            "behaviour": self.behaviour and dict(zip(("old", "new"), self.behaviour, strict=True)),
            "regressions": self.regressions,
        }


def judge(old: Model, new: Model, on: Sequence[Path], pairs: Path | None, say: Say = lambda _: None) -> Verdict:
    """Both models on every path apart, and their behaviour. All labels are read before a model is asked."""
    scheme = _both(old.scheme, new.scheme)
    sets = {str(path): read_labels([path], scheme) for path in on}
    for path, labels in sets.items():
        if not labels:
            raise InputError(f"{path}: no labelled item; expected lines of uratori.label/1")
    twins = None if pairs is None else read_labels([pairs], scheme)
    made = {}
    for where, labels in sets.items():
        say(f"{where}: scoring {len(labels)} items with both models")
        made[where] = compare(old, new, labels)
    return Verdict(old, new, made, _behaviour(old, new, twins, say))


def _both(one: Scheme, other: Scheme) -> Scheme:
    """The labels that either model knows."""
    return Scheme(
        tuple(dict.fromkeys([*one.source_types, *other.source_types])),
        tuple(dict.fromkeys([*one.techniques, *other.techniques])),
        {**other.groups, **one.groups},
        {**other.targets, **one.targets},
    )


def _behaviour(old: Model, new: Model, twins: list[Label] | None, say: Say) -> tuple[Results, Results] | None:
    if twins is None:
        return None
    say(f"behaviour: scoring {len(twins)} twins with both models")
    return behaviour(old, twins), behaviour(new, twins)


def labels_at_hand(name: str) -> Path | None:
    """``seeds/<name>`` of the working directory or of the checkout that this program runs from."""
    places = (Path("seeds") / name, _ROOT / "seeds" / name)
    return next((place for place in places if place.is_dir()), None)


def weigh(
    new: Model, on: Sequence[Path], pairs: Path | None, forced: bool = False, say: Say = lambda _: None
) -> Verdict | str:
    """NEW against the model in use; with ``forced`` where none can be had, the sentence that says why."""
    at_hand = labels_at_hand("test")
    paths = on or ([at_hand] if at_hand else [])
    try:
        old = sound(in_use(new.folder))
        if not paths:
            raise InputError("no labelled items to compare on: no --on given and no seeds/test here; type --on PATH")
    except UratoriError as error:
        if forced:
            return str(error)
        raise type(error)(f"{error}; or, to promote without a comparison, type --force REASON") from error
    return judge(old, new, paths, pairs, say)


def in_use(new: Path) -> Path:
    """The model that NEW is measured against: the one in use, or the promoted one where URATORI_MODEL names NEW."""
    current = find_model()
    if current.resolve() != new.resolve():
        return current
    return find_model(read_pointer().current or shipped_model())


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of ``promotion`` in ``provenance.json``."""

    reason: str | None
    over: dict[str, str] | None
    on: dict[str, int] = field(default_factory=dict)
    regressions: list[str] = field(default_factory=list)
    # Why nothing was compared, where nothing was.
    not_compared: str | None = None

    @classmethod
    def of(cls, verdict: Verdict | str, reason: str | None) -> Record:
        """``verdict``: a comparison, or why there was none."""
        if isinstance(verdict, str):
            return cls(reason, None, not_compared=verdict)
        sets = {where: made.items for where, made in verdict.sets.items()}
        return cls(reason, _named(verdict.old), sets, verdict.regressions)

    def to_dict(self) -> dict[str, Any]:
        made: dict[str, Any] = {"time": datetime.now(UTC).isoformat(timespec="seconds"), "reason": self.reason}
        made |= {"over": self.over, "on": self.on, "regressions": self.regressions}
        return made | ({"not_compared": self.not_compared} if self.not_compared else {})


def switch(new: Path, record: Record) -> Path:
    """Write the record into NEW and point to it. The shipped model is pointed to and never written."""
    if not is_shipped(new):
        _write(new, record.to_dict())
    return promote(new)


def _write(folder: Path, entry: Mapping[str, Any]) -> None:
    """Add the entry to ``provenance.json`` and seal the folder again; earlier promotions stay."""
    path, listing = folder / "provenance.json", folder / CHECKSUMS
    facts = load_model(folder).provenance
    earlier = facts.get("promotion", [])
    facts = {**facts, "promotion": [*(earlier if isinstance(earlier, list) else [earlier]), entry]}
    text = as_json(facts)
    sealed = f"{hashlib.sha256(text.encode()).hexdigest()}  {path.name}"
    lines = listing.read_text(encoding="utf-8").splitlines()
    seals = [sealed if line.endswith(f"  {path.name}") else line for line in lines]
    write_whole({path: text, listing: "\n".join(seals) + "\n"})


def as_json(value: Any) -> str:
    """Readable, and valid also where a path holds bytes that are no UTF-8."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace").decode() + "\n"


def _named(model: Model) -> dict[str, str]:
    return {"name": str(model.provenance["name"]), "folder": str(model.folder), "sha256": model.sha256}
