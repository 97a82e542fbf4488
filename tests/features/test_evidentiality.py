"""Evidentiality of main clauses: each family of expressions fires on its own sentence and not on its neighbour."""

from __future__ import annotations

import time

import pytest

from classifier.evidence import CERTAINTY, EVIDENTIALITY, Clause
from classifier.features.reading import read_text


def clause(text: str, at: int = -1) -> Clause:
    return read_text(text).clauses[at]


REPORTED = [
    "橋は無事だったという。",
    "橋は無事だったとのこと。",
    "橋は来週開くということです。",
    "橋は落ちたそうだ。",
    "橋は築百年とされている。",
    "橋は揺れると言われています。",
    "雨の日は橋が揺れると聞く。",
    "橋はもう渡れない、と。",
    "市長は「橋は必ず直す」と述べた。",
    "市長は「橋は必ず直す」と胸を張った。",
    "市は工事を来月始めると説明。",
    "市長は工事の費用が足りないことを明らかにした。",
    "裁判所は市に工事をやめるよう命じた。",
    "市は橋を閉じる考えを示した。",
    "住民からは通学に困るとの声が上がる。",
    "条文には橋を毎年調べるとある。",
    "報告書は橋脚の傷を三か所挙げた。",
    "橋が十年調べられていなかったことが、関係者への取材で分かった。",
    "市によると、橋は来週開く。",
    "県の統計では、古い橋は二百ある。",
    "橋を渡る車は一日に百台ある（県の年報）。",
    "船員に聞いた話だが、橋は落ちたらしい。",
    "「橋がないと学校へ行けない」。",
    "会社も検査の実施を認めた。",
    "市長は「調べている」と述べるにとどめた。",
]
ASSERTED = [
    "橋は来週開く。",
    "橋という橋が落ちた。",
    "市と県は協議した。",
    "市長は橋を渡り、工事を見た。",
    "市長は「危ない」と言って、橋を渡った。",
    "これが正解とは書けない。",
    "橋はもう安全だと言うほかない。",
    "改正法は夜の通行を認めている。",
    "市は橋を閉じた。",
    "工事は雨に備えるためだとして夜に行われた。",
    "費用は十億円。",
    "荷物は届いていない。",
    "市は何も発表していない。",
    "市、橋の閉鎖を決定",
    "工事船が港に接岸へ",
]
HEDGED = [
    ("船は遅れるかもしれません。", "possible"),
    ("船は遅れる可能性がある。", "possible"),
    ("船は遅れるおそれがある。", "possible"),
    ("船が来るとは限らない。", "possible"),
    ("船が来るとは限りません。", "possible"),
    ("船は沈みかねない。", "possible"),
    ("値段は変わる場合がある。", "possible"),
    ("船は来週着く見通しだ。", "probable"),
    ("船は着くだろう。", "probable"),
    ("説明はいらないでしょう。", "probable"),
    ("漁船の火事、漏電が原因か", "possible"),
]
INFERRED = [
    "船は沈んだとみられる。",
    "船は沈んだもようだ。",
    "船は沈んだようだ。",
    "船は沈みそうだ。",
    "船は沈んだらしい。",
    "船はもう着いたはずだ。",
    "船は沈んだに違いない。",
]
DENIED = [
    "会社は関与を否定した。",
    "会社は「船は売っていない」と否定している。",
    "船が沈んだという話は事実ではない。",
    "その説に根拠はない。",
    "会社は欠陥とは認めていない。",
    "その説に根拠はありません。",
    "船の写真の話は事実ではありません。",
    "「船が沈んだ」は誤り",
    "「船が沈んだ」は誤り　写真は別の港",
]
NONE = [
    "誰が費用を払うのか。",
    "橋は安全ですか？",
    "何が残る。",
    "窓口へ届け出てください。",
    "古い橋を捨てろ。",
    "夜は渡るな。",
    "みんな声を上げて。",
    "町の窓に灯を。",
    "そろそろ橋を渡ろう。",
    "いつもありがとうございます。",
    "（県庁支局・山田葉子）",
    "2024年3月5日",
    "編集：山田葉子",
    "古い橋と新しい町",
    "川べりの小さな町。",
    "川を渡る人たちへ",
    "工事のお知らせ",
    "☆☆☆",
]


@pytest.mark.parametrize("text", REPORTED)
def test_reported_expressions_fire(text: str) -> None:
    assert clause(text).evidentiality == "reported"


@pytest.mark.parametrize("text", ASSERTED)
def test_plain_statements_are_asserted(text: str) -> None:
    assert (clause(text).evidentiality, clause(text).certainty) == ("asserted", "certain")


