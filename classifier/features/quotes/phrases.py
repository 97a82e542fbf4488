"""Noun phrases over units: where one begins, and whether its head can speak.

``元大使の山岸渉氏は`` -> 元大使の山岸渉氏; ``昨日は`` -> cannot speak.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from classifier.features.quotes.cues import DOCUMENT_NOUNS
from classifier.features.quotes.units import QUOTED, Sentence

_NOUNISH = frozenset(("名詞", "接頭辞", "接尾辞", "代名詞", "形状詞"))
# Marks that stand inside names: マリア・ソト, ＮＨＫ／ＢＢＣ.
_INNER = frozenset("・＝=／/‐-－〓.．&＆")
_MAX_UNITS = 24

_PERSON = (
    "連中|あいつら|やつら|将校|士官|公館|代理|秘書|主教|司教|コラムニスト|パネル|自治体|の間|[一二三四五六七八九]割|民|船主|地主|持ち主|株主|双方|両者|国々|全員|半数|[0-9０-９]割|％|%|ベテラン|航空団|師団|旅団|連隊|総経理|おばあちゃん|おじいちゃん|おばさん|おじさん|おっちゃん|空将|トレーダー|ディーラー|氏|さん|さま|様|君|ちゃん|先生|議員|市議|県議|都議|区議|町議|村議|大統領|首相|総理|大臣|相|閣僚|長官|次官|報道官|報道担当|報道担当者|担当|担当者|広報|広報官|教授|"
    "講師|医師|医|士|研究員|記者|監督|選手|代表|理事|幹部|関係者|筋|当局者|高官|者|員|官|人|男|女|男性|女性|女将|店主|主人|司令官|大佐|中佐|少佐|准将|少将|中将|大将|海佐|陸佐|空佐|"
    "元帥|王|国王|皇太子|教皇|法王|大使|公使|領事|書記|書記長|主席|総書記|知事|市長|町長|村長|区長|長|委員|役員|責任者|アナリスト|エコノミスト|ストラテジスト|ディレクター|マネジャー|"
    "弁護士|検察|検事|判事|博士|学者|専門家|識者|ジャーナリスト|作家|評論家|僧侶|住職|司祭|牧師|神父|農夫|漁師|学生|生徒|児童|運転手|看護師|教師|教諭|職員|社員|隊員|兵士|兵|捕虜|"
    "住民|市民|町民|村民|県民|都民|国民|島民|人々|人たち|家族|遺族|母親|父親|母|父|夫|妻|息子|娘|祖母|祖父|客|乗客|乗員|ファン|ユーザー|読者|視聴者|利用者|本人|自分|私|僕|俺|我々|"
    "彼|彼女|彼ら|各国|両国|両氏|両首脳|首脳|隊長|船長|園長|局長|部長|課長|室長|所長|署長|校長|院長|会長|社長|議長|団長|班長|主任|主将|主幹|CEO|CFO|COO|ＣＥＯ|ＣＦＯ|トップ|"
    "スポークスマン|スポークスパーソン|リーダー|メンバー|パイロット|ボランティア|オーナー|コーチ|シェフ|ガイド|デザイナー|技師|技術者|エンジニア|ら|たち|達|側|一人|１人|1人|2人|２人|3人|３人|人物|向き|先人|"
    "老人|若者|子ども|子供|青年|少年|少女|農家|業者|商人|大家|仲間|友人|知人|隣人|同僚|上司|部下|同志|与党|野党|陣営|世論|市場|現場|地元|ネット|周囲|世間|町内"
)
_BODY = (
    "省|庁|局|部|課|室|署|所|院|会|協会|漁協|農協|生協|新報|日報|タイムズ|ポスト|週刊|ニュース|連盟|同盟|組合|労組|団体|機構|機関|委員会|委|党|派|軍|隊|部隊|司令部|参謀本部|政府|政権|内閣|官邸|議会|国会|自治体|市|県|府|都|道|区|町|村|州|役場|役所|市役所|"
    "社|会社|企業|メーカー|銀行|銀|中銀|日銀|大学|学校|病院|研究所|センター|チーム|グループ|財団|基金|国連|側|当局|警察|府警|県警|道警|警視庁|消防|消防局|検察|地検|裁判所|最高裁|高裁|地裁|税関|"
    "大使館|領事館|外務省|国防省|国防総省|政府筋|通信|新聞|テレビ|放送|紙|誌|電子版|支局|事務局|"
    "事務所|法人|公社|公団|店|花店|商店|商社|工場|劇場|博物館|美術館|図書館|公園|空港|港|駅|寺|神社|教会|連合|連邦|共和国|王国|国|アカデミー|フォーラム|ネットワーク|ファンド|証券|生命|海上|製作所|"
    "製薬|電力|ガス|鉄道|航空|海運|建設|工業|産業|商会|ホールディングス|HD|ＨＤ|NATO|ＮＡＴＯ|EU|ＥＵ|IMF|ＩＭＦ|WHO|ＷＨＯ|IAEA|ＩＡＥＡ|UNHCR|FBI|ＦＢＩ|CIA|NASA|機動隊|守備隊|警備隊|海警局|保安庁|班|精機|製鉄|重工|自動車|化学|食品|通信社|不動産|建機|物産|石油|鉱業|本部|支部|"
    "財務省|広報室|広報部|広報課|担当課|対策室|調査団|調査班|検証班|取材班|編集部|実行委|審議会|有識者会議|審判|連邦準備|理事会|評議会|総会|首脳会議|会議|サミット"
)
# Seats that stand for those who sit there; of whatever country.
SEATS = "クレムリン|ホワイトハウス|ペンタゴン|青瓦台|ブルーハウス|エリゼ宮|ダウニング街|中南海|永田町|霞が関|キリヤ|マティニョン館|ラシュトラパティ・バワン|バチカン|国連本部"
_SPEAKS = re.compile(
    rf"(?:{_PERSON}|{_BODY}|{SEATS})(?:ら|たち|側|の一人|の１人|の1人|[0-9０-９一二三四五六七八九十]{{1,3}}人)?(?:[（(][^（）()]{{0,40}}[)）])?$"
)
_NEVER = re.compile(
    r"(?:[0-9０-９]日|[年月日時分秒回件円]|[割倍]|ドル|％|%|今|昨日|今日|明日|きょう|きのう|当時|現在|今回|前回|次回|場合|こと|もの|ところ|ほう|方法|理由|原因|背景|問題|結果|以上|以下|これ|それ|あれ|"
    r"ここ|そこ|どこ|いつ|何|誰|だれ|どれ|一方|中|上|下|前|後|間|際|点|形|例|面|量|額|率|数|価格|株価|内容|場所|時間|期間|状態|状況|必要|可能性|影響|効果|意味|部分|一部|全体|多く|大半|半分|残り|"
    r"人数|年齢|性別|氏名|名前|目的|対象|範囲|規模|姿|顔|声|手|足|目|口|心|頭|体|力|船|車|機|橋|道路|川|山|海|空|雨|雪|風|火|水|土|石|木|花|犬|猫|鳥|魚)$"
)
_DOCUMENT = re.compile(
    rf"(?:第[0-9０-９一二三四五六七八九十]+[条項号]|[0-9０-９]章の表[0-9０-９]|表[0-9０-９]{{1,2}}|{'|'.join(sorted(map(re.escape, DOCUMENT_NOUNS), key=len, reverse=True))})(?:[（(][^（）()]{{0,40}}[)）])?$"
)


def phrase_start(s: Sentence, end: int, low: int) -> int:
    """Index of the first unit of the noun phrase that ends before ``units[end]``; ``end`` where there is none."""
    at = end
    units = s.units
    while at > low and end - at < _MAX_UNITS:
        unit = units[at - 1]
        if at < end and unit.end < units[at].start:
            break
        if unit.surface in ")）" and unit.surface:
            opened = _parenthesis(s, at - 1, low)
            if opened is None:
                break
            at = opened
        elif _inside(s, at - 1, end):
            at -= 1
        else:
            break
    return _clean(s, at, end)


def _inside(s: Sentence, index: int, end: int) -> bool:
    """Whether this unit carries a noun phrase on to the left."""
    unit = s.units[index]
    if index + 1 < end and _KATAKANA.fullmatch(unit.surface + s.units[index + 1].surface):
        # フー|シ|派: UniDic may cut a foreign name into anything.
        return True
    if unit.pos in _NOUNISH or (
        unit.pos in ("記号", "補助記号")
        and (unit.surface in _INNER or unit.surface.isalpha())
        and _joins_names(s, index, end)
    ):
        return True
    if unit.pos == QUOTED:
        return is_name(s, index) or _is_title(s, index)
    if unit.surface in ("の", "や") and unit.pos == "助詞":
        return index + 1 < end
    if unit.surface == "と" and index and index + 1 < end:
        return s.units[index - 1].pos in ("名詞", "接尾辞") and s.units[index + 1].pos in ("名詞", "接頭辞")
    return unit.pos == "連体詞" and unit.surface in _DETERMINERS


# 海運会社「青の帆」: longer brackets are words that somebody says.
_MAX_NAME = 18


def is_name(s: Sentence, index: int) -> bool:
    """A bracket right behind a noun, no clause inside, is that body's name."""
    unit = s.units[index]
    words = s.text[unit.start : unit.end]
    return index > 0 and s.units[index - 1].pos in ("名詞", "接尾辞") and len(words) <= _MAX_NAME and "。" not in words


