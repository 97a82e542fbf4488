"""Labels of the user's own: added at the end, named when wrong, kept by the model."""

from pathlib import Path

import pytest

from classifier.errors import InputError
from classifier.records import SOURCE_TYPES, TECHNIQUES
from classifier.scheme import Scheme

GOOD = """
[[technique]]
name = "appeal_to_nostalgia"
group = "justification"
[[source_type]]
name = "think_tank"
[[target]]
name = "ASEAN"
aliases = ["東南アジア諸国連合"]
"""


def test_additions_stand_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(GOOD, encoding="utf-8")
    made = Scheme().extended(tmp_path / "mine.toml")
    assert made.techniques == (*TECHNIQUES, "appeal_to_nostalgia")
    assert made.source_types == (*SOURCE_TYPES, "think_tank")
    assert made.groups["appeal_to_nostalgia"] == "justification"
    assert made.targets == {"ASEAN": ("東南アジア諸国連合",)}
    assert made.extended(tmp_path / "mine.toml") == made
    assert Scheme.from_config(made.to_config()) == made


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('[[techniques]]\nname = "x"', r"\[\[techniques\]\] found"),
        ('[[technique]]\nname = "Not A Name"', "lower-case letters"),
        ('[[technique]]\nname = "fine"\ngroup = "none"', "group 'none' found"),
        ('[[technique]]\nname = "fine"\ncolour = "red"', "unknown entry 'colour'"),
        ('[[target]]\naliases = ["x"]', "a name expected"),
        ('[[target]]\nname = "x"\naliases = "y"', "must be a list"),
        ("[[technique", "not readable as TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, words: str, said: str) -> None:
    (tmp_path / "mine.toml").write_text(words, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        Scheme().extended(tmp_path / "mine.toml")
