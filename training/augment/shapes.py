"""Invented outlets, and the shape in which one takes the place of a real name."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from training.augment.made import Refused


@dataclass(frozen=True, slots=True)
class Invented:
    """An outlet that does not exist, by its stems in each script."""

    kanji: str
    kana: str
    latin: str
    abbreviation: str


@cache
def invented_outlets() -> tuple[Invented, ...]:
    """The rows of ``outlets.toml``."""
    raw = files("training.augment").joinpath("outlets.toml").read_text(encoding="utf-8")
    return tuple(Invented(**row) for row in tomllib.loads(raw)["outlet"])


_EDITION = r"(?P<edition>[ 　]?(?:日本語版|日本語ニュース|日本語|電子版|デジタル|編集部|通信社?|新聞社?|紙|テレビ|放送|ニュース|論説)?)"
_KANJI_NAME = re.compile(
    r"(?P<head>夕刊|週刊|月刊|日刊|季刊)?[一-鿿々ァ-ヶーぁ-んＡ-Ｚ]*?(?P<tail>通信社|通信|日日新聞|新聞社|新聞|新報|日報|時報|夕報|週報|公論|論壇|"
    r"評論|経済|放送局|放送|テレビ|電視台|ラジオ|ニュース|オンライン|タイムズ|タイムス|ジャーナル|ポスト|社|網|紙|報)?(?P<last>日本語版?|デジタル|電子版)?"
)
_KANA_NAME = re.compile(
    rf"[A-ZＡ-Ｚ]{{0,3}}[ァ-ヶー・ 　]*?(?P<tail>・?(?:タイムズ|タイムス|ポスト|ジャーナル|ニュース|テレビ|TV))?(?:日本)?{_EDITION}"
)
_LATIN_NAME = re.compile(
    rf"(?P<the>The )?(?P<stem>[A-Za-zＡ-Ｚａ-ｚÀ-ž.&'\- ]*?)(?P<tail> ?(?:News|Press|Times|Daily|Agency|Post|Journal|Tribune|Herald|Online))?(?: ?日本)?{_EDITION}"
)
_WIDE = {at: at + 0xFEE0 for at in range(0x21, 0x7F)}


def form_of(name: str, invented: Invented) -> str:
    """The invented name in the shape of a real one: its script, width, kind of outlet and edition. Raises Refused."""
    if found := _LATIN_NAME.fullmatch(name):
        return f"{found['the'] or ''}{_latin(found['stem'], invented)}{found['tail'] or ''}{found['edition']}"
    if found := _KANA_NAME.fullmatch(name):
        return f"{invented.kana}{found['tail'] or ''}{found['edition']}"
    found = _KANJI_NAME.fullmatch(name)
    if not found or not (found["tail"] or found["head"] or re.fullmatch("[一-鿿々]+", name)):
        raise Refused("the outlet's name has no shape that an invented one could take")
    return f"{found['head'] or ''}{invented.kanji}{found['tail'] or ''}{found['last'] or ''}"


def _latin(stem: str, invented: Invented) -> str:
    """AFP -> MHN, ＡＰ -> ＭＨＮ, dpa -> mhn, REUTERS -> MIHONA, Kyodo -> Mihona."""
    narrow = stem.translate({wide: at for at, wide in _WIDE.items()})
    short = len(narrow) <= 5 and (narrow.isupper() or narrow == "dpa")
    made = invented.abbreviation if short else invented.latin
    cased = made.lower() if narrow.islower() else made.upper() if narrow.isupper() else made
    return cased.translate(_WIDE) if narrow != stem else cased
