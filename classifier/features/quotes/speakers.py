"""From the words of a source to who it is: kind, name, role, organisation, country; 同氏 and 両首脳 resolved."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from unicodedata import normalize

from classifier.evidence import Speaker
from classifier.features.morphology import Token
from classifier.features.quotes.names import BODY_END, HONORIFIC, ROLE, person_name
from classifier.features.quotes.phrases import is_document

_ANONYMOUS = re.compile(
    r"^(?:ある|とある|さる|某)(?!.*長$)|事情通|関係者|関係筋|消息筋|情報筋|外交筋|軍事筋|政府筋|筋(?:[0-9０-９一二三]+人|の[1１一]人|ら)?$|当局者|高官|匿名|事情に詳しい|消息通|内部(?:の者|告発者)|ある(?:幹部|議員|閣僚|官僚|財界人|人物|職員|社員|外交官)|"
    r"某|幹部の一人|複数の(?:人物|職員|社員|幹部)|名を伏せ|与党ベテラン|ベテラン議員|専門家$|識者$|別の[1１一]人$|^残る|投稿者$|アカウント$|(?<!農家の)(?:男性|女性|男|(?<!彼)女|家族|遺族|保護者|出席者|参加者|利用者|被害者)(?:の一人)?$"
)
_CROWD = re.compile(
    r"(?:住民|市民|町民|村民|国民|県民|都民|島民|ネット|ネット上|ＳＮＳ|SNS|世論|市場|人々|人たち|者たち|ら|たち|ファン|ユーザー|世間|現場|地元|周囲|界隈|声|向き|先人|みんな|皆|各方面|業界|永田町|視聴者|(?<!査)読者|客|"
    r"お客様|皆さま|皆様|町中|全員|割|[％%]|漁民|の間|賛成派|反対派|する人|の人|彼ら|あいつら|連中|専門家の間|関係者の間|学会|海外|筋|一部|多く|誰も|各国|国際社会|世界|メディア|マスコミ)$"
)
_OUTLET = re.compile(
    r"(?:通信|通信社|新聞|新聞社|放送|テレビ|ＴＶ|TV|ラジオ|紙|誌|電子版|ニュース|メディア|報道|本紙|タイムズ|ポスト|ジャーナル|検証班|取材班|社電|通信電)$"
)
_PAREN = re.compile(r"[（(][^（）()]{0,60}[)）]")
_NAME_SPLIT = re.compile(r"の|、|を務める|を率いる")


_AGE = re.compile(r"[（(](?!第)[^（）()]{0,30}[0-9０-９][^（）()]{0,30}[)）]$")
# Who works or runs something is positioned by it.
_OCCUPIED = re.compile(r"営む|働く|務める|経営|勤め|する(?:男性|女性)")
_WITHHELD = re.compile(r"匿名|名を伏せ|名前を伏せ|氏名を明か|名を明か|実名を")


class SpeakerFinder:
    """Sources of one text. Persons introduced by name lend their name to later 局長, 同氏 and 森脇さん."""

    def __init__(
        self, text: str, tokens: Sequence[Token], outlets: Collection[str], spans: Sequence[tuple[int, int]]
    ) -> None:
        self._text, self._tokens, self._outlets = text, tokens, outlets
        self._starts = [t.start for t in tokens]
        found = [(m.start(), m[1], m[2]) for m in _INTRODUCED.finditer(text)]
        for start, end in spans:
            bare = _PAREN.sub("", text[start:end])
            if name := person_name(bare, self._inside(start, end)):
                found.append((start, name, _role(bare, name) or ""))
        self._names: list[tuple[int, str]] = []
        self._by_role: dict[str, list[tuple[int, str]]] = {}
        self._by_part: dict[str, list[tuple[int, str]]] = {}
        for start, name, role in sorted(found):
            roles, parts = _parts(name, role)
            self._names.append((start, name))
            for key in roles:
                self._by_role.setdefault(key, []).append((start, name))
            for key in parts:
                self._by_part.setdefault(key, []).append((start, name))
        self._withheld = {
            text[a:b] for a, b in spans if _WITHHELD.search(text[b : b + _NEAR].split("。", maxsplit=1)[0])
        }

    def _inside(self, start: int, end: int) -> Sequence[Token]:
        return self._tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def speaker(self, start: int, end: int) -> Speaker:
        """The source at ``text[start:end]``; an age in parentheses behind it is left out."""
        if (age := _AGE.search(self._text, start, end)) and not is_document(self._text[start : age.start()]):
            end = age.start()
        words = self._text[start:end]
        bare, tokens = _PAREN.sub("", words), self._inside(start, end)
        own = person_name(bare, tokens)
        name = self._full(own, start) if own else self._introduced(bare, start)
        kind = "anonymous" if not name and words in self._withheld else _kind(bare, name, self._outlets)
        return Speaker(
            start,
            end,
            words,
            kind,
            name if kind == "named" else None,
            _role(bare, name),
            _organisation(bare),
            _country(tokens),
        )

    def _introduced(self, bare: str, start: int) -> str | None:
        """The person whom the text introduced with this role, or with this surname; the last one before, else the first."""
        if _NAME_SPLIT.search(bare):
            return None
        if bare in ("同氏", "彼", "彼女", "本人", "同容疑者", "同被告"):
            return _last_before(self._names, start)
        stem = re.sub(r"^(?:同|両)", "", bare)
        surname = HONORIFIC.sub("", stem)
        rows = self._by_role.get(stem) or (self._by_part.get(surname) if surname != stem else None)
        return (_last_before(rows, start) or rows[0][1]) if rows else None

    def _full(self, name: str, start: int) -> str:
        """森脇 is 森脇伊佐夫 where the text has introduced him."""
        return _last_before(self._by_part.get(name, ()), start) or name


def _last_before(rows: Sequence[tuple[int, str]], start: int) -> str | None:
    """Rows are in order."""
    at = bisect_left(rows, (start, ""))
    return rows[at - 1][1] if at else None


def _parts(name: str, role: str) -> tuple[list[str], list[str]]:
    """Under which roles and which parts a person may come again: 情報局長 as 局長, 森脇伊佐夫 as 森脇."""
    roles = [role[at:] for at in range(len(role) - 1)]
    parts = name.split("・") if "・" in name else [name[:size] for size in range(2, len(name))]
    return roles, [part for part in parts if len(part) > 1]


# Why a name is withheld stands in the same sentence.
_NEAR = 120


def _kind(bare: str, name: str | None, outlets: Collection[str]) -> str:
    if name:
        return "named"
    if _ANONYMOUS.search(bare) and not _OCCUPIED.search(bare):
        return "anonymous"
    # ＮＨＫ and NHK are one name.
    if bare in outlets or normalize("NFKC", bare) in outlets or _OUTLET.search(bare):
        return "outlet"
    if is_document(bare):
        return "document"
    if _CROWD.search(bare) and not ROLE.search(bare):
        return "crowd"
    return "positioned"


def _role(bare: str, name: str | None) -> str | None:
    """報道官 in ソト報道官, 技師 in 技師の佐藤健氏."""
    found = ROLE.search(bare)
    if not found:
        head = ROLE.search(bare.rpartition("の")[0]) if name else None
        return head.group() if head else None
    low = bare.rfind(name) + len(name) if name and name in bare else found.start()
    return bare[min(low, found.start()) :].lstrip("の・") or None


def _organisation(bare: str) -> str | None:
    """The body the person speaks for: what stands before the last の, or the whole phrase where it is one."""
    if BODY_END.search(bare):
        return bare
    head, _, _ = bare.rpartition("の")
    return head if head and BODY_END.search(head) else None


def _country(tokens: Sequence[Token]) -> str | None:
    """The first country named in the phrase, by UniDic's own class, so that every country counts alike."""
    if len(tokens) > 1 and tokens[0].surface in _SHORT and tokens[1].surface in _OFFICES:
        return tokens[0].surface
    return next((t.surface for t in tokens if t.detail == "国" or t.surface in _MORE), None)


