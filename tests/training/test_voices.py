"""Attributions, evidentiality, criteria and voices against gold: counted examples, a miniature corpus, every check."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from training import check, metrics, voices
from training.attributions import MISSING, Said, Seen, counterpart, equal, exact, failures, labels_of, overlap, trimmed
from training.checks.voices import counts, gold_rows, wrong
from training.labels import collect
from training.voice_figures import Measured, class_table, comparison, ratio_line, voice_lines, voice_table

SEEDS = Path(__file__).parent.parent.parent / "seeds"
Printed = pytest.CaptureFixture[str]
TEXT = "港湾局の報道官は「船は無事だ」と述べた。\n　船員らは岸で手を振った。"
CONTENT, SOURCE, CUE = (9, 14), (0, 7), (16, 19)


def said(content: tuple[int, int], source: tuple[int, int] | None = None, **change: Any) -> Said:
    return Said(content, source, **{"cue": None, "kind": "positioned", "form": "direct", **change})


def seen(*quotes: Said, **clauses: str) -> Seen:
    return Seen(quotes, {(int(key[1:]), int(key[1:]) + 1): label for key, label in clauses.items()})


def test_the_sample_stands_where_the_tests_say() -> None:
    assert [TEXT[slice(*span)] for span in (CONTENT, SOURCE, CUE)] == ["船は無事だ", "港湾局の報道官", "述べた"]


def test_overlap_is_that_of_the_metrics() -> None:
    gold, got = seen(said((0, 10)), said((5, 12)), said((20, 30))), seen(said((0, 6)), said((28, 40)))
    part, whole = overlap(gold, got, lambda q: q.content)
    assert (part, whole) == (2 * (6 + 2), 22 + 18)
    spans = [{("", ""): [q.content for q in side.quotes]} for side in (gold, got)]
    assert part / whole == metrics.overlap_f1(spans[:1], spans[1:])


def test_parts_that_are_not_named_count_for_nothing() -> None:
    gold, got = seen(said((0, 10), (12, 14))), seen(said((0, 10)))
    assert overlap(gold, got, lambda q: q.source) == (0, 2)
    assert overlap(gold, got, lambda q: q.cue) == (0, 0)


def test_a_content_of_two_speakers_is_exact_for_each() -> None:
    gold = seen(said((0, 5), (8, 9)), said((0, 5), (6, 7)))
    assert exact(gold, seen(said((0, 5)))) == (2, 3)
    assert exact(gold, gold) == (4, 4)


@pytest.mark.parametrize(
    ("content", "found"),
    [((0, 10), (0, 9)), ((0, 5), (0, 9)), ((9, 13), (10, 20)), ((5, 12), (0, 9)), ((6, 12), None), ((40, 50), None)],
)
def test_a_counterpart_shares_more_than_half_of_the_shorter(content: tuple[int, int], found: object) -> None:
    other = counterpart(said(content), [said((0, 9)), said((10, 20))])
    assert (other.content if other else None) == found


def test_the_source_decides_between_speakers_of_one_content() -> None:
    paper, worker = said((20, 30), (0, 3), kind="outlet"), said((20, 30), (4, 8))
    assert counterpart(said((20, 30), (4, 7)), [paper, worker]) is worker
    assert counterpart(said((20, 30), (0, 3)), [worker, paper]) is paper


def test_kinds_are_counted_over_matched_attributions() -> None:
    gold = seen(said((0, 5)), said((10, 15)), said((20, 25)))
    got = seen(said((0, 5)), said((10, 15), kind="crowd"))
    assert equal(gold, got, lambda q: q.kind) == (1, 2)


def test_sentences_match_without_white_space_at_their_edges() -> None:
    assert trimmed("　船だ。\n", 0, 5) == (1, 4)
    assert trimmed(" \n ", 0, 3) == (3, 3)
    assert labels_of(seen(a1="asserted", a5="none"), seen(a1="reported")) == [
        ("asserted", "reported"),
        ("none", MISSING),
    ]


def test_a_line_holds_counts_value_and_interval() -> None:
    assert ratio_line("x", ["a", "b"], 7, [(1, 2), (1, 2)]) == "| x | 2 | 7 | 0.500 | [0.500, 0.500] |"
    assert ratio_line("x", [], 0, []) == "| x | 0 | 0 | - | - |"
    assert ratio_line("x", ["a"], 0, [(0, 0)]) == "| x | 1 | 0 | 0.000 | [0.000, 0.000] |"


def test_figures_of_a_reader_against_itself() -> None:
    one = seen(said((0, 5), (6, 8), cue=(9, 10)), a1="asserted", a5="none")
    rows = [row.strip("| ").split(" | ") for row in comparison([(one, one)], ["a"])]
    assert len(rows) == 9
    assert all(row[3] == ("0.000" if "without" in row[0] else "1.000") for row in rows)


def test_the_class_table_counts() -> None:
    rows = list(class_table([{"a"}, {"a"}, {"b"}], [{"a"}, {"b"}, {"b"}], ("a", "b", "c")))
    assert rows[2:] == [
        "| a | 2 | 1 | 1.000 | 0.500 | 0.667 |",
        "| b | 1 | 2 | 0.500 | 1.000 | 0.667 |",
        "| c | 0 | 0 | 0.000 | 0.000 | 0.000 |",
    ]


def test_a_voice_is_right_at_any_place_of_its_words() -> None:
    item = Measured("a", set(), set(), [("author", {"author", "quoted"}), ("quoted", {"author"})])
    assert next(voice_lines([item])).startswith("| voice of technique spans, accuracy | 1 | 2 | 0.500 |")
    assert list(voice_table([item]))[1:] == ["| author | 1 | 0 |", "| quoted | 1 | 0 |"]


def test_failures_are_counted_by_kind() -> None:
    gold = seen(said((0, 5)), said((10, 15), form="headline"), a1="reported")
    got = seen(said((0, 5), kind="crowd", rule="saying"), said((30, 35), rule="saying"), a1="asserted")
    told = "\n".join(failures([(gold, got)]))
    assert "| saying | 2 | 1 | 1 |" in told
    assert "| headline | positioned | 1 | 1 |" in told
    assert "| positioned | crowd | 1 | 1 |" in told
    assert "| reported | asserted | 1 | 1 |" in told


def span(ends: tuple[int, int]) -> dict[str, int]:
    return {"start": ends[0], "end": ends[1]}


def quote(kind: str = "positioned", content: tuple[int, int] = CONTENT) -> dict[str, Any]:
    return {"content": span(content), "source": span(SOURCE), "cue": span(CUE), "kind": kind, "form": "direct"}


def clauses(*labels: str) -> list[dict[str, Any]]:
    cut = (span((0, 20)), span((21, len(TEXT))))
    return [{**part, "evidentiality": label} for part, label in zip(cut, labels, strict=True)]


def record(name: str, split: str = "dev", text: str = TEXT) -> dict[str, Any]:
    words = "船は無事だ"
    at = text.find(words)
    technique = {"name": "slogans", "voice": "quoted", "start": at, "end": at + len(words), "text": words}
    return {
        "schema": "uratori.label/1", "id": name, "text": text, "source_type": "news_media", "outlet": None,
        "account": None, "published": None, "stance": {}, "sourcing_level": 2,
        "criteria": [{"name": "positioned_source", "start": 0, "end": 7, "text": text[:7]}],
        "techniques": [technique], "propaganda_signal": 0.0, "cluster": name, "split": split, "meta": {},
    }  # fmt: skip


Files = dict[str, list[dict[str, Any]]]


def miniature() -> Files:
    """Two items: ``a`` read alike, ``b`` with a kind and a sentence that the readers take differently."""
    alike = {"quotes": [quote()], "clauses": clauses("reported", "asserted")}
    other = {"quotes": [quote("crowd")], "clauses": clauses("reported", "none")}
    decided = {"id": "b", "reason": "a role is named", "choice": "p"}
    return {
        "dev/d.jsonl": [record("a"), record("b", text=TEXT + "波は静かだった。")],
        "voices/gold.jsonl": [{"id": name, "split": "dev", **alike} for name in "ab"],
        "voices/p.jsonl": [{"id": name, "reader": "p", **alike} for name in "ab"],
        "voices/q.jsonl": [{"id": "a", "reader": "q", **alike}, {"id": "b", "reader": "q", **other}],
        "voices/adjudicated.jsonl": [
            {**decided, "p": [quote()], "q": [quote("crowd")], "quotes": [quote()]},
            {**decided, "clause": span((21, len(TEXT))), "p": "asserted", "q": "none", "evidentiality": "asserted"},
        ],
    }


def written(folder: Path, files: Files) -> Path:
    for name, rows in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return folder


def problems(folder: Path) -> list[str]:
    return list(wrong(folder / "voices", collect([folder / "dev"])[0]))


def test_a_sound_miniature_has_no_problem(tmp_path: Path) -> None:
    assert problems(written(tmp_path, miniature())) == []


GOLD, P, Q, DECIDED = (f"voices/{name}.jsonl" for name in ("gold", "p", "q", "adjudicated"))


def broken(name: str, row: int, change: dict[str, Any]) -> Callable[[Files], None]:
    return lambda files: files[name].__setitem__(row, {**files[name][row], **change})


def dropped(name: str, row: int) -> Callable[[Files], None]:
    return lambda files: files[name].__delitem__(row)


@pytest.mark.parametrize(
    ("breaks", "place", "words"),
    [
        (broken(GOLD, 1, {"id": "z"}), f"{GOLD}:2", "the corpus has no item 'z'"),
        (broken(GOLD, 1, {"id": "a"}), f"{GOLD}:2", "stands already at"),
        (broken(GOLD, 1, {"id": 7}), f"{GOLD}:2", "a string expected"),
        (broken(GOLD, 0, {"split": "test"}), f"{GOLD}:1", "split 'test' found, 'a' is in 'dev'"),
        (broken(P, 0, {"reader": "q"}), f"{P}:1", "reader 'q' found"),
        (broken(P, 0, {"quotes": None}), f"{P}:1", "quotes and clauses expected"),
        (broken(P, 0, {"quotes": [{}]}), f"{P}:1", "an attribution lacks one of"),
        (broken(Q, 0, {"quotes": [quote(content=(9, 99))]}), f"{Q}:1", "is no span of the text"),
        (broken(Q, 0, {"quotes": [quote(content=(9, 9))]}), f"{Q}:1", "is no span of the text"),
        (broken(Q, 0, {"quotes": [{**quote(), "content": None}]}), f"{Q}:1", "content None is no span"),
        (broken(GOLD, 0, {"quotes": [quote("ghost")]}), f"{GOLD}:1", "kind 'ghost' found"),
        (broken(GOLD, 0, {"quotes": [{**quote(), "form": "sung"}]}), f"{GOLD}:1", "form 'sung' found"),
        (broken(GOLD, 0, {"quotes": [quote(), quote()]}), f"{GOLD}:1", "stands twice"),
        (broken(GOLD, 0, {"clauses": clauses("sung", "none")}), f"{GOLD}:1", "evidentiality 'sung' found"),
        (broken(GOLD, 0, {"clauses": ["x"]}), f"{GOLD}:1", "the sentence x is no span"),
        (broken(GOLD, 0, {"clauses": clauses("none", "none")[::-1]}), f"{GOLD}:1", "out of order"),
        (broken(GOLD, 0, {"clauses": clauses("reported", "none")}), f"{GOLD}:1", "none is not what readings and"),
        (broken(GOLD, 0, {"clauses": clauses("reported", "asserted")[:1]}), f"{GOLD}:1", "other sentences"),
        (broken(GOLD, 1, {"quotes": []}), f"{GOLD}:2", "1 attributions are not what readings and"),
        (dropped(Q, 0), f"{GOLD}:1", "has no line for 'a'"),
        (dropped(GOLD, 0), f"{P}:1", "has no line for 'a'"),
        (dropped(DECIDED, 0), f"{GOLD}:2", "1 attributions of q differ"),
        (dropped(DECIDED, 1), f"{GOLD}:2", "p and q differ and"),
        (broken(DECIDED, 0, {"choice": "both"}), f"{DECIDED}:1", "choice 'both' found"),
        (broken(DECIDED, 0, {"choice": "q"}), f"{DECIDED}:1", "the choice is q"),
        (broken(DECIDED, 0, {"reason": ""}), f"{DECIDED}:1", "reason '' found"),
        (broken(DECIDED, 1, {"choice": "q", "evidentiality": "none"}), f"{GOLD}:2", "is not what readings and"),
        (broken(DECIDED, 1, {"q": "hedged"}), f"{GOLD}:2", "takes the readings for asserted and hedged"),
        (broken(DECIDED, 0, {"id": "z"}), f"{DECIDED}:1", "the gold has no item 'z'"),
    ],
)
def test_every_problem_names_file_and_line(breaks: Any, place: str, words: str, tmp_path: Path) -> None:
    files = miniature()
    breaks(files)
    told = problems(written(tmp_path, files))
    assert [line for line in told if line.startswith(f"{tmp_path / place}: ") and words in line], told


def test_an_edit_may_differ_from_both_readings(tmp_path: Path) -> None:
    files = miniature()
    edited = quote("document")
    files[DECIDED][0] |= {"choice": "edit", "quotes": [edited]}
    files[GOLD][1] = {**files[GOLD][1], "quotes": [edited]}
    assert problems(written(tmp_path, files)) == []


def test_the_corpus_check_covers_the_gold(tmp_path: Path, capsys: Printed) -> None:
    files = miniature()
    files[GOLD][0]["split"] = "test"
    written(tmp_path, files)
    assert check.main([str(tmp_path)]) == 1
    assert f"{tmp_path / GOLD}:1: split 'test' found" in capsys.readouterr().err
    assert voices.main([str(tmp_path), "--check"]) == 1
    printed = capsys.readouterr()
    assert f"{tmp_path / GOLD}:1: split 'test' found" in printed.err
    assert printed.out.endswith("1 problems\n")


def test_the_command_prints_every_table(tmp_path: Path, capsys: Printed) -> None:
    assert voices.main([str(written(tmp_path, miniature())), "--errors"]) == 0
    printed = capsys.readouterr().out
    assert "| content spans, exact F1 | 2 | 2 | 1.000 |" in printed
    assert "| criteria, item-level micro-F1 | 2 | 2 |" in printed
    assert "| voice of technique spans, accuracy | 2 | 2 | 1.000 |" in printed
    assert "| speaker kind, accuracy over those matched | 2 | 2 | 0.500 |" in printed
    assert "| quote rule | found | exact | touching no gold content |" in printed


def test_twins_are_left_out(tmp_path: Path, capsys: Printed) -> None:
    files = miniature()
    files["train/w.jsonl"] = [record("c", "train")]
    files["train/twins_x.jsonl"] = [record("d", "train", TEXT + "雨。")]
    assert voices.main([str(written(tmp_path, files)), "--split", "train"]) == 0
    printed = capsys.readouterr().out
    assert "| voice of technique spans, accuracy | 1 | 1 |" in printed
    assert "| evidentiality, accuracy | 0 | 0 | - | - |" in printed


def test_real_clippings_are_read_without_their_gaps(tmp_path: Path, capsys: Printed) -> None:
    head, share, body = "まえがき\n\n", "共有する\n", TEXT
    (tmp_path / "a.txt").write_text(head + share + body + "\n", encoding="utf-8")
    start = len(head)
    gap = {"start": start, "end": start + len(share), "kind": "share"}
    technique = {"name": "slogans", "voice": "quoted", "spans": ["船は無事", "どこにもない言葉"]}
    row = {"id": "s0", "file": "a.txt", "start": start, "end": start + len(share + body), "gaps": [gap]}
    row |= {"criteria": ["positioned_source", "direct_quote"], "techniques": [technique]}
    written(tmp_path, {"gold.jsonl": [row]})
    (item,) = voices.measured_real(tmp_path / "gold.jsonl")
    assert item.voices == [("quoted", {"quoted"})]
    assert {"positioned_source", "direct_quote"} <= item.got
    assert item.gold == {"positioned_source", "direct_quote"}


def test_missing_files_are_told(tmp_path: Path, capsys: Printed) -> None:
    assert voices.main([str(tmp_path)]) == 2
    assert "no such file or folder" in capsys.readouterr().err
    written(tmp_path, {"dev/d.jsonl": miniature()["dev/d.jsonl"]})
    assert voices.main([str(tmp_path)]) == 2
    assert "cannot be read" in capsys.readouterr().err
    written(tmp_path, miniature())
    assert voices.main([str(tmp_path), "--real", str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl: cannot be read" in capsys.readouterr().err


def test_the_readme_of_the_gold_holds_what_the_command_prints() -> None:
    readme = (SEEDS / "voices" / "README.md").read_text(encoding="utf-8")
    tables = list(counts(SEEDS / "voices"))
    for split in ("dev", "train"):
        labels = {entry.label.id: entry.label for entry in collect([SEEDS / split])[0]}
        _, p, q = gold_rows(SEEDS / "voices", labels)
        tables += comparison([(p[name], q[name]) for name in p], [labels[name].cluster for name in p])
    assert [row for row in tables if row not in readme] == []


def test_indices_of_a_resample_may_repeat() -> None:
    row = ratio_line("x", ["a", "a", "b"], 3, [(1, 1), (0, 1), (1, 1)])
    assert row.startswith("| x | 3 | 3 | 0.667 |")
    assert np.isclose(float(row.split("[")[1].split(",")[0]), 0.5)
