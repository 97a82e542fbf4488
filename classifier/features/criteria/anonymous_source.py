"""anonymous_source: somebody speaks whom the text does not let us find; anonymity_explained: and it says why.

``複数の外交筋が明らかにした`` ``事情に詳しい関係者によると`` ``知り合いの整備士が言うには`` ``専門家らは…とみている``. An office (米国務省の報道官)
is a positioned source. ``報復を恐れるとして匿名を条件に語った`` explains.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from classifier.evidence import Mark
from classifier.features.quotes.phrases import SEATS
from classifier.features.reading import Reading
from classifier.features.sentences import sentences_of

NAME, EXPLAINED = "anonymous_source", "anonymity_explained"
# What makes the words a source: …によると, …は, …が, …の話, …いわく, …も言う.
_SPEAKS = r"(?=(?:[0-9０-９一二三四五六七八九十数]{0,3}[人名])?(?:ら|たち|の[1１一]人|さん)?(?:によ|は|が|も|の話|の間|いわく|から|に[聞よ電尋]|と話|、|」|の証言|の見|の説明|の情報|情報|$|[ 　\r\n）)]))"
_SAID = r"[^。\r\n]{0,60}?(?:述べ|話|語|言[っいわう]|明らか|漏ら|指摘|証言|認め|伝え|みて|みる|見て|見通し|見込|予測|警告|評価|苦笑|教え|とい[うい]|聞|推定|回答|答え|称賛|強調|ささや|らしい|とか)"
_TELLS, _HEARD = "によ|の話|いわく|情報|が?言[っいうわ]|も言|が話", "に聞|から聞"
_OPEN = r"(?:^|[。、」\s　の])"


class _Rule(NamedTuple):
    """``words`` start the search and are literals only; ``behind`` follows them, ``before`` ends right before them."""

    name: str
    words: str
    behind: str = ""
    before: str = ""


_TABLE = (
    # 外交筋, 複数の消息筋, 邦銀筋）.
    _Rule(
        "circles",
        "筋",
        _SPEAKS,
        rf"(?:消息|情報|外交|軍事|政府|関係|仲介国|与党|業界|市場|捜査|軍|党|官邸|ある|欧州|銀|証券|金融|[日米英仏独伊加豪露ロ中台韓朝印]|{SEATS})[一-鿿ァ-ヺー]{{0,4}}$",
    ),
    _Rule(
        "insider",
        "関係者",
        rf"(?:への取材で|{_SPEAKS})(?!の間で不断)",
        r"(?<!利害)(?<!会議所)(?<!加盟国及び)$",
    ),
    _Rule("insider", "事情通|消息通|内部告発者|市場参加者|事情に詳しい|内情に通じ|内情に詳しい"),
    _Rule("insider", "に詳しい人|に詳しい関係者|に近い当局|に近い関係|に近い人", "", r"[一-鿿]$"),
    _Rule(
        "withheld",
        "匿名",
        r"(?:を条件|を希望|を望|を求め|を申し出|を前提|で(?:取材|語|話|証言|応じ)|の(?:関係|当局|高官|外交|職員|社員|ジャーナリスト|手紙|電話|証言))",
    ),
    _Rule("withheld", "名前|名", r"(?:は|を)(?:伏せ|出さ|出せ|明かさ|明かせ)", r"(?<![者合])$"),
    _Rule("withheld", "氏名は伏せ|氏名は明か|ソースは言え|（仮名|実名を|本名を出|本名を伏"),
    _Rule(
        "certain",
        "ある|とある|さる|某",
        rf"(?:[一-鿿ァ-ヺーの]{{0,14}})(?:者|員|官|人|家|幹部|議員|閣僚|外交官|高官|ディーラー|教授|ジャーナリスト|OB|将校|学者){_SPEAKS}",
        r"(?<![一-鿿ぁ-ん])$",
    ),
    _Rule("certain", "某", r"(?:研究員|議員|閣僚|教授|幹部|大学|社員|氏)"),
    _Rule(
        "experts",
        "専門家|識者|アナリスト|業界|評論家",
        rf"(?:たち|ら|の間)?(?:(?:は|が|によ|から|も|の見)(?!の){_SAID}|の見解では)",
        rf"{_OPEN}(?:[一-鿿]{{2,6}}(?:問題)?の?)?(?<!派遣)$",
    ),
    # 軍縮の専門家「急がれる」: unnamed in a headline too.
    _Rule("experts", "専門家", r"(?:ら)?「"),
    # A friend whom nothing describes is hearsay where he is only asked: 友人に聞いた.
    _Rule(
        "acquaintance",
        "知り合い|知人|友人|友達",
        rf"(?:の[^。、「\r\n]{{1,12}}?(?:さん|の人)?(?:{_TELLS}|{_HEARD})|(?:さん)?(?:{_TELLS}))",
    ),
    _Rule(
        "acquaintance",
        "親戚|義父|義母|先輩|向こうに住んで|現地にいた人|地元の人|専門の人|偉い人|中の人|又聞き",
        rf"(?:の[^。、「\r\n]{{1,12}}?)?(?:さん|の人)?(?:{_TELLS}|{_HEARD})",
    ),
    _Rule("acquaintance", "人々の話では|人たちの話では|者たちの話では|人々の話によ|人たちの話によ|者たちの話によ"),
    _Rule(
        "several",
        "複数の",
        rf"(?:[一-鿿ァ-ヺー]{{0,10}}の?)?(?:関係者|当局者|外交官|高官|幹部|人物|議員|住民|社員|職員|元[一-鿿]{{1,4}}){_SPEAKS}",
    ),
    _Rule("several", "複数の", r"[一-鿿ァ-ヺーA-Z]{0,10}(?:チャンネル|アカウント|投稿|情報源)(?:によ|は|が)"),
    # 会談した各国の高官は: nobody says of which.
    _Rule("several", "各国の|諸国の", r"(?:高官|代表|当局者|外交官|首脳|専門家)(?:ら|たち)?(?:は|が|も)"),
    _Rule(
        "former",
        "元",
        rf"(?:同僚|従業員(?!が使)|職員|社員|担当者|幹部|軍人|高官|自衛官|自衛隊員|選手)(?:の(?:一人|1人|１人)|のうち)?{_SPEAKS}",
        rf"{_OPEN}(?:別の)?$",
    ),
    _Rule(
        "former",
        "別の従業員|別の関係者|別の当局者|別の社員|別の幹部|別の1人|別の１人|別の一人|別の若者",
    ),
    _Rule("voices", "の間では", r"[^。\r\n]{0,40}?(?:話|声|噂|うわさ|見方|評判|言われ)", r"[家者民員客]$"),
    _Rule(
        "voices",
        "住民|市民|客|皆さま|各地|各方面|リスナー",
        r"(?:の間)?(?:から|の間で)(?:は|も)?[^。\r\n]{0,30}?(?:声|訴え|お便り|報告)",
    ),
    _Rule("voices", "業界によると|とのお声|との噂|とのうわさ"),
    _Rule("voices", "住民の一人|住民の1人|住民の１人", r"(?:は|が|も|によ)"),
    _Rule("officials", "当局者", _SPEAKS, r"(?:政府|西側|安全保障|国防|外務省|軍の?|捜査)[一-鿿の]{0,8}$"),
    _Rule("officials", "当局者らによ|出席者が明らかに|住民から相次|市民から相次"),
    # （大手証券） behind market talk.
    _Rule(
        "market",
        "」（",
        r"(?:大手|国内|外資|外国|中堅|邦|[一-鿿ァ-ヺー]{1,6}系)[一-鿿]{0,4}(?:証券|銀行?|商社|ファンド|運用会社)(?:筋|関係者|ディーラー)?）",
    ),
    _Rule(
        "information",
        "得られた情報によ|入った情報によ|最近得た情報によ|独自に得た情報によ|海外の一部報道|一部報道によ|ネット上では|ネットでは",
    ),
)


class _Compiled(NamedTuple):
    name: str
    behind: re.Pattern[str]
    before: re.Pattern[str] | None


def _by_word() -> dict[str, list[_Compiled]]:
    """Word -> the rules that it starts."""
    made: dict[str, list[_Compiled]] = {}
    for rule in _TABLE:
        before = re.compile(rule.before) if rule.before else None
        for word in rule.words.split("|"):
            made.setdefault(word, []).append(_Compiled(rule.name, re.compile(rule.behind), before))
    return made


_RULES = _by_word()
_WORDS = re.compile("|".join(map(re.escape, sorted(_RULES, key=len, reverse=True))))
# The words before that a rule reads are no longer.
_LEFT = 18
_HIDDEN = re.compile(
    r"匿名|(?:名前?|氏名|本名|実名|姓|国名|社名|会社の名|担当者名|個人名|所属)[はをも]?[^。\r\n]{0,28}?(?:伏せ|出さ|出せ|出したく|出すと|出せば|困る|明かさ|明かせ|明かす|公表しない|公表を拒|よして)|仮名|取材を受けた"
)
_REASON = re.compile(
    r"恐れ|おそれ|ため(?![にの]?[0-9])|理由|権限|守秘|報復|処分|処罰|許可(?:を得て|なく)|影響|響き|契約|規則|規定|職を失|仕事を失|安全|怖|希望|不利|ので|立場|保護|として匿名|守るため"
)


def find(reading: Reading) -> Iterator[Mark]:
    """Every unnamed source, then each sentence that hides a name and says why."""
    yield from _unnamed(reading.text)
    yield from _explained(reading)


def _unnamed(text: str) -> Iterator[Mark]:
    for word in _WORDS.finditer(text):
        for name, behind, before in _RULES[word.group()]:
            found = behind.match(text, word.end())
            left = before.search(text, max(0, word.start() - _LEFT), word.start()) if found and before else None
            if found and (left or before is None):
                start = left.start() if left else word.start()
                # The mark or particle before the phrase is no part of it.
                start += text.startswith(("。", "、", "」", "　", "の", " ", "\n"), start)
                yield Mark(NAME, start, found.end(), name)


def _explained(reading: Reading) -> Iterator[Mark]:
    """A sentence that hides a name and says why, or leaves the reason to the next: …伏せる。…ためだ。"""
    text = reading.text
    hides = [found.start() for found in _HIDING.finditer(text)]
    if not hides or not _HIDDEN.search(text):
        return
    for (start, end), after in pairwise([*sentences_of(text, []), (len(text), len(text))]):
        at = bisect_left(hides, start)
        if (
            at == len(hides)
            or hides[at] >= end
            or not _HIDDEN.search(text, start, end)
            or _FIRMS.search(text, start, end)
        ):
            continue
        if _REASON.search(text, start, end):
            yield Mark(EXPLAINED, start, end, "reason")
            yield Mark(NAME, start, end, "explained")
        elif _BECAUSE.search(text, *after):
            yield Mark(EXPLAINED, start, after[1], "reason_after")
            yield Mark(NAME, start, end, "explained")


# No name is hidden without one of these words.
_HIDING = re.compile("匿名|仮名|取材を受けた|名|姓|所属")
_BECAUSE = re.compile(r"(?:ため|から)(?:だ|です|だという|である|とのことです)?[）)]?。?$")
# Not a person's words: a firm left out of a notice, a list handed over without names.
_FIRMS = re.compile(r"事業者名|名簿")
