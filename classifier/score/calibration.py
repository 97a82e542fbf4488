"""Calibration: what turns a head's raw scores into probabilities that mean what they say. Fitted on dev.

Platt (1999) scaling for yes/no heads, temperature with a bias a class for stance (Guo et al. 2017, vector scaling with
one scale), a temperature for the ordinal level. One slope for all labels of a head: dev is
too small for one each; the biases are pulled toward their mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scaling:
    """``slope`` and one bias a column, or a single bias for all."""

    slope: float = 1.0
    biases: tuple[float, ...] = (0.0,)

    def __call__(self, logits: Floats) -> Floats:
        """Scaled logits; columns last."""
        return np.asarray(logits * np.float32(self.slope) + np.array(self.biases, dtype=np.float32), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Calibration:
    """One scaling a head; the identity until dev has spoken."""

    level: Scaling = Scaling()
    stance: Scaling = Scaling()
    techniques: Scaling = Scaling()
    criteria: Scaling = Scaling()

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Calibration:
        """The ``calibration`` entry of ``config.json``. Raises KeyError where a head is missing."""
        raw = config["calibration"]
        return cls(**{name: Scaling(raw[name]["slope"], tuple(raw[name]["biases"])) for name in cls.__slots__})

    def to_config(self) -> dict[str, Any]:
        """The entry that ``from_config`` reads."""
        heads = {name: getattr(self, name) for name in self.__slots__}
        return {name: {"slope": s.slope, "biases": list(s.biases)} for name, s in heads.items()}
