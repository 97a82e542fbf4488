"""Attributions as source, cue and content: one line a sentence, for every rule, and the sentences that hold none."""

from __future__ import annotations

import pytest

from classifier.features.reading import read_text

# content, source, kind, form, rule
Row = tuple[str, str | None, str, str, str]


def rows(text: str) -> list[Row]:
    """What the engine finds, as words."""
    return [
        (text[q.start : q.end], q.source.text if q.source else None, q.kind, q.form, q.rule)
        for q in read_text(text).quotes
    ]


SAYING = [
    ("港湾局長は、工事は来週再開すると述べた。", "工事は来週再開する", "港湾局長", "positioned", "indirect"),
    ("市長は橋は直ると繰り返した。", "橋は直る", "市長", "positioned", "indirect"),
    ("橋は安全だと技師が説明した。", "橋は安全だ", "技師", "positioned", "indirect"),
    ("県は、工事は来月終わると発表。", "工事は来月終わる", "県", "positioned", "indirect"),
    ("県、工事は来月終わると発表", "工事は来月終わる", "県", "positioned", "indirect"),
    ("議員は増税は必要と指摘した。", "増税は必要", "議員", "positioned", "indirect"),
    ("工事は来月終わると発表した。", "工事は来月終わる", None, "unknown", "indirect"),
    ("住民は「音がうるさい」と話す。", "音がうるさい", "住民", "crowd", "direct"),
    ("「音がうるさい」と住民は話す。", "音がうるさい", "住民", "crowd", "direct"),
    ("「水は引いた」と語る店主もいた。", "水は引いた", "店主", "positioned", "direct"),
    ("市長は「橋は直す」などと述べた。", "橋は直す", "市長", "positioned", "direct"),
    ("市長は、橋を「宝」と呼んだ。", "宝", "市長", "positioned", "direct"),
    ("船長は『潮が速い』と答えた。", "潮が速い", "船長", "positioned", "direct"),
    ("議長は“結論は出た”と述べた。", "結論は出た", "議長", "positioned", "direct"),
    ("政府「断る」と回答", "断る", "政府", "positioned", "direct"),
    ("「年内は困難だ」と笑った。", "年内は困難だ", None, "unknown", "direct"),
    ("市議は実施は「困難」と語った。", "実施は「困難」", "市議", "positioned", "mixed"),
    # A quotation over several sentences is one content.
    (
        "船長は「霧が出た。船は見えない。だから止めた」と話した。",
        "霧が出た。船は見えない。だから止めた",
        "船長",
        "positioned",
        "direct",
    ),
]


@pytest.mark.parametrize(("text", "content", "source", "kind", "form"), SAYING)
def test_saying(text: str, content: str, source: str | None, kind: str, form: str) -> None:
    assert rows(text) == [(content, source, kind, form, "saying")]


TO_FAMILY = [
    ("工場側は検査に問題はないとした。", "検査に問題はない", "工場側", "positioned", "suru"),
    ("組合は要求は通ったとしている。", "要求は通った", "組合", "positioned", "suru"),
    ("会社は、事故はなかったとしており、謝罪していない。", "事故はなかった", "会社", "positioned", "suru"),
    ("市は安全に問題はないとして、工事を再開した。", "安全に問題はない", "市", "positioned", "suru"),
    ("安全に問題はないとして、市は工事を再開した。", "安全に問題はない", "市", "positioned", "suru"),
    ("議長は合意は近いとの見方を示した。", "合意は近い", "議長", "positioned", "content_noun"),
    ("局長は来月にも決めるという考えを示した。", "来月にも決める", "局長", "positioned", "content_noun"),
    ("組合からは、給料が安いとの不満が出た。", "給料が安い", "組合", "positioned", "content_noun"),
    ("橋は直るとの見通しを示した。", "橋は直る", None, "unknown", "content_noun"),
    ("橋は三年前に閉じられたという。", "橋は三年前に閉じられた", None, "unknown", "hearsay"),
    ("橋は三年前に閉じられたということだ。", "橋は三年前に閉じられた", None, "unknown", "hearsay"),
    ("橋は三年前に閉じられたとのこと。", "橋は三年前に閉じられた", None, "unknown", "hearsay"),
    ("宿は満室とのことです。", "宿は満室", None, "unknown", "hearsay"),
    ("橋は江戸時代に造られたとされる。", "橋は江戸時代に造られた", None, "unknown", "hearsay"),
    ("橋は江戸時代に造られたとされている。", "橋は江戸時代に造られた", None, "unknown", "hearsay"),
    ("橋は夜に揺れるといわれる。", "橋は夜に揺れる", None, "unknown", "hearsay"),
    ("橋は夜に揺れると言われています。", "橋は夜に揺れる", None, "unknown", "hearsay"),
    ("粥には生姜が入っていたそうだ。", "粥には生姜が入っていた", None, "unknown", "hearsay"),
    ("橋は閉じるって。", "橋は閉じる", None, "unknown", "hearsay"),
    ("橋は閉じると議事録にある。", "橋は閉じる", "議事録", "document", "document"),
    ("規約には会費は年に一度払うとある。", "会費は年に一度払う", "規約", "document", "document"),
    ("議事録には工事は終わったと書かれている。", "工事は終わった", "議事録", "document", "document"),
]


