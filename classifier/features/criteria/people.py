"""Persons with their names: マリア・ソト報道官, 農家の田島健さん（41）, 広報部長アンナ・レイ, コスキ海事部長.

No list of people: a name is what stands where names stand, before 氏 and さん, beside an office, as katakana parts
joined by ・. Somebody under another name (仮名) is no named person.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from classifier.features.morphology import PLACES, Token
from classifier.features.reading import Reading

# The end of an office, a trade or a rank; literals only, longer ones first, so that a search can skip fast.
ROLES = tuple(
    sorted(
        "大統領 首相 総理 外相 防相 衛相 農相 財相 財務相 法相 環相 経相 大臣 副長官 長官 次官補 次官 報道官 報道担当 広報官 広報担当 担当者 議員 市議 県議 都議 区議 町議 村議 教授 講師 助教 医師 軍医 "
        "研究員 研究士 研究者 分析官 編集長 編集委員 監督 選手 代表 代理 理事 顧問 理事長 議長 委員長 委員 書記長 書記 主席 知事 市長 町長 村長 区長 会長 社長 専務 常務 取締役 責任者 アナリスト "
        "エコノミスト ストラテジスト ディレクター マネジャー コンサルタント コーチ 弁護士 弁理士 判事 検事 検察官 裁判官 司令官 大佐 中佐 少佐 准佐 大将 中将 少将 准将 大尉 中尉 少尉 准尉 曹長 軍曹 "
        "警部 警視 隊長 船長 機長 園長 局長 部長 課長 室長 係長 所長 署長 支店長 校長 院長 館長 団長 班長 組合長 師長 住職 司祭 神父 牧師 大使 公使 参事官 参事 書記官 総領事 領事 店主 女将 "
        "技師 技術者 整備士 通訳 職員 社員 作業員 運転士 運転手 検査官 監察官 査察官 調査官 監査官 幹部 事務総長 特使 補佐官 主任 主幹 主査 主事 学芸員 看護師 教師 教員 教諭 農家 漁師 農園主 "
        "学者 作家 詩人 画家 次長 長".split(),
        key=len,
        reverse=True,
    )
)
ROLE = "(?:" + "|".join(ROLES) + ")"
_HONOR = "(?:氏|さん|容疑者|被告|受刑者|博士|先生)"
_KATA = r"[ァ-ヺー]{2,14}"
_KATA1 = r"[ァ-ヺー]{1,14}"
_FULL = rf"(?P<name>(?:[A-ZＡ-Ｚ][・.]|{_KATA1}(?:＝{_KATA1})?・){{1,4}}[ァ-ヺー＝]{{2,14}})"
_AGE = r"(?:[（(][^（）()\r\n]{1,24}[)）])?"
# Never the end of a name, though さん or 氏 stands behind: おかみさん, 諸氏.
_NO_NAME = re.compile(r"(?:お.{1,3}|諸|みな|たく|同|両|某.*|大使館|[者員師官長])$")
_KANJI = re.compile(r"[一-鿿々ヶ]{1,3}")
_KATAKANA = re.compile(r"[ァ-ヺー・＝]+")
# Family names of one character in China and Korea: 沈立群, 朴成, behind which a given name of one or two follows.
_ONE_CHARACTER = frozenset(
    "王李張劉陳楊趙黄周呉徐孫胡朱高林何郭馬羅梁宋鄭謝韓唐馮于董蕭程曹袁鄧許傅沈曾彭呂蘇盧蔣蔡賈丁魏薛葉余潘杜戴夏鍾汪田任姜范石姚譚廖鄒熊金陸郝孔白崔康毛邱秦江史顧侯邵孟龍段雷銭湯尹黎易常武喬賀朴権安柳"
)
_ALIAS = re.compile(r"[^。\r\n]{0,24}(?:仮名|筆名|ペンネーム|ハンドル)")
# No parenthesis that names its author is longer.
_MAX_ASIDE = 60


class Person(NamedTuple):
    """``text[start:end]``: a name with the office or honorific that shows it to be one."""

    start: int
    end: int
    rule: str


# Runs of katakana and initials; each is looked at once.
_RUN = re.compile(r"[ァ-ヺーA-ZＡ-Ｚ](?:[ァ-ヺー・＝]|(?<=[A-ZＡ-Ｚ])\.)*")
# アンナ・レイ報道官, アンナ・レイ氏, アンナ・レイ（34）, アンナ・レイ上級研究員.
_FULL_NAME = re.compile(_FULL)
_TITLE = re.compile(
    rf"{_AGE}(?:{_HONOR}|[一-鿿]{{0,6}}(?:[ァ-ヺー]{{2,10}})?[一-鿿]{{0,4}}?{ROLE})|[（(][0-9０-９]{{2}}歳?[)）]|研究士"
)
_HONOURED = re.compile(_HONOR)
_SINGLE = re.compile(rf"(?P<name>{_KATA})(?P<office>[一-鿿]{{0,8}}?{ROLE})(?![一-鿿ァ-ヺー])")
_KANJI_BEFORE = re.compile(r"[一-鿿]")
# Words of a body between a name and its office: カタール|外務省報道官 is no person.
_BODY = re.compile(r"[省庁軍社州市県党局署院会団区所館側系]|国(?!際)|元$|大統領")
_AFTER_KANJI = re.compile(
    rf"(?P<given>[一-鿿々]{{0,3}}?|(?![のはがをにともで])[ぁ-ん]{{2,3}}?){_AGE}(?:・[一-鿿]{{0,8}}?|(?P<office>(?:[0-9０-９]等)?[一-鿿]{{0,4}}?)){ROLE}(?![一-鿿])"
)
_BEFORE_KANJI = re.compile(rf"{ROLE}[の、・ 　]?$")
_NAME_ENDS = re.compile(r"[一-鿿々ぁ-ん]{0,3}(?=[はがのもら、（）(。\r\n]|$)")


def persons(reading: Reading) -> tuple[Person, ...]:
    """Every person named with an office, an honorific or an age, by start."""
    known, found = _LAST[0]
    if known is not reading:
        found = tuple(_persons(reading))
        _LAST[0] = reading, found
    return found


# The criteria ask one after the other for the persons of the same reading.
_LAST: list[tuple[Reading | None, tuple[Person, ...]]] = [(None, ())]


def _persons(reading: Reading) -> list[Person]:
    found = [*_foreign(reading), *_honoured(reading), *_kanji(reading)]
    aliases = {p for p in found if _ALIAS.match(reading.text, p.end)}
    hidden = {reading.text[p.start : p.end] for p in aliases}
    return sorted(p for p in found if reading.text[p.start : p.end] not in hidden and not _aside(reading.text, p.start))


def covered(people: Sequence[Person], length: int) -> bytearray:
    """1 at every offset that belongs to a named person."""
    made = bytearray(length)
    for person in people:
        made[person.start : person.end] = b"\x01" * (person.end - person.start)
    return made


def _aside(text: str, at: int) -> bool:
    """Whether a parenthesis holds the name: （論説委員 田島健） signs, （三枝裕子裁判長） is an addition."""
    line = text[max(text.rfind("\n", 0, at) + 1, at - _MAX_ASIDE) : at]
    return max(line.rfind("（"), line.rfind("(")) > max(line.rfind("）"), line.rfind(")"))


def _foreign(reading: Reading) -> Iterator[Person]:
    """Names in katakana, one run after the other."""
    text = reading.text
    for run in _RUN.finditer(text):
        if "・" in run.group() or "." in run.group():
            yield from _full(reading, run.start())
        elif len(run.group()) > 1 and not (run.start() and _KANJI_BEFORE.match(text, run.start() - 1)):
            yield from _single(reading, run.start())


def _full(reading: Reading, at: int) -> Iterator[Person]:
    """``アンナ・レイ報道官`` ``広報部長アンナ・レイ``; イラン・イスラム共和国外務省報道官 has no name in it."""
    name = _FULL_NAME.match(reading.text, at)
    if name is None or _known_words(_inside(reading, at, name.end())):
        return
    if title := _TITLE.match(reading.text, name.end()):
        yield Person(at, title.end(), "full_role")
    elif before := _BEFORE_KANJI.search(reading.text, max(0, at - _OFFICE), at):
        yield Person(before.start(), name.end(), "role_full")


# The office before a name is no longer.
_OFFICE = 12


# The offset of a token; a list of all of them would cost more than the few searches.
_START = itemgetter(Token._fields.index("start"))


def _inside(reading: Reading, low: int, high: int) -> Sequence[Token]:
    first = bisect_left(reading.tokens, low, key=_START)
    return reading.tokens[first : bisect_left(reading.tokens, high, first, key=_START)]


def _known_words(tokens: Sequence[Token]) -> bool:
    return all(
        t.detail in PLACES or t.surface == "・" or (t.sub == "普通名詞" and bool(t.lemma) and len(t.surface) > 2)
        for t in tokens
    )


def _honoured(reading: Reading) -> Iterator[Person]:
    """``田島健さん`` ``リュドミラさん`` ``林立樹（りん）氏``: the words before the honorific hold a name."""
    for found in _HONOURED.finditer(reading.text):
        at = bisect_left(reading.tokens, found.start(), key=_START)
        if at == len(reading.tokens) or reading.tokens[at].start != found.start():
            continue
        high = _before_reading(reading.tokens, at)
        low = high
        while (
            low
            and high - low < _MAX_NAME
            and _name_part(reading.tokens[low - 1])
            and reading.tokens[low - 1].end == reading.tokens[low].start
        ):
            low -= 1
        inside = reading.tokens[low:high]
        if inside and _is_name(inside, reading.text[inside[0].start : inside[-1].end]):
            yield Person(inside[0].start, found.end(), "honoured")


# Foreign names that UniDic does not know fall into pieces: アル|ト|ゥ|ン|オズ.
_MAX_NAME = 8


def _before_reading(tokens: Sequence[Token], at: int) -> int:
    """Index behind the name where a reading in parentheses follows it."""
    if at and tokens[at - 1].surface in ("）", ")"):
        for low in range(at - 2, max(-1, at - 14), -1):
            if tokens[low].surface in ("（", "("):
                return low
    return at


def _name_part(token: Token) -> bool:
    return token.detail == "人名" or (
        token.pos in ("名詞", "接尾辞", "接頭辞", "補助記号", "記号")
        and (_KATAKANA.fullmatch(token.surface) or _KANJI.fullmatch(token.surface)) is not None
    )


def _is_name(tokens: Sequence[Token], words: str) -> bool:
    """A person to UniDic, or words that are neither a place nor common nouns: お客さん, ドイツさん are none."""
    if _NO_NAME.search(words):
        return False
    if any(t.detail == "人名" for t in tokens) or words in _ONE_CHARACTER:
        return True
    if _KATAKANA.fullmatch(tokens[-1].surface):
        return not _common(tokens)
    return (
        1 < len(words) < _MAX_NAME
        and all(len(t.surface) == 1 or t.detail in PLACES for t in tokens)
        and not all(t.detail in PLACES for t in tokens)
    )


def _common(tokens: Sequence[Token]) -> bool:
    """Places, or nouns that UniDic knows; foreign names fall into short pieces."""
    return any(t.detail in PLACES for t in tokens) or all(bool(t.lemma) and t.end - t.start > 2 for t in tokens)


def _single(reading: Reading, at: int) -> Iterator[Person]:
    """``コスキ海事部長``: one foreign name and an office in kanji; no place, no body between them."""
    found = _SINGLE.match(reading.text, at)
    if found is None:
        return
    inside = _inside(reading, at, found.end("name"))
    if inside and not _common(inside) and not _BODY.search(found["office"][:-2]):
        yield Person(at, found.end(), "single_role")


# By index: this loop sees every token.
_DETAIL = Token._fields.index("detail")


def _kanji(reading: Reading) -> Iterator[Person]:
    """``三宅恒彦取締役`` ``沈立群研究員``: family name, given name, office; or ``代表の奥村聡は``."""
    for token in [t for t in reading.tokens if t[_DETAIL] == "人名" or t[0] in _ONE_CHARACTER]:
        if token[0] not in _ONE_CHARACTER and not _KANJI.fullmatch(token[0]):
            continue
        found = _AFTER_KANJI.match(reading.text, token.end)
        if (
            found
            and not _BODY.search(found["office"] or "")
            and len(token.surface + found["given"] + (found["office"] or "・")) > 1
        ):
            yield Person(token.start, found.end(), "kanji_role")
        before = _BEFORE_KANJI.search(reading.text, max(0, token.start - _OFFICE), token.start)
        ends = _NAME_ENDS.match(reading.text, token.end)
        if before and ends and token.detail == "人名":
            yield Person(before.start(), ends.end(), "role_kanji")
