"""Datelines: the place, day and agency that a report opens or closes with.

``【北京共同】`` ``［東京　24日　ロイター］`` ``モスクワ、6月3日。/タス通信/`` ``リガ（BNS）`` ``（ヘルシンキ＝山田健）``. A credit without a
place or a day, （共同）, is none: it says who wrote, not where and when.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from operator import itemgetter
from unicodedata import normalize

from classifier.evidence import Mark
from classifier.features.morphology import PLACES, Token
from classifier.features.reading import Reading

NAME = "dateline"
Span = tuple[int, int]
# A dateline stands before the story begins: below headline, time stamp and byline, hence not deeper than this.
_OPENING_CHARS = 400
# The longest closing credit: place, country, agency or reporter.
_CLOSING_CHARS = 50
_DAY = r"(?:(?:[0-9０-９]{4}年)?[0-9０-９]{1,2}月)?[0-9０-９]{1,2}日"
_ABROAD = r"(?:[（(][一-鿿々ァ-ヺー・]{2,16}[）)])?"
# ワシントンD.C. is a place too.
_PLACE = r"(?:[一-鿿々ヶァ-ヺー・]{2,16}(?:[A-Z]\.?[A-Z]\.?)?)"
# An agency by the shape of its name: 国営通信, 朝鮮中央通信, PAP, Press TV. All others have to be media that the reader
# of the text knows: no list of some agencies here.
_SHAPED = r"(?:[一-鿿ァ-ヺー]{1,8}通信社?|[A-Za-zＡ-Ｚａ-ｚ]{2,10}(?: [A-Z]{2})?)"
_AGENCY = r"[一-鿿ァ-ヺーA-Za-zＡ-Ｚａ-ｚ]{2,12}(?: [A-Z]{2})?"
_BRACKETED = re.compile(
    r"【(?P<black>[^【】\r\n]{2,48})】|[［\[〔＜〈](?P<square>[^\[\]［］〔〕＜＞〈〉\r\n]{2,48})[］\]〕＞〉]"
    r"|[（(](?P<round>(?:[^（）()\r\n]|[（(][^（）()\r\n]{1,16}[）)]){2,48})[）)]"
)
_SHAPED_WORD = re.compile(_SHAPED)
_PIECE = re.compile(r"[^ 　、,＝=/／・（()）0-9０-９]+")
_DAY_WORD = re.compile(_DAY)
# 【ラパス＝沖津陽太】, （キーウで、高橋純）, 【ルアンシャ（ザンビア北部）で高平美緒】.
_REPORTER = re.compile(
    rf"(?P<place>{_PLACE}?)(?:{_ABROAD}(?:[＝=・]|で、?)|[（(][^（）()]{{2,16}}[）)])(?P<who>[一-鿿々ァ-ヺーぁ-ん・　 ]{{2,16}})"
)
# 【ベルリン、ワルシャワ＝佐藤花】, 【ボゴタ＝森、リマ＝林】, 【キト４日＝佐藤】: several places or the day before the reporter.
_REPORTERS = re.compile(
    rf"(?P<place>{_PLACE})(?:、{_PLACE})*(?:{_DAY})?[＝=](?P<who>[一-鿿々ァ-ヺーぁ-ん・　 ]{{2,16}})(?:、{_PLACE}[＝=][一-鿿々ァ-ヺーぁ-ん・　 ]{{2,16}})*"
)
_SENT = re.compile(rf"(?P<place>{_PLACE}){_ABROAD}(?:{_DAY})?発")
_PLACE_AND_DAY = re.compile(rf"(?P<place>{_PLACE}){_ABROAD}[、　 ]{{1,2}}{_DAY}")
_PLACED = re.compile(rf"(?P<place>{_PLACE}){_ABROAD}(?:で)?")
_END = r"(?=[。．.、:：／/（(　 —―－\-–\r\n]|$)"
# No place, agency and day together are longer.
_REACH = 160
# What may stand bare at the opening of a line: its name, a character that it needs near the opening, the pattern.
_BARE = (
    # モスクワ、6月3日。 / ビリニュス、２月16日 on its own line / エレバン、4月11日、アルメンプレス。
    (
        "place_day",
        "日",
        re.compile(
            rf"(?:[（(](?P<agency1>{_AGENCY})[）)][ 　]?)?(?P<place>{_PLACE}){_ABROAD}[、,＝=　 ]{{1,2}}(?:[（(](?P<agency2>{_AGENCY})[）)]、)?{_DAY}{_END}(?:。?[ 　]?[／/（(](?P<agency3>{_AGENCY})[／/）)])?"
        ),
    ),
    # ワルシャワ（PAP） before the first sentence; ウクライナ、チェルニヒウ（ＡＰ）.
    (
        "place_agency",
        "（",
        re.compile(rf"(?:[一-鿿ァ-ヺー]{{2,10}}、)?(?P<place>{_PLACE}){_ABROAD}[（(](?P<agency1>{_AGENCY})[）)]{_END}"),
    ),
    # ソウル（聯合ニュース）and the story at once, where the agency is a known one.
    ("place_agency_at_once", "（", re.compile(rf"(?P<place>{_PLACE}){_ABROAD}[（(](?P<agency1>{_AGENCY})[）)]")),
    # リマ発――, 北京3月4日発, アンカラ発（アナドル）.
    (
        "place_sent",
        "発",
        re.compile(
            rf"(?P<place>{_PLACE}){_ABROAD}(?:{_DAY})?発(?=[ 　―─－—（(\r\n]|$)(?:[（(](?P<agency1>{_AGENCY})[）)])?"
        ),
    ),
    # パリ＝山田太郎 alone at the opening of a line or before a blank.
    (
        "place_reporter",
        "＝",
        re.compile(rf"[▼■◇◆●▽]?(?P<place>{_PLACE})[＝=](?P<who>[一-鿿々ァ-ヺーぁ-ん・]{{2,12}})(?=[\r\n　 ]|$)"),
    ),
    # 3月18日、ミンスク /ベルタ/; 2026年1月22日　ブリュッセル alone on its line.
    (
        "day_place",
        "日",
        re.compile(
            rf"{_DAY}[、　 ]{{1,2}}(?P<place>{_PLACE}){_ABROAD}[ 　]*(?:(?=[\r\n])|$|[／/（(](?P<agency1>{_AGENCY})[／/）)])"
        ),
    ),
)
# 新華社ワシントン1月19日電 / CGTN　8月21日.
_AGENCY_DAY = re.compile(
    rf"(?P<words>[一-鿿々ヶァ-ヺー・A-Za-zＡ-Ｚａ-ｚ]{{2,24}}?)[ 　、]?(?:{_PLACE})?{_DAY}(?:電|発)?(?=[。　 （(\r\n]|$)"
)
_LABELLED = re.compile(rf"[於発](?:(?<=於)|信地)[:：][ 　]?(?P<place>{_PLACE})(?:/{_PLACE})?")
_PHOTO = re.compile(rf"＝{_DAY}、(?P<place>{_PLACE})$")
_PLACE_ENDS = frozenset(("市", "州", "県", "町", "村", "島", "基地", "港", "・", "C", "."))
_KATAKANA = re.compile(r"[ァ-ヺー・]{3,}")
_KATAKANA_END = re.compile(r"[ァ-ヺー]{2,}$")
# What newspapers print in the same brackets: 【コラム】, 【プレスリリース】.
_RUBRIC = re.compile(
    r"コラム|プレス|リリース|ニュース|オピニオン|チェック|インタビュー|レポート|ルポ|ファクト|トップ|スクープ|タイムズ|ポスト|ジャーナル|ジャーナリスト|ライター|カメラ"
)
_NO_CREDIT = re.compile(r"放送|テレビ|(?<!＝.{2})新聞|日報|タイムズ|ジャーナル|氏|[はがを]|記事|編集")
# 官民共同, 日米共同 are what sides do together.
_TOGETHER = re.compile(r"[日米英仏独伊中韓露ロ朝豪印台欧加官民産学両国]{1,4}共同")


def find(reading: Reading) -> Iterator[Mark]:
    """At most one: the first of the opening lines, else the last words of the text."""
    found = next(_opening(reading), None) or next(_closing(reading), None)
    if found:
        yield found


def _opening(reading: Reading) -> Iterator[Mark]:
    for start, end in _lines(reading.text, _OPENING_CHARS):
        bracket = _BRACKETED.match(reading.text, start, end)
        if (
            bracket
            and not reading.text.startswith(tuple("がはのをにとで"), bracket.end())
            and _is_dateline(reading, bracket)
        ):
            yield _mark(bracket, "bracket")
        near = reading.text[start : min(end, start + _REACH)].replace("(", "（").replace("=", "＝")
        for rule, needed, pattern in _BARE:
            found = pattern.match(reading.text, start, end) if needed in near else None
            if (
                found
                and _agencies_known(reading, found)
                and _is_place(_inside(reading, found.start("place"), found.end("place")), found["place"])
            ):
                yield _mark(found, rule)
        agency = _AGENCY_DAY.match(reading.text, start, end) if "日" in near else None
        labelled = _LABELLED.search(reading.text, start, end)
        if agency and _opens_with_agency(reading, agency):
            yield _mark(agency, "agency_day")
        if labelled and _is_place(_inside(reading, labelled.start("place"), labelled.end("place")), labelled["place"]):
            yield _mark(labelled, "labelled")


def is_agency(words: str, media: Collection[str]) -> bool:
    """共同通信 by its shape, ロイター as a known medium, 共同 as what such a one is called for short."""
    return _SHAPED_WORD.fullmatch(words) is not None or _is_known(words, media)


_ENDS = ("", "通信", "通信社", "社")


def _is_known(words: str, media: Collection[str]) -> bool:
    plain = normalize("NFKC", words)
    return any(plain + end in media for end in _ENDS)


def _agency_in(inner: str, media: Collection[str]) -> Span | None:
    """Where the agency's name stands: ソウル|共同, 新華社|北京7月30日."""
    for piece in _PIECE.finditer(inner):
        words, low = piece.group(), piece.start()
        for size in range(len(words), 1, -1):
            if _is_known(words[-size:], media):
                return piece.end() - size, piece.end()
            if _is_known(words[:size], media):
                return low, low + size
    shaped = _SHAPED_WORD.search(inner)
    return shaped.span() if shaped else None


