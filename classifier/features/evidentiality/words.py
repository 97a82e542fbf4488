"""Words of the rules on reported sentences, as UniDic lemmas (pieces of compounds as UniDic cuts them)."""

from __future__ import annotations

from dataclasses import dataclass

from classifier.features.evidentiality.tail import bare
from classifier.features.morphology import Token


def lemmas(words: str) -> frozenset[str]:
    """A set of lemmas from one line of them."""
    return frozenset(words.split())


# Words of saying, as verb or as verbal noun: と説明する, と説明。
SAYING = lemmas(
    "述べる 語る 話す 言う 仰る 答える 訴える 伝える 報じる 報ずる 論ずる 応ずる 命じる "
    "命ずる 求める 頼む 誓う 書く 書き込む 記す 綴る 明かす 漏らす 嘆く 呟く 叫ぶ 説く "
    "論じる 断る 応じる 唱える 語り掛ける 言い張る 言い切る 認める 続ける 返す 結ぶ 締め括る "
    "振り返る 呼び掛ける 打ち明ける 申す 申し立てる 教える 告げる 聞く 囁く 評する 数える "
    "強がる 定める 見積もる 迫る 笑う 繰り返す 張る 張り上げる 吐き捨てる 説明 主張 強調 指摘 "
    "発表 表明 反論 批判 非難 報告 証言 供述 回答 答弁 発言 言及 断言 明言 力説 警告 宣言 "
    "コメント 案内 紹介 推計 分析 判定 判断 認定 結論 付記 追記 記載 明記 報道 擁護 弁明 "
    "釈明 謝罪 演説 反発 抗議 歓迎 評価 予測 予想 試算 要求 要請 指示 約束 否認 苦笑 "
    "苦笑い 太鼓 太鼓判 断定 投稿 通知 懸念 期待 主唱 提案 提言 称賛 見解 返事 言い聞かせる "
    "掲載 載る"
)
# These report without と: …ことを明らかにした.
OF_FACT = lemmas("確認 明らか 報告 発表 表明 示唆 公表 説明 明記 主張")
# …するよう命じた.
OF_ACTION = lemmas("命じる 命ずる 求める 要求 要請 促す 指示 呼び掛ける 訴える")
# …する考えを示した, …との談話を出した.
STANCE = lemmas("考え 見方 方針 意向 認識 見解 立場 姿勢 考え方 見通し 構想 談話 声明 コメント 論評 旨 説明 選択 回答")
# What is done with a stance: 示す, 出す.
STANCE_VERBS = lemmas("示す 明らか 出す 述べる 伝える 発表 表明 話す 寄せる 強調 語る")
# …との声がある, …との返事。
VOICES = lemmas(
    "声 指摘 批判 見方 警戒 話 噂 意見 見解 説 懸念 期待 不満 証言 観測 情報 報道 報告 "
    "返事 回答 反発 疑問 コメント 言葉 論調 分析 評価 返答 認識 考え"
)
# Papers that speak in their own name: 報告書は…と定める, 資料では…だった. Parts of compounds too (議事|録).
PAPERS = lemmas(
    "報告 報告書 資料 統計 調査 文書 監査 論文 試算 覚書 裁定 議事 議事録 記録 集計 明細 "
    "登記 登記簿 データ 把握 まとめ 調べ 話 説明 発表 告示 規則 推計 航跡 図 答弁 評価 "
    "評価書 届け出 届出 命令 命令書 決定 決定文 宣言 週報 年報 要旨 書面 聞き取り 表 台帳 "
    "実験 解析 協定 アンケート 言い分 書 録 文 簿 年代記 書簡 反論 版 声明 条文 条項 規約"
)
# What a paper does: 報告書は二件を挙げた.
PAPER_VERBS = lemmas(
    "示す 挙げる 上げる 見積もる 再現 判定 結論 確認 推計 定める 明記 記す 書く 載る 命じる 指摘 記録 数える"
)
# 「…」と and these: a name, not somebody's words.
NAMING = lemmas("名付ける 題する 称する 呼ぶ 成る 書ける 銘打つ 違う 異なる 並ぶ 共 戦う 会う 比べる")
# What these admit they allow: 改正法は…を認めている.
LAWS = lemmas("法 法律 憲法 条約 規則 条例 協定 制度")
# 会社は訓練の実施を認めた.
ADMITTED = lemmas("事 事実 実施 関与 責任 誤り 存在 過失 非")
# …ことが関係者への取材で分かった.
SOURCES_OF_NEWS = lemmas("取材 調査 調べ 文書 集計 関係 資料 入手 統計")
# 国防省が発表した。 names the speaker of the sentence before it.
TELLS = lemmas("発表 明らか 語る 話す 伝える 言う 説明 報じる 公表 述べる")


def is_paper(unit: Token) -> bool:
    return bare(unit) in PAPERS or unit.surface in PAPERS


@dataclass(frozen=True, slots=True)
class Hit:
    """``text[start:end]`` shows that the sentence is reported."""

    rule: str
    start: int
    end: int
