"""The state of a preview, and the board on which threads publish it and wait for the next one."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from answerable.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Built:
    """The site in one language, in a folder. `version` increases with every build."""

    version: int
    folder: Path


@dataclass(frozen=True, slots=True)
class State:
    """The pages that are shown, and the problems that prevent newer ones.

    `locales` is the last good site in each language, by its folder below the site's root: "" for
    the original, such as "de/" for others. `problems` are the errors of the latest build;
    `warnings` don't prevent one.
    """

    locales: Mapping[str, Built] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()

    def locale_of(self, path: str) -> str:
        """The folder of the locale of a path, which is relative to the site's root."""
        found = [folder for folder in self.locales if path.startswith(folder)]
        return max(found, key=len, default="")


class Board:
    """Stores the latest state. Any thread may publish a state, or wait for one it hasn't seen.

    States are numbered from 1; 0 means that there is none yet.
    """

    def __init__(self) -> None:
        self._state = State()
        self._number = 0
        self._news = threading.Condition()

    @property
    def state(self) -> State:
        with self._news:
            return self._state

    def publish(self, state: State) -> None:
        """Replace the state and wake all waiting threads."""
        with self._news:
            self._state = state
            self._number += 1
            self._news.notify_all()

    def wait(self, seen: int, seconds: float) -> tuple[int, State]:
        """Wait until the number isn't `seen`, or `seconds` have passed; return number and state."""
        with self._news:
            self._news.wait_for(lambda: self._number != seen, seconds)
            return self._number, self._state