def _agencies_known(reading: Reading, found: re.Match[str]) -> bool:
    """Whether what stands where the agency stands is one: （ドイツ） is the country, though ドイツ通信 exists."""
    groups = [name for name, words in found.groupdict().items() if words and name.startswith("agency")]
    return all(
        is_agency(found[name], reading.media)
        and not all(t.detail in PLACES for t in _inside(reading, found.start(name), found.end(name)))
        for name in groups
    )


def _opens_with_agency(reading: Reading, found: re.Match[str]) -> bool:
    """``新華社ワシントン1月19日電`` ``CGTN　8月21日``: an agency, then nothing or a place."""
    words, end = found["words"], found.end("words")
    if _NO_CREDIT.search(words) or _RUBRIC.search(words) or words.endswith("日本語"):
        return False
    if is_agency(words, reading.media):
        return True
    sizes = (size for size in range(len(words) - 1, 1, -1) if is_agency(words[:size], reading.media))
    size = next(sizes, None)
    return size is not None and _is_place(_inside(reading, found.start() + size, end), words[size:])


def _mark(found: re.Match[str], rule: str) -> Mark:
    return Mark(NAME, found.start(), found.end(), rule)


def _lines(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """(start, end) of each line that begins within ``limit``, white space before it left out."""
    at = 0
    while at < min(len(text), limit):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        start = at
        while start < end and text[start] in " 　\t\r＝－":
            start += 1
        if start < end:
            yield start, end
        at = end + 1


def _is_dateline(reading: Reading, found: re.Match[str]) -> bool:
    """Place or day beside an agency; place with a reporter or a day; in 【】 a place alone."""
    kind = found.lastgroup or "round"
    inner, low = found[kind], found.start(kind)
    if _with_agency(_inside(reading, low, low + len(inner)), inner, reading.media):
        return True
    for pattern in (_REPORTER, _REPORTERS, _SENT, _PLACE_AND_DAY):
        whole = pattern.fullmatch(inner)
        if whole:
            return _is_place(_inside(reading, low, low + whole.end("place")), whole["place"])
    placed = _PLACED.fullmatch(inner)
    if kind == "round" or placed is None or is_agency(inner, reading.media):
        return False
    return _all_places(_inside(reading, low, low + placed.end("place")))


def _with_agency(tokens: list[Token], inner: str, media: Collection[str]) -> bool:
    """``ソウル聯合ニュース`` ``6月11日 AFP``: beside the agency's name stands a place or a day."""
    agency = _agency_in(inner, media)
    if agency is None or _TOGETHER.fullmatch(inner) or _NO_CREDIT.search(inner):
        return False
    before = _RUBRIC.sub("", inner[: agency[0]])
    rest = before + inner[agency[1] :].replace("日本語", "")
    known = any(t.detail in PLACES and t.surface in rest for t in tokens)
    return known or bool(_DAY_WORD.search(inner)) or _KATAKANA.search(before) is not None


def _closing(reading: Reading) -> Iterator[Mark]:
    """``…と述べた。（ヘルシンキ＝山田健）``: the last bracket of the text."""
    text = reading.text.rstrip()
    low = max(0, len(text) - _CLOSING_CHARS)
    last = [m for m in _BRACKETED.finditer(text, low) if m.end() == len(text)]
    if last and _is_dateline(reading, last[0]):
        yield _mark(last[0], "closing")
    photo = _PHOTO.search(text, low)
    if photo:
        yield _mark(photo, "closing")


# The offset of a token.
_START = itemgetter(1)


def _inside(reading: Reading, start: int, end: int) -> list[Token]:
    return list(
        reading.tokens[bisect_left(reading.tokens, start, key=_START) : bisect_left(reading.tokens, end, key=_START)]
    )


def _is_place(tokens: list[Token], words: str) -> bool:
    """Whether the phrase ends in a name of a place: one that UniDic knows, or katakana that is no newspaper rubric."""
    if not tokens or _RUBRIC.search(words):
        return False
    return tokens[-1].detail in PLACES or tokens[-1].surface in _PLACE_ENDS or bool(_KATAKANA_END.search(words))


def _all_places(tokens: list[Token]) -> bool:
    return bool(tokens) and all(t.detail in PLACES or t.surface in _PLACE_ENDS or _foreign(t) for t in tokens)


def _foreign(token: Token) -> bool:
    """Katakana without an entry in UniDic: クラースラバ."""
    return not token.lemma and _KATAKANA.fullmatch(token.surface) is not None
