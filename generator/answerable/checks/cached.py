"""Examine only those scenario files that have changed since the last check.

A check needs only what is known of the others (`cached_look`); a build also needs the scenarios
themselves (`whole_look`). Both use the same cache.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from answerable.checks.cache import (
    CacheEntry,
    from_entry,
    key_of,
    load_cache,
    save_cache,
    stamp_of,
    to_entry,
)
from answerable.checks.examine import Examined, examine_draft
from answerable.checks.rule import Setting
from answerable.diagnostics import Diagnostic
from answerable.source.processes import share_out
from answerable.source.read.draft import Draft, validate
from answerable.source.read.load import Opened
from answerable.source.read.source import interpret, read_content
from answerable.source.storage.kept import hash_of, keep, known_value

MANY = 300
"""From this number of files on, starting processes pays off; each takes half a second."""

_CHUNK = 100

_KIND = "scenarios"
"""Where scenarios are kept, one file per course: by the hash of their file's content, pickled."""

_Files = Sequence[tuple[str, Path, CacheEntry | None]]
"""Files to be read, each with its module's folder, and what was known of it."""


class _Read(NamedTuple):
    """What is known of a file, and its scenario, pickled: empty if that is broken, None if it
    wasn't wanted.
    """

    entry: CacheEntry
    scenario: bytes | None = None


def cached_look(
    cache: Path | None, workers: int, opened: Opened, setting: Setting
) -> Sequence[tuple[Draft, Examined | None]]:
    """Return each file's draft and what its examination found, from the cache if its content is the
    same.

    `cache` is the cache file, None for no cache. `workers` is how many processes examine files if
    there are many. Never raises because of the content of the files or the cache.
    """
    key = key_of(setting) if cache else ""
    known = load_cache(cache, key) if cache else {}
    entries = {name: _Read(entry) for name, entry in known.items()}
    current = _look(entries, workers, opened, setting, whole=False)
    found = {name: one.entry for name, one in current.items()}
    if cache and found != known:
        save_cache(cache, key, found)
    return [draft for draft, _ in _drafts(opened, current)]


def whole_look(
    cache: Path, workers: int, opened: Opened, setting: Setting
) -> Sequence[tuple[Draft, Examined | None]]:
    """Return the same with each file's scenario, of the very content that was examined."""
    key = key_of(setting)
    known = load_cache(cache, key)
    place = [os.fsencode(cache)]
    scenarios: dict[str, bytes] = known_value(_KIND, place) or {}
    entries = {
        name: _Read(entry, scenarios.get(entry.content_hash)) for name, entry in known.items()
    }
    current = _look(entries, workers, opened, setting, whole=True)
    found = {name: one.entry for name, one in current.items()}
    valid = {one.entry.content_hash: one.scenario or b"" for one in current.values()}
    if found != known or valid.keys() != scenarios.keys():
        save_cache(cache, key, found)
        keep(_KIND, place, valid)
    looked = []
    for (draft, examined), pickled in _drafts(opened, current):
        # Nobody else writes to the user's cache.
        draft.scenario = pickle.loads(pickled) if pickled else None  # noqa: S301
        looked.append((draft, examined))
    return looked


def _look(
    known: Mapping[str, _Read], workers: int, opened: Opened, setting: Setting, *, whole: bool
) -> dict[str, _Read]:
    """Read and examine those files that aren't `known` as they are; with their scenarios, if
    `whole`.
    """
    names = _names(opened)
    same = {
        name: one._replace(entry=entry)
        for name, (_, file) in names.items()
        if (one := known.get(name))
        and not (whole and one.scenario is None)
        and (entry := _known(one.entry, file))
    }
    new = {
        name: (*file, known[name].entry if name in known else None)
        for name, file in names.items()
        if name not in same
    }
    read = partial(_read_some, opened.folder, setting, whole)
    return same | dict(zip(new, _read(read, [*new.values()], workers), strict=True))


def _names(opened: Opened) -> dict[str, tuple[str, Path]]:
    return {f"{module}/{file.name}": (module, file) for module, file in opened.scenario_files}


def _drafts(
    opened: Opened, current: Mapping[str, _Read]
) -> Iterator[tuple[tuple[Draft, Examined | None], bytes | None]]:
    for name, (module, file) in _names(opened).items():
        one = current[name]
        yield from_entry(one.entry, module, opened.folder, file), one.scenario


def _read(read: Callable[[_Files], list[_Read]], files: _Files, workers: int) -> Iterator[_Read]:
    if len(files) < MANY or workers == 1:
        yield from read(files)
        return
    chunks = [files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK)]
    for entries in share_out(read, chunks, workers):
        yield from entries


def _read_some(folder: Path, setting: Setting, whole: bool, files: _Files) -> list[_Read]:
    looked = []
    for module, file, known in files:
        stamp, path = stamp_of(file), file.as_posix()
        content = read_content(file, path)
        draft = validate(folder, module, file, interpret(content, path))
        entry = (known and _current(known, stamp, content)) or to_entry(
            stamp, _hash_of(content), draft, examine_draft(draft, setting)
        )
        pickled = pickle.dumps(draft.scenario) if whole and draft.scenario else b""
        looked.append(_Read(entry, pickled if whole else None))
    return looked


def _known(entry: CacheEntry, file: Path) -> CacheEntry | None:
    """The entry if it matches the file's current content; None if the file can't be read."""
    stamp = stamp_of(file)
    if entry.stamp and entry.stamp == stamp:
        return entry
    return _current(entry, stamp, read_content(file, file.as_posix()))


def _current(entry: CacheEntry, stamp: str, content: bytes | Diagnostic) -> CacheEntry | None:
    """The entry, with the file's stamp, if this is the content that it is of."""
    same = entry.content_hash and entry.content_hash == _hash_of(content)
    return entry._replace(stamp=stamp) if same else None


def _hash_of(content: bytes | Diagnostic) -> str:
    return hash_of(content) if isinstance(content, bytes) else ""
