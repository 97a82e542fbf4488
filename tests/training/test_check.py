"""The corpus check: every rule fails on a corpus made to break it, by file and line, and stays silent on a sound one."""

import json
from pathlib import Path
from typing import Any

import pytest

from training import check
from training.checks.shortcuts import cramers_v

Rows = list[dict[str, Any]]
Said = pytest.CaptureFixture[str]
TEXT = "市は橋の点検を終えた。恥知らずな市の責任だと、会見でだれも言わなかった。"
SIGNAL_WORDS = "恥知らずな市"


def record(name: str, text: str = TEXT, **change: Any) -> dict[str, Any]:
    at = text.find(SIGNAL_WORDS)
    span = {"start": at, "end": at + len(SIGNAL_WORDS), "text": SIGNAL_WORDS}
    stance = {"市": {"label": "against", "spans": [span]}} if at >= 0 else {}
    techniques = [{"name": "name_calling", "voice": "author", **span}] if at >= 0 else []
    made = {
        "schema": "uratori.label/1", "id": name, "text": text, "source_type": "social_commentary", "outlet": None,
        "account": None, "published": None, "stance": stance, "sourcing_level": 0, "criteria": [],
        "techniques": techniques, "propaganda_signal": 0.6 if techniques else 0.0, "cluster": name, "split": "train",
        "meta": {},
    }  # fmt: skip
    return {**made, **change}


def checked(path: Path, capsys: Said, *options: str) -> tuple[int, str]:
    code = check.main([str(path), *options])
    return code, capsys.readouterr().err


