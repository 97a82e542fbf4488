"""The data verb: split by cluster, augmented, saved in one step, the same bytes each time, given back as it went in."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.errors import InputError, OutputError
from classifier.scheme import Scheme
from tests.training.test_augment import WAR, label_of
from training import data
from training.data import held_out, load, load_labels, prepare, save
from training.labels import Label, LabelError

Capture = pytest.CaptureFixture[str]
KINDS = ("mask", "swap", "rename")


def plain(number: int, **fields: object) -> Label:
    made = label_of(f"橋{number}が開いた。", {}, id=f"p-{number}", cluster=f"p-e{number}", meta={})
    return replace(made, **fields)  # type: ignore[arg-type]


def war(name: str = "x-1", **fields: object) -> Label:
    text = f"{WAR}瑞鳳製作所は{name}を詫びた。"
    stance = {"ロシア": "against", "ウクライナ": "favor", "瑞鳳製作所": "against"}
    return replace(label_of(text, stance, id=name, outlet="Kyodo", meta={}), **fields)  # type: ignore[arg-type]


def written(path: Path, labels: Sequence[Label]) -> Path:
    path.write_text("".join(json.dumps(asdict(label)) + "\n" for label in labels), encoding="utf-8")
    return path


def content(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    bare = plain(
        1, source_type=None, published=None, stance=None, criteria=None, techniques=None, propaganda_signal=None
    )
    odd = replace(
        war(), text="👨‍👩‍👧🇺🇦 #橋\n\u3000終わり\u200b", stance={"市": None, "県": {"label": "favor", "spans": None}}
    )
    odd = replace(
        odd, criteria=[], techniques=[], sourcing_level=None, propaganda_signal=1, meta={"a": [1, None, {"b": 0.1}]}
    )
    labels = [bare, odd, war("x-2", annotators=["A", "B"], origin="user")]
    save({"train": labels, "validation": []}, tmp_path / "data")
    assert load(tmp_path / "data") == labels
    assert load(tmp_path / "data", "validation") == []
    assert load_labels([tmp_path / "data"]) == labels


def test_parts_split_by_cluster_and_only_train_is_augmented(tmp_path: Path) -> None:
    labels = [plain(n, cluster=f"c-{n // 2}") for n in range(80)] + [war(f"x-{n}", cluster=f"x-{n}") for n in range(20)]
    made = prepare(labels, KINDS, holdout=0.3)
    train, kept = ({label.cluster for label in part} for part in (made.train, made.validation))
    assert train.isdisjoint(kept)
    assert train | kept == {label.cluster for label in labels}
    assert 5 < len(kept) < 30
    assert all("made" not in label.meta for label in made.validation)
    base = sum(label.id.startswith("x-") and label.cluster in train for label in labels)
    assert dict(made.maker.made) == dict.fromkeys(KINDS, base)
    # The same clusters are held out whatever stands beside them.
    again = prepare(labels[::-1], holdout=0.3)
    assert {label.id for label in again.validation} == {label.id for label in made.validation}


def test_made_records_follow_their_base() -> None:
    made = prepare([war(), plain(1)], KINDS)
    assert [label.id for label in made.train] == ["x-1", "x-1-mask", "x-1-swap", "x-1-rename", "p-1"]
    assert {label.cluster for label in made.train[:4]} == {"x-e1"}


def test_neither_order_nor_neighbours_change_what_is_made() -> None:
    one = {label.id: label for label in prepare([war(), war("x-2"), plain(1)], KINDS).train}
    other = {label.id: label for label in prepare([plain(2), war("x-2"), war()], KINDS[::-1]).train}
    assert {name: one[name] for name in one if name in other} == {name: other[name] for name in other if name in one}
    assert {label.text for label in prepare([war()], ["mask"], seed=2).train} != {one["x-1"].text, one["x-1-mask"].text}


def test_augmentations_in_a_row_help_where_the_last_alone_is_refused() -> None:
    blocked = war(
        "x-3", text=WAR.replace("共同", "　タス通信"), outlet="TASS", stance=war().stance, criteria=[], techniques=[]
    )
    made = prepare([replace(blocked, stance={k: {"label": "favor", "spans": []} for k in ("ロシア", "ウクライナ")}), war()], ["mask+swap"])  # fmt: skip
    assert [label.id for label in made.train] == ["x-3", "x-3-mask-swap", "x-1"]
    assert made.maker.refused["mask+swap", "the last step alone does it"] == 1


def test_no_twin_beside_one_by_hand_and_nothing_twice() -> None:
    twin = plain(7, meta={"kind": "side_swap", "pair": "s", "base": "x-1"})
    made = prepare([war(), twin], ["swap"])
    assert made.maker.refused["swap", "a twin by hand says the same"] == 2
    first = prepare([war()], ["swap"]).train[1]
    again = prepare([war(), replace(first, id="y-1", meta={})], ["swap"])
    assert again.maker.refused["swap", "the made record stands already"] == 2


def test_labels_of_the_users_own_pass_and_their_targets_keep_their_names() -> None:
    scheme = replace(Scheme(), source_types=("think_tank",), targets={"瑞鳳製作所": ("瑞鳳",)})
    made = prepare([war(source_type="think_tank")], ["swap", "rename"], scheme=scheme)
    assert [label.id for label in made.train] == ["x-1", "x-1-swap"]
    assert made.maker.refused["rename", "a target of the user's own has aliases that would stay"] == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"augment": ["mask", "flip"]}, "'flip' found, one of mask, swap, rename expected"),
        ({"augment": ["mask+"]}, "augmentation '' found"),
        ({"holdout": 1.0}, "a holdout of 1.0 found, a share from 0 to below 1"),
        ({"holdout": float("nan")}, "a holdout of nan found"),
        ({"holdout": 0.9999}, "type --holdout 0"),
    ],
)
def test_settings_that_cannot_be(changes: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        prepare([plain(1)], **changes)  # type: ignore[arg-type]


@given(st.lists(st.text(min_size=1), min_size=1, max_size=30, unique=True), st.floats(0, 0.99))
def test_a_larger_holdout_holds_out_more(clusters: list[str], share: float) -> None:
    small, large = ({c for c in clusters if held_out(c, s)} for s in (share / 2, share))
    assert small <= large


def test_the_command_writes_the_same_bytes_each_time(tmp_path: Path, capsys: Capture) -> None:
    source = written(tmp_path / "a.jsonl", [war(), plain(1), plain(2)])
    command = ["--train", str(source), "--augment", "mask,swap,rename", "--holdout", "0", "-o"]
    assert data.main([*command, str(tmp_path / "one")]) == 0
    assert "train 6, of them made 3; validation 0\nmask: made 1, refused 2\n" in capsys.readouterr().out
    first = content(tmp_path / "one")
    assert data.main([*command, str(tmp_path / "deep" / "two")]) == 0
    assert data.main([*command, str(tmp_path / "one")]) == 0
    assert content(tmp_path / "one") == first == content(tmp_path / "deep" / "two")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "deep", "one"]


def test_the_command_names_problems_and_writes_nothing(tmp_path: Path, capsys: Capture) -> None:
    source = written(tmp_path / "a.jsonl", [plain(1, split="nowhere"), plain(2, sourcing_level=9)])
    assert data.main(["--train", str(source), "-o", str(tmp_path / "data")]) == 2
    shown = capsys.readouterr().err
    assert "a.jsonl:1: split 'nowhere' found" in shown
    assert "a.jsonl:2: sourcing_level 9 found" in shown
    assert not (tmp_path / "data").exists()


def test_a_folder_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x")
    with pytest.raises(OutputError, match="stands already and is no data folder"):
        save({"train": [plain(1)]}, tmp_path / "mine")
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be written"):
        save({"train": [plain(1)]}, tmp_path / "file" / "data")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_what_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no data folder .* make one: python -m training\.data"):
        load(tmp_path)
    save({"train": [plain(1)]}, tmp_path / "data")
    (arrow,) = (tmp_path / "data").rglob("*.arrow")
    arrow.write_bytes(arrow.read_bytes()[:40])
    with pytest.raises(InputError, match="damaged data folder"):
        load(tmp_path / "data")


def test_half_a_character_is_named(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="the record 'p-1' holds half a character"):
        save({"train": [plain(1, text="橋\ud83d")]}, tmp_path / "data")
    assert list(tmp_path.iterdir()) == []


def test_training_reads_data_folders_and_label_files_alike(tmp_path: Path) -> None:
    save({"train": [plain(1)], "validation": [plain(9)]}, tmp_path / "data")
    source = written(tmp_path / "a.jsonl", [plain(2)])
    assert load_labels([source, tmp_path / "data"]) == [plain(1), plain(2)]
    save({"train": [plain(1, source_type="think_tank")]}, tmp_path / "data")
    with pytest.raises(LabelError, match="data: p-1: source_type 'think_tank' found"):
        load_labels([tmp_path / "data"])


@pytest.mark.slow
def test_nothing_is_written_at_home(tmp_path: Path) -> None:
    source = written(tmp_path / "a.jsonl", [war()])
    home = tmp_path / "home"
    home.mkdir()
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HF_", "XDG_"))}
    script = (
        "import socket, sys\nfrom pathlib import Path\n"
        "def refuse(*_: object) -> None: raise SystemExit('a connection was tried')\n"
        "socket.socket.connect = socket.create_connection = refuse\n"
        "from training import data\n"
        f"assert data.main(['--train', {str(source)!r}, '--augment', 'mask', '--holdout', '0', '-o', {str(tmp_path / 'd')!r}]) == 0\n"
        f"assert len(data.load(Path({str(tmp_path / 'd')!r}))) == 2\n"
    )
    made = subprocess.run(
        [sys.executable, "-c", script], env={**kept, "HOME": str(home)}, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    assert list(home.iterdir()) == []
