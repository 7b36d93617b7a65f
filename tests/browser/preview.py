"""Runs `answerable serve` on a project, as an author does in a terminal: `running_preview`."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Preview:
    """A preview at `url`. `said` is what it had printed by then; `folder` holds the project."""

    url: str
    folder: Path
    said: str


@contextmanager
def running_preview(folder: Path, address: str = "127.0.0.1:0") -> Iterator[Preview]:
    """Start the preview of the project in `folder`; stop it as Ctrl+C does."""
    command = [str(Path(sys.executable).with_name("answerable")), "serve", "--address", address]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_heed_interrupts,
    ) as process:
        assert process.stderr is not None
        said = ""
        for line in process.stderr:
            said += line
            if found := re.search(r"The preview is at (\S+)", line):
                break
        else:
            raise AssertionError(said)
        try:
            yield Preview(found[1], folder, said)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.communicate(timeout=20)
            finally:
                process.kill()
            assert process.returncode == 0


def _heed_interrupts() -> None:
    """Tests that a shell runs in the background would hand on that Ctrl+C is ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
