"""Families of functional expressions and set phrases, each named, with the reason it speaks for a source type.

Lexicons are ours, small and readable. A family counts per 1,000 characters, and its first hit is the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    name: str
    pattern: re.Pattern[str]
    reason: str


def _family(name: str, pattern: str, reason: str) -> Family:
    return Family(name, re.compile(pattern, re.M), reason)


FAMILIES: tuple[Family, ...] = (
    _family(
        "reporting_verb",
        r"と(?:述べ|語|話|明らかにし|発表し|表明し|強調し|指摘し|説明し|伝え|報じ)(?:た|っ|て|る)",
        "と述べた: reports carry their speakers' verbs",
    ),
    _family("according_to", r"に(?:よると|よれば)", "によると: reports name where they have it from"),
    _family(
        "weekday_day",
        r"[0-9０-９]{1,2}日[、，に夜朝午未までの]",
        "20日、: news leads carry the day of the month without the month",
    ),
    _family(
        "bracket_dateline",
        r"^[\[［【][^\]］】\r\n]{0,30}[0-9０-９]{1,2}日[^\]］】\r\n]{0,20}[\]］】]",
        "[東京 20日 …]: agency dateline",
    ),
    _family("lenticular_place", r"^【[^】\r\n]{2,16}】", "【ソウル…】: lenticular opening"),
    _family("byline_role", r"(?:記者|特派員|編集委員|論説委員)(?:[=＝）)】]|$)", "記者: staff reporters sign"),
    _family(
        "interview",
        r"(?:取材に(?:対し|応じ)|本紙|弊紙|小紙|当社の取材|取材班|関係者への取材)",
        "本紙の取材に: a newsroom at work",
    ),
    _family("columnist", r"(?:社説|主張|論説|コラム|天声|編集手帳|余録|筆者は|読者|今週の)", "社説: editorial pages"),
    _family(
        "broadcast_polite",
        r"(?:しています|ということです|とみられます|していました|としています)",
        "ということです: broadcasters' polite style",
    ),
    _family(
        "market", r"(?:円安|円高|株価|前年同期比|四半期|ドル建て|終値|利上げ|為替|上場)", "終値: agencies' market copy"
    ),
    _family(
        "official_self",
        r"(?:我が国|わが国|当省|本省|当庁|当館|大使館は|外務省は|政府としては|報道官談話|外務大臣談話|声明を発出|以下のとおり|"
        r"下記のとおり|発出し|遺憾の意|強く抗議|申し入れ)",
        "当省: an authority speaks for itself",
    ),
    _family(
        "official_form",
        r"(?:令和[0-9０-９元]{1,2}年|^(?:記|以上)$|^(?:[0-9０-９]+[.．、 　]|[（(][0-9０-９]+[）)])|問い?合わせ先|報道発表|プレスリリース|記者会見録|質疑応答)",
        "令和8年 / 記 / 1.: the form of public papers",
    ),
    _family(
        "party_line",
        r"(?:同志|党中央|人民|偉大な|社会主義|帝国主義|覇権|断固(?:として)?(?:反対|たる)|西側(?:諸国)?|いわゆる|内政干渉|核心的利益|"
        r"特別軍事作戦|キエフ政権|多極(?:化|的)|反ロシア|反中|敵対勢力)",
        "覇権主義: set phrases of state editorials of several countries",
    ),
    _family(
        "state_credit",
        r"(?:編集[:：][^\s　]{1,8}|翻訳[:：/／]|（編集|国営|人民網|新華網|スプートニク|タス通信|朝鮮中央通信|プレスTV)",
        "編集:XX: editor initials of translated state media",
    ),
    _family(
        "first_person",
        r"(?:私は|私が|私も|私の|僕は|僕の|俺は|自分は|わたしは|個人的に|思うんだ|と思う)",
        "私は: persons speak as I",
    ),
    _family(
        "colloquial",
        r"(?:だよね|じゃん|だわ|だろ[。!！？?\n]|かよ|なんだが|ってこと|ってば|すぎる|マジ|やばい|ヤバ|草[。w\n]|笑[)）]|ｗ{1,}|w{2,}|www|ですよね|よなあ|よな[。\n])",
        "じゃん: talk, not print",
    ),
    _family(
        "call_out",
        r"(?:拡散|RT(?:希望|お願い)|シェア(?:して|お願い)|みなさん|皆さん|みんな|騙され|目を覚ま|知ってました|おさらい)",
        "拡散希望: posts address their readers",
    ),
    _family(
        "thread",
        r"(?:^|\s)(?:[0-9]{1,2}[/／][0-9]{1,2})(?:\s|$)|続く[↓→]|^>>?[0-9]+",
        "(1/5): threads and forum anchors",
    ),
    _family(
        "company",
        r"(?:弊社|当社|株式会社|代表取締役|新発売|サービスを開始|お客様|製品|導入事例|本件に関する)",
        "弊社: company announcements",
    ),
    _family(
        "encyclopedic",
        r"(?:とは[、,]|の一つである|概要|脚注|出典[:：]|参考文献|要旨|本(?:研究|稿|論文)|抄録|である。[^。]{0,60}である。)",
        "とは、…の一つである: reference works and abstracts",
    ),
    _family(
        "fact_check",
        r"(?:ファクトチェック|検証対象|判定[:：]|誤り|ミスリード|根拠不明|正確で)",
        "判定: fact-check verdicts",
    ),
)


@dataclass(frozen=True, slots=True)
class Hit:
    family: str
    count: int
    start: int
    end: int


def find_wording(text: str) -> Iterator[Hit]:
    """One hit a family that occurs: how often, and where first."""
    for family in FAMILIES:
        first: re.Match[str] | None = None
        count = 0
        for found in family.pattern.finditer(text):
            first = first or found
            count += 1
        if first is not None:
            yield Hit(family.name, count, first.start(), first.end())
