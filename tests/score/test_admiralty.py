"""Two axes, each by published rules: the docs tables are parsed and compared with the data file and the function."""

import tomllib
from itertools import combinations, product
from pathlib import Path

import pytest

import classifier
from classifier.attribute.registry import load_registry
from classifier.records import CRITERIA, Attribution
from classifier.score.admiralty import Admiralty, admiralty

ROOT = Path(__file__).parents[2]
RAW = tomllib.loads((Path(classifier.__file__).parent / "score" / "admiralty.toml").read_text(encoding="utf-8"))
KINDS = ("wire_service", "news_media", "state_media", "official")
CLASSES = (None, "SC", "CaPu", "CaPr", "ISFM", "ISF", "ISM", "IP")


def docs_table(first: str) -> list[list[str]]:
    """Rows of the docs table whose header starts with the cell ``first``, without header and rule, without backquotes."""
    lines = (ROOT / "docs" / "admiralty.md").read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"| {first} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip().strip("`") for cell in line.strip("|").split("|")])
    return rows


def reliability(who: Attribution, state_control: str | None = None) -> tuple[str, str]:
    made = admiralty(who, (), False, 0, state_control)
    return made.reliability, made.reliability_rule


def credibility(criteria: tuple[str, ...], contradicted: bool, level: int) -> tuple[str, str]:
    made = admiralty(Attribution(), criteria, contradicted, level)
    return made.credibility, made.credibility_rule


class NoCountry:
    """An attribution whose country cannot be read."""

    outlet, account = "県民時報", None

    def __init__(self, kind: str) -> None:
        self.kind = kind

    @property
    def country(self) -> str:
        raise AssertionError("the country was read")


def test_docs_show_the_reliability_table() -> None:
    rows = [[r["class"], r["state_control"], r["letter"], r["reason"]] for r in RAW["reliability"]]
    assert docs_table("Class") == rows


def test_table_has_every_pair_once_and_stays_between_b_and_d() -> None:
    pairs = [(r["class"], r["state_control"]) for r in RAW["reliability"]]
    assert sorted(pairs) == sorted(product(KINDS, ("none", "independent", "controlled")))
    assert {r["letter"] for r in RAW["reliability"]} <= {"B", "C", "D"}
    assert [name for group in RAW["state_control"].values() for name in group] == list(CLASSES[1:])


def test_state_control_adds_nothing_to_an_independent_class() -> None:
    letters = {(r["class"], r["state_control"]): r["letter"] for r in RAW["reliability"]}
    for kind in ("wire_service", "news_media", "official"):
        assert letters[kind, "independent"] == letters[kind, "none"] < letters[kind, "controlled"]


@pytest.mark.parametrize("control", CLASSES)
@pytest.mark.parametrize("kind", KINDS)
def test_country_does_not_matter(kind: str, control: str | None) -> None:
    countries = {outlet.country for outlet in load_registry().outlets} | {None, "", "??"}
    made = {reliability(Attribution(outlet="県民時報", kind=kind, country=c), control) for c in countries}
    assert made == {reliability(NoCountry(kind), control)}  # type: ignore[arg-type]


def test_every_outlet_of_a_class_gets_the_letter_of_the_class() -> None:
    found = {(o.kind, reliability(Attribution(o.name, o.kind, o.country))) for o in load_registry().outlets}
    letters = {"wire_service": "B", "news_media": "C", "state_media": "D", "official": "C"}
    assert found == {(kind, (letter, f"class:{kind}")) for kind, letter in letters.items()}


@pytest.mark.parametrize(
    ("who", "control", "expected"),
    [
        (Attribution(account="@tanaka_x"), None, ("F", "account")),
        (Attribution(account="@tanaka_x"), "SC", ("F", "account")),
        (Attribution(), None, ("F", "unknown_outlet")),
        (Attribution(outlet="県民時報"), None, ("F", "unknown_outlet")),
        (Attribution(outlet="県民時報", account="@kenmin"), None, ("F", "unknown_outlet")),
        (Attribution(outlet="県民時報", kind="blog"), "SC", ("F", "unknown_class")),
        (Attribution(outlet="県民時報", kind="news_media", account="@kenmin"), None, ("C", "class:news_media")),
        (Attribution(outlet="県民時報", kind="news_media"), "IP", ("C", "class:news_media+IP")),
        (Attribution(outlet="県民時報", kind="news_media"), "CaPr", ("D", "class:news_media+CaPr")),
        (Attribution(outlet="県民時報", kind="news_media"), "controlled", ("C", "class:news_media")),
        (Attribution(outlet="国民通信", kind="state_media"), "ISF", ("C", "class:state_media+ISF")),
    ],
)
def test_reliability(who: Attribution, control: str | None, expected: tuple[str, str]) -> None:
    assert reliability(who, control) == expected


def test_docs_name_every_reliability_rule() -> None:
    rules = {reliability(Attribution(kind=k), c)[1] for k in KINDS for c in CLASSES}
    rules = {rule.replace(rule.partition(":")[2].partition("+")[0], "KIND").partition("+")[0] for rule in rules}
    others = {reliability(who)[1] for who in (Attribution(account="@a"), Attribution(), Attribution(kind="blog"))}
    assert {row[0] for row in docs_table("Rule")} == rules | others | {"class:KIND+SC"}


@pytest.mark.parametrize(
    ("criteria", "contradicted", "level", "expected"),
    [
        (("corroboration", "other_side"), True, 4, ("5", "contradicted")),
        ((), True, 0, ("5", "contradicted")),
        (("corroboration", "other_side"), False, 4, ("1", "corroborated")),
        (("corroboration",), False, 2, ("1", "corroborated")),
        (("corroboration",), False, 1, ("6", "not_judgeable")),
        (("other_side", "named_source"), False, 3, ("2", "other_side")),
        (("other_side",), False, 2, ("4", "partly_sourced")),
        (("unverified_flagged", "no_comment"), False, 4, ("3", "well_sourced")),
        ((), False, 3, ("3", "well_sourced")),
        (("single_party_claim",), False, 2, ("4", "partly_sourced")),
        (("other_side",), False, 1, ("6", "not_judgeable")),
        ((), False, 0, ("6", "not_judgeable")),
    ],
)
def test_credibility(criteria: tuple[str, ...], contradicted: bool, level: int, expected: tuple[str, str]) -> None:
    assert credibility(criteria, contradicted, level) == expected


def test_docs_credibility_table_gives_what_the_function_gives() -> None:
    """First row that holds, over all levels and all pairs of criteria."""
    rows = docs_table("Code")
    for chosen, contradicted, level in product(combinations(CRITERIA, 2), (True, False), range(5)):
        holding = [
            (code, rule)
            for code, rule, against, needs, levels, _ in rows
            if (against == "yes") == contradicted
            and (needs == "-" or needs in chosen)
            and int(levels[0]) <= level <= int(levels[-1])
        ]
        assert credibility(chosen, contradicted, level) == holding[0]


def test_the_axes_do_not_touch_each_other() -> None:
    whos = (Attribution(), Attribution(outlet="県民時報", kind="wire_service"), Attribution(account="@a"))
    cases = [(c, x, n) for c in ((), ("corroboration",), ("other_side",)) for x in (True, False) for n in range(5)]
    for who, case in product(whos, cases):
        made = admiralty(who, *case)
        assert (made.reliability, made.credibility) == (reliability(who)[0], credibility(*case)[0])


def test_to_dict() -> None:
    made = Admiralty("B", "class:wire_service", "2", "other_side").to_dict()
    assert made["rules"] == {"reliability": "class:wire_service", "credibility": "other_side"}
    assert (made["reliability"], made["credibility"], len(made)) == ("B", "2", 3)
