"""All named features of an item: identity, wording, layout, morphology; those with words carry their span."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

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


def named_signals(text: str, who: Attribution, tokens: Sequence[Token] | None = None) -> list[Signal]:
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


def _morphology(tokens: Sequence[Token]) -> Iterator[Signal]:
    """Shares of parts of speech and of telling forms (sentence-final particles, polite auxiliaries, imperatives)."""
    total = max(len(tokens), 10)
    shares = Counter(map(_POS, tokens))
    for pos in ("名詞", "動詞", "形容詞", "助詞", "助動詞", "副詞", "代名詞", "感動詞", "記号", "補助記号", "接続詞"):
        if shares[pos]:
            yield Signal(f"pos:{pos}", 3 * shares[pos] / total)
    yield from _forms(tokens, total)


_POS = itemgetter(Token._fields.index("pos"))
# pos, sub, lemma, form.
_KIND = itemgetter(3, 4, 5, 6)


def _forms(tokens: Sequence[Token], total: int) -> Iterator[Signal]:
    hits: dict[str, int] = dict.fromkeys(_FORMS, 0)
    first: dict[str, Token] = {}
    known = _forms_of
    for token in tokens:
        for name in known[_KIND(token)]:
            hits[name] += 1
            first.setdefault(name, token)
    for name, times in hits.items():
        if times:
            yield Signal(f"form:{name}", 10 * times / total, first[name].start, first[name].end)


class _Forms(dict[tuple[str, ...], tuple[str, ...]]):
    """What the columns of a word tell, worked out once: a text has many words and few kinds."""

    _LIMIT = 100_000

    def __missing__(self, kind: tuple[str, ...]) -> tuple[str, ...]:
        if len(self) >= self._LIMIT:
            self.clear()
        pos, sub, lemma, form = kind
        self[kind] = names = tuple(name for name, test in _FORMS.items() if test(pos, sub, lemma, form))
        return names


_forms_of = _Forms()

_FORMS: dict[str, Callable[[str, str, str, str], bool]] = {
    "final_particle": lambda pos, sub, lemma, form: sub == "終助詞",
    "polite": lambda pos, sub, lemma, form: pos == "助動詞" and lemma in ("です", "ます"),
    "imperative": lambda pos, sub, lemma, form: form.startswith("命令形"),
    "volitional": lambda pos, sub, lemma, form: form.startswith("意志推量形"),
    "past": lambda pos, sub, lemma, form: pos == "助動詞" and lemma == "た",
    "copula": lambda pos, sub, lemma, form: pos == "助動詞" and lemma == "だ",
    "hearsay": lambda pos, sub, lemma, form: lemma in ("らしい", "そう-伝聞"),
    "proper_noun": lambda pos, sub, lemma, form: sub == "固有名詞",
}
