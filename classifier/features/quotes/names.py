"""Personal names inside a source: ソト in 森林局のマリア・ソト報道官, 森脇 in 森脇さん, None in 駅員さん."""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.features.morphology import PLACES, Token
from classifier.features.quotes.phrases import is_document

HONORIFIC = re.compile(r"(?:氏|さん|さま|様|容疑者|被告|受刑者)$")
ROLE = re.compile(
    r"(?:大統領|首相|総理|外相|国防相|財務相|防衛相|大臣|相|長官|次官|報道官|報道担当|広報官|担当者|担当|議員|市議|県議|教授|准教授|講師|医師|研究員|記者|監督|選手|代表|理事長|理事|議長|委員長|委員|"
    r"書記長|書記|主席|知事|市長|町長|村長|区長|会長|社長|副社長|専務|取締役|最高経営責任者|最高財務責任者|責任者|アナリスト|エコノミスト|ストラテジスト|弁護士|判事|検事|司令官|大佐|中佐|少佐|准将|少将|中将|大将|"
    r"海佐|陸佐|空佐|隊長|船長|園長|局長|部長|課長|室長|所長|署長|校長|院長|館長|団長|住職|大使|公使|総領事|領事|店主|女将|技師|職員|社員|幹部|代行|首席|大隊長|副報道官|事務局長|事務総長|組合長|機長|特使|補佐官代理|補佐官|代理|次長|夫人|王|国王|皇太子|教皇)$"
)
BODY_END = re.compile(
    r"(?:省|庁|局|部|課|室|署|所|院|会|協会|連盟|組合|機構|委員会|党|軍|隊|政府|議会|社|銀行|大学|学校|病院|研究所|センター|財団|国連|市|県|府|州|裁判所|警察|大使館|銀|グループ|側|団体)$"
)

# マリア・ソト, Ｄ・フメリ, ルイ＝フィリップ・ロワ.
_DOTTED = re.compile(r"(?:[ァ-ヴー＝]{2,}|[A-ZＡ-Ｚ])(?:・[ァ-ヴー＝]{2,})+")


def person_name(bare: str, tokens: Sequence[Token]) -> str | None:
    """The personal name in 森林局のトーニャ・ケスラー報道官: a dotted foreign name, words before 氏, a person's token."""
    if is_document(bare):
        return None
    head, _, last = bare.rpartition("の")
    last = last.rpartition("、")[2]
    if found := _DOTTED.search(last):
        company = head.endswith(("会社", "社", "企業", "メーカー", "紙", "商社", "大手"))
        return None if BODY_END.search(last) or (company and not _TITLED.search(last)) else found.group()
    if found := _AFTERROLE.search(last):
        return found[1]
    persons = [t for t in tokens if t.detail == "人名" and t.surface in last]
    if persons and (HONORIFIC.search(bare) or ROLE.search(bare) or _spans(last, persons)):
        return _before_title(last, known=True)
    if HONORIFIC.search(bare):
        return _before_title(last)
    return _surname(head, last, tokens)


def _surname(head: str, last: str, tokens: Sequence[Token]) -> str | None:
    """難民認定室の大沼室長, whom UniDic knows as a place; コワル局長, whom it does not know."""
    role = ROLE.search(last)
    if role is None or role.start() < _MIN_SURNAME:
        return None
    stem = last[: role.start()]
    if any(t.surface == stem and t.detail == "国" for t in tokens):
        return None
    if any(t.surface == stem and t.detail == "地名" for t in tokens):
        return stem if head and len(stem) <= _MAX_SURNAME else None
    if re.fullmatch(r"[ァ-ヴー]{2,}", stem):
        return None if _place(tokens, stem) else stem
    return stem if re.fullmatch(r"[一-龥々]{3,5}", stem) and _has_odd_word(tokens, stem) else None


def _has_odd_word(tokens: Sequence[Token], stem: str) -> bool:
    """野際寛人, 林芷妤: a name is cut into words that UniDic calls proper or does not know; 装備政策 is not."""
    return any(
        t.surface in stem and t.pos == "名詞" and (not t.lemma or t.sub == "固有名詞") and t.detail not in PLACES
        for t in tokens
    )


_MIN_SURNAME = 2
_MAX_SURNAME = 3
_TITLED = re.compile(r"(?:氏|さん)$")
# 編集長・滝本弦.
_AFTERROLE = re.compile(r"(?:長|役|員|者|授|師)・([一-龥々ぁ-ん]{2,6})$")
_COMMON = re.compile(
    r"(?:員|長|師|者|お子|大佐|おじ|おば|お客|客|患者|職人|学生|先生|方|隣|業者|皆|母|父|奥|娘|息子|大家|家族|農家|孫|人|達|たち)$"
)


def _spans(last: str, persons: Sequence[Token]) -> bool:
    """奥尻聡: the name's words stand at an edge of the phrase."""
    return last.startswith(persons[0].surface) or last.endswith(persons[-1].surface)


def _before_title(last: str, known: bool = False) -> str | None:
    """マリア in マリアさん and in マリア局長; None for 駅員さん and 担当課長さん. ``known``: UniDic knows a name in it."""
    stem = HONORIFIC.sub("", last)
    role = ROLE.search(stem)
    stem = stem[: role.start()] if role and role.start() > 0 else stem
    if "・" in stem and not re.match(r"[ァ-ヴー]", stem):
        # 増沢克己・増殖部長: name, then office.
        stem = stem.partition("・")[0]
    if (
        not stem
        or (not known and _COMMON.search(stem))
        or stem.startswith(("同", "両", "担当", "副", "元", "前", "現"))
    ):
        return None
    return stem


def _place(tokens: Sequence[Token], words: str) -> bool:
    return any(t.detail in PLACES and t.surface in words for t in tokens)
