"""Outlet masking: the record's own outlet gets an invented name wherever the text names it, in the shape it stood in.

``［東京　２４日　ロイター］`` -> ``［東京　２４日　ミホーナ］``, ``【ソウル共同】`` -> ``【ソウル見本】``, ``【AFP＝時事】`` -> ``【MHN＝時事】``,
``毎日新聞`` -> ``見本新聞``, ``TRT日本語`` -> ``MHN日本語``. The credit's words must not turn into another word: 共同 and 時事 are
replaced in credits only, and names of other outlets that hold the name (信濃毎日新聞) are passed over.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from functools import cache

from classifier.attribute.credit import credited
from classifier.attribute.registry import Outlet, load_registry, media_names
from training.augment.made import Refused, history, mention_counts, unless_refused
from training.augment.shapes import Invented, form_of, invented_outlets
from training.edits import Edit, EditError, edited
from training.labels import Label

# An authority is an actor, a blog or a firm is its author: their names belong to the story.
_PRESS = (None, "wire_service", "news_media", "state_media_repost")


def mask_outlet(label: Label, rng: random.Random) -> Label | None:
    """The record with its outlet's name masked, or None where that cannot be done cleanly."""
    return unless_refused(masked, label, rng)


def masked(label: Label, rng: random.Random) -> Label:
    """As ``mask_outlet``; raises Refused with the reason."""
    if not label.outlet:
        raise Refused("no outlet is labelled")
    if label.source_type not in _PRESS:
        raise Refused("the outlet is no press but the author itself")
    if label.outlet in (label.stance or {}):
        raise Refused("the outlet is a stance target")
    row = load_registry().named(label.outlet)
    places = sorted({*_names(label, row), *_credits(label.text, row)})
    if not places:
        raise Refused("the text does not name its outlet")
    invented = rng.choice([i for i in invented_outlets() if not _occurs(i, label.text)])
    shown = [form_of(label.text[start:end], invented) for start, end in places]
    names: list[Edit] = [(start, end, form) for (start, end), form in zip(places, shown, strict=True)]
    handles = list(_handles(label, row, f"@{_slug(invented)}_mihon"))
    hosts = list(_hosts(label.text, row, f"{_slug(invented)}.example"))
    made = _edited(label, sorted([*names, *handles, *hosts]), outlet=shown[0], **_account(label, row, invented))
    _check(made, label, row)
    return made


def _edited(label: Label, edits: Sequence[Edit], **changes: str | None) -> Label:
    try:
        return edited(label, edits, **changes, **history(label, "mask", "outlet"))
    except EditError as error:
        raise Refused("two names of the outlet overlap") from error


def _check(made: Label, label: Label, row: Outlet | None) -> None:
    if mention_counts(made.text) != mention_counts(label.text):
        raise Refused("the outlet's name mentions a stance target")
    if _loose_credit(made.text, row) or _names(label, row, made.text):
        raise Refused("the outlet's name still stands in a form of its own")


def _names(label: Label, row: Outlet | None, text: str | None = None) -> list[tuple[int, int]]:
    """Where the outlet's names stand as they are, credits apart."""
    pattern = _pattern(label.outlet or "", row.name if row else "")
    return [m.span() for m in pattern.finditer(label.text if text is None else text) if m.lastgroup]


@cache
def _pattern(outlet: str, name: str) -> re.Pattern[str]:
    """Own names, longest first, among other outlets' names and fixed words, which are passed over."""
    row = load_registry().named(name) if name else None
    own = {outlet, *((row.name, *row.aliases) if row else ())} - _shared(row)
    others = [word for word in (*(media_names() - own), *_FIXED) if any(name in word for name in own)]
    both = sorted({(word, word in own) for word in (*own, *others)}, key=lambda pair: len(pair[0]), reverse=True)
    parts = (f"(?P<o{at}>{_bordered(word)})" if mine else _bordered(word) for at, (word, mine) in enumerate(both))
    return re.compile("|".join(parts))


