"""Bylines: a line of glued Latin names below a marker headline, or 【…記者】 / ＝…記者 in an opening line."""

from __future__ import annotations

import re

# 'Max HunderYuliia Dysa': a small letter meets a capital; McDonald and DeSantis stay whole.
_GLUE = re.compile(r"(?<=[a-zß-ÿ])(?<!Mc)(?<!Mac)(?<!De)(?<!Le)(?<!La)(?=[A-ZÀ-Þ])")
_COMMA = re.compile(r"\s*(?:,|;| and )\s*")
_LATIN_NAME = re.compile(r"[A-ZÀ-Þ][\w'’.\-]*(?: [A-Za-zÀ-ÿ][\w'’.\-]*)+")
_REPORTER = re.compile(
    r"[【（(＝=［\[](?:[^】）)\]］\r\n]{0,20}?[=＝・　 ])?(?P<name>[一-鿿々]{1,4}[ 　]?[一-鿿々ぁ-んァ-ヶ]{1,5})(?:記者|特派員|編集委員)"
)


def glued_names(text: str) -> tuple[str, ...]:
    """'Ksenia OrlovaMax Hunder' -> ('Ksenia Orlova', 'Max Hunder'); parts that are no full name join their left one."""
    names: list[str] = []
    for part in (p for chunk in _COMMA.split(text.strip()) for p in _GLUE.split(chunk)):
        if _LATIN_NAME.fullmatch(part.strip()) or not names:
            names.append(part.strip())
        else:
            names[-1] += part
    return tuple(name for name in names if name)


def reporter_names(text: str) -> tuple[str, ...]:
    """Japanese reporters named with their role in the opening lines."""
    return tuple(dict.fromkeys(found["name"] for found in _REPORTER.finditer(text)))