@pytest.mark.parametrize(("text", "content", "source", "kind", "rule"), TO_FAMILY)
def test_the_to_family(text: str, content: str, source: str | None, kind: str, rule: str) -> None:
    assert rows(text) == [(content, source, kind, "indirect", rule)]


@pytest.mark.parametrize(
    ("text", "content", "source", "kind", "rule"),
    [
        ("住民からは「道が狭い」との声が上がった。", "道が狭い", "住民", "crowd", "content_noun"),
        ("条文には「違反者は退会」とある。", "違反者は退会", "条文", "document", "document"),
        ("「橋は村の宝である」とする意見書が可決された。", "橋は村の宝である", "意見書", "document", "carried"),
    ],
)
def test_brackets_with_other_rules(text: str, content: str, source: str, kind: str, rule: str) -> None:
    assert rows(text) == [(content, source, kind, "direct", rule)]


KNOWN = [
    ("市は橋を閉鎖することを明らかにした。", "橋を閉鎖する", "市", "positioned", "revealed"),
    ("県警は男を逮捕したことを発表した。", "男を逮捕した", "県警", "positioned", "revealed"),
    ("市長は謝罪したことを認めた。", "謝罪した", "市長", "positioned", "revealed"),
    ("検査に漏れがあったことが分かった。", "検査に漏れがあった", None, "unknown", "became_known"),
    (
        "検査に漏れがあったことが、関係者への取材で分かった。",
        "検査に漏れがあった",
        "関係者",
        "anonymous",
        "became_known",
    ),
    (
        "検査に漏れがあったことが、市の報告書で明らかになった。",
        "検査に漏れがあった",
        "市の報告書",
        "document",
        "became_known",
    ),
    ("市は旅館に休業するよう求めた。", "旅館に休業する", "市", "positioned", "asked"),
    ("組合は会社に謝罪するように要求した。", "会社に謝罪する", "組合", "positioned", "asked"),
    ("市長は計画を取り下げる考えを示した。", "計画を取り下げる", "市長", "positioned", "will"),
    ("社長は辞任する意向を明らかにした。", "辞任する", "社長", "positioned", "will"),
    ("市は学校を統合する方針を示した。", "学校を統合する", "市", "positioned", "will"),
    ("会社は不正を否定した。", "不正", "会社", "positioned", "object"),
]


@pytest.mark.parametrize(("text", "content", "source", "kind", "rule"), KNOWN)
def test_what_is_made_known(text: str, content: str, source: str | None, kind: str, rule: str) -> None:
    assert rows(text) == [(content, source, kind, "indirect", rule)]


NOTHING = [
    # scare quotes, terms
    "いわゆる「専門家」の言い分だ。",
    "これは自由を奪う「改革」だ。",
    "市長の「挑戦」が始まる。",
    "「挑戦」と「継続」が大事だ。",
    # titles and names
    "小説「月の橋」を読んだ。",
    "「月の橋」と題する絵を見た。",
    "港に「白鳥丸」が着いた。",
    "客船「白鳥丸」は港に着いた。",
    "市は「白鳥丸」と「大鷲丸」を買った。",
    "「白鳥丸」と衝突した。",
    "町は「月の橋」という名の橋を造った。",
    # conditions, causes
    "雨が降ると橋は揺れる。",
    "場合によっては橋は閉じる。",
    "橋の改修による騒音が続く。",
    "努力により橋は直った。",
    "橋ではない。",
    "冬では雪が積もる。",
    # と that joins or compares
    "米と味噌を買った。",
    "市長は知事と話した。",
    "橋は白いと黒いの間だ。",
    # nobody said it
    "こんな橋なら誰でも「安全」と書けるだろう。",
    "誰が捨てろと言うのか。",
    "橋は安全だとは言えない。",
    "橋は安全だと言わざるを得ない。",
    "橋が安全だと言いたい。",
    "市長は橋を渡ろうとした。",
    "船は港に入ろうとしている。",
    "橋は名所として知られる。",
    "橋は直ると思う。",
    # そうだ that guesses or agrees
    "今夜は雨が降りそうだ。",
    "彼は元気そうだ。",
    "そうだ、橋へ行こう。",
    # こと and よう without a speaker
    "市長が辞めたことを理由に会は中止となった。",
    "法律は夜間の通行を認めることを定める。",
    "われわれは政府に撤回するよう求める。",
    # stray brackets, nothing to say
    "町は」と述べた。",
    "「」",
    "市長は「」と述べた。",
    "",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_attribution(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("住民は「音がうるさい」と話していた。", "話していた"),
        ("議長は合意は近いとの見方を示した。", "見方を示した"),
        ("橋は三年前に閉じられたという。", "という"),
        ("工場側は検査に問題はないとした。", "とした"),
        ("市は橋を閉鎖することを明らかにした。", "明らかにした"),
        ("県警によると、車は川に落ちた。", "によると"),
        ("橋は年内に直る＝市長", "＝"),
    ],
)
def test_the_cue_is_the_reporting_words(text: str, cue: str) -> None:
    (quote,) = read_text(text).quotes
    assert quote.cue is not None
    assert text[slice(*quote.cue)] == cue