def written(path: Path, *rows: dict[str, Any] | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


OTHER = "川の水位は夕方までに下がり、避難していた住民は自宅へ戻った。"
UNNAMED = {"name": "anonymity_explained", "start": 0, "end": 2, "text": "川の"}
NEAR = "川の水位は夕方までに下がり、避難していた住民は学校から自宅へ戻った。"


def test_a_sound_file_passes(tmp_path: Path, capsys: Said) -> None:
    path = written(tmp_path / "a.jsonl", record("a"), record("b", OTHER))
    assert checked(path, capsys) == (0, "")


@pytest.mark.parametrize(
    ("rows", "place", "words"),
    [
        ([record("a"), record("b", OTHER, cluster="a", split="test")], "2", "cluster 'a' is in split test"),
        ([record("a", OTHER), record("b", NEAR, split="dev")], "2", "of its character 5-grams"),
        ([record("a", OTHER), record("b", NEAR)], "2", "of its character 5-grams"),
        ([record("a"), record("b", cluster="a", sourcing_level=1)], "2", "labelled otherwise at"),
        ([record("a", OTHER, sourcing_level=4)], "1", "level 4 without"),
        ([record("a", OTHER, sourcing_level=3)], "1", "without a source"),
        ([record("a", OTHER, criteria=[UNNAMED])], "1", "anonymity_explained without anonymous_source"),
        ([record("a", propaganda_signal=0)], "1", "signal 0 although name_calling"),
        ([record("a", OTHER, propaganda_signal=0.5)], "1", "without a technique of the author's voice"),
        ([record("a", stance={"市": {"label": "against", "spans": []}})], "1", "shows no words"),
        ([record("a", meta={"kind": "outlet", "pair": "p"})], "1", "1 members, two expected"),
        (
            [
                record("a"),
                record("b", cluster="a", meta={"kind": "outlet", "pair": "p", "base": "a"}, sourcing_level=1),
            ],
            "2",
            "another sourcing level",
        ),
        (
            [record("a"), record("b", OTHER, meta={"kind": "sourcing", "pair": "p", "base": "a"})],
            "2",
            "must share a cluster",
        ),
        (
            [
                record("a"),
                record(
                    "b",
                    TEXT + "続報。",
                    cluster="a",
                    meta={"kind": "sourcing", "pair": "p", "base": "a"},
                    stance={"市": {"label": "neutral", "spans": []}},
                    sourcing_level=1,
                ),
            ],
            "2",
            "another stance toward 市",
        ),
        ([record("a", meta={"kind": "mirror"})], "1", "meta.kind 'mirror'"),
        ([record("a", meta={"topic": ["a"]})], "1", "meta.topic"),
        ([record("a", meta=None)], "1", "meta None"),
        ([record("a", sourcing_level=True)], "1", "sourcing_level True"),
        ([record("a", published="2026-99-99")], "1", "YYYY-MM-DD"),
        (
            [record("a"), record("b", cluster="a", meta={"kind": "sourcing", "pair": "p", "base": "a"})],
            "2",
            "the level does not",
        ),
        ([record("a", split="holdout")], "1", "split 'holdout' found"),
        ([record("a", criteria=[{"name": "hearsay"}])], "1", "criteria: a list of"),
        ([record("a", stance={"市": {"label": "against", "spans": "恥"}})], "1", "stance toward 市"),
        ([record("a", source_type=["blog"])], "1", "a string expected"),
        ([record("a", published="昨日")], "1", "YYYY-MM-DD"),
    ],
)
def test_every_rule_names_file_and_line(rows: Rows, place: str, words: str, tmp_path: Path, capsys: Said) -> None:
    path = written(tmp_path / "a.jsonl", *rows)
    code, said = checked(path, capsys)
    assert code == 1
    assert [line for line in said.splitlines() if line.startswith(f"{path}:{place}: ") and words in line], said


def test_a_sentence_in_four_clusters_is_named(tmp_path: Path, capsys: Said) -> None:
    tails = [
        "雨は夜まで続いた模様だ",
        "市長は港を訪れて船員と話した",
        "鉄道は平常どおり走り続けている",
        "祭りの準備が町で進む",
    ]
    shared = "この記事は取材班が現地でまとめたものである。"
    path = written(tmp_path / "a.jsonl", *(record(str(n), tail * 6 + "。" + shared) for n, tail in enumerate(tails)))
    code, said = checked(path, capsys)
    assert code == 1
    assert f"{path}:4: 'この記事は取材班が現地でまとめたものである' stands in 4 clusters" in said


def test_a_file_in_the_wrong_folder_is_named(tmp_path: Path, capsys: Said) -> None:
    path = written(tmp_path / "dev" / "a.jsonl", record("a"))
    code, said = checked(path, capsys)
    assert code == 1
    assert "split 'train' stands in the folder 'dev'" in said


def test_fix_moves_only_what_has_one_answer(tmp_path: Path, capsys: Said) -> None:
    def moved(name: str, words: str) -> dict[str, Any]:
        return record(name, OTHER, criteria=[{"name": "unsourced_claim", "start": 0, "end": 3, "text": words}])

    once, twice, never = moved("a", "避難"), moved("b", "た"), moved("c", "地震")
    path = written(tmp_path / "a.jsonl", once, "{broken", twice, never)
    code, said = checked(path, capsys, "--fix")
    assert code == 1
    assert [line.split(": ")[0] for line in said.splitlines()] == [f"{path}:{n}" for n in (2, 3, 4)]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0])["criteria"][0]["start"] == OTHER.index("避難")
    assert lines[1] == "{broken"
    assert json.loads(lines[2]) == twice
    assert json.loads(lines[3]) == never


def test_a_thin_corpus_is_told_what_it_lacks(tmp_path: Path, capsys: Said) -> None:
    for split in ("train", "dev", "test"):
        written(tmp_path / split / "a.jsonl", record(split, f"{split}の{OTHER * (len(split) - 2)}", split=split))
    code, said = checked(tmp_path, capsys)
    assert code == 1
    assert "source type wire_service: 0 found, at least 180 expected" in said
    assert "side_swap pairs, train: 0 found" in said


