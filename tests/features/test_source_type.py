"""The stored pipeline: probabilities, evidence, and the refusal of foreign files."""

from pathlib import Path

import numpy as np
import pytest

from classifier.errors import ModelError
from classifier.features import SourceTypeModel, named_signals
from classifier.records import SOURCE_TYPES, Attribution
from classifier.view import View


def test_probabilities_and_evidence(mini_model: Path) -> None:
    model = SourceTypeModel.load(mini_model)
    text = "我が国は以下のとおり声明を発出する。"
    signals = named_signals(text, Attribution())
    view = View(text, (0,), (100,), " " * 100 + text)
    (row,) = model.probabilities([text], [signals])
    score = model.score(view, signals, row, ())
    assert np.allclose(list(score.probabilities.values()), row)
    assert tuple(score.probabilities) == SOURCE_TYPES
    assert np.isclose(sum(score.probabilities.values()), 1.0)
    assert score.type == "official_statement"
    assert score.evidence
    assert all(e.text == view.whole[e.start : e.end] for e in score.evidence)


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "source_type.skops").write_bytes(b"not a zip")
    with pytest.raises(ModelError, match="cannot be read"):
        SourceTypeModel.load(tmp_path)
