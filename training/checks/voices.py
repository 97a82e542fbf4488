"""The gold of attributions and evidentiality: every line fits its text, and the decisions lead from the readings to it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from classifier.evidence import EVIDENTIALITY, FORMS, SPEAKER_KINDS
from training.attributions import Seen, seen_in_row
from training.labels import Label, LabelError, Placed, rows_of

GOLD, READINGS, DECISIONS = "gold.jsonl", ("p.jsonl", "q.jsonl"), "adjudicated.jsonl"
CHOICES = ("p", "q", "edit")
_PARTS = ("content", "source", "cue")

Row = dict[str, Any]
# The rows of one file by item id, with their places.
Rows = dict[str, tuple[str, Row]]
Views = dict[str, Seen]


def wrong(folder: Path, corpus: Sequence[Placed]) -> Iterator[str]:
    """Everything to mend in a folder of attributions, each with file and line."""
    labels = {entry.label.id: entry.label for entry in corpus}
    tables: dict[str, Rows] = {}
    problems: list[str] = []
    for name in (GOLD, *READINGS):
        tables[name] = _table(folder / name, labels, problems)
    decisions = _decisions(folder / DECISIONS, problems)
    yield from problems
    yield from _coverage(folder, tables)
    # What leads to the gold can only be judged where every line is sound.
    if not problems:
        yield from _led_to(tables, decisions)


def gold_rows(folder: Path, labels: Mapping[str, Label]) -> tuple[Views, Views, Views]:
    """Gold, p and q by item id, of the items in ``labels``. Raises LabelError that lists every problem found."""
    problems: list[str] = []
    tables: list[Rows] = [_read(folder / name, problems) for name in (GOLD, *READINGS)]
    tables = [{name: row for name, row in table.items() if name in labels} for table in tables]
    for table in tables:
        problems += [f"{at}: {what}" for name, (at, row) in table.items() for what in _misfits(row, labels[name].text)]
        problems += [f"{at}: a reading lacks {name!r}" for name, (at, _) in tables[0].items() if name not in table]
    if problems:
        raise LabelError("\n".join(problems))
    gold, p, q = ({i: seen_in_row(row, labels[i].text) for i, (_, row) in table.items()} for table in tables)
    return gold, p, q


def counts(folder: Path) -> Iterator[str]:
    """Tables of what gold and decisions hold; lines that are not sound are left out."""
    rows = [row for _, row in _read(folder / GOLD, []).values() if _is_listed(row)]
    yield "| split | items | attributions | sentences |\n| --- | ---: | ---: | ---: |"
    for split in sorted({str(row.get("split")) for row in rows}):
        inside = [row for row in rows if row.get("split") == split]
        attributions, sentences = (sum(len(row[name]) for row in inside) for name in ("quotes", "clauses"))
        yield f"| {split} | {len(inside)} | {attributions} | {sentences} |"
    decisions = [row for rows in _decisions(folder / DECISIONS, []).values() for _, row in rows]
    yield f"\n| decided | {' | '.join(CHOICES)} | together |\n| --- |{' ---: |' * (len(CHOICES) + 1)}"
    for name, of in (("attributions", False), ("sentences", True)):
        taken = Counter(row["choice"] for row in decisions if ("clause" in row) is of)
        yield f"| {name} | {' | '.join(str(taken[choice]) for choice in CHOICES)} | {taken.total()} |"


def _read(path: Path, problems: list[str]) -> Rows:
    made: Rows = {}
    for place, row in rows_of(path, problems):
        name = row.get("id")
        if not isinstance(name, str):
            problems.append(f"{place}: id {name!r} found, a string expected")
        elif made.setdefault(name, (place, row))[0] != place:
            problems.append(f"{place}: the id {name!r} stands already at {made[name][0]}; keep one line")
    return made


def _table(path: Path, labels: Mapping[str, Label], problems: list[str]) -> Rows:
    rows = _read(path, problems)
    for name, (place, row) in rows.items():
        label = labels.get(name)
        if label is None:
            problems.append(f"{place}: the corpus has no item {name!r}")
            continue
        if path.name == GOLD and row.get("split") != label.split:
            problems.append(f"{place}: split {row.get('split')!r} found, {name!r} is in {label.split!r}")
        if path.name in READINGS and row.get("reader") != path.stem:
            problems.append(f"{place}: reader {row.get('reader')!r} found, {path.stem!r} expected")
        problems.extend(f"{place}: {what}" for what in _misfits(row, label.text))
    return rows


def _misfits(row: Row, text: str) -> Iterator[str]:
    if not _is_listed(row):
        yield "quotes and clauses expected, a list each"
        return
    for quote in row["quotes"]:
        yield from _bad_quote(quote, text)
    # One content may stand twice, for two speakers (a paper that relays a witness); one attribution may not.
    if twice := [key for key, n in Counter(map(_key, row["quotes"])).items() if n > 1]:
        yield f"the attribution {twice[0]} stands twice; keep one"
    for clause in row["clauses"]:
        yield from _bad_clause(clause, text)
    spans = [(c["start"], c["end"]) for c in row["clauses"] if _is_inside(c, text)]
    if any(low < high for (_, high), (low, _) in pairwise(spans)):
        yield "sentences overlap or stand out of order"


def _is_listed(row: Row) -> bool:
    return isinstance(row.get("quotes"), list) and isinstance(row.get("clauses"), list)


def _bad_quote(quote: Any, text: str) -> Iterator[str]:
    if not isinstance(quote, dict) or not {*_PARTS, "kind", "form"} <= quote.keys():
        yield f"an attribution lacks one of {', '.join((*_PARTS, 'kind', 'form'))}"
        return
    for part in _PARTS:
        if not (_is_inside(quote[part], text) or (part != "content" and quote[part] is None)):
            yield f"{part} {quote[part]} is no span of the text of {len(text)} characters"
    for name, known in (("kind", SPEAKER_KINDS), ("form", FORMS)):
        if quote[name] not in known:
            yield f"{name} {quote[name]!r} found, one of {', '.join(known)} expected"


def _bad_clause(clause: Any, text: str) -> Iterator[str]:
    if not _is_inside(clause, text):
        yield f"the sentence {clause} is no span of the text of {len(text)} characters"
    elif clause.get("evidentiality") not in EVIDENTIALITY:
        yield f"evidentiality {clause.get('evidentiality')!r} found, one of {', '.join(EVIDENTIALITY)} expected"


def _is_inside(span: Any, text: str) -> bool:
    if not isinstance(span, dict) or any(type(span.get(name)) is not int for name in ("start", "end")):
        return False
    return bool(0 <= span["start"] < span["end"] <= len(text))


def _key(quote: Any) -> str:
    """An attribution as one comparable string, whatever the order of its fields."""
    return json.dumps(quote, ensure_ascii=False, sort_keys=True)


def _coverage(folder: Path, tables: Mapping[str, Rows]) -> Iterator[str]:
    for name in READINGS:
        for missing in tables[GOLD].keys() - tables[name].keys():
            yield f"{tables[GOLD][missing][0]}: {folder / name} has no line for {missing!r}"
        for extra in tables[name].keys() - tables[GOLD].keys():
            yield f"{tables[name][extra][0]}: {folder / GOLD} has no line for {extra!r}"


def _decisions(path: Path, problems: list[str]) -> dict[str, list[tuple[str, Row]]]:
    made: dict[str, list[tuple[str, Row]]] = {}
    for place, row in rows_of(path, problems):
        found = list(_bad_decision(row))
        problems.extend(f"{place}: {what}" for what in found)
        if not found:
            made.setdefault(row["id"], []).append((place, row))
    return made


def _bad_decision(row: Row) -> Iterator[str]:
    needed = {"clause": dict, "p": str, "q": str, "evidentiality": str}
    needed = needed if "clause" in row else {"p": list, "q": list, "quotes": list}
    for name, kind in {"id": str, "reason": str, **needed}.items():
        if not isinstance(row.get(name), kind) or row[name] == "":
            yield f"{name} {row.get(name)!r} found, a {kind.__name__} expected"
            return
    choice, result = row.get("choice"), row["evidentiality" if "clause" in row else "quotes"]
    if choice not in CHOICES:
        yield f"choice {choice!r} found, one of {', '.join(CHOICES)} expected"
    elif choice != "edit" and result != row[choice]:
        yield f"the choice is {choice}, but its result is not what {choice} read; choose edit or mend the result"


def _led_to(tables: Mapping[str, Rows], decisions: Mapping[str, list[tuple[str, Row]]]) -> Iterator[str]:
    for name in decisions.keys() - tables[GOLD].keys():
        yield f"{decisions[name][0][0]}: the gold has no item {name!r}"
    for name, (place, gold) in tables[GOLD].items():
        if all(name in tables[reading] for reading in READINGS):
            p, q = (tables[reading][name][1] for reading in READINGS)
            decided = [row for _, row in decisions.get(name, [])]
            yield from (f"{place}: {what}" for what in _quotes_led(gold, p, q, decided))
            yield from (f"{place}: {what}" for what in _clauses_led(gold, p, q, decided))


def _quotes_led(gold: Row, p: Row, q: Row, decided: Sequence[Row]) -> Iterator[str]:
    """What both read alike, and the result of every decision, make the gold."""
    sides = {name: set(map(_key, row["quotes"])) for name, row in (("p", p), ("q", q), ("gold", gold))}
    alike = sides["p"] & sides["q"]
    made = {_key(x) for row in decided if "clause" not in row for x in row["quotes"]}
    if alike | made != sides["gold"]:
        yield f"{len((alike | made) ^ sides['gold'])} attributions are not what readings and {DECISIONS} lead to"
    for side in ("p", "q"):
        judged = {_key(x) for row in decided if "clause" not in row for x in row[side]}
        if alike | judged != sides[side]:
            yield f"{len((alike | judged) ^ sides[side])} attributions of {side} differ and {DECISIONS} does not hold them so"


def _clauses_led(gold: Row, p: Row, q: Row, decided: Sequence[Row]) -> Iterator[str]:
    labels = [{(c["start"], c["end"]): c["evidentiality"] for c in row["clauses"]} for row in (gold, p, q)]
    if not labels[0].keys() == labels[1].keys() == labels[2].keys():
        yield "gold, p and q cut the text into other sentences; cut them alike"
        return
    made = {(c.get("start"), c.get("end")): row for row in decided if (c := row.get("clause"))}
    for span, label in labels[0].items():
        one, other, row = labels[1][span], labels[2][span], made.get(span)
        if row and (row["p"], row["q"]) != (one, other):
            yield f"sentence {span}: {DECISIONS} takes the readings for {row['p']} and {row['q']}, they are {one} and {other}"
        elif not row and one != other:
            yield f"sentence {span}: p and q differ and {DECISIONS} has no decision"
        elif label != (row["evidentiality"] if row else one):
            yield f"sentence {span}: {label} is not what readings and {DECISIONS} lead to"
