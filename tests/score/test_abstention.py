"""What is withheld is null in the record and named with its reason; what is not stays."""

import json
from dataclasses import replace
from pathlib import Path

from classifier.explain import _scores
from classifier.model import Model
from classifier.predict import Scorer
from classifier.records import Score, SourceScore, Sourcing, Stance
from classifier.run import RunLog
from classifier.score import Abstention
from classifier.write.flat import flat_row

SHARES = {"favor": 0.5, "neutral": 0.3, "against": 0.2}
SCORE = Score(Sourcing(2, 0.5, (0.1, 0.2, 0.4, 0.2, 0.1)), {"中国": Stance("favor", 0.5, SHARES)}, (), 0.0)
SOURCE = SourceScore("other", {"other": 0.6, "news_media": 0.4})


def test_answers_below_the_bound_are_withheld() -> None:
    assert Abstention().withheld(SOURCE, SCORE) == ()
    names = [entry["name"] for entry in Abstention(0.7, 0.41, 0.51).withheld(SOURCE, SCORE)]
    assert names == ["source_type", "sourcing", "stance:中国"]
    (only,) = Abstention(0.6, 0.4, 0.51).withheld(SOURCE, SCORE)
    assert only == {"name": "stance:中国", "reason": "low_confidence: 0.50 found, 0.51 needed"}


def test_the_record_says_null_where_it_cannot_judge(mini_model: Path) -> None:
    (item,) = Scorer(Model(mini_model)).score_text("政府は3日、中国への輸出を認めたと発表した。")
    assert item.abstained == ()
    told = replace(
        item, abstained=({"name": "sourcing", "reason": "x"}, {"name": "stance:中国", "reason": "x"})
    ).to_dict()
    assert told["sourcing"]["level"] is None
    assert told["sourcing"]["quality"] is None
    assert told["stance"]["中国"]["label"] is None
    assert told["source"]["type"] == item.source.type
    assert told["abstained"] == [{"name": "sourcing", "reason": "x"}, {"name": "stance:中国", "reason": "x"}]
    row = flat_row(told)
    assert row["stance"] == "中国:?"
    assert row["sourcing_level"] is None
    assert json.loads(row["abstained"])[0]["name"] == "sourcing"


def test_explain_and_the_summary_say_what_is_withheld(mini_model: Path) -> None:
    (item,) = Scorer(Model(mini_model)).score_text("政府は3日、中国への輸出を認めたと発表した。")
    lines = list(_scores(replace(item, abstained=({"name": "stance:中国", "reason": "x"},))))
    assert [line.split(":")[0] for line in lines if "cannot judge" in line] == ["stance toward 中国"]
    log = RunLog()
    log.add(replace(item, abstained=({"name": "stance:中国", "reason": "x"}, {"name": "sourcing", "reason": "x"})))
    assert log.withheld == {"stance": 1, "sourcing": 1}
