"""What takes long: made in a thread of its own, one at a time, while a page shows how far it is."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TypeAlias

from answerable.diagnostics import Diagnostic
from answerable.diagnostics.failure import BuildFailed
from answerable.source.storage.files import write_file

BUILDING = threading.Lock()
"""Held by whoever builds pages: MkDocs keeps things for its whole process."""

_KEPT = 20
"""How many jobs of a course are remembered, with what they have made."""


@dataclass(frozen=True, slots=True)
class Product:
    """What a job has made: a file of that name to download, or a folder on this computer.

    `shown` is an HTML file that shows the same. `said` is what to do with it.
    """

    name: str = ""
    content: bytes = b""
    folder: Path | None = None
    shown: str = ""
    said: Sequence[str] = ()


Making: TypeAlias = Callable[[Callable[[str], None]], tuple[Product, Sequence[Diagnostic]]]
"""Makes something; is given what to call with each step. Returns it, with warnings and notes.
Raises `BuildFailed` and `OSError`.
"""


class StoppedError(Exception):
    """The person has stopped a job."""


@dataclass
class StudioJob:
    """A job by its number: its title, the steps so far, and how it ended.

    `file` is where what it has made is, `problem` what the system says if it couldn't be made.
    """

    number: int
    title: str
    steps: list[str] = field(default_factory=list)
    found: Sequence[Diagnostic] = ()
    product: Product | None = None
    file: Path | None = None
    problem: str = ""
    has_ended: bool = False
    is_stopped: bool = False

    def step(self, text: str) -> None:
        """Note a step. Raises `StoppedError` if the job is to end."""
        if self.is_stopped:
            raise StoppedError
        self.steps.append(text)


@dataclass
class Jobs:
    """The jobs of a course. `folder` is for what they make."""

    folder: Path
    _jobs: dict[int, StudioJob] = field(default_factory=dict)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def __getitem__(self, number: int) -> StudioJob:
        """The job with that number. Raises `KeyError`."""
        return self._jobs[number]

    def begin(self, title: str, make: Making) -> StudioJob:
        """Begin a job in a thread of its own."""
        job = StudioJob(next(self._numbers), title)
        self._jobs[job.number] = job
        while len(self._jobs) > _KEPT:
            old = self._jobs.pop(min(self._jobs))
            if old.file:
                old.file.unlink(missing_ok=True)
        threading.Thread(target=self._do, args=(job, make), daemon=True).start()
        return job

    def _do(self, job: StudioJob, make: Making) -> None:
        try:
            with BUILDING:
                product, job.found = make(job.step)
            if product.name:
                file = self.folder / str(job.number) / product.name
                file.parent.mkdir(parents=True, exist_ok=True)
                write_file(file, product.content)
                job.file = file
            job.product = product
        except BuildFailed as failed:
            job.found = failed.diagnostics
            job.problem = "-"
        except StoppedError:
            job.problem = "-"
        except OSError as error:
            job.problem = error.strerror or str(error)
        except Exception as error:
            traceback.print_exc()
            job.problem = str(error) or "-"
        finally:
            job.has_ended = True
