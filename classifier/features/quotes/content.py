"""Where a content begins: behind openers, dates, venues and whom it was said to.

``（議長は）2日、公聴会で、年内は困難だと`` -> the content begins at 年内.
"""

from __future__ import annotations

import re

from classifier.features.quotes.opening import opening
from classifier.features.quotes.units import QUOTED, Sentence

_OPENERS = frozenset(
    "また さらに 一方 ただ ただし なお しかし だが そして 改めて 同時に 続けて 加えて さらには そのうえで まず 次に このほか ほかに 他方 "
    "もっとも 特に とくに つまり すると それでも だから".split()
)
_VENUE = (
    "会見|取材|声明|談話|演説|投稿|ＳＮＳ|SNS|Ｘ|X|番組|インタビュー|会議|会合|電話|メール|書面|集会|委員会|公聴会|議会|国会|本会議|答弁|文書|リポート|レポート|ブログ|本紙|記者団|"
    "記者|テレグラム|チャンネル|ツイッター|フェイスブック|質問|問い|調べ|裁判|法廷|公判|講演|説明会|シンポジウム|協議|会談|朝|夜|席上|コメント|報告書|手紙|論文|著書|動画|サイト|現場|"
    "議事要旨|議事録|定例発表|発表|年次会計|紙面|業界誌|誌|社評|社説|論説|審決|聴取|回答|返信|書簡|コメント欄|アプリ|白書|閣議|記事|年報|月報|抗議文|広場|発表会|総会|大会|会場|式典|講義|授業|法話|決定文|判決文|意見書|前|艦上|同行者|周囲|関係者|団|氏|官|側|省|庁|社|ラジオ|テレビ|通信|新聞|照会|求め|批判|指摘"
)
# 19日の会見で、 / 取材に対し、 / 自身のテレグラムで / 声明を出し、: no part of what is said.
ADVERBIAL = re.compile(
    rf"(?:[^、。「」はが]{{0,40}}?(?:{_VENUE})(?:[（(][^（）()]{{0,20}}[)）])?(?:など)?(?:で(?:は|も)?|に(?:対し(?:て)?|応じ(?:て)?|答え(?:て)?|は)?|への[^、。「」]{{1,8}}で|を(?:受け(?:て)?|出し(?:て)?|発表し(?:て)?|開き))"
    r"(?=[、「『“])、?|[0-9０-９一二三四五六七八九十]{1,3}日(?:付|夜|朝|午前|午後|夕|未明)?(?:までに|に)?、|"
    r"[^、。「」は]{0,8}(?:[月年日週]|曜日?|昨夜|今朝|このほど|きょう|きのう|昨日|今日)(?:朝|夜|夕|午前|午後|付)?(?:まで)?に?、|[^、。「」]{2,20}を理由に、|匿名を条件に、?|"
    r"(?:同日|同夜|その上で|そのうえで|これに対し(?:て)?|これについて|これまで(?:に|は)?|いずれも|[^、。「」は]{1,40}を(?:公表し|発表し|示し|提示し|念頭に)|(?:[A-ZＡ-Ｚ]{2,6}|本紙|記者団?|同紙)に|(?:記者)?会見し|[^、。「」はが]{0,24}(?:に対し(?:て)?|を受けて?|したうえで|した上で|記者会見し|会見し))、)"
)
# What the words are about stands outside a bracket, but inside an indirect content.
_ABOUT = re.compile(r"[^。「」]{0,60}(?:をめぐり|について|に関して|を巡り|については|に関しては)、?(?=[「『“])")


def content_start(s: Sentence, at: int, high: int) -> int:
    """Skip commas, openers, dates and venues after the subject; index of the first unit of the content."""
    at = min(opening(s), high) if at == 0 else at
    moved = at < high
    while moved and at < high:
        moved = False
        unit = s.units[at]
        if unit.surface == "、" or (
            unit.surface in _OPENERS and at + 1 < high and s.units[at + 1].surface in ("、", "も")
        ):
            at, moved = at + 1, True
            continue
        limit = s.units[high].end if high < len(s.units) else s.end
        found = ADVERBIAL.match(s.text, unit.start, limit) or _ABOUT.match(s.text, unit.start, limit)
        if found and found.end() > unit.start:
            moved_to = _index_at(s, found.end(), at, high)
            if at < moved_to <= high and (moved_to < high or _bracket_at(s, high)):
                at, moved = moved_to, True
    return at


def _bracket_at(s: Sentence, at: int) -> bool:
    return at < len(s.units) and s.units[at].pos == QUOTED


def _index_at(s: Sentence, offset: int, low: int, high: int) -> int:
    while low < high and s.units[low].start < offset:
        low += 1
    return low
