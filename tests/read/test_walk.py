"""Folders in stable order; what is not a clipping is named."""

from pathlib import Path

import pytest

from classifier.errors import InputError
from classifier.predict import read_paths
from classifier.read import Entry, list_entries
from classifier.records import Clipping, Skipped


def test_order_names_and_reasons(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "a.md", "c.txt"):
        (tmp_path / name).write_text("本文。", encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("x", encoding="utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"x")
    entries = list_entries([tmp_path])
    assert [e.name for e in entries if isinstance(e, Entry)] == ["a.md", "b/2.txt", "c.txt"]
    assert {s.path: s.reason for s in entries if isinstance(s, Skipped)} == {
        ".hidden.txt": "hidden",
        "photo.jpg": "unsupported_type",
    }


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_text("外。", encoding="utf-8")
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "link.txt").symlink_to(tmp_path / "out.txt")
    (found,) = list_entries([inside])
    assert isinstance(found, Skipped)
    assert found.reason == "symlink_outside"


def test_a_path_given_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("本文。", encoding="utf-8")
    assert len(list_entries([tmp_path, tmp_path / "a.txt"])) == 1


def test_missing_path(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        list_entries([tmp_path / "nothing"])


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text("本文。", encoding="utf-8")
    first, second = read_paths([tmp_path])
    assert isinstance(first, Skipped)
    assert isinstance(second, Clipping)
