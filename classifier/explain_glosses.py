"""日本語 beside the scheme's names, for readers of ``uratori explain``; the records keep the scheme's names."""

from __future__ import annotations

from typing import Final

CRITERIA_JA: Final[dict[str, str]] = {
    "named_source": "実名の情報源",
    "positioned_source": "役職・機関の情報源",
    "anonymous_source": "匿名の情報源",
    "anonymity_explained": "匿名の理由",
    "document_cited": "文書の引用",
    "direct_quote": "直接引用",
    "other_side": "相手側の言い分",
    "no_comment": "回答なし",
    "corroboration": "別の裏付け",
    "unverified_flagged": "未確認と明記",
    "hedged": "留保",
    "hearsay": "伝聞",
    "single_party_claim": "一方だけの主張",
    "unsourced_claim": "出所のない主張",
    "dateline": "発信地と日付",
}

KINDS_JA: Final[dict[str, str]] = {
    "named": "実名",
    "positioned": "役職・機関",
    "anonymous": "匿名",
    "document": "文書",
    "outlet": "報道機関",
    "crowd": "不特定の人々",
    "unknown": "不明",
}

FORMS_JA: Final[dict[str, str]] = {
    "direct": "直接話法",
    "indirect": "間接話法",
    "mixed": "混合話法",
    "headline": "見出し",
}

EVIDENTIALITY_JA: Final[dict[str, str]] = {
    "asserted": "断定",
    "reported": "伝達",
    "inferred": "推定",
    "hedged": "留保",
    "denied": "否定",
    "none": "該当なし",
}

TECHNIQUES_JA: Final[dict[str, str]] = {
    "name_calling": "レッテル貼り",
    "guilt_by_association": "連座の論法",
    "doubt": "疑念の植え付け",
    "appeal_to_hypocrisy": "「お前こそ」論法",
    "questioning_reputation": "評判への攻撃",
    "flag_waving": "集団の誇りへの訴え",
    "appeal_to_authority": "権威への訴え",
    "appeal_to_popularity": "多数への訴え",
    "appeal_to_values": "価値観への訴え",
    "appeal_to_fear": "恐怖への訴え",
    "straw_man": "藁人形論法",
    "red_herring": "論点ずらし",
    "whataboutism": "「そっちはどうだ」論法",
    "causal_oversimplification": "原因の単純化",
    "false_dilemma": "誤った二択",
    "consequential_oversimplification": "結果の単純化",
    "slogans": "スローガン",
    "conversation_killer": "議論の打ち切り",
    "appeal_to_time": "今しかないという訴え",
    "loaded_language": "感情に訴える言葉",
    "obfuscation": "曖昧化",
    "exaggeration": "誇張・矮小化",
    "repetition": "繰り返し",
}

WORDING_JA: Final[dict[str, str]] = {
    "loaded_words": "感情語",
    "labels": "レッテル語",
    "exaggeration": "誇張語",
    "scare_quotes": "距離を置くかぎ括弧",
    "rhetorical_questions": "修辞疑問",
    "imperatives": "命令・呼びかけ",
    "exclamations": "感嘆符",
    "emoji": "絵文字",
    "unsourced_numbers": "出所のない数字",
}


def glossed(name: str, words: dict[str, str]) -> str:
    """``hearsay`` -> ``hearsay / 伝聞``; a name that the dict does not know stands alone."""
    return f"{name} / {words[name]}" if name in words else name
