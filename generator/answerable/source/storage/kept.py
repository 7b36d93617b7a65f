"""Keep what takes long to make in the user's cache folder, so that it is made only once.

The name of an entry is the hash of everything that decides its content, the program included. So an
entry is never out of date: when something changes, it is looked for under another name. Its first
bytes are the hash of the others, so that a damaged entry is made again. The folder can be deleted
at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import re
import sys
from collections.abc import Callable, Iterable
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

import platformdirs

from answerable.source.storage.files import write_file

LIMIT = 300 * 1024**2
"""Bytes that a folder of entries may take up. What was not used for the longest time goes first, as
soon as a process adds an entry; what that process itself adds comes on top.
"""

_HASH = 20  # bytes
_PACKAGE = Path(__file__).parents[2]
_NAME = re.compile(r"[\w.-]+")

Value = TypeVar("Value")


def kept(kind: str, made_from: Iterable[bytes], make: Callable[[], bytes]) -> bytes:
    """What `make` returns, from the cache if it was made from the same before.

    `kind` is the name of a folder in the cache; `made_from` has to name everything that the result
    depends on besides the program. What `make` raises is not kept. Without a folder that can be
    written to, everything is made every time.
    """
    file = _file(kind, made_from)
    known = _read(file)
    if known is None:
        known = make()
        _write(file, known)
    return known


def kept_value(kind: str, made_from: Iterable[bytes], make: Callable[[], Value]) -> Value:
    """The same for any value that can be pickled."""
    new: list[Value] = []

    def pickled() -> bytes:
        new.append(make())
        return pickle.dumps(new[0])

    made = kept(kind, made_from, pickled)
    # What was made just now needn't be read. Nobody else writes to the user's cache.
    value: Value = new[0] if new else pickle.loads(made)  # noqa: S301
    return value


def keep(kind: str, made_from: Iterable[bytes], value: object) -> None:
    """Keep a value for `known_value`; both get the same `made_from`."""
    _write(_file(kind, made_from), pickle.dumps(value))


def known_value(kind: str, made_from: Iterable[bytes]) -> Any:
    """The value that `keep` was given, None if there is none."""
    known = _read(_file(kind, made_from))
    return known and pickle.loads(known)  # noqa: S301  # nobody else writes to the user's cache


@cache
def program() -> str:
    """A hash of all files of this program, and the versions of Python and of what it needs.

    During development the program changes more often than its version.
    """
    digest = hashlib.blake2b(sys.version.encode(), digest_size=_HASH)
    for needed in metadata.requires("answerable") or ():
        name = _NAME.match(needed)
        if name and "extra ==" not in needed:
            digest.update(f"{name[0]} {metadata.version(name[0])}\n".encode())
    files = (file for file in _PACKAGE.rglob("*") if file.suffix != ".pyc" and file.is_file())
    for file in sorted(files):
        digest.update(file.relative_to(_PACKAGE).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()


def _file(kind: str, made_from: Iterable[bytes]) -> Path:
    name = _name((program().encode(), *made_from))
    return platformdirs.user_cache_path("answerable") / kind / name


def _name(made_from: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in made_from:
        digest.update(len(part).to_bytes(8, "big"))  # else ("ab", "c") would be ("a", "bc")
        digest.update(part)
    return digest.digest()[:_HASH].hex()


def _read(file: Path) -> bytes | None:
    try:
        content = file.read_bytes()
        os.utime(file)
    except OSError:
        return None
    head, body = content[:_HASH], content[_HASH:]
    return body if head == _hash(body) else None


def _write(file: Path, content: bytes) -> None:
    with contextlib.suppress(OSError):  # a full or read-only disk costs time only
        _shrink_once(file.parent)
        write_file(file, _hash(content) + content, durable=False)


def hash_of(content: bytes) -> str:
    """A hash that identifies some content."""
    return _hash(content).hex()


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()[:_HASH]  # processors have instructions for it


@cache
def _shrink_once(folder: Path) -> None:
    """Delete the entries that were not used for the longest time, until the folder is within its
    limit. Once for each process: what one process adds is far less than the limit.
    """
    if not folder.is_dir():
        return
    entries = [(one, one.stat()) for one in folder.iterdir()]
    total = sum(status.st_size for _, status in entries)
    for file, status in sorted(entries, key=lambda entry: entry[1].st_mtime_ns):
        if total <= LIMIT:
            break
        file.unlink(missing_ok=True)
        total -= status.st_size
