"""Make things once for a whole test run, in whichever process needs them first."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest


def common_folder(factory: pytest.TempPathFactory) -> Path:
    """The temporary folder that all processes of a run share."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@contextmanager
def _one_at_a_time(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def once(common: Path, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name`, which `make` fills the first time. It must not be changed later."""
    folder = common / name
    with _one_at_a_time(common / f"{name}.lock"):
        if not folder.exists():
            fresh = Path(mkdtemp(dir=common))
            make(fresh)
            fresh.rename(folder)
    return folder