def test_fix_knows_words_that_overlap_themselves_and_keeps_line_ends(tmp_path: Path, capsys: Said) -> None:
    laughs = record("a", "草www生える", criteria=[{"name": "hearsay", "start": 5, "end": 7, "text": "ww"}])
    once = record("b", OTHER, criteria=[{"name": "hearsay", "start": 0, "end": 2, "text": "避難"}])
    path = written(tmp_path / "a.jsonl", laughs, once, record("c", NEAR, cluster="b"))
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes().split(b"\n")
    code, said = checked(path, capsys, "--fix")
    after = path.read_bytes().split(b"\n")
    assert code == 1
    assert "'ww' does not stand at 5:7" in said
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, True, True]
    assert after[1].endswith(b"\r")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("\ufeff{}".encode(), "byte order mark"),
        ('{"id": "市"}'.encode("cp932"), "not UTF-8"),
        (b"[" * 200_000, "not JSON"),
        (b'{"n": ' + b"9" * 5000 + b"}", "not JSON"),
        (b'{"id": "a", "id": "b"}', "the key 'id' stands twice"),
        (
            b'{"schema": "uratori.label/1", "id": "a", "text": "b", "cluster": "c", "split": "dev"}',
            "missing: source_type",
        ),
    ],
)
def test_odd_files_are_told_not_traced(data: bytes, words: str, tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(data)
    code, said = checked(path, capsys)
    assert code == 1
    assert words in said


@pytest.mark.parametrize("name", ["empty.jsonl", "folder"])
def test_nothing_found_is_no_success(name: str, tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / name
    path.mkdir() if name == "folder" else path.touch()
    assert checked(path, capsys)[0] == 2


def test_wrong_gold_of_mixed_files_is_named(tmp_path: Path, capsys: Said) -> None:
    written(tmp_path / "train" / "a.jsonl", record("a"))
    (tmp_path / "mixed").mkdir()
    (tmp_path / "mixed" / "one.txt").write_text("見出し\n本文である。\n\n次の見出し\n本文。\n", encoding="utf-8")
    (tmp_path / "mixed" / "two.txt").write_text("余り\n", encoding="utf-8")

    def gold(name: str, start: int, end: int, **change: Any) -> dict[str, Any]:
        return {"id": name, "file": "one.txt", "start": start, "end": end, "source_type": "other", **change}

    path = written(
        tmp_path / "mixed" / "gold.jsonl",
        gold("a", 0, 10), gold("b", 5, 12), gold("c", 10, 16), gold("d", 18, 20, source_type="blog"),
        gold("e", 12, 17, gaps=[[0, 4]]), {"id": "f"}, gold("a", 19, 20), gold("g", 0, 2, file="no.txt"),
    )  # fmt: skip
    code, said = checked(tmp_path, capsys)
    assert code == 1
    for line, words in [
        (2, "overlaps the item before"), (3, "white space"), (4, "source_type 'blog'"), (5, "a gap leaves"),
        (6, "as strings"), (7, "the id 'a' stands already"), (8, "cannot be read"),
    ]:  # fmt: skip
        assert [x for x in said.splitlines() if x.startswith(f"{path}:{line}: ") and words in x], (line, said)
    assert "two.txt: no gold item" in said


def test_a_biased_corpus_is_told_by_its_tables(tmp_path: Path, capsys: Said) -> None:
    rows = []
    for number in range(60):
        loud = number % 2 == 0
        at = {"label": "favor" if loud else "against", "spans": [{"start": 0, "end": 1, "text": "日"}]}
        rows.append(record(str(number), f"日本の町{number}で{number * 7919}人が集まった。", stance={"日本": at}))
        rows[-1]["sourcing_level"] = 0 if loud else 1
        rows[-1]["source_type"] = "other" if loud else "wire_service"
        rows[-1]["meta"] = {"topic": "town"}
    written(tmp_path / "train" / "a.jsonl", *rows)
    _, said = checked(tmp_path, capsys)
    assert "source type x sourcing level: Cramér's V 1.000" in said
    assert "stance toward 日本 x sourcing level: Cramér's V 1.000" in said
    assert "largest topic, per cent: 100 found, at most 25 expected" in said


def test_no_such_file(tmp_path: Path, capsys: Said) -> None:
    code, said = checked(tmp_path / "no.jsonl", capsys)
    assert code == 2
    assert "no such file or folder" in said


def test_cramers_v_on_counted_tables() -> None:
    assert cramers_v([("a", 1), ("b", 2)] * 50)[0] == pytest.approx(1.0)
    assert cramers_v([("a", 1), ("a", 2), ("b", 1), ("b", 2)] * 25) == pytest.approx((0.0, 0.0))
    assert cramers_v([("a", 1)] * 9) == (0.0, 0.0)
    # 30/20 against 20/30: chi-squared 4, n 100.
    table = [("a", 1)] * 30 + [("a", 2)] * 20 + [("b", 1)] * 20 + [("b", 2)] * 30
    # Bergsma: phi squared .04 less 1/99, over min(2 - 1/99) - 1.
    assert cramers_v(table) == pytest.approx((0.2, ((0.04 - 1 / 99) / (1 - 1 / 99)) ** 0.5))
