"""What all augmentations share: the refusal, the made record's id and history, and the guard over mentions."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from classifier.attribute.registry import media_names
from classifier.score.targets import Target, default_targets
from training.labels import Label

Augmentation = Callable[[Label, random.Random], Label]
# What a pair of twins says of itself; a copy that kept it would make a third member of the pair.
_PAIR = ("pair", "kind", "member", "base")


class Refused(Exception):  # noqa: N818 - no error: the record does not lend itself, and the reason is counted
    """Why a record cannot be augmented in this way, in a few words that are the same for all such records."""


def unless_refused(augment: Augmentation, label: Label, rng: random.Random) -> Label | None:
    """The made record, or None."""
    try:
        return augment(label, rng)
    except Refused:
        return None


def history(label: Label, suffix: str, kind: str | None = None) -> dict[str, Any]:
    """``id`` and ``meta`` of a made record: of which record, how, and as which kind of twin of ``labels.TWINS``."""
    name = f"{label.id}-{suffix}"
    meta = {key: value for key, value in label.meta.items() if key not in _PAIR}
    twin = {"pair": name, "kind": kind, "member": "b"} if kind else {}
    return {"id": name, "meta": {**meta, **twin, "base": label.id, "made": suffix}}


@cache
def known_targets() -> Mapping[str, Target]:
    """The default targets by name, outlet names passed over as in scoring."""
    return {target.name: target for target in default_targets(media_names())}


def mention_counts(text: str) -> dict[str, int]:
    """How often a text mentions each default target."""
    return {name: len(target.mentions(text)) for name, target in known_targets().items()}
