"""``uratori explain``: the marks hold without colour, and taking them away gives the item's text back."""

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

import classifier.explain_glosses as ja
from classifier import evidence as ev
from classifier import records as rec
from classifier.evidence import Mark, Quote, Speaker, TextEvidence, Voice
from classifier.explain import explained, legend
from classifier.explain_marks import CONTROLS, Stretch, marked, woven
from classifier.features.rhetoric import NAMES
from classifier.records import CRITERIA, TECHNIQUES, ScoredItem, Technique

_NAME = "|".join(sorted(TECHNIQUES, key=len, reverse=True))
_NAMES = rf"(?:{_NAME})(?:\+(?:{_NAME}))*"
MARKS = re.compile(rf"⟦\d+ |(?: \d+)?⟧|\{{\d+(?:,\d+)* |\}}|‹|›(?:{_NAMES}|\({_NAMES}\))|[⁰¹²³⁴⁵⁶⁷⁸⁹⁺]+")
ANSI = re.compile(r"\x1b\[[0-9;]*m")

# An item that starts inside its clipping, so that offsets of the clipping show.
START = 100
TEXT = "港の外相は「対話の用意がある」と述べた。あの売国奴を見よ。別の関係者は沈黙した。"


def technique(name: str, voice: str, start: int, end: int, text: str) -> Technique:
    return Technique(name, "group", voice, 0.5, start, end, text[start - START : end - START])


def scored(text: str, evidence: TextEvidence, techniques: Iterable[Technique] = (), **more: object) -> ScoredItem:
    sourcing = rec.Sourcing(2, 0.5, (0.0, 0.0, 1.0, 0.0, 0.0))
    item = ScoredItem(
        "0", "a[red].txt", START, START + len(text), text, (), "plain_article", 1.0, None, None, None,
        rec.Attribution(outlet="見本[bold]新報\\"),
        rec.SourceScore("news_media", {"news_media": 1.0}),
        rec.Score(sourcing, {}, tuple(techniques), 0.1),
        evidence,
        rec.Admiralty("B", "class:wire_service", "2", "other_side"),
        rec.Provenance("m", "0", "0", "uratori", "utf-8", "0"),
    )  # fmt: skip
    return replace(item, **more)  # type: ignore[arg-type]


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    start = START + text.index(words)
    return start, start + len(words)


def minister() -> Speaker:
    return Speaker(*at("外相"), "外相", "named", "港一郎", "外相", "外務省", "見本国")


def sample(text: str = TEXT, **more: object) -> ScoredItem:
    quote = Quote(*at("対話の用意がある"), "named", "direct", "saying", minister(), at("と述べた"))
    evidence = TextEvidence(
        quotes=(quote,),
        clauses=(ev.Clause(*at("別の関係者は沈黙した"), "asserted", "certain", "bare"),),
        criteria=(
            Mark("direct_quote", *at("「対話の用意がある」"), "a"),
            Mark("direct_quote", *at("対話の用意がある"), "b"),
            Mark("named_source", *at("外相"), "c"),
            Mark("anonymous_source", *at("関係者"), "d"),
            Mark("positioned_source", *at("別の関係者"), "e"),
        ),
        voices=(Voice(*at("対話の用意がある"), minister()),),
        wording=ev.WordingSignals(
            "1", {"labels": 4.2, "emoji": 0.0, "labels:author": 4.2}, (Mark("labels", *at("売国奴"), "f"),)
        ),
    )
    techniques = [
        technique("name_calling", "author", *at("売国奴"), text),
        technique("loaded_language", "quoted", *at("対話"), text),
    ]
    return scored(text, evidence, techniques, **more)


def printed(item: ScoredItem, show: Callable[[Console, ScoredItem], None] = explained, **options: object) -> str:
    settings_ = {"width": 80, "emoji": False, "color_system": None, "no_color": False} | options
    console = Console(file=io.StringIO(), **settings_)  # type: ignore[arg-type]
    show(console, item)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def text_only(item: ScoredItem, **options: object) -> str:
    return printed(item, lambda console, one: console.print(marked(one), soft_wrap=True), **options)


def test_the_marks() -> None:
    assert marked(sample()).plain == (
        "港の{1 外相}¹は「⟦1 ‹対話›(loaded_language)の用意がある⟧」⁶と述べた。"
        "あの‹売国奴›name_callingを見よ。別の関係者²⁺³は沈黙した。"
    )


