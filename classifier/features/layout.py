"""Shape of a text: line lengths, closing marks, links, hashtags, emoji, brackets, digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COUNTED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("link", re.compile(r"https?://\S+|pic\.twitter\.com/\S+")),
    ("hashtag", re.compile(r"[#＃][^\s#＃]+")),
    ("mention", re.compile(r"@\w+")),
    ("emoji", re.compile(r"[\U0001F300-\U0001FAFF\u2600-\u27BF\U0001F1E6-\U0001F1FF]")),
    ("exclamation", re.compile(r"[!！]+")),
    ("question", re.compile(r"[?？]+")),
    ("corner_bracket", re.compile(r"「[^」]{0,400}」")),
    ("ellipsis", re.compile(r"…|\.{3}")),
    ("bullet", re.compile(r"(?m)^[ \t　]*[・●○■□▽▼◆◇※\-*]")),
    ("latin_word", re.compile(r"[A-Za-z]{3,}")),
    ("digit", re.compile(r"[0-9０-９]+")),
)


def find_layout(text: str) -> Iterator[tuple[str, float, int, int]]:
    """(name, value, start, end) per counted mark, per 1,000 characters; spans are the first occurrence."""
    per = 1000 / max(len(text), 100)
    for name, pattern in _COUNTED:
        hits = [m.span() for m in pattern.finditer(text)]
        if hits:
            yield name, len(hits) * per, *hits[0]


def shape(text: str) -> dict[str, float]:
    """Ratios without a span: closing marks, line breaks, length."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    count = max(len(lines), 1)
    return {
        "shape:ends_with_stop": sum(line.endswith(("。", "」", "）", ")")) for line in lines) / count,
        "shape:headline_first": float(count > 1 and len(lines[0]) < 60 and not lines[0].endswith("。")),
        "shape:short": float(len(text) < 160),
        "shape:long": float(len(text) > 800),
        "shape:mean_line": min(len(text) / count, 300) / 300,
        "shape:no_stop": float("。" not in text),
    }
