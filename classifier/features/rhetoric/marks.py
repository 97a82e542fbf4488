"""Exclamation marks and emoji: one mark a run, so that ``！！！`` weighs as much as ``！``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.evidence import Mark

# Yahoo! is a name, not a cry.
_EXCLAMATION = re.compile(
    r"[!！\u203C\u2049\u2755\u2757](?<!Yahoo.)(?<!YAHOO.)[!！\u203C\u2049\u2755\u2757\uFE0F]*(?:[?？][!！]+)?"
)
# The ranges of layout.py without ❶…➓ (numbered lists) and the exclamation marks above; a run is held together by the
# joiner and the variation selector, which are no emoji of their own.
_PICTURE = r"\U0001F300-\U0001FAFF\u2600-\u2754\u2756\u2758-\u2775\u2794-\u27BF\U0001F1E6-\U0001F1FF"
_EMOJI = re.compile(rf"[{_PICTURE}][{_PICTURE}\u200D\uFE0F]*")


def exclamation_marks(text: str) -> Iterator[Mark]:
    """``やめろ！！`` holds one; ``Yahoo!ニュース`` none."""
    return (Mark("exclamations", *found.span(), "marks:exclamation") for found in _EXCLAMATION.finditer(text))


def emoji_marks(text: str) -> Iterator[Mark]:
    """``ありがとう🙏🙏`` holds one."""
    return (Mark("emoji", *found.span(), "marks:emoji") for found in _EMOJI.finditer(text))
