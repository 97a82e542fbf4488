"""Wording signals: every family fires where the wording persuades, and stays silent where it only looks alike."""

import re
import time

import pytest

from classifier.evidence import Clause, Quote, WordingSignals
from classifier.features.morphology import tokens_of
from classifier.features.rhetoric import NAMES, VERSION, wording_signals
from classifier.features.rhetoric.lexicon import TABLES, entries, lexicon_marks, words_of_entry
from classifier.features.rhetoric.ranges import Ranges

SENTENCE = re.compile(r"[^。\r\n]+。?")
# The task's own measure is 3 microseconds a character; ten times that leaves room for a busy machine.
MAX_SECONDS_PER_CHARACTER = 30e-6


def clauses_of(text: str, evidentiality: str = "asserted") -> list[Clause]:
    return [Clause(*found.span(), evidentiality, "certain", "stub") for found in SENTENCE.finditer(text)]


def quote_of(text: str, words: str) -> Quote:
    start = text.index(words)
    return Quote(start, start + len(words), "named", "direct", "stub")


def signals(text: str, *quoted: str, evidentiality: str = "asserted") -> WordingSignals:
    quotes = [quote_of(text, words) for words in quoted]
    return wording_signals(text, tokens_of(text), quotes, clauses_of(text, evidentiality))


def marked(text: str, name: str, *quoted: str) -> list[str]:
    return [text[m.start : m.end] for m in signals(text, *quoted).marks if m.name == name]


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [
        ("彼らは約束を踏みにじった。", "loaded_words", "踏みにじっ"),
        ("村を踏み躙る国だ。", "loaded_words", "踏み躙る"),
        ("会議は茶番だった。", "loaded_words", "茶番"),
        ("港の海賊ごっこは終わりだ。", "loaded_words", "ごっこ"),
        ("隣国の手先が騒ぐ。", "labels", "手先"),
        ("あの官僚どもは働かない。", "labels", "ども"),
        ("好戦狂が机をたたく。", "labels", "好戦狂"),
        ("史上最悪の橋が完成した。", "exaggeration", "史上最悪"),
        ("世界でいちばん強い港だ。", "exaggeration", "世界でいちばん"),
        ("かつてなく固い約束である。", "exaggeration", "かつてなく"),
    ],
)
def test_words_of_the_lexicon(text: str, name: str, word: str) -> None:
    assert marked(text, name) == [word]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("市民は祭りに熱狂した。", "labels"),
        ("双方とも合意した。", "labels"),
        ("子どもが走る。", "labels"),
        ("私どもの店は五時に開く。", "labels"),
        ("世界一周の船が出た。", "labels"),
        ("橋は三月に開通した。", "loaded_words"),
        ("会議は二時間続いた。", "exaggeration"),
        ("手\n先に出す。", "labels"),
    ],
)
def test_words_that_only_look_alike(text: str, name: str) -> None:
    assert marked(text, name) == []


def test_the_longest_entry_wins() -> None:
    assert marked("侵略者は去れ。", "labels") == ["侵略者"]
    assert marked("侵略者は去れ。", "loaded_words") == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("いわゆる「専門家」が語る。", "「専門家」"),
        ("自称『改革派』が並ぶ。", "『改革派』"),
        ("彼らの言う「友情」は高くつく。", "「友情」"),
        ("“同盟”なるものが誰を守るのか。", "“同盟”"),
        ("「善意」の名の下に港を取った。", "「善意」"),
        ("「約束」とやらは破れた。", "「約束」"),
        ("「正義」を口にする資格はない。", "「正義」"),
        ("また「平和」の講義が始まる。", "「平和」"),
    ],
)
def test_scare_quotes(text: str, word: str) -> None:
    assert marked(text, "scare_quotes") == [word]


@pytest.mark.parametrize(
    "text",
    [
        "首相は「平和」と述べた。",
        "いわゆる「壁」と説明した。",
        "映画「自由」が公開された。",
        "小説『支援』を読んだ。",
        "護衛艦「みかさ」が入港した。",
        "店は「鳥居通り」の名で知られる。",
        "「橋は来年の春までに必ず完成させる」なるものだ。",
        "「」なるもの。",
        "「平和」（全五巻）が出た。",
    ],
)
def test_quotations_titles_and_terms_are_no_scare_quotes(text: str) -> None:
    assert marked(text, "scare_quotes") == []


