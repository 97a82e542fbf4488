"""positioned_source: an office, a body or a trade speaks, without the person's name.

``中国外務省の報道官は定例会見で`` ``財務省によると`` ``下流の農家の男性は`` ``【速報】英国防相、…``. Bare countries (ロシアは…と言う), 専門家 and
関係者 hold no position, and whoever has a name is a named source.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter

from classifier.evidence import Mark, Speaker
from classifier.features.criteria.people import ROLE, ROLES, covered, persons
from classifier.features.morphology import PLACES
from classifier.features.quotes.phrases import SEATS, is_document
from classifier.features.reading import Reading

NAME = "positioned_source"
_BODIES = tuple(
    "省 庁 局 部 課 室 署 委員会 審議会 理事会 協会 商会 連盟 組合 労組 機構 機関 党 軍 警備隊 自衛隊 司令部 参謀本部 政府 政権 大統領府 首相府 官邸 議会 州 公社 銀行 中銀 日銀 大学 病院 研究所 "
    "センター 財団 国連 当局 警察 警視庁 消防 検察 地検 裁判所 高裁 最高裁 地裁 大使館 総領事館 代表部 事務局 事務所 監視団 監視班 会社 企業 メーカー 本部 広報 役員 教官 将軍 内閣 総統府".split()
)
_SEATS = tuple(SEATS.split("|"))
_OFFICES = (*ROLES, *_BODIES, *_SEATS)
# Nobody in particular, or nobody's office: what stands there was no source, or an anonymous one.
_NOBODY = re.compile(
    r"^(?:.{0,6}人|.?国|.{0,3}者|.{0,2}側|団体|わが.*|我が.*|筆者.*|本紙|自分|私.*|いずれ|どっち|祖母|祖父|社|会|日本代表|一人目.*|二人目.*|このうち.*)$|"
    r"https|専門家|識者|論者|関係者|消息|匿名|筋$|一部|多く|某|ある|批判|投稿者|付属書|賛成派|反対派|皆さま|整理$|情報$|人物$|^彼|氏$|^(?:役所|当局)$|^[一-鿿ァ-ヺー]{1,7}側$|"
    # Friends and relations hold no office; nor do names, things and places.
    r"知り合い|知人|友人|親戚|(?:息子|娘|孫|夫|妻)(?:さん)?$|老婦人$|青年$|国々$|(?<![0-9０-９])名$|計算$|社説$|^[^（(]*[)）]$"
)
# How an office that no quotation shows is passed on; each literal is searched for, the office stands right before it.
_CUES = re.compile(
    "によると|によれば|によりますと|の発表では|の発表だと|の発表によ|の説明では|の話では|の把握では|の観測では|の観測によ|の発言|"
    "に尋ね|に聞[くけいき]|に問い合わせ|に電話|に確認|にも尋ね|にも聞[くけいき]|にも問い合わせ|にも電話|にも確認"
)
_PRESS = re.compile("取材に|会見で|書面で")
_PASSED = re.compile(r"の(?:発表|説明|話|把握|まとめ|調べ|観測|昨夜|先日)$")
_BEHIND = re.compile(r"(?:ら|側|の一人|の[1１]人)?(?:[（(][^（）()\r\n]{0,30}[)）])?$")
_LEFT = 48
_WORD = re.compile(r"[一-鿿ァ-ヺーA-Za-z]*$")
# 〔速報〕英国防相、… / 農相「…」 / …＝財務省 in the headline.
_HEADLINE = re.compile(
    r"[一-鿿ァ-ヺー](?:相|大統領|主席|総統|国王|長官|報道官|国防部|外交部|省|大統領府|首相府|総統府|官邸|司令官|知事|市長)(?:、|「|＝|”|$)"
)
_HEADLINE_LENGTH = 80
# 「…」と作業員.
_CLOSING = re.compile(rf"と(?:[一-鿿ァ-ヺー]{{0,8}}の)?(?:{ROLE}|作業員|店員|運転手)(?=[＝。）\r\n]|$)")


def find(reading: Reading) -> Iterator[Mark]:
    """Sources of quotations that hold an office, then offices that speak where no quotation was found."""
    named = covered(persons(reading), len(reading.text))
    sources = {(q.source.start, q.source.end): q.source for q in reading.quotes if q.source}
    for source in sources.values():
        if source.kind == "positioned" and _holds_office(reading, source) and not any(named[source.start : source.end]):
            yield Mark(NAME, source.start, source.end, "quoted")
    for mark in (*_cued(reading.text), *_to_press(reading.text), *_headline(reading.text), *_closing(reading)):
        if not any(named[mark.start : mark.end]):
            yield mark


def _holds_office(reading: Reading, source: Speaker) -> bool:
    """No private person, no paper, no bare place."""
    if _NOBODY.search(source.text) or is_document(source.text):
        return False
    inside = reading.tokens[
        bisect_left(reading.tokens, source.start, key=_START) : bisect_left(reading.tokens, source.end, key=_START)
    ]
    # Countries and capitals speak for no office: ロシアは, ワシントンは.
    return source.text.endswith(_SEATS) or not all(t.detail in PLACES for t in inside)


# The offset of a token.
_START = itemgetter(1)


def _cued(text: str) -> Iterator[Mark]:
    """``財務省によると`` ``港湾局の広報に聞いた``: an office right before the cue."""
    for cue in _CUES.finditer(text):
        low = max(0, cue.start() - _LEFT)
        before = text[low : cue.start()]
        if passed := _PASSED.search(before):
            before = before[: passed.start()]
        office = before[: _BEHIND.search(before).start()]  # type: ignore[union-attr]
        if office.endswith(_OFFICES):
            word = _WORD.search(office)
            yield Mark(NAME, low + (word.start() if word else 0), cue.end(), "cued")


def _to_press(text: str) -> Iterator[Mark]:
    """``漁協の組合長は取材に``: an office as the subject, no clause end before the press."""
    for press in _PRESS.finditer(text):
        low = max(0, press.start() - _LEFT)
        before = re.split(r"[。「」\r\n]", text[low : press.start()])[-1]
        at = max(before.rfind(particle) for particle in "はがも")
        office = before[: max(at, 0)]
        if office.endswith(_OFFICES):
            word = _WORD.search(office)
            start = press.start() - len(before) + (word.start() if word else 0)
            yield Mark(NAME, start, press.end(), "to_press")


def _headline(text: str) -> Iterator[Mark]:
    """An office in the first line, before the words or the deed it is made responsible for."""
    end = text.find("\n", 0, _HEADLINE_LENGTH)
    found = _HEADLINE.search(text, 0, _HEADLINE_LENGTH if end < 0 else end)
    if found:
        yield Mark(NAME, found.start(), found.end(), "headline")


def _closing(reading: Reading) -> Iterator[Mark]:
    for bracket in reading.brackets:
        if bracket.depth == 0 and (found := _CLOSING.match(reading.text, bracket.end)):
            yield Mark(NAME, found.start() + 1, found.end(), "closing")