def test_the_lists_say_what_the_marks_stand_for() -> None:
    shown = printed(sample())
    assert "Admiralty B2: reliability by class:wire_service, credibility by other_side (not mixed" in shown
    assert "1 direct / 直接話法, named / 実名: 外相 (name 港一郎, role 外相, organisation 外務省" in shown
    assert "country 見本国), cue と述べた" in shown
    assert "⁶ direct_quote / 直接引用: 「対話の用意がある」\n" in shown
    assert "author name_calling / レッテル貼り (0.50): 売国奴" in shown
    assert "labels / レッテル語 4.2, author's own 4.2: 売国奴" in shown
    assert "emoji" not in shown
    assert "asserted / 断定 1" in shown
    assert marked(sample()).plain in shown


def test_rumours_and_brackets_that_nobody_claims() -> None:
    text = "橋が落ちるという。「もう誰も渡らないでほしい」の札が立つ。"
    rumour = Quote(START, START + 5, "unknown", "indirect", "hearsay")
    card = Voice(*at("もう誰も渡らないでほしい", text))
    shown = printed(scored(text, TextEvidence(quotes=(rumour,), voices=(card,))))
    assert "1 indirect / 間接話法, unknown / 不明: nobody named / 発言者の名なし, told by the author" in shown
    assert "2 in brackets / かぎ括弧: nobody named" in shown
    assert "⟦1 橋が落ちる⟧という。「⟦2 もう誰も渡らないでほしい⟧」" in shown


def test_a_claim_taken_back_and_gaps_are_listed() -> None:
    text = "判定：誤り\n共有する\n橋は立つ。"
    evidence = TextEvidence(contradicted=Mark("contradicted", START, START + 5, "verdict_line"))
    gap = rec.Gap(*at("共有する", text), "share_list")
    shown = printed(scored(text, evidence, gaps=(gap,)))
    assert "takes a claim back / 本文が主張を否定: 判定：誤り" in shown
    assert "share_list: 共有する" in shown


def test_glosses_are_complete() -> None:
    assert tuple(ja.CRITERIA_JA) == CRITERIA
    assert tuple(ja.KINDS_JA) == ev.SPEAKER_KINDS
    assert tuple(ja.FORMS_JA) == ev.FORMS
    assert tuple(ja.EVIDENTIALITY_JA) == ev.EVIDENTIALITY
    assert tuple(ja.TECHNIQUES_JA) == TECHNIQUES
    assert tuple(ja.WORDING_JA) == NAMES
    assert all(all(table.values()) for table in (ja.CRITERIA_JA, ja.KINDS_JA, ja.EVIDENTIALITY_JA))


def test_colour_adds_nothing_but_colour() -> None:
    plain = printed(sample())
    coloured = printed(sample(), force_terminal=True, color_system="truecolor")
    assert "\x1b[" not in plain
    assert "\x1b[1;31m" in coloured
    assert ANSI.sub("", coloured) == plain


def test_no_color_is_plain_and_names_are_no_markup() -> None:
    shown = printed(sample(), force_terminal=True, color_system="truecolor", no_color=True)
    assert shown == printed(sample())
    assert "a[red].txt" in shown
    assert "見本[bold]新報\\" in shown


def test_legend_fits_a_terminal() -> None:
    shown = printed(sample(), lambda console, _: legend(console))
    assert all(cell_len(line) <= 80 for line in shown.splitlines())
    assert "⟦1 words⟧" in shown


def test_ties_are_nested_and_footnotes_stand_last() -> None:
    stretches = [
        Stretch(0, 2, "", "⟦1 ", "⟧"),
        Stretch(0, 2, "", "{2 ", "}"),
        Stretch(0, 1, "", "‹", "›doubt"),
        Stretch(1, 2, "", closing="⁶"),
        Stretch(2, 3, "", "⟦2 ", "⟧"),
    ]
    assert woven("港町橋", stretches).plain == "⟦1 {2 ‹港›doubt町}⟧⁶⟦2 橋⟧"


def test_crossing_voices_close_with_their_number() -> None:
    text = "港町橋川山"
    quotes = tuple(Quote(START + a, START + b, "unknown", "direct", "r") for a, b in ((0, 3), (1, 2), (1, 4), (4, 5)))
    assert marked(scored(text, TextEvidence(quotes=quotes))).plain == "⟦1 港⟦2 ⟦3 町⟧橋 1⟧川⟧⟦4 山⟧"


