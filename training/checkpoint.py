"""Where a training run stands, so that a killed one goes on: weights and optimizer state as safetensors, never a pickle.

A checkpoint is a folder of two files; ``progress.json`` is replaced last, so a kill in between leaves the one before.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import nn

_PROGRESS = "progress.json"


@dataclass(frozen=True, slots=True)
class Progress:
    """``step``: batches done; ``key``: what is being trained on what, so that another run's checkpoint is not taken."""

    step: int
    key: str


def save(folder: Path, progress: Progress, network: nn.Module, optimizer: torch.optim.Optimizer) -> None:
    """Write the state after ``progress.step`` batches."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {f"network.{k}": v for k, v in network.state_dict().items()}
    for number, state in optimizer.state_dict()["state"].items():
        tensors |= {f"optimizer.{number}.{name}": torch.as_tensor(value) for name, value in state.items()}
    name = f"state-{progress.step}.safetensors"
    save_file({k: v.detach().contiguous().clone() for k, v in tensors.items()}, folder / name)
    partial = folder / f"{_PROGRESS}.partial"
    partial.write_text(json.dumps({"step": progress.step, "key": progress.key, "file": name}), encoding="utf-8")
    partial.replace(folder / _PROGRESS)
    for old in folder.glob("state-*.safetensors"):
        if old.name != name:
            old.unlink()


def restore(folder: Path, key: str, network: nn.Module, optimizer: torch.optim.Optimizer) -> int:
    """Batches already done; 0 where there is no checkpoint of this very run."""
    found = _read(folder)
    if found is None or found["key"] != key:
        return 0
    tensors = load_file(folder / found["file"])
    network.load_state_dict({k.removeprefix("network."): v for k, v in tensors.items() if k.startswith("network.")})
    state: dict[int, dict[str, Any]] = {}
    for name, value in tensors.items():
        if name.startswith("optimizer."):
            _, number, part = name.split(".", 2)
            state.setdefault(int(number), {})[part] = value
    optimizer.load_state_dict({"state": state, "param_groups": optimizer.state_dict()["param_groups"]})
    return int(found["step"])


def _read(folder: Path) -> dict[str, Any] | None:
    try:
        found = json.loads((folder / _PROGRESS).read_text(encoding="utf-8"))
        return found if isinstance(found, dict) and (folder / found["file"]).is_file() else None
    except (OSError, ValueError, KeyError):
        return None
