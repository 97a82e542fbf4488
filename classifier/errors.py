"""Errors that users meet: what was found, where, what was expected, what to type next.

UratoriError
├── InputError      a path, option value or target that cannot be used
├── ModelError      a model folder that is missing, foreign or damaged
└── OutputError     a place that cannot be written
"""


class UratoriError(Exception):
    """One clear sentence for the user; the command line prints it and exits with 2."""


class InputError(UratoriError):
    """The given input cannot be read at all."""


class ModelError(UratoriError):
    """The model folder is missing, foreign or damaged."""


class OutputError(UratoriError):
    """The output cannot be written."""


class ReaderGone(Exception):  # noqa: N818 - no error: head or less has seen enough
    """Standard output was closed by its reader; the program ends quietly with 0."""
