"""One test a layout and its traps. All texts are ours."""

import pytest

from classifier.read import clip_text
from classifier.split import split

MARKER = """▽見本市で新型船公開<ロイター日本語版>2026年3月4日午前 6:17 GMT+9

Aino SaarelaJun Okabe

見本市で新型船公開

[ヘルシンキ 3日 ロイター] - 造船会社は3日、新型船を公開した。

対象は次の通り。
▽北回りの航路
▽南回りの航路

▽港の使用料引き上げへ<未知新報>2026年3月4日午後 1:05

港湾局は使用料を引き上げると発表した。
"""


def texts(text: str) -> list[str]:
    return [item.text for item in split(clip_text(text))]


def test_marker_headlines_and_bullets() -> None:
    first, second = split(clip_text(MARKER))
    assert first.rule == second.rule == "marker_headline"
    assert first.text.startswith("見本市で新型船公開<ロイター")
    assert first.text.endswith("▽南回りの航路")
    assert second.text.endswith("発表した。")
    kinds = [(g.kind, first.clipping.text[g.start : g.end]) for g in first.gaps]
    assert kinds == [
        ("attribution", "<ロイター日本語版>2026年3月4日午前 6:17 GMT+9"),
        ("byline", "Aino SaarelaJun Okabe"),
        ("preview", "見本市で新型船公開"),
    ]


EMBEDS = """3月の連絡
島の発電所が停止、復旧は未定 https://t.co/AbCdEf1234
— ロイター (@ReutersJapan) March 4, 2026
島の発電所が4日、停止した。電力会社は「復旧の時期は未定」と述べた。
#島の停電
港が混んでいる。理由を誰も説明しないのはなぜか。市は…
— 見本太郎(Mihon Taro) (@mihon_t) March 5, 2026
港が混んでいる。理由を誰も説明しないのはなぜか。市は説明すべきだ。
▽待ち時間は3日
▽苦情は百件
【速報】橋が全面通行止め
— 橋の会 (@hashi) March 6, 2026
🚧復旧まで一週間… pic.twitter.com/AbCdEf1234
【速報】橋が全面通行止め
🚧復旧まで一週間の見込みだという。
これだけで終わる短い投稿 https://t.co/AbCdEf1234
— 見本 (@m1) March 7, 2026
"""


def test_embeds_previews_and_pasted_texts() -> None:
    items = split(clip_text(EMBEDS))
    assert [i.rule for i in items] == ["post_embed"] * 4
    assert items[0].text.startswith("島の発電所が停止")
    assert items[0].text.endswith("と述べた。")
    assert items[1].text.startswith("港が混んでいる。")
    assert items[1].text.endswith("▽苦情は百件")
    assert items[2].text.startswith("【速報】橋が")
    assert items[2].text.endswith("見込みだという。")
    assert items[3].text.endswith("March 7, 2026")
    kinds = [[g.kind for g in i.gaps] for i in items]
    assert kinds == [
        ["attribution"],
        ["preview", "attribution"],
        ["preview", "attribution", "preview"],
        ["attribution"],
    ]


def test_a_multi_line_preview_set_off_by_a_blank_line() -> None:
    text = "前の記事の終わり。\n— A (@a) March 1, 2026\n本文一。\n本文二。\n\n一行目\n二行目\n— B (@b) March 2, 2026\n"
    assert texts(text)[1].startswith("一行目\n二行目\n— B")


def test_a_saved_page() -> None:
    share = "  • 記事を印刷する\n  • メールで送る\n  • Facebook\n  • X(旧Twitter)\n"
    body = "市は予算案を発表した。" * 12
    page = f"市の予算案\n\n{share}\n{body}\n\n{body}\n\n{share}\n有料会員の方のみご利用になれます。\n\n関連記事:\n"
    (item,) = split(clip_text(page))
    assert item.rule == "saved_page"
    assert item.text.startswith("市の予算案")
    assert item.text.endswith("発表した。")
    assert [g.kind for g in item.gaps] == ["share"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_plain_article(end: str) -> None:
    (item,) = split(clip_text(end.join(["", "橋の補修が終わる", "", "　市は橋の補修を終えた。", "", "----"])))
    assert item.rule == "plain_article"
    assert item.text == end.join(["橋の補修が終わる", "", "　市は橋の補修を終えた。"])


def test_trailing_links_and_hashtags_are_outside() -> None:
    assert texts("橋の話\n本文はここまで。 https://t.co/AbCdEf1234\nhttps://example.jp/1\n#橋 #市")[0].endswith(
        "ここまで。"
    )


def test_furniture_words_in_prose_do_not_end_an_item() -> None:
    body = "新聞社は会員登録の仕組みを改めると発表した。" * 6
    text = f"見出し\n会員登録をめぐる動き\n{body}\n{body}\n{body}\n{body}"
    assert texts(text)[0].endswith(body)


def test_no_text_no_items() -> None:
    assert split(clip_text("\n \n----\n")) == []
