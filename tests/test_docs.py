"""The guides say what the code does: their code runs, their tables name its rules."""

import re
from pathlib import Path
from typing import Any

import pytest

from classifier.evidence import EVIDENTIALITY, SPEAKER_KINDS
from classifier.features import quotes
from classifier.features.rhetoric import NAMES, VERSION

GUIDE = (Path(__file__).parents[1] / "docs" / "evidence.md").read_text(encoding="utf-8")
RULE = re.compile(r'"([a-z_]+)"')
# Forms, kinds and what only steers a rule stand in quotation marks too.
DRAFTS = re.compile(r'(?:Draft\([^()]*?(?:\([^()]*\)[^()]*?)*|Event\([^()]*?(?:\([^()]*\)[^()]*?)*)"([a-z_]+)"', re.S)


def rules_in_code() -> set[str]:
    """The third argument of every Draft and the fourth of every Event."""
    found: set[str] = set()
    for path in Path(quotes.__file__).parent.glob("*.py"):
        found.update(DRAFTS.findall(path.read_text(encoding="utf-8")))
    return found - {"direct", "indirect", "mixed", "headline"}


def rules_in_guide() -> set[str]:
    section = GUIDE.split("## Attributions")[1].split("## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}


def test_the_guide_names_every_rule() -> None:
    assert rules_in_guide() == rules_in_code()


def test_the_guide_names_kinds_labels_and_signals() -> None:
    names = set(re.findall(r"`([a-z_]+)`", GUIDE))
    assert set(SPEAKER_KINDS) <= names
    assert set(EVIDENTIALITY) <= names
    assert {name for name in NAMES if ":" not in name} <= names
    assert VERSION in GUIDE


@pytest.mark.slow
def test_the_sample_runs() -> None:
    block = re.search(r"```python\n(.*?)```", GUIDE, re.S)
    assert block is not None
    scope: dict[str, Any] = {}
    exec(block[1], scope)
    item = scope["item"]
    assert [q.source.text for q in item.evidence.quotes] == ["外相", "外相"]