# 米国務省, 中国外務省 and 露大統領府 alike, whatever UniDic calls the first letter.
_SHORT = frozenset("米 英 仏 独 伊 露 中 韓 豪 加 印 比 日 朝 台 西 蘭 墺 伯".split())
_OFFICES = frozenset(
    "国務 国防 財務 外務 防衛 海軍 陸軍 空軍 軍 政府 大統領 議会 商務 司法 国土 運輸 農務 当局 首相 外相 外交 上院 下院 最高 中銀 中央 保健 警察 側 大使 沿岸 連邦 環境 "
    "労働 内務 国家 高官 交渉 代表 与党 野党 国連 通商 気象 国境 情報".split()
)
# Names of countries and of places with a government of their own that UniDic calls places only.
_MORE = frozenset("台湾 ジョージア パレスチナ コソボ 香港".split())


# マリア・ソト報道官 introduces 報道官; a run of katakana with a middle dot right before a role.
_INTRODUCED = re.compile(
    r"((?<![ァ-ヴー・])[ァ-ヴー＝]{1,14}(?:・[ァ-ヴー＝]{1,14}){1,4})(?:[（(][^（）()]{0,40}[)）])?(?:上級|副|元|前|主任|最高|上席|首席)?"
    r"(大統領|首相|外相|国防相|大臣|長官|次官|報道官|議員|市議|教授|医師|研究員|監督|選手|代表|理事長|理事|議長|委員長|書記長|書記|主席|知事|市長|町長|会長|社長|責任者|アナリスト|エコノミスト|弁護士|判事|司令官|大佐|中佐|少佐|准将|少将|中将|大将|隊長|船長|局長|部長|課長|所長|署長|校長|院長|館長|団長|大使|総領事|領事|職員|補佐官|特使|氏|さん)"
)