def _is_title(s: Sentence, index: int) -> bool:
    """『中央評論』の編集長, 「オリオナ」の登録者: a short title with の or 側 behind it."""
    unit = s.units[index]
    return (
        unit.end - unit.start <= _MAX_NAME and s.units[index + 1].surface in ("の", "側")
        if index + 1 < len(s.units)
        else False
    )


def _joins_names(s: Sentence, index: int, end: int) -> bool:
    """＝ joins foreign names (ルイ＝フィリップ); elsewhere it parts a headline."""
    if s.units[index].surface not in ("＝", "="):
        return True
    around = (s.units[index - 1].surface if index else "") + (s.units[index + 1].surface if index + 1 < end else "")
    return bool(_KATAKANA.fullmatch(around))


_KATAKANA = re.compile(r"[ァ-ヴー]+")
_DETERMINERS = frozenset("ある 同 この その 某 各 本 両 とある あの 別の 同じ".split())


def _parenthesis(s: Sentence, close: int, low: int) -> int | None:
    """Index of the unit that opens the parenthesis closed at ``close``, not far to its left."""
    for at in range(close - 1, max(low, close - 24) - 1, -1):
        if s.units[at].surface and s.units[at].surface in "(（":
            return at
    return None


def _clean(s: Sentence, at: int, end: int) -> int:
    """Drop what cannot open a phrase: particles, middle dots, day numbers before a name."""
    while (
        at < end
        and s.units[at].pos in ("助詞", "補助記号", "記号", "接尾辞")
        and s.units[at].surface not in "（("
        and not (s.units[at].pos == "記号" and s.units[at].surface.isalpha())
    ):
        at += 1
    return at


