"""What is taken for what."""

from tests.variants import blank
from training.confusion import by_technique, confusion, mistakes, taken_for, taken_table
from training.counts import Spans
from training.guesses import Guesses, whoever
from training.labels import Label
from training.outputs import Forced


def technique(name: str, start: int, end: int, voice: str = "author") -> dict:
    return {"name": name, "voice": voice, "start": start, "end": end}


LABELS = [
    blank("a", "本文", techniques=[technique("doubt", 0, 9), technique("slogans", 20, 30)]),
    blank("b", "本文", techniques=[technique("doubt", 0, 9, "quoted")]),
    blank("c", "本文"),
]


def guesses(*spans: Spans) -> Guesses:
    sets = [{name for name, voice in found if voice == "author"} for found in spans]
    return Guesses(whoever([]), [], sets, [], [], list(spans))


def forced(gold: str, answer: str, confidence: float, name: str = "x") -> Forced:
    return Forced(blank(name, "港は静かだ。\n" * 20), "stance:日本", answer, gold, confidence)


def test_gold_down_answers_across() -> None:
    rows = [forced("favor", "neutral", 0.5), forced("neutral", "neutral", 0.5), forced("neutral", "odd", 0.5)]
    assert confusion(rows, ("favor", "neutral")).splitlines() == [
        "| gold \\ answer | favor | neutral | odd | n |",
        "| --- | ---: | ---: | ---: | ---: |",
        "| favor | 0 | 1 | 0 | 1 |",
        "| neutral | 0 | 1 | 1 | 2 |",
        "| odd | 0 | 0 | 0 | 0 |",
    ]


def test_every_technique_has_its_counts() -> None:
    made = guesses({("doubt", "author"): [(0, 4)]}, {("doubt", "author"): [(0, 4)]}, {("slogans", "author"): [(0, 2)]})
    lines = by_technique(LABELS, made).splitlines()[2:]
    # Gold has doubt in the author's voice once; the third record is not labelled.
    assert lines == ["| doubt | 1 | 2 | 0.500 | 1.000 | 0.667 |", "| slogans | 1 | 0 |  | 0.000 | 0.000 |"]


def test_spans_told_over_other_words() -> None:
    told = guesses(
        {("slogans", "author"): [(5, 12), (22, 24)], ("doubt", "author"): [(40, 44)]},
        {("doubt", "author"): [(0, 4)]},
        {("doubt", "author"): [(0, 4)]},
    )
    found = taken_for(LABELS, told)
    # A span over nothing and one over its own label are no confusion; one in the wrong voice is.
    assert found == {("slogans", "doubt"): 1, ("doubt", "doubt (quoted)"): 1}
    assert taken_table(found, most=1).splitlines()[2:] == ["| doubt | doubt (quoted) | 1 |"]


def test_the_surest_mistakes_come_first() -> None:
    rows = [forced("favor", "neutral", 0.6, "p"), forced("favor", "favor", 0.9), forced("favor", "against", 0.8, "q")]
    lines = list(mistakes({"stance": rows}, 1))
    assert lines == [f"q  stance:日本: against (0.80), gold favor  {' '.join(['港は静かだ。'] * 8)} 港は静か"]
    assert len(list(mistakes({"stance": rows}, 5))) == 2
    assert list(mistakes({"stance": rows}, 0)) == []


def test_an_unlabelled_record_confuses_nothing() -> None:
    empty: list[Label] = [blank("c", "本文")]
    assert not taken_for(empty, guesses({("doubt", "author"): [(0, 4)]}))
