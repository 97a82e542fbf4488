"""The same pipeline gives the same bytes, and they load."""

import skops.io
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from training.stable_skops import dumps


def fitted() -> dict[str, object]:
    ngrams = TfidfVectorizer(analyzer="char", ngram_range=(1, 2))
    rows = ngrams.fit_transform(["あいう", "いうえ", "うえお", "かきく"])
    return {"ngrams": ngrams, "model": LogisticRegression(C=0.5).fit(rows, ["a", "b", "a", "b"])}


def test_bytes_depend_on_the_content_alone() -> None:
    one, other = fitted(), fitted()
    data = dumps(one)
    assert data == dumps(other)
    trusted = skops.io.get_untrusted_types(data=data)
    back = skops.io.loads(data, trusted=trusted)
    rows = one["ngrams"].transform(["あいか"])  # type: ignore[attr-defined]
    assert (back["model"].predict_proba(rows) == one["model"].predict_proba(rows)).all()  # type: ignore[attr-defined]