@pytest.mark.parametrize(("text", "certainty"), HEDGED)
def test_hedges_and_how_sure_they_are(text: str, certainty: str) -> None:
    assert (clause(text).evidentiality, clause(text).certainty) == ("hedged", certainty)


@pytest.mark.parametrize("text", INFERRED)
def test_inference_from_signs(text: str) -> None:
    assert (clause(text).evidentiality, clause(text).certainty) == ("inferred", "probable")


@pytest.mark.parametrize("text", DENIED)
def test_denial_of_a_claim(text: str) -> None:
    assert clause(text).evidentiality == "denied"


@pytest.mark.parametrize("text", NONE)
def test_sentences_without_a_clause(text: str) -> None:
    assert (clause(text).evidentiality, clause(text).certainty) == ("none", "none")


OUTERMOST = [
    ("市長は「船は遅れる可能性がある」と述べた。", "reported"),
    ("会社は関与を否定したという。", "reported"),
    ("市長が「橋は安全だ」と述べた可能性がある。", "hedged"),
    ("船は沈んだようなものである。", "asserted"),
    ("岸を打つ波の音が聞こえるようだ。", "asserted"),
    ("船が全部沈んだわけではない。", "asserted"),
    ("船が沈むはずがない。", "asserted"),
]


@pytest.mark.parametrize(("text", "wanted"), OUTERMOST)
def test_the_outermost_expression_wins(text: str, wanted: str) -> None:
    assert clause(text).evidentiality == wanted


def test_a_sentence_that_names_the_speaker_carries_the_one_before() -> None:
    found = [c.evidentiality for c in read_text("軍は川の西岸に達した。国防省が五日発表した。").clauses]
    assert found == ["reported", "reported"]


def test_it_does_not_carry_another_line() -> None:
    found = [c.evidentiality for c in read_text("橋は閉じている。\n軍は川に達した。国防省が五日発表した。").clauses]
    assert found == ["asserted", "reported", "reported"]


def test_a_source_is_as_sure_as_its_words() -> None:
    found = clause("市は、橋が落ちるおそれがあると発表した。")
    assert (found.evidentiality, found.certainty) == ("reported", "possible")


def test_the_cue_is_the_deciding_expression() -> None:
    text = "船は遅れるかもしれない。"
    found = clause(text)
    assert found.cue is not None and text[slice(*found.cue)] == "かもしれない"


ODD = [
    "",
    "\n\n",
    "\x00\x01",
    "\ud800と述べた。",
    "」「」",
    "（",
    "）。",
    "<",
    "か",
    "と",
    "の。",
    "は。",
    "「「「",
    "=＝",
    "というというという",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_input_gives_valid_clauses(text: str) -> None:
    found = read_text(text).clauses
    assert all(c.evidentiality in EVIDENTIALITY and c.certainty in CERTAINTY for c in found)
    assert all(0 <= c.start < c.end <= len(text) for c in found)
    assert all(c.cue is None or 0 <= c.cue[0] < c.cue[1] <= len(text) for c in found)


@pytest.mark.parametrize(
    "text", [*REPORTED, *ASSERTED, "船は来ません。", "危険はありません。", "船が着くとは限りません。"]
)
def test_the_index_of_endings_loses_no_row(text: str) -> None:
    from classifier.features.evidentiality.endings import ENDINGS, _candidates
    from classifier.features.evidentiality.tail import row_start

    units = read_text(text).sentences[0].units
    for end, last in enumerate(units, 1):
        tried = [wanted for _, _, wanted, _ in _candidates(last.lemma, last.surface, last.pos, last.form)]
        fitting = [w for ending in ENDINGS for w in ending.rows if row_start(units, end, w) >= 0]
        assert fitting == [w for w in tried if row_start(units, end, w) >= 0]


@pytest.mark.parametrize("text", ["「" * 5000, "と" * 5000, "は、" * 2500, "橋の町" * 2000, "\x01\x02\x1f" * 500])
def test_long_lines_without_a_stop_are_one_clause_each(text: str) -> None:
    found = read_text(text).clauses
    assert found and all(0 <= c.start < c.end <= len(text) for c in found)


@pytest.mark.parametrize("piece", ["と発表　", "です", "、が", "（一）", "軍が発表した。", "「あ」と"])
def test_time_is_linear_in_length(piece: str) -> None:
    from classifier.features.evidentiality import find_clauses

    def spent(times: int) -> float:
        reading = read_text(piece * times)
        sentences = [s for s in reading.sentences if s.depth == 0]
        began = time.perf_counter()
        find_clauses(sentences, reading.quotes)
        return time.perf_counter() - began

    spent(10)
    assert spent(2000) < 20 * spent(500) + 0.05
