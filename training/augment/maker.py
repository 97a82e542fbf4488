"""All augmentations of a corpus: what each record gives, and how many were refused and why."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from classifier.errors import InputError
from classifier.scheme import Scheme
from training.augment.made import Augmentation, Refused, unless_refused
from training.augment.mask import masked
from training.augment.rename import renamed
from training.augment.swap import swapped
from training.labels import Label, problems_of

AUGMENTATIONS: dict[str, Augmentation] = {"mask": masked, "swap": swapped, "rename": renamed}
# The kinds of twin that were written by hand; a made one beside them would say the same again.
_BY_HAND = {"mask": "outlet", "swap": "side_swap"}


class Maker:
    """Makes records of records. ``kinds``: names of AUGMENTATIONS, or several joined by ``+``, each upon what the one
    before has made. Every record has random numbers of its own: what becomes of it does not depend on its neighbours.
    """

    def __init__(self, corpus: Sequence[Label], kinds: Sequence[str], seed: int, scheme: Scheme | None = None) -> None:
        check_kinds(kinds)
        self.kinds = tuple(dict.fromkeys(kinds))
        self.made: Counter[str] = Counter()
        self.refused: Counter[tuple[str, str]] = Counter()
        self._seed, self._scheme = seed, scheme or Scheme()
        self._texts, self._ids = {label.text for label in corpus}, {label.id for label in corpus}
        self._twins = {step: _twins(corpus, kind) for step, kind in _BY_HAND.items()}

    def of(self, label: Label) -> Iterator[Label]:
        """What the augmentations make of one record."""
        for kind in self.kinds:
            try:
                made = self._make(label, kind)
                self._keep(made)
            except Refused as refused:
                self.refused[kind, str(refused)] += 1
            else:
                self.made[kind] += 1
                yield made

    def _make(self, label: Label, kind: str) -> Label:
        steps = kind.split("+")
        if label.id in self._twins.get(steps[-1], ()):
            raise Refused("a twin by hand says the same")
        if "rename" in steps and {*self._scheme.targets} & {*(label.stance or {})}:
            raise Refused("a target of the user's own has aliases that would stay")
        if len(steps) > 1 and unless_refused(AUGMENTATIONS[steps[-1]], label, self._drawn(label, steps[-1])):
            raise Refused("the last step alone does it")
        made = label
        for step in steps:
            made = AUGMENTATIONS[step](made, self._drawn(label, step))
        return made

    def _drawn(self, label: Label, step: str) -> random.Random:
        return random.Random(f"{self._seed}:{step}:{label.id}")  # noqa: S311

    def _keep(self, made: Label) -> None:
        if made.text in self._texts or made.id in self._ids:
            raise Refused("the made record stands already")
        problems = list(problems_of(asdict(made), self._scheme))
        assert not problems, f"{made.id}: {problems[0]}"
        self._texts.add(made.text)
        self._ids.add(made.id)


def check_kinds(kinds: Sequence[str]) -> None:
    """Raises InputError for what is no augmentation."""
    for kind in kinds:
        if unknown := [step for step in kind.split("+") if step not in AUGMENTATIONS]:
            raise InputError(
                f"augmentation {unknown[0]!r} found, one of {', '.join(AUGMENTATIONS)} expected, or several joined by +; "
                f"type --augment {','.join(AUGMENTATIONS)}"
            )


def _twins(labels: Sequence[Label], kind: str) -> set[str]:
    """Ids of the records that are, or have, a twin of that kind."""
    pairs = [label for label in labels if label.meta.get("kind") == kind]
    return {str(name) for label in pairs for name in (label.id, label.meta.get("base"))}
