"""The two-axis Admiralty code of an item: reliability of its outlet, credibility of its claim, each with its rule.

Neither axis looks at the other, no other score looks at either, and nothing here reads a country. F and 6 mean
"cannot be judged", not "low". ``docs/admiralty.md`` publishes both tables.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from classifier.records import Admiralty, Attribution

# Level 3 of the label guide is "well sourced", level 2 "partly sourced"; below it nothing is sourced that could be judged.
_WELL, _PARTLY = 3, 2


def admiralty(
    who: Attribution, criteria: Collection[str], contradicted: bool, level: int, state_control: str | None = None
) -> Admiralty:
    """Both axes. ``criteria``: names found by rules; ``level``: 0-4; ``state_control``: State Media Monitor's class."""
    return Admiralty(*_reliability(who, state_control), *_credibility(criteria, contradicted, level))


@dataclass(frozen=True, slots=True)
class _Table:
    """``letters``: (class, none|controlled|independent) -> letter; ``groups``: typology class -> its group."""

    letters: dict[tuple[str, str], str]
    groups: dict[str, str]


@cache
def _table() -> _Table:
    raw = tomllib.loads(files("classifier.score").joinpath("admiralty.toml").read_text(encoding="utf-8"))
    return _Table(
        {(row["class"], row["state_control"]): row["letter"] for row in raw["reliability"]},
        {name: group for group, names in raw["state_control"].items() for name in names},
    )


def _reliability(who: Attribution, state_control: str | None) -> tuple[str, str]:
    """Letter and rule. 「田中@tanaka_x」 -> F account; 「▽県民時報」 outside the registry -> F unknown_outlet."""
    if who.kind is None:
        return "F", "account" if who.account and not who.outlet else "unknown_outlet"
    table, rule = _table(), f"class:{who.kind}"
    if (who.kind, "none") not in table.letters:  # a class that a user's overlay made up
        return "F", "unknown_class"
    # A name that the typology does not have says nothing; the rule shows that the class alone was used.
    if state_control is None or state_control not in table.groups:
        return table.letters[who.kind, "none"], rule
    return table.letters[who.kind, table.groups[state_control]], f"{rule}+{state_control}"


def _credibility(criteria: Collection[str], contradicted: bool, level: int) -> tuple[str, str]:
    """Code and rule; the first that holds.

    5 「橋が落ちたとの投稿があるが、映像は別の橋だった」: the text's own evidence outweighs any sourcing of the claim.
    1 「市は橋の閉鎖を発表し、県警も別に確認した」: needs a sourced claim that the second source confirms, so level 2;
      not level 3, because other claims of the text may stay bare.
    2 「市は閉鎖を発表した。業者は不備を否定した」: a reply next to thin sourcing makes two bare claims, hence level 3.
    3 level 4 without either criterion: it stated its own limits, which is good practice and confirms nothing.
    4 「市によると橋は閉鎖された」: one side's claim relayed.
    6 「橋が危ないらしい」: nothing in the words to judge by.
    """
    if contradicted:
        return "5", "contradicted"
    if level >= _PARTLY and "corroboration" in criteria:
        return "1", "corroborated"
    if level >= _WELL and "other_side" in criteria:
        return "2", "other_side"
    if level >= _WELL:
        return "3", "well_sourced"
    return ("4", "partly_sourced") if level == _PARTLY else ("6", "not_judgeable")