# Indices that carry a paper's name are not the paper.
_FIXED = ("日経平均", "日経225", "日経２２５", "日経ＶＩ")


def _shared(row: Outlet | None) -> set[str]:
    """AFP時事 and the like: names of one outlet followed by that of the agency which passes its copy on."""
    names = (*row.aliases, *row.credits) if row else ()
    return {name for name in names if re.search(r"[＝=]|[A-Za-zＡ-Ｚａ-ｚァ-ヶー](?:時事|共同)$", name)}


def _bordered(name: str) -> str:
    """Names in letters or katakana end where their script ends: タス is not in ステータス, AP not in APEC."""
    escaped = re.escape(name)
    before = "(?<![A-Za-zＡ-Ｚａ-ｚ@#./])" if _LETTER.match(name) else "(?<![ァ-ヶー])" if _KANA.match(name) else ""
    last = name[-1]
    after = "(?![A-Za-zＡ-Ｚａ-ｚ])" if _LETTER.match(last) else "(?![ァ-ヶー])" if _KANA.match(last) else ""
    return f"{before}{escaped}{after}"


_LETTER = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]")
_KANA = re.compile(r"[ァ-ヶー]")
_BRACKETS = re.compile(r"[\[［【(（〔](?P<inner>[^\[\]［］【】()（）〔〕\r\n]{2,60})[\]］】)）〕]")


def _credits(text: str, row: Outlet | None) -> Iterator[tuple[int, int]]:
    """Credits in brackets whose outlet is the record's own: the 共同 of 【ソウル共同】."""
    if row is None:
        return
    for found in _BRACKETS.finditer(text):
        if credited(found["inner"], load_registry()) is row:
            words = [c for c in {row.name, *row.credits} - _shared(row) if c in found["inner"]]
            if words and not any(alias in found["inner"] for alias in {*row.aliases} - _shared(row)):
                word = max(words, key=len)
                at = found.start("inner") + found["inner"].rindex(word)
                yield at, at + len(word)


def _loose_credit(text: str, row: Outlet | None) -> bool:
    """Whether a credit form still stands alone between brackets, commas or equals signs."""
    words = "|".join(re.escape(credit) for credit in row.credits) if row else ""
    return bool(words and re.search(rf"[\[［【(（〔、=＝/／\s](?:{words})[\]］】)）〕、=＝/／]", text))


def _handles(label: Label, row: Outlet | None, new: str) -> Iterator[Edit]:
    for handle in {*(row.accounts if row else ()), *([label.account] if label.account else [])}:
        for found in re.finditer(rf"(?i){re.escape(handle)}(?![A-Za-z0-9_])", label.text):
            yield found.start(), found.end(), new


def _hosts(text: str, row: Outlet | None, new: str) -> Iterator[Edit]:
    hosts = "|".join(map(re.escape, sorted(row.domains, key=len, reverse=True))) if row else ""
    for found in re.finditer(rf"(?i)(?<![a-z0-9-])(?:{hosts})(?![a-z0-9-])", text) if hosts else ():
        yield found.start(), found.end(), new


def _account(label: Label, row: Outlet | None, invented: Invented) -> dict[str, str | None]:
    """The outlet's own handle goes with its name; that of a reader who passed the piece on stays, unless it is shown."""
    handle = label.account
    if not handle:
        return {"account": handle}
    known = (*row.accounts, row.name.lower()) if row else ()
    own = handle.lower() in label.text.lower() or any(word in handle.lower() for word in known)
    return {"account": f"@{_slug(invented)}_mihon" if own else handle}


def _slug(invented: Invented) -> str:
    return invented.latin.replace(" ", "").lower()


def _occurs(invented: Invented, text: str) -> bool:
    return any(word in text for word in (invented.kanji, invented.kana, invented.latin, invented.abbreviation))
