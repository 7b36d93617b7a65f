"""What a preview shows at a moment, and the board from which every open page reads it."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from answerable.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Built:
    """The site in one language, in a folder. `version` rises with each time it is built."""

    version: int
    folder: Path


@dataclass(frozen=True, slots=True)
class State:
    """The pages that are shown, and what keeps newer ones from being made.

    `locales` holds the last good site in each language, by its folder below the site's root: the
    original at "", others at their own, such as "de/". `problems` are the errors of the latest
    try; `warnings` do not keep pages from being made.
    """

    locales: Mapping[str, Built] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()

    def locale_of(self, path: str) -> str:
        """The folder of the locale that a path from the site's root belongs to."""
        found = [folder for folder in self.locales if path.startswith(folder)]
        return max(found, key=len, default="")


class Board:
    """Holds the latest state. Any thread may publish one, or wait for one that it has not seen.

    States are numbered from 1; 0 is the time before the first one.
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
        """Replace the state and wake all who wait."""
        with self._news:
            self._state = state
            self._number += 1
            self._news.notify_all()

    def wait(self, seen: int, seconds: float) -> tuple[int, State]:
        """The latest state and its number, once that is not `seen`, or after some seconds."""
        with self._news:
            self._news.wait_for(lambda: self._number != seen, seconds)
            return self._number, self._state
