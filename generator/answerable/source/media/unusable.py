"""The exception for files that aren't published."""

from __future__ import annotations


class UnusableError(Exception):
    """A file that isn't published: what is wrong with it, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def not_opened(error: OSError) -> UnusableError:
    """The same for a file that can't be read."""
    message = f"The file can't be opened ({error.strerror})."
    return UnusableError(message, "check the file's permissions")