def can_speak(s: Sentence, low: int, high: int) -> bool:
    """Whether the phrase ``units[low:high]`` names a person, a body or a document."""
    if low >= high:
        return False
    if s.units[high - 1].pos == QUOTED and high - low > 1:
        return can_speak(s, low, high - 1)
    words = s.words(low, high)
    if words in s.media or normalize("NFKC", words) in s.media:
        return True
    if _SPEAKS.search(_head(words)) or is_document(words):
        return not words.endswith(("の上", "の下"))
    return not never_speaks(words) and _is_name_like(s, low, high, words)


# The head stands at the end, and no word of the lists is longer: the patterns need not be tried further to the left.
_MAX_HEAD = 16
_TITLE = re.compile(r"『[^』]{2,40}』$")
_PAREN_END = re.compile(r"[（(][^（）()]{0,40}[)）]$")


def _head(words: str) -> str:
    """The last words of a phrase, without what stands in parentheses behind them."""
    if words.endswith((")", "）")):
        words = _PAREN_END.sub("", words[-_MAX_WORDS:])
    return words[-_MAX_HEAD:]


_MAX_WORDS = 60


def _is_name_like(s: Sentence, low: int, high: int, words: str) -> bool:
    """A personal name, a run of katakana with middle dots, a proper noun, a word that UniDic does not know."""
    if any(u.detail == "人名" for u in s.units[max(low, high - 4) : high]):
        return True
    if "・" in words and _KATAKANA.fullmatch(words.replace("・", "")):
        return True
    # エリゼ宮, ダウニング街: a proper noun and what kind of place it is.
    if high - low > 1 and s.units[high - 1].pos == "接尾辞" and s.units[high - 2].sub == "固有名詞":
        return True
    last = s.units[high - 1]
    unknown = last.pos == "名詞" and not last.lemma and last.sub != "数詞"
    return last.sub == "固有名詞" or unknown


def never_speaks(words: str) -> bool:
    """Times, amounts, things."""
    return bool(_NEVER.search(words[-_MAX_HEAD:]))


def is_document(words: str) -> bool:
    """Whether a phrase ends in a word for a document, a dataset, a finding."""
    return bool(
        _DOCUMENT.search(_head(words).rstrip("」』")) or (words.endswith("』") and _TITLE.search(words[-_MAX_WORDS:]))
    )
