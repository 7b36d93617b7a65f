"""Make things once for a whole test run, in whichever process needs them first."""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from tempfile import mkdtemp
from typing import ParamSpec, TypeVar

import pytest

P = ParamSpec("P")
R = TypeVar("R")


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


def remembered(common: Path, pure: Callable[P, R]) -> Callable[P, R]:
    """A version of a function that calls it only once for the same arguments.

    Results are stored in files. Arguments are compared by value, including all nested fields.
    """

    @wraps(pure)
    def recalled(*args: P.args, **options: P.kwargs) -> R:
        name = f"{pure.__qualname__}-{_digest((args, options))}"
        folder = once(common, name, lambda fresh: _keep(fresh, pure(*args, **options)))
        result: R = pickle.loads((folder / "result").read_bytes())  # noqa: S301  # our own
        return result

    return recalled


def _keep(folder: Path, result: object) -> None:
    (folder / "result").write_bytes(pickle.dumps(result))


def _digest(value: object) -> str:
    written = io.BytesIO()
    pickler = pickle.Pickler(written)
    pickler.fast = True  # same bytes for equal values, even if they share objects differently
    pickler.dump(value)
    return hashlib.sha256(written.getvalue()).hexdigest()
