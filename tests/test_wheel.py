"""The wheel alone, in an empty environment and called from another directory, finds its model and scores."""

import json
import shutil
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.conftest import ROOT

SHIPPED = ROOT / "models" / "uratori-2"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``uratori`` installed from the wheel; libraries come from the test environment, the project does not."""
    if shutil.which("git") is None or not SHIPPED.is_dir():
        pytest.skip("needs the checkout")
    place = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = place.glob("*.whl")
    home = place / "env"
    venv.create(home, with_pip=False, symlinks=True)
    (packages,) = home.glob("lib/python*/site-packages")
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(home / "bin" / "python"),
        "install",
        "--no-deps",
        "--no-index",
        "-q",
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    (packages / "libraries.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    return home / "bin" / "uratori"


def test_the_wheel_scores_from_anywhere(program: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "▽橋が開通<ロイター>2026年3月4日\n\n[東京 4日 ロイター] - 橋が開通した。\n", encoding="utf-8"
    )
    made = subprocess.run([program, "score", "a.txt"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    record = json.loads(made.stdout)
    assert record["provenance"]["model"] == "uratori-2"
    assert record["source"]["type"] == "wire_service"
    code = "import classifier, pathlib; print(pathlib.Path(classifier.__file__).parent)"
    where = subprocess.run(
        [program.parent / "python", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert str(ROOT) not in where.stdout