def test_the_content_of_a_quote_is_no_scare_quote() -> None:
    text = "市長は自称「専門家」を退けた。"
    assert marked(text, "scare_quotes") == ["「専門家」"]
    assert marked(text, "scare_quotes", "専門家") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("橋が落ちた。誰が責任を取るのか。", "誰が責任を取るのか"),
        ("そんな港を、信じる者がいるだろうか。", "信じる者がいるだろうか"),
        ("これは裏切りではないか！", "これは裏切りではないか"),
        ("人間が急に変わるものか。", "人間が急に変わるものか"),
        ("市は何も知らないとでも言うのか。", "市は何も知らないとでも言うのか"),
        ("得をしたのは誰か。", "得をしたのは誰か"),
        ("海の何が分かるの？", "海の何が分かるの"),
        ("そもそも役場は調べたんですか？", "そもそも役場は調べたんですか"),
    ],
)
def test_rhetorical_questions(text: str, words: str) -> None:
    assert marked(text, "rhetorical_questions") == [words]


@pytest.mark.parametrize(
    "text",
    [
        "年内に停戦か\n和平案を協議",
        "問：いつまで続くのか。",
        "記者：誰が決めたのですか。",
        "【Q1】何を調べたのか。",
        "――なぜ海に出たのか。",
        "完成するかどうか。",
        "駅前の店は開いていますか？",
        "連載「なぜ国は老いるのか」\n第三回",
        "橋は落ちた。",
        "資料は市のものか。",
        "批判もあるという[誰によって?]。",
    ],
)
def test_guesses_and_real_questions_are_not_rhetorical(text: str) -> None:
    assert marked(text, "rhetorical_questions") == []


def test_a_bracketed_question_counts_only_inside_a_quote() -> None:
    text = "議員は「誰が責任を取るのか」と迫った。\n「誰が払うのか」\n住民は言った。"
    assert marked(text, "rhetorical_questions") == []
    assert marked(text, "rhetorical_questions", "誰が払うのか") == ["誰が払うのか"]
    assert signals(text, "誰が払うのか").values["rhetorical_questions:author"] == 0


@pytest.mark.parametrize(
    ("text", "word", "rule"),
    [
        ("歴史を見よ。", "見よ", "order"),
        ("船を返せ！", "返せ", "order"),
        ("一度やってみろよ", "やってみろ", "order"),
        ("もう黙りなさい。", "黙りなさい", "order"),
        ("この海を見てください。", "見てください", "request"),
        ("声を上げてください\n港へ", "上げてください", "request"),
        ("約束を忘れるな。", "忘れるな", "prohibition"),
        ("島を売るな、黙るな。", "売るな", "prohibition"),
    ],
)
def test_imperatives(text: str, word: str, rule: str) -> None:
    found = [m for m in signals(text).marks if m.name == "imperatives"]
    assert text[found[0].start : found[0].end] == word
    assert found[0].rule == f"imperatives:{rule}"


@pytest.mark.parametrize(
    "text",
    [
        "いずれにせよ、橋は要る。",
        "雨とはいえ、人は来た。",
        "詳細は窓口までお問い合わせください。",
        "裏面をご覧ください。",
        "誤りがあれば教えてください。",
        "いらっしゃいませ。",
        "市は計画を見直すべきだ。",
        "これは困るな。",
        "静かだな。",
        "友が昼をおごってくれ、駅まで歩いた。",
        "早く行けと母は言った。",
        "標語「海へ行け」の看板。",
    ],
)
def test_concessions_service_and_advice_are_no_imperatives(text: str) -> None:
    assert marked(text, "imperatives") == []


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("やめろ！！！もう一度！", "exclamations", ["！！！", "！"]),
        ("本当か!?", "exclamations", ["!"]),
        ("危険❗️だ", "exclamations", ["❗️"]),
        ("ありがとう🙏🙏また🇯🇵", "emoji", ["🙏🙏", "🇯🇵"]),
        ("家族👨‍👩‍👧と", "emoji", ["👨‍👩‍👧"]),
        ("Yahoo!ニュースが伝えた。", "exclamations", []),
        ("❶橋 ❷港", "emoji", []),
        ("晴れ。", "emoji", []),
    ],
)
def test_marks_count_one_a_run(text: str, name: str, words: list[str]) -> None:
    assert marked(text, name) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("すでに300人が去った。", ["300人"]),
        ("物価は2.5倍になった。", ["2.5倍"]),
        ("損失は31万2000ユーロだ。", ["31万2000ユーロ"]),
        ("三割が反対し、数十万人が並んだ。", ["三割", "数十万人"]),
        ("支持は９８％。", ["９８％"]),
        ("死者：17人、昨年300人。", ["17人", "300人"]),
    ],
)
def test_numbers_without_origin(text: str, words: list[str]) -> None:
    assert marked(text, "unsourced_numbers") == words