def test_spans_outside_the_item_and_unknown_names_do_no_harm() -> None:
    criteria = (Mark("unheard_of", START - 9, START + 1, "r"), Mark("hearsay", START + 2, START + 99, "r"))
    quotes = (Quote(START + 1, START + 1, "odd", "odd", "r", Speaker(0, 5, "昔の人", "odd"), (0, 3)),)
    odd = [Technique("new_one", "g", "nobody", 0.1, START, START + 2, "港町")]
    shown = printed(scored("港町橋", TextEvidence(quotes=quotes, criteria=criteria), odd))
    assert "‹港⁰町›(new_one)橋" in shown
    assert "⁰ unheard_of: 港" in shown
    assert text_only(scored("", TextEvidence(quotes=quotes))) == "\n"
    assert "odd, odd: 昔の人" in shown


def test_long_lists_are_capped() -> None:
    text = "甲乙丙丁戊己庚辛" + "長" * 60
    marks = tuple(Mark("hedged", START + i, START + i + 1, "r") for i in range(8))
    long = Mark("hearsay", START + 8, START + len(text), "r")
    shown = printed(scored(text, TextEvidence(criteria=(*marks, long))))
    assert "hedged / 留保: 甲 | 乙 | 丙 | 丁 | 戊 | 己 … +2" in shown
    assert f"hearsay / 伝聞: {'長' * 39}…\n" in shown


PARTS = ("外相は", "「用意」", "[red]", "[/]", "[bold", "\\", "\0", "\x1b[31m", "\r\n", "\t", "\n\n", "🛢️", "👩\u200d🚒", "か\u3099",
         "ＡＢ", "ful", "\u2028", "\u202e", "　", "  ", ":smile:", "\x85", "七", "。")  # fmt: skip
MARKLIKE = ("⟦1 ", "⟧", "{1 ", "}", "‹", "›doubt", "⁶", " 2⟧", "\ud800")
SPANS = st.lists(st.tuples(st.integers(-5, 60), st.integers(0, 40), st.integers(0, 10_000)), max_size=12)


def scattered(text: str, spans: list[tuple[int, int, int]]) -> ScoredItem:
    """Every span becomes a quote, a criterion or a technique, wherever it lies."""
    quotes, criteria, techniques = [], [], []
    for low, length, seed in spans:
        start, end = START + low, START + low + length
        source = Speaker(start - seed % 7, start, "誰か", "named") if seed % 2 else None
        if seed % 3 == 0:
            quotes.append(Quote(start, end, ev.SPEAKER_KINDS[seed % 7], ev.FORMS[seed % 4], "r", source, (start, end)))
        elif seed % 3 == 1:
            criteria.append(Mark(CRITERIA[seed % 15], start, end, "r"))
        else:
            name, voice = TECHNIQUES[seed % 23], ("author", "quoted")[seed % 2]
            techniques.append(Technique(name, "g", voice, 0.5, start, end, "語"))
    return scored(text, TextEvidence(quotes=tuple(quotes), criteria=tuple(criteria)), techniques)


@settings(max_examples=300, deadline=None)
@given(text=st.lists(st.sampled_from(PARTS), max_size=25).map("".join), spans=SPANS)
def test_taking_the_marks_away_gives_the_text_back(text: str, spans: list[tuple[int, int, int]]) -> None:
    shown = text_only(scattered(text, spans))
    assert MARKS.sub("", shown) == text.translate(CONTROLS) + "\n"


@settings(max_examples=200, deadline=None)
@given(text=st.lists(st.sampled_from(PARTS + MARKLIKE), max_size=25).map("".join), spans=SPANS)
def test_mark_characters_in_the_text_are_only_ambiguous(text: str, spans: list[tuple[int, int, int]]) -> None:
    item = scattered(text, spans)
    rest = iter(text_only(item))
    assert all(character in rest for character in text.translate(CONTROLS))
    assert ANSI.sub("", printed(item, force_terminal=True, color_system="truecolor")) == printed(item)


@pytest.mark.parametrize("text", ["と" * 20_000, "「[/red]」\n" * 5_000])
def test_long_items_end(text: str) -> None:
    spans = [(n * 3, 200 * (n % 5) + 1, n) for n in range(5_000)]
    assert MARKS.sub("", text_only(scattered(text, spans))) == text + "\n"


def test_real_records_are_shown(mini_scorer) -> None:
    text = "港の外相は3日、「対話の用意がある」と述べた。\n関係者によると、橋は来週開く。\nあの売国奴を見よ！"
    for item in mini_scorer.score_text(text):
        assert MARKS.sub("", text_only(item)) == item.text + "\n"
        assert "voices / 発言" in printed(item)
