"""document_cited: a document, a dataset or a law that a reader could look up.

By its parts (報告書の14ページ, 協定第9条, 告示第112号), its day (3月4日付の通達), how it was had (本紙が入手した契約書), where it stands
(官報に掲載された規則), what is done with it (議事録を読む) or by what it says (監査報告書によると). ある調査 and 関係部門の統計 name none.

Every rule starts from a word found by one search (報告書, 第, 頁) and looks at a bounded stretch beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.evidence import Mark
from classifier.features.criteria.papers import ANY_PAPER, NUMBER, PAPERS, PARTS, PICTURES, STRONG, WEAK
from classifier.features.reading import Reading

NAME = "document_cited"
_PAREN = r"(?:[（(][^（）()\r\n]{1,30}[)）])?"
_DAY = r"(?:[0-9０-９]{4}年|[0-9０-９]{1,2}月[0-9０-９]{0,2}日?|[0-9０-９]{1,2}日|同日|先月|今月|昨年|先週)"
# Words that name the paper stand no farther before or behind it.
_LEFT = 36
# Behind the paper, first match decides: rule -> what follows it.
_BEHIND = tuple(
    (rule, re.compile(pattern))
    for rule, pattern in (
        # 報告書 A/78/12, 巡回記録P-117.
        ("number", r" ?[（(]?(?:番号|文書)?[^（）()\r\n]{0,6}?[A-Z]{1,6}[-/‐（(][0-9A-Z]"),
        # 白書（2024年）, 台帳（3日署名）.
        ("dated", r"[（(][^（）()\r\n]{0,16}?[0-9０-９]{1,4}(?:年|/|月|日)"),
        # 記録約4200件: so many of them were gone through.
        ("counted", r"(?:の写し)?(?:計|約|全)?[0-9０-９][0-9０-９,，]{0,6}(?:件|通|枚)"),
        # 報告書を公表, 写しが配られた.
        (
            "acted",
            rf"(?:[0-9０-９]{{1,3}}[枚点本])?{_PAREN}(?:の写し|の一部)?[をがは](?:(?!非)[^。、「」\r\n]){{0,10}}?(?:入手|閲覧|確認|公開|公表|掲載|開示|配布|配られ|配[りっ]|添付|取り寄せ)"
            r"(?!され(?:て(?:い|お)な|な)|して(?:い|お)(?:な|ら|ま)|(?:する|される)見通し|すべき|の法廷)",
        ),
        # 統計を見ると, 台帳を用いて.
        (
            "used",
            rf"{_PAREN}(?:の写し|の[^。、「」\r\n]{{1,8}})?を[^。「」\r\n]{{0,16}}?(?:見ると|見れば|見て|見せて|読(?:[みん]|むと|めば)|開[いく]と|用い|使[いっ]|突き合わせ|照合|検索|引[きい]て|根拠|集計|重ね|示[しす]|基に|もとに|入手|めく|足し合わせ|取ると)",
        ),
        # 覚書に基づく, 記録に照らし, 日誌と突き合わせる.
        (
            "used",
            rf"{_PAREN}(?:に(?:基づ|よって確|もと|よる。|添え|あ[るっ](?!ま)|照ら|記載|残)|[とで](?:照合|突き合わせ|確かめ|確認))",
        ),
    )
)
# What it says: 報告書によると, 議事録には.
_SAYS = re.compile(rf"{_PAREN}(?:によ[るれり]|では(?!な)|には|にも|も、?同|でも(?!な)|で分か)")
_IN = re.compile(rf"{_PAREN}で(?=[、「はも])")
_STATES = re.compile(rf"{_PAREN}(?:は、(?!追って)|[はも]「)")
_STATES_WORDS = ("書", "白書", "判決", "議事録", "論文", "官報", "統計")
# An aside that only names the paper: （同総領事館の年報）.
_CLOSES = re.compile(r"(?:[、,][^（）()\r\n]{1,20})?[)）]")
_OPENED = re.compile(r"[（(][^（）()。\r\n]{2,30}$")
_HAD = re.compile(
    r"(?:入手|閲覧|確認|公開|公表|掲載|提出|開示|配布|採択|公示|まとめ|発表|添付|収録)(?:した|された|している|されている)[^。「」\r\n]{0,20}$"
)
_DATED = re.compile(
    rf"{_DAY}(?:付|版|公表|公開|提出)(?:け)?の?[^。、「」\r\n]{{0,16}}$|[0-9０-９]{{4}}年?版[^。、「」\r\n]{{0,10}}$"
)
_NAMED_BEFORE = re.compile(r"[一-鿿ァ-ヺーA-Za-z0-9０-９のた」』）)]")
# A source that hides which paper it means, and figures without one.
_VAGUE = re.compile(
    r"(?:(?:^|[、。 　])(?:ある|とある|某|一部の|複数の)|関連|関係部門の|関係者の|専門家の|わが方の|我が方の|私たちの|われわれの|我々の|政府に寄せられた回答の|(?:^|[^一-鿿])現地|世論|先に公表された世論)$"
)
_REACH = 12
# A bare word of this length names nothing that could be looked up: 記録, 報告, データ.
_MIN_QUOTED = 4
_QUOTED = re.compile(rf"(?:{PAPERS}|[一-鿿]書|アンケート|聞き取り|交換公文|本文|案){_PAREN}$")
_PAPER = re.compile(f"{PAPERS[3:-1]}|{PICTURES}|{ANY_PAPER}")
_PARTS = re.compile(PARTS)
_NUMBERED = re.compile(NUMBER)
_LINK = re.compile(r"https?://[!-~]+")


def find(reading: Reading) -> Iterator[Mark]:
    """Every mention that lets a reader find the document."""
    for quote in reading.quotes:
        source = quote.source
        if (
            source
            and source.kind == "document"
            and _names_one(source.text)
            and not _vague(reading.text, source.end - 2)
        ):
            yield Mark(NAME, source.start, source.end, "quoted")
    # Addresses of links hold p4 and the like; blanks keep the offsets.
    text = reading.text
    if "http" in text:
        text = _LINK.sub(lambda link: " " * len(link.group()), text)
    for found in _PAPER.finditer(text):
        yield from _paper(text, *found.span())
    yield from _parts(text)


def _names_one(words: str) -> bool:
    return len(words) >= _MIN_QUOTED and not words.endswith(WEAK) and _QUOTED.search(words) is not None


def _vague(text: str, at: int) -> bool:
    return _VAGUE.search(text, max(0, at - _REACH), at) is not None


def _paper(text: str, start: int, end: int) -> Iterator[Mark]:
    """The rules beside one word for a paper."""
    word = text[start:end]
    picture, alone = word in PICTURES, len(word) == 1
    if alone and not _ends_paper(text, start):
        return
    rules = _BEHIND if not (alone or picture) else [r for r in _BEHIND if picture and r[0] == "acted"]
    for rule, pattern in rules:
        behind = pattern.match(text, end)
        if behind and not _vague(text, start):
            yield Mark(NAME, start, behind.end(), rule)
            break
    if not picture and (says := _says(text, start, end)) and not _vague(text, start):
        yield Mark(NAME, start, says, "says")
    yield from _before(text, start, end, alone or picture)


def _before(text: str, start: int, end: int, only_had: bool) -> Iterator[Mark]:
    low = max(0, start - _LEFT)
    had = _HAD.search(text, low, start)
    if had and not _vague(text, had.start()):
        yield Mark(NAME, had.start(), end, "obtained")
    if only_had:
        return
    dated = _DATED.search(text, low, start)
    if dated:
        yield Mark(NAME, dated.start(), end, "dated")
    closes = _CLOSES.match(text, end)
    opened = _OPENED.search(text, low, start) if closes else None
    if closes and opened and not text.endswith("談話", start, end):
        yield Mark(NAME, opened.start(), closes.end(), "aside")


def _says(text: str, start: int, end: int) -> int | None:
    """Where the words end that let the paper speak."""
    word = text[start:end]
    if word in WEAK or (len(word) == 1 and not _NAMED_BEFORE.match(text, start - 1)):
        return None
    known = len(word) > 2 or word in STRONG or (start > 0 and _NAMED_BEFORE.match(text, start - 1))
    found = _SAYS.match(text, end) if known else None
    if found is None and (word in STRONG or word.endswith(("書", "文"))):
        found = _IN.match(text, end)
    if found is None and word.endswith(_STATES_WORDS):
        found = _STATES.match(text, end)
    return found.end() if found else None


# 検針簿, 通航表, 聞き取り票 are papers; 発表, 代表, 教科書, 登録 and 投票 are none.
_NO_PAPER = {"書": "図秘読葉辞科証文", "録": "登収抄", "票": "投開得", "表": "発代公", "簿": ""}
_KANJI = re.compile(r"[一-鿿]")


def _ends_paper(text: str, at: int) -> bool:
    return (
        at > 0
        and _KANJI.match(text, at - 1) is not None
        and text[at - 1] not in _NO_PAPER[text[at]]
        and _KANJI.match(text, at + 1) is None
    )


_AUTHOR = re.compile(r"(?:[一-鿿ァ-ヺーA-Za-z]ら?[（(、,] ?|[A-Za-z] )$")
_DIGIT = re.compile(r"[0-9０-９一二三四五六七八九十百]")
_ASCII = re.compile(r"[A-Za-z]")
_LAW = re.compile(r"[一-鿿]{2}$")
_NUMBER_BEFORE = re.compile(r"[一-鿿）)]$")
# What a law does: 漁業法に基づき.
_BY_LAW = ("に基づ", "の規定", "に違反")


def _parts(text: str) -> Iterator[Mark]:
    """Numbered parts, laws, titles with a year, notes: what names a document without a word for it."""
    for found in _PARTS.finditer(text):
        start, words = found.start(), found.group()
        low = max(0, start - 2)
        if words.endswith(_BY_LAW):
            if _LAW.search(text, low, start):
                yield Mark(NAME, start, found.end(), "law")
        elif not words.endswith("号") or _NUMBER_BEFORE.search(text, low, start):
            yield Mark(NAME, start, found.end(), "part")
    for found in _NUMBERED.finditer(text):
        if rule := _number(text, found.start(), found.group()):
            yield Mark(NAME, _digits(text, found.start()), found.end(), rule)


def _number(text: str, at: int, words: str) -> str | None:
    """``14ページ`` ``p.5`` ``コヴァルら（2021）``: what stands before decides."""
    if words[0] in "ペ頁":
        return "part" if at and _DIGIT.match(text, at - 1) else None
    if words[0] == "p":
        return None if at and _ASCII.match(text, at - 1) else "part"
    return "literature" if _AUTHOR.search(text, max(0, at - 4), at) else None


# No page number is longer.
_MAX_DIGITS = 6


def _digits(text: str, at: int) -> int:
    """Where the digits right before ``at`` begin: the 14 of 14ページ."""
    low = at
    while low > max(0, at - _MAX_DIGITS) and _DIGIT.match(text, low - 1):
        low -= 1
    return low
