"""The words that make an attribution: verbs and nouns of saying, finding and thinking.

Lemmas as UniDic gives them. One table a use, so that a reader sees which word may stand where.
"""

from __future__ import annotations

# …と述べた: a content without brackets before と needs one of these; lemma of the verb.
SAY_VERBS = frozenset(
    "述べる 話す 語る 言う 仰る 申す 訴える 唱える 伝える 報じる 記す 書く 答える 応える 応じる 応ずる 報ずる 論ずる 断ずる 返す 明かす 漏らす 認める 叫ぶ 告げる 呼び掛ける 呼びかける "
    "見込む 付け加える 語り掛ける 言い張る 言い切る 説く 嘆く 書き込む 打ち明ける ぼやく こぼす 零す つぶやく 呟く 囁く 締め括る 見積もる 迫る 怒る 皮肉る "
    "振り返る 読む 論じる 断じる 評する 褒める 誉める たたえる 称える 責める 咎める 言い放つ 繰り返す 言い返す 吠える 突き放す 望む 悔やむ 喜ぶ 案じる "
    "結論付ける 裏付ける 位置付ける 言い渡す 教える 詫びる 書き添える 書き残す 言い換える 語り合う 言い残す 力説 定める 頼む 誓う".split()
)
# …と考えている: somebody's thought where somebody else than the writer is named.
THINK_VERBS = frozenset("考える 思う 信じる 信ずる 見る 案ずる".split())
# After a noun without copula (必要と指摘, 容疑者と断定) only these: と言う and と話す then mean 'with' or 'called'.
NOUN_SAY = frozenset(
    "明らか 述べる 見積もる 見込む 評する 指摘 説明 主張 強調 判断 評価 回答 コメント 発表 表明 批判 非難 推計 推定 試算 予測 予想 断定 断言 明言 表現 形容 認定 判定 反論 分析 結論付ける "
    "位置付ける 明記 記載 結論 公表 呼ぶ 書く 記す".split()
)
# …と説明(した): nouns that take する, or close a sentence without it.
SAY_NOUNS = frozenset(
    "説明 主張 指摘 強調 発表 表明 回答 コメント 反論 批判 非難 発言 報告 明言 断言 答弁 供述 証言 宣言 警告 弁明 釈明 推計 推定 試算 分析 予測 予想 評価 "
    "公表 通知 連絡 案内 投稿 擁護 称賛 歓迎 抗議 反発 要求 要請 勧告 提案 提言 言及 示唆 確認 記載 明記 記述 付記 結論 判断 判定 認定 主 断定 紹介 解説 "
    "約束 否定 強弁 豪語 力説 追及 指示 命令 通告 告白 回顧 警鐘 訂正 謝罪 陳述 陳情 訴え 叱責 激怒 苦笑 糾弾 疑問視 問題視 予告 演説 助言 忠告 質問 牽制 "
    "懸念 期待 表現 形容 総括 声明 報道 論評 寄稿 投書 返信 返答 応答 返事 即答 冗談 談 太鼓判 一蹴 復唱 申告 届け出 懇願 提起 吐露 述懐 明示 通報 名言 "
    "号令 熱弁 命名 公言 謙遜 注意 申請 答申 議論 疑問 推測 計算 推論 理解 認識 記録 表記 記入".split()
)
# …との見方を示した / …という考えだ: nouns that hold a content.
CONTENT_NOUNS = frozenset(
    "見方 考え 認識 見解 声明 談話 立場 意見 声 批判 主張 説明 指摘 報告 情報 懸念 姿勢 方針 意向 返事 回答 判断 予測 予想 見通し 期待 分析 結論 噂 うわさ 話 "
    "コメント 論 説 評価 疑い 証言 報道 投稿 理屈 言葉 連絡 通知 お言葉 反論 要望 要求 異論 言い分 警告 不満 観測 推計 試算 談 旨 趣旨 心情 感想 思い 印象 "
    "疑念 警戒 決意 意思 提案 訴え 返答 手紙 見立て 悲鳴 ツイート 書き込み 供述 答弁 発言 メッセージ 文言 記述 呼び掛け".split()
)
# …することを明らかにした / …と分かった: what becomes known. The first need no speaker of their own.
KNOWN_VERBS = frozenset("分かる 判明 知れる".split())
REVEAL_NOUNS = frozenset("発表 公表 報告 確認 表明 明記 説明 通知 否定 指摘 証言 強調 主張 示唆 明言".split())
REVEAL_VERBS = frozenset("認める 明かす 伝える 示す 告げる 報じる 報ずる 知らせる".split())
# …するよう求めた: a content of will.
ASK_VERBS = frozenset(
    "求める 促す 命じる 命ずる 訴える 迫る 頼む 呼び掛ける 呼びかける 望む 勧める 願う 言う 伝える".split()
)
ASK_NOUNS = frozenset("要求 要請 指示 勧告 命令 提案 要望 打診 提言 依頼 注文 警告".split())
# Verbs after a bracket and と that are no saying.
NOT_SAYING = frozenset(
    "間違える 取り違える 見間違える 混ぜる 分ける 繋ぐ 交わす 競う 争う 訳す 名付ける 称する 題する 並べる 銘打つ 成る 有る 為る 比べる 違う 異なる 並ぶ 見る 思う 似る 戦う 会う 組む 重なる 連なる 合わせる 居る 来る 分かる 共に".split()
)
# Words of a document; the end of a noun phrase decides.
DOCUMENT_NOUNS = (
    "報告書 報告 統計 調査 集計 資料 議事録 声明 文書 書簡 手紙 記録 発表 データ 年報 週報 月報 白書 論文 リポート レポート 法律 条文 協定 条約 憲法 規約 規則 契約書 "
    "判決 判決文 決定文 訴状 起訴状 覚書 告知 案内 通知 要綱 指針 名簿 台帳 日誌 日記 帳簿 集計表 一覧 一覧表 記事 投稿 書き込み ツイート 動画 映像 写真 サイト ホームページ 公報 "
    "官報 メモ 議定書 合意文書 答申 提言 計画 計画書 予算書 決算 決算書 短信 見積もり 試算 推計 測定 検査 解析 分析 検証 実験 観測 世論調査 アンケート 聞き取り "
    "寺伝 伝承 年代記 史料 古文書 碑文 墨書 看板 張り紙 貼り紙 説明書 取扱説明書 注意書き カルテ 診断書 届け出 申請書 請求書 領収書 明細 告示 通達 公電 電報 メール 内規 書面 "
    "書 文 文面 文言 規定 改正法 法案 改正案 草案 原案 案 宣言 談話 公告 数字 航跡図 地図 グラフ 議案 提案書 要望書 意見書 抗議文 陳情書 履歴 ログ 議事 速報 予測 "
    "指数 登記 登記簿 規程 決議 決議案 付属書 定款 約款 社史 町史 市史 県史 教科書 辞書 事典 作業日報 日報 会見録 速記録 テレグラム チャンネル 監査 裁定 表計算 公表版 評価書 中間評価 張り出し 再現実験 横断幕 プラカード 垂れ幕 のぼり 標識 立て札 掲示板 はがき 絵馬 備考欄 理由欄 欄 計算 整理 社説 点検票 執行状況 写し 決定 内部評価 画像 書類 公表値 通信記録 往復書簡 字幕 日程表 時刻表 会議録 データベース 許可証 引き渡し証 証明書 照会文 シミュレーション モデル 把握 "
    "目録 台本 原稿 検索 結果 発表資料 通信簿 条例 省令 政令 訓令 交付要綱 収支報告書 報告文 掲示 パンフレット 冊子 チラシ ビラ 号外 目撃情報 通報".split()
)
# What a document does with its content: …と記している, …と書かれている, …とある.
DOCUMENT_VERBS = frozenset(
    "記す 書く 綴る 刻む 題する 銘打つ 示す 載せる 定める 有る 載る 述べる 伝える 挙げる 掲げる 出る 残る 謳う うたう 裏付ける 物語る".split()
)
DOCUMENT_VERB_NOUNS = frozenset(
    "記載 明記 記述 付記 結論 推計 指摘 報告 分析 記録 規定 説明 紹介 推定 掲載 表示".split()
)
