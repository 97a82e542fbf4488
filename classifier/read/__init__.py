"""Path or bytes -> Clipping. Files that give none come back as Skipped with a reason code."""

from classifier.read.clip import clip_text, read_file
from classifier.read.walk import Entry, list_entries

__all__ = ["Entry", "clip_text", "list_entries", "read_file"]