@pytest.mark.parametrize(
    "text",
    [
        "2026年3月15日午後4時30分に始まった。",
        "田中さん（45）が話した。",
        "第2条と第3回。",
        "三人目の候補と2番目の橋。",
        "一人で一部を読んだ。",
        "日本人が来た。",
        "12:40から3カ月目。",
        "F16機が飛んだ。",
    ],
)
def test_dates_ages_and_ordinals_are_no_quantities(text: str) -> None:
    assert marked(text, "unsourced_numbers") == []


def test_numbers_need_an_asserted_clause_outside_quotes() -> None:
    text = "警察は300人と数えた。"
    assert signals(text, evidentiality="reported").values["unsourced_numbers"] == 0
    assert marked(text, "unsourced_numbers", "300人") == []
    assert not wording_signals(text, tokens_of(text), (), ()).marks


def test_the_vector_is_named_versioned_and_complete() -> None:
    made = signals("")
    assert made.version == VERSION == "uratori.wording/1"
    assert set(made.values) == {*NAMES, *(f"{name}:author" for name in NAMES)}
    assert set(made.values.values()) == {0.0}


def test_values_are_per_thousand_characters_with_a_floor() -> None:
    assert signals("蛮行だ。").values["loaded_words"] == pytest.approx(5.0)
    assert signals("蛮行だ。" + "橋。" * 498).values["loaded_words"] == pytest.approx(1.0)


def test_the_author_answers_only_for_words_outside_quotes() -> None:
    text = "相手は「これは蛮行だ」と述べた。だが茶番である。"
    values = signals(text, "これは蛮行だ").values
    assert values["loaded_words"] == pytest.approx(10.0)
    assert values["loaded_words:author"] == pytest.approx(5.0)


@pytest.mark.parametrize("table", [*TABLES, "claimed"])
def test_every_entry_is_sorted_and_has_a_reason(table: str) -> None:
    words = entries()[table]
    assert list(words) == sorted(words)
    assert all(len(reason.split()) >= 2 and reason.isascii() for reason in words.values())


def test_entries_are_unique_in_all_their_spellings() -> None:
    rows = [tuple(words_of_entry(entry)) for table in TABLES for entry in entries()[table]]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("table", list(TABLES))
def test_every_entry_finds_itself(table: str) -> None:
    lost = [e for e in entries()[table] if not list(lexicon_marks(tokens_of(e.replace("～", "敵"))))]
    assert lost == []


def test_labels_against_nations_come_with_their_mirrors() -> None:
    against = {entry for entry in entries()["label"] if entry.startswith("反") and entry != "反逆者"}
    assert {
        "反日",
        "反米",
        "反中",
        "反中国",
        "反露",
        "反ロ",
        "反ロシア",
        "反ウクライナ",
        "反欧",
        "反西側",
        "反韓",
    } == against


def test_ranges_merge_and_answer() -> None:
    ranges = Ranges.of([(5, 9), (1, 3), (2, 4), (7, 7)])
    assert (ranges.starts, ranges.ends) == ((1, 5), (4, 9))
    assert ranges.touch(3, 6) and not ranges.touch(4, 5) and not ranges.touch(0, 1)
    assert ranges.hold(5, 9) and not ranges.hold(3, 6)


@pytest.mark.parametrize(
    "text", ["", "\x00\ud800！", "「", "」」「", "🙏\r\n\u200d", "か。の？", "な", "ください。", "％1億"]
)
def test_odd_input_gives_spans_inside_the_text(text: str) -> None:
    # MeCab takes no lone surrogate; views hold none, but the rules over characters must not mind.
    tokens = tokens_of(text.encode("utf-8", "replace").decode())
    made = wording_signals(text, tokens, (), clauses_of(text))
    assert all(0 <= m.start < m.end <= len(text) for m in made.marks)


@pytest.mark.parametrize(
    "part",
    ["「", "1", "1,", "億", "のか。", "誰が、", "なぜ泣くのか。", "忘れるな", "！", "🙏", "「正義」", "1万", "て"],
)
def test_hostile_input_stays_linear(part: str) -> None:
    text = part * (60_000 // len(part))
    tokens, clauses = tokens_of(text), clauses_of(text)
    begin = time.perf_counter()
    made = wording_signals(text, tokens, (), clauses)
    assert time.perf_counter() - begin < len(text) * MAX_SECONDS_PER_CHARACTER
    assert all(text[m.start : m.end] for m in made.marks)
