"""The public surface, and what importing and scoring must not pull in."""

import subprocess
import sys
from pathlib import Path

import classifier


def loaded_by(code: str, env: dict[str, str] | None = None) -> set[str]:
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules))"
    made = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=env)
    return {name.split(".")[0] for name in made.stdout.split()}


def test_the_public_names() -> None:
    assert classifier.__all__ == [
        "Clipping",
        "InputError",
        "ModelError",
        "OutputError",
        "ScoredItem",
        "Scorer",
        "Skipped",
        "UratoriError",
        "__version__",
        "load",
        "read_paths",
    ]
    assert all(hasattr(classifier, name) for name in classifier.__all__)


def test_import_is_light() -> None:
    assert loaded_by("import classifier").isdisjoint({"torch", "transformers", "numpy", "sklearn", "openvino"})
    assert loaded_by("import classifier.cli").isdisjoint({"torch", "transformers", "numpy", "sklearn", "openvino"})


def test_scoring_needs_neither_torch_nor_transformers(clean_env: dict[str, str]) -> None:
    code = "import classifier\nassert classifier.load().score_text('橋が開通した。')"
    loaded = loaded_by(code, clean_env)
    assert loaded.isdisjoint({"torch", "transformers", "datasets", "training"})
    assert "openvino" in loaded


def test_stages_do_not_import_each_other() -> None:
    """They meet in predict.py; records, views, errors and stamps are common ground."""
    root = Path(classifier.__file__).parent
    stages = ("read", "split", "attribute", "features", "encode", "score", "write")
    for stage in stages:
        source = "\n".join(path.read_text(encoding="utf-8") for path in (root / stage).glob("*.py"))
        others = [other for other in stages if other != stage and f"classifier.{other}" in source]
        assert others == [], f"{stage} imports {others}"
