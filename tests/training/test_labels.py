"""Label files: every problem is named by file and line; drafts get exact offsets or are refused."""

import json
from pathlib import Path

import pytest

from training import place
from training.labels import LabelError, read_labels
from training.metrics import kappa, overlap_f1, set_f1

ROOT = Path(__file__).parent.parent.parent
DRAFT = {
    "id": "x-1", "text": "橋は崩れた。恥知らずな市の責任だ。", "source_type": "social_commentary", "outlet": None, "account": None,
    "published": None, "stance": {"市": {"label": "against", "spans": ["恥知らずな市"]}}, "sourcing_level": 0,
    "criteria": [{"name": "unsourced_claim", "text": "橋は崩れた"}],
    "techniques": [{"name": "name_calling", "voice": "author", "text": "恥知らずな市"}], "propaganda_signal": 0.8,
    "cluster": "x-e1", "meta": {},
}  # fmt: skip


def written(path: Path, *rows: object) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_draft_becomes_a_record_that_reads_back(tmp_path: Path) -> None:
    draft = written(tmp_path / "draft.jsonl", DRAFT)
    output = tmp_path / "out.jsonl"
    assert place.main([str(draft), "--split", "train", "--annotator", "me", "-o", str(output)]) == 0
    (label,) = read_labels([output])
    assert label.techniques is not None
    (technique,) = label.techniques
    assert label.text[technique["start"] : technique["end"]] == "恥知らずな市"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"source_type": "blog"}, "source_type 'blog'"),
        ({"sourcing_level": 7}, "sourcing_level 7"),
        ({"propaganda_signal": 2}, "propaganda_signal 2"),
        ({"stance": {"市": {"label": "angry", "spans": []}}}, "stance toward 市"),
        (
            {"techniques": [{"name": "lying", "voice": "author", "start": 0, "end": 1, "text": "橋"}]},
            "technique 'lying'",
        ),
        ({"techniques": [{"name": "doubt", "voice": "me", "start": 0, "end": 1, "text": "橋"}]}, "voice 'me'"),
        ({"criteria": [{"name": "hearsay", "start": 1, "end": 2, "text": "橋"}]}, "does not stand at 1:2"),
        ({"mood": 1}, "unknown field 'mood'"),
        ({"id": ""}, "missing or empty: id"),
    ],
)
def test_every_problem_names_file_and_line(change: dict, words: str, tmp_path: Path) -> None:
    good = place.place(DRAFT, "train", "me")
    path = written(tmp_path / "a.jsonl", good, {**good, "id": "x-2", **change})
    with pytest.raises(LabelError) as caught:
        read_labels([path])
    assert f"{path}:2: " in str(caught.value)
    assert words in str(caught.value)


def test_broken_lines_and_double_ids(tmp_path: Path) -> None:
    good = place.place(DRAFT, "train", "me")
    path = written(tmp_path / "a.jsonl", good, "{", good, "[]")
    with pytest.raises(LabelError) as caught:
        read_labels([path])
    message = str(caught.value)
    assert f"{path}:2: not JSON" in message
    assert f"{path}:3: the id 'x-1' stands already at {path}:1" in message
    assert f"{path}:4: a JSON object was expected" in message


def test_a_span_that_is_not_there_once_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = written(tmp_path / "d.jsonl", {**DRAFT, "criteria": [{"name": "hearsay", "text": "らしい"}]})
    output = tmp_path / "out.jsonl"
    assert place.main([str(draft), "--split", "train", "--annotator", "me", "-o", str(output)]) == 1
    assert "d.jsonl:1: the span 'らしい' occurs 0 times" in capsys.readouterr().err
    assert not output.exists()


def test_the_corpus_follows_the_scheme_and_no_cluster_straddles_splits() -> None:
    labels = read_labels([ROOT / "seeds" / split for split in ("train", "dev", "test", "pairs")])
    assert len(labels) >= 320
    splits: dict[str, set[str]] = {}
    for label in labels:
        splits.setdefault(label.cluster, set()).add(label.split)
    assert [cluster for cluster, names in splits.items() if len(names) > 1] == []


def test_figures() -> None:
    assert kappa([0, 1, 2, 3], [0, 1, 2, 3]) == pytest.approx(1.0)
    assert kappa([1, 1], [1, 1]) == 0.0
    assert set_f1([{"a"}, {"b"}], [{"a"}, {"a"}], ["a", "b"]) == pytest.approx((0.5, 1 / 3))
    assert overlap_f1([{("a", "author"): [(0, 4)]}], [{("a", "author"): [(2, 6)]}]) == pytest.approx(0.5)
    assert overlap_f1([{("a", "author"): [(0, 4)]}], [{("a", "quoted"): [(0, 4)]}]) == 0.0
