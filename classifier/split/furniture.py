"""Site furniture: lines of a saved page that are nobody's words. They end an item or lie in it as gaps.

Layout served: a newspaper page saved as text, with a list of share buttons above and below the article, then
paywall, sign-up, related articles and error messages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from classifier.split.lines import Line

_BULLET = re.compile(r"^[\s　•・\-*＊·‣▪◦>|]+")
_SHARE = frozenset(
    [
        "記事を印刷する",
        "印刷",
        "印刷する",
        "メールで送る",
        "メール",
        "リンクをコピー",
        "リンクをコピーする",
        "URLをコピー",
        "URLをコピーする",
        "コピー",
        "note",
        "x",
        "x(旧twitter)",
        "twitter",
        "facebook",
        "はてなブックマーク",
        "はてブ",
        "linkedin",
        "bluesky",
        "threads",
        "line",
        "lineで送る",
        "pocket",
        "ツイート",
        "シェア",
        "シェアする",
        "共有",
        "共有する",
        "ポスト",
        "ポストする",
        "ブックマーク",
        "保存",
        "保存する",
        "ストーリーズ",
        "instagram",
        "mastodon",
        "misskey",
        "文字サイズ",
        "フォントサイズ",
        "プレゼント",
        "スクラップ",
        "コメント",
    ]
)
_SHARE_PHRASE = re.compile(
    r"(?:この)?(?:記事|ページ)?を?(?:印刷|保存|共有|シェア|コピー|ブックマーク)(?:する)?|"
    r"(?:メール|line|x|facebook|twitter|x\(旧twitter\))[でに](?:送る|送信|共有|シェア|投稿|ポスト)(?:する)?|(?:url|リンク)を?(?:コピー|共有)(?:する)?"
)
# A share list has several buttons; one such word alone is a word of the text.
_MIN_SHARE = 2

# A line that begins like this opens the page's foot; the value is the gap kind.
_TAIL: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("notice", re.compile(r"[（(※].{0,40}架空")),
    (
        "related",
        re.compile(
            r"[【\[■▼◆●▽]?\s?(?:関連記事|関連ニュース|関連トピックス?|関連キーワード|関連リンク|関連する記事|こちらもおすすめ|おすすめ記事|"
            r"おすすめの記事|あわせて読みたい|合わせて読みたい|この記事を読んだ|よく読まれている|人気記事|アクセスランキング|"
            r"ランキング|最新記事|新着記事|トップニュースへ|次の記事|前の記事)[^。]{0,40}$"
        ),
    ),
    (
        "paywall",
        re.compile(
            r".{0,30}(?:有料会員|会員限定|有料記事|この記事は有料|残り\s?[0-9０-９,，]+\s?文字|続きを読むには|続きは会員|"
            r"ログインして続き|無料会員登録|無料で読める|購読のお申し込み|会員登録)"
        ),
    ),
    (
        "signup",
        re.compile(r".{0,30}(?:ニュースレター|メールマガジン|メルマガ|プッシュ通知|アプリで読む|アプリをダウンロード)"),
    ),
    (
        "error",
        re.compile(
            r"(?:エラー|.{0,20}(?:操作を実行できません|時間をおいて再度|時間を空けて再度|読み込みに失敗|ページが見つかりません))"
        ),
    ),
    (
        "comments",
        re.compile(r"(?:コメント(?:する$|を書く|一覧|欄$|[0-9０-９]+件)|みんなのコメント|.{0,12}の投稿を読む)"),
    ),
    ("advert", re.compile(r"[\[［【(（]?(?:広告|PR|ＰＲ|スポンサーリンク|Sponsored)[\]］】)）]?$")),
    ("cookies", re.compile(r".{0,40}(?:Cookie|クッキー)(?:の使用|を使用|に関する|ポリシー|設定)")),
    (
        "copyright",
        re.compile(
            r".{0,60}(?:無断転載|無断での?転載|無断複製|All [Rr]ights [Rr]eserved|禁転載)|[\s　]*(?:©|Copyright|\([Cc]\)\s)"
        ),
    ),
    (
        "navigation",
        re.compile(
            r"(?:フォローする|記事を保存する|図表を保存する|ログイン(?:する)?$|ページの?先頭へ(?:戻る)?|トップへ戻る|ホーム\s?[>＞]|HOME\s?[>＞])"
        ),
    ),
)
# Kinds whose signs are words that an article may use as well.
_LABELS = frozenset({"paywall", "signup", "error", "comments", "cookies", "navigation", "copyright", "related"})
# Service sentences speak to the reader, so that a long line of the foot is not taken for prose.
_SERVICE = re.compile(
    r"ご利用|ご覧|お試し|お待ち|お届け|お送り|いただ|ください|できます|ご登録|お読み|できません(?:。|$|でした)|しました。$|無断|"
    r"Cookie|クッキー|会員の方|使いません"
)
# Below the sign that opens a foot, one sentence of this length, or this many of any length, show that the article
# goes on; a teaser or a stray notice is shorter and alone.
_LONG = 60
_MIN_PROSE = 2
# A label or a notice is short.
_MAX_LABEL = 160


@dataclass(frozen=True, slots=True)
class Block:
    """Lines ``first`` to ``last`` (both included) are furniture of one kind."""

    first: int
    last: int
    kind: str


def find_blocks(lines: list[Line], low: int, high: int) -> list[Block]:
    """Furniture among lines ``low <= index < high``, in order, not overlapping. Linear in the number of lines.

    The first line that is not blank is never furniture: an article that is nothing but its foot is no article.
    """
    first = next((i for i in range(low, high) if not lines[i].blank), high)
    shares = _share_blocks(lines, first, high)
    tail = _tail_block(lines, shares, first + 1, high)
    if tail is None:
        return shares
    return [*[block for block in shares if block.last < tail.first], tail]


def _share_blocks(lines: list[Line], low: int, high: int) -> list[Block]:
    blocks: list[Block] = []
    run: list[int] = []
    for index in range(low, high):
        if _is_share(lines[index].text):
            run.append(index)
        elif not lines[index].blank:
            _close(run, blocks)
            run = []
    _close(run, blocks)
    return blocks


def _close(run: list[int], blocks: list[Block]) -> None:
    if len(run) >= _MIN_SHARE:
        blocks.append(Block(run[0], run[-1], "share"))


def _is_share(text: str) -> bool:
    bare = _BULLET.sub("", text).strip().lower().replace("（", "(").replace("）", ")").replace(" ", "")
    return bare in _SHARE or bool(_SHARE_PHRASE.fullmatch(bare))


def _tail_block(lines: list[Line], shares: list[Block], low: int, high: int) -> Block | None:
    """The page's foot: from the first line that opens it and has no body prose below, to the end."""
    starts = {block.first: "share" for block in shares}
    prose = long_prose = 0
    found: Block | None = None
    for index in range(high - 1, low - 1, -1):
        kind = starts.get(index) or tail_kind(lines[index].text)
        if kind and (long_prose < 1 if kind == "share" else prose < _MIN_PROSE and long_prose < 1):
            found = Block(index, high - 1, kind)
        sentence = _is_sentence(lines[index].text)
        prose += sentence
        long_prose += sentence and len(lines[index].text) >= _LONG
    return found


def _is_sentence(text: str) -> bool:
    """A line that closes a sentence and does not speak to the reader: the article's own words."""
    return text.rstrip().endswith(("。", "」", "。）", "。)")) and not _SERVICE.search(text)


def tail_kind(text: str) -> str | None:
    """The kind of foot that a line opens, or None. A sentence opens one only where it speaks to the reader."""
    bare = text.strip()
    if not bare or len(bare) > _MAX_LABEL:
        return None
    kind = next((kind for kind, pattern in _TAIL if pattern.match(bare)), None)
    if kind in _LABELS and bare.endswith("。") and not _SERVICE.search(bare):
        return None
    return kind
