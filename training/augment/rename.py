"""Target renaming: an organisation beyond the default targets gets an invented name, so that the context tells the stance.

瑞鳳ポンプ製作所 -> 汐凪ポンプ製作所, ネビュロン社 -> オルテガ社: same script, like length, the kind of organisation kept. Countries, public
bodies, laws and common nouns keep their names, and so does a name that stands inside a longer word (the 北辰 of 北辰台).
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from classifier.attribute.registry import load_registry
from classifier.features.morphology import PLACES, tokens_of
from training.augment.made import Refused, history, known_targets, mention_counts, unless_refused
from training.edits import Edit, edited
from training.labels import Label

_KANA = re.compile(r"[ァ-ヶー・]+")
_KANJI_OR_KANA = re.compile(r"[一-鿿々ァ-ヶー・]+")
# Of a stem of two letters any text holds another; parts from here on betray the name where they remain.
_TELLING = 3


class Name(NamedTuple):
    """An organisation's name: what is its own, and what says its kind."""

    stem: str
    suffix: str


def rename_target(label: Label, rng: random.Random) -> Label | None:
    """The record with one organisation renamed, or None where it labels none that can be renamed cleanly."""
    return unless_refused(renamed, label, rng)


def renamed(label: Label, rng: random.Random) -> Label:
    """As ``rename_target``; raises Refused with the reason."""
    names = [name for name, value in (label.stance or {}).items() if value and name not in known_targets()]
    if not names:
        raise Refused("only default targets are labelled")
    rng.shuffle(names)
    reasons: list[Refused] = []
    for name in names:
        try:
            return _renamed(label, name, rng)
        except Refused as refused:
            reasons.append(refused)
    raise reasons[0]


def _renamed(label: Label, name: str, rng: random.Random) -> Label:
    parts = name_of(name)
    places = [found.start() for found in re.finditer(re.escape(name), label.text)]
    if not places:
        raise Refused("the text does not name the target")
    if name == label.outlet:
        raise Refused("the target is the outlet")
    if not all(stands_alone(label.text, at, at + len(name)) for at in places):
        raise Refused("the name stands in a longer word")
    new = _invented(parts, label.text, rng) + parts.suffix
    edits: list[Edit] = [(at, at + len(name), new) for at in places]
    made = edited(label, edits, **history(label, "rename"))
    _check(label, made, parts)
    stance = {new if key == name else key: value for key, value in (made.stance or {}).items()}
    return edited(made, [], stance=stance)


def _check(label: Label, made: Label, parts: Name) -> None:
    if any(part in made.text for part in _telling(parts.stem)):
        raise Refused("a short form of the name remains")
    if mention_counts(made.text) != mention_counts(label.text):
        raise Refused("the name holds a default target")


def _telling(stem: str) -> Iterator[str]:
    """The stem and its parts that would tell whose text this was."""
    yield stem
    yield from (part for part in re.split("[・ー]", stem) if len(part) >= _TELLING)


def name_of(name: str) -> Name:
    """Stem and suffix of an organisation's name. Raises Refused where it is none, or no proper name."""
    if not _KANJI_OR_KANA.fullmatch(name) or load_registry().named(name):
        raise Refused("the target is no invented organisation in kanji or katakana")
    if any(target.mentions(name) for target in known_targets().values()):
        raise Refused("the name holds a default target")
    parts = _parts(name)
    if not parts.suffix and not _KANA.fullmatch(name):
        raise Refused("the target is no invented organisation in kanji or katakana")
    if not _is_proper(parts):
        raise Refused("the target's name is no proper name of an organisation")
    return parts


def _parts(name: str) -> Name:
    """Endings are taken off while a stem of two letters remains: ハルネ + 電力 + 公社."""
    stem = name
    while suffix := next((s for s in _endings() if stem.endswith(s) and len(stem) - len(s) >= 2), ""):
        stem = stem.removesuffix(suffix).removesuffix("・")
    return Name(stem, name[len(stem) :])


def _is_proper(parts: Name) -> bool:
    """Whether the stem is a name of its own: no place, no common word, nothing that belongs to a state."""
    raw, words = _raw(), tokens_of(parts.stem)
    if parts.stem in (*raw["common"], *raw["firms"], *raw["bodies"]) or parts.stem.startswith(tuple(raw["public"])):
        return False
    if any(word.detail in PLACES for word in words):
        return False
    if parts.suffix.startswith(tuple(raw["firms"])) or (parts.suffix == "社" and _KANA.fullmatch(parts.stem)):
        return True
    odd = any(word.sub == "固有名詞" or not word.lemma for word in words)
    single = bool(parts.suffix) and all(word.end - word.start == 1 for word in words)
    return (odd or single) and not (not parts.suffix and parts.stem.endswith(tuple(raw["countries"])))


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the neighbours of a name belong to other words."""
    before, after = text[:start], text[end:]
    if _KANA.match(text[start]) and re.search("[ァ-ヶー・]$", before):
        return False
    if _KANA.match(text[end - 1]) and re.match("[ァ-ヶー・]", after):
        return False
    tail = re.match("[一-鿿々]*", after)
    head = re.search("[一-鿿々]*$", before)
    assert tail is not None and head is not None
    allowed = _raw()
    led = not head.group() or any(head.group().endswith(word) for word in allowed["before"])
    followed = not tail.group() or any(tail.group().startswith(word) for word in allowed["after"])
    return led and followed


def _invented(parts: Name, text: str, rng: random.Random) -> str:
    """A stem of the same script and of like length that the text does not hold."""
    stems: list[str] = [stem for stem in _raw()["kana" if _KANA.search(parts.stem) else "kanji"] if stem not in text]
    longest = max(map(len, stems))
    length = min(len(parts.stem), longest)
    nearest = min(abs(len(stem) - length) for stem in stems)
    return rng.choice([stem for stem in stems if abs(len(stem) - length) <= nearest + 1])


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("training.augment").joinpath("names.toml").read_text(encoding="utf-8"))


@cache
def _endings() -> tuple[str, ...]:
    """Longest first."""
    return tuple(sorted((*_raw()["firms"], *_raw()["bodies"]), key=len, reverse=True))
