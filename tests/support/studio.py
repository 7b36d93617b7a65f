"""The studio as a process of its own, as a person starts it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HOMES = ("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "HOME", "LOCALAPPDATA")
"""The variables by which a system says where a program keeps things."""


@dataclass(frozen=True)
class StudioProcess:
    """A running studio: the address that lets a browser in, and its process."""

    entrance: str
    process: subprocess.Popen[str]

    def kill(self) -> None:
        """End it as if the power went off."""
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def studio_process(folder: Path, home: Path, *arguments: str) -> Iterator[StudioProcess]:
    """The studio, started in a folder; what it keeps is in `home`. Ended at the end."""
    with subprocess.Popen(
        [sys.executable, "-m", "answerable", "studio", "--no-open", *arguments],
        cwd=folder,
        env=os.environ | dict.fromkeys(HOMES, str(home)),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stderr
            said = process.stderr.readline()
            assert "http://" in said, said + process.stderr.read()
            yield StudioProcess(next(word for word in said.split() if "://" in word), process)
        finally:
            process.terminate()
            process.wait(10)
