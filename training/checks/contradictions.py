"""Labels that cannot stand together under the label guide (``seeds/README.md``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from training.checks.twins import stances_of
from training.labels import Label, Placed

_LIFTS = {"other_side", "corroboration", "unverified_flagged", "no_comment", "anonymity_explained"}
_SOURCES = {"named_source", "positioned_source", "document_cited", "direct_quote", "anonymous_source"}


def contradicting(corpus: Sequence[Placed]) -> Iterator[str]:
    """Labels of one item that exclude each other, and one text labelled in two ways."""
    texts: dict[str, Placed] = {}
    for entry in corpus:
        for what in _within(entry.label):
            yield f"{entry.place}: {what}"
        other = texts.setdefault(entry.label.text, entry)
        if other is not entry and _judgement(other.label) != _judgement(entry.label):
            yield f"{entry.place}: the same text is labelled otherwise at {other.place}; make them agree"


def _within(label: Label) -> Iterator[str]:
    for target, stance in (label.stance or {}).items():
        if stance and stance["label"] != "neutral" and not stance.get("spans"):
            yield f"stance toward {target} is {stance['label']} and shows no words; give its span"
    names = {c["name"] for c in label.criteria or []}
    if label.sourcing_level == 4 and label.criteria is not None and not names & _LIFTS:
        yield f"level 4 without any of {', '.join(sorted(_LIFTS))}; add the criterion's words or lower the level"
    if (label.sourcing_level or 0) >= 3 and label.criteria is not None and not names & _SOURCES:
        yield f"level {label.sourcing_level} without a source; add the criterion's words or lower the level"
    if "anonymity_explained" in names and "anonymous_source" not in names:
        yield "anonymity_explained without anonymous_source; add the words that name the unnamed speaker"
    own = [t for t in label.techniques or [] if t["voice"] == "author"]
    if label.techniques is not None and label.propaganda_signal is not None:
        if label.propaganda_signal >= 0.3 and not own:
            yield f"signal {label.propaganda_signal} without a technique of the author's voice; mend one of them"
        if label.propaganda_signal == 0 and own:
            yield f"signal 0 although {own[0]['name']} stands in the author's voice; mend one of them"


def _judgement(label: Label) -> tuple[object, ...]:
    """What the words alone decide; the outlet, and with it the source type, may differ."""
    techniques = sorted((t["name"], t["voice"], t["start"]) for t in label.techniques or [])
    return label.sourcing_level, label.propaganda_signal, techniques, stances_of(label)
