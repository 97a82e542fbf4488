"""All named features of an item: identity, wording, layout, morphology; those with words carry their span."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from classifier.features.layout import find_layout, shape
from classifier.features.morphology import Token, tokens_of
from classifier.features.wording import find_wording
from classifier.records import Attribution

# Words in an outlet's or account's own name that tell its trade, known to the registry or not.
_NAME_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("press", re.compile(r"新聞|新報|日報|タイムズ|ポスト|週刊|Times|Post|News|ニュース|Journal", re.I)),
    ("broadcaster", re.compile(r"放送|テレビ|TV|ラジオ|Radio", re.I)),
    ("agency", re.compile(r"通信|Agency|ロイター|共同|時事", re.I)),
    (
        "authority",
        re.compile(
            r"省|庁|大使館|領事館|政府|内閣|大統領府|官邸|議会|国連|委員会|軍|自衛隊|Embassy|Ministry|MFA|Mission|Gov",
            re.I,
        ),
    ),
    ("party", re.compile(r"党|連盟|同盟")),
    ("company", re.compile(r"株式会社|公式|PR|Inc|Corp", re.I)),
)


@dataclass(frozen=True, slots=True)
class Signal:
    """A named value; ``start``/``end`` are offsets into the scored text, or None where no words carry it."""

    name: str
    value: float
    start: int | None = None
    end: int | None = None


def named_signals(text: str, who: Attribution, tokens: list[Token] | None = None) -> list[Signal]:
    """Every named feature of a scored text. Values are of the order of one, so that no family dominates."""
    tokens = tokens_of(text) if tokens is None else tokens
    return [*_identity(who), *_wording(text), *_layout(text), *_morphology(tokens)]


def _identity(who: Attribution) -> Iterator[Signal]:
    """Registry hits, credits and accounts: who publishes. They weigh more than single words of the text."""
    return (Signal(name, _IDENTITY * value) for name, value in _identity_values(who))


# Chosen on dev among 1, 3 and 6.
_IDENTITY = 3.0


def _identity_values(who: Attribution) -> Iterator[tuple[str, float]]:
    if who.kind:
        yield f"registry:{who.kind}", 2.0
    elif who.outlet:
        yield "outlet:unregistered", 1.0
    if who.credit:
        yield "credit:agency", 1.0
    if who.account:
        yield "account:known" if who.kind else "account:unknown", 1.0
    if not who.account and not who.outlet:
        yield "identity:none", 1.0
    name = " ".join(filter(None, (who.outlet, who.display_name, who.account)))
    for label, pattern in _NAME_WORDS:
        if pattern.search(name):
            yield f"name:{label}", 1.0


def _wording(text: str) -> Iterator[Signal]:
    per = 1000 / max(len(text), 200)
    for hit in find_wording(text):
        yield Signal(f"wording:{hit.family}", math.log1p(hit.count * per), hit.start, hit.end)


def _layout(text: str) -> Iterator[Signal]:
    for name, value, start, end in find_layout(text):
        yield Signal(f"layout:{name}", math.log1p(value), start, end)
    for name, value in shape(text).items():
        yield Signal(name, value)


def _morphology(tokens: list[Token]) -> Iterator[Signal]:
    """Shares of parts of speech and of telling forms (sentence-final particles, polite auxiliaries, imperatives)."""
    count = max(len(tokens), 10)
    shares = Counter(t.pos for t in tokens)
    for pos in ("名詞", "動詞", "形容詞", "助詞", "助動詞", "副詞", "代名詞", "感動詞", "記号", "補助記号", "接続詞"):
        if shares[pos]:
            yield Signal(f"pos:{pos}", 3 * shares[pos] / count)
    yield from _forms(tokens, count)


def _forms(tokens: list[Token], count: int) -> Iterator[Signal]:
    tests: dict[str, Callable[[Token], bool]] = {
        "final_particle": lambda t: t.sub == "終助詞",
        "polite": lambda t: t.pos == "助動詞" and t.lemma in ("です", "ます"),
        "imperative": lambda t: t.form.startswith("命令形"),
        "volitional": lambda t: t.form.startswith("意志推量形"),
        "past": lambda t: t.pos == "助動詞" and t.lemma == "た",
        "copula": lambda t: t.pos == "助動詞" and t.lemma == "だ",
        "hearsay": lambda t: t.lemma in ("らしい", "そう-伝聞"),
        "proper_noun": lambda t: t.sub == "固有名詞",
    }
    for name, test in tests.items():
        hits = [t for t in tokens if test(t)]
        if hits:
            yield Signal(f"form:{name}", 10 * len(hits) / count, hits[0].start, hits[0].end)
