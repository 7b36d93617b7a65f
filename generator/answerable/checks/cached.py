"""Examine only those scenario files that have changed since the last check.

A check needs only what is known of the others (`cached_look`); a build also needs the scenarios
themselves (`whole_look`). Both use the same cache.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

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

_Files = Sequence[tuple[str, Path]]


def cached_look(
    cache: Path | None, workers: int, opened: Opened, setting: Setting
) -> Sequence[tuple[Draft, Examined | None]]:
    """Return each file's draft and what its examination found, from the cache if its content is the
    same.

    `cache` is the cache file, None for no cache. `workers` is how many processes examine files if
    there are many. Never raises because of the content of the files or the cache.
    """
    folder, files = opened.folder, opened.scenario_files
    key = key_of(setting) if cache else ""
    known = load_cache(cache, key) if cache else {}
    names = [f"{module}/{file.name}" for module, file in files]
    current = {
        name: entry
        for name, (_, file) in zip(names, files, strict=True)
        if (entry := _known(known.get(name), file))
    }
    new = [(name, one) for name, one in zip(names, files, strict=True) if name not in current]
    current |= zip(
        (name for name, _ in new),
        _read(folder, [one for _, one in new], setting, workers),
        strict=True,
    )
    if cache and current != known:
        save_cache(cache, key, current)
    return [
        from_entry(current[name], module, folder, file)
        for name, (module, file) in zip(names, files, strict=True)
    ]


def whole_look(
    cache: Path, opened: Opened, setting: Setting
) -> Sequence[tuple[Draft, Examined | None]]:
    """Return the same with each file's scenario, of the very content that was examined."""
    key, folder = key_of(setting), opened.folder
    known = load_cache(cache, key)
    place = [os.fsencode(cache)]
    scenarios: dict[str, bytes] = known_value(_KIND, place) or {}
    looked, current, valid = [], {}, {}
    for module, file in opened.scenario_files:
        name, path = f"{module}/{file.name}", file.as_posix()
        stamp, entry = stamp_of(file), known.get(name)
        content: bytes | Diagnostic = b""  # unless it has to be read
        as_before = entry and stamp and entry.stamp == stamp
        if not (entry and as_before and entry.content_hash in scenarios):
            content = read_content(file, path)
            entry = entry and _current(entry, stamp, content)
        pickled = scenarios.get(entry.content_hash) if entry else None
        examined = None
        if entry:
            draft, examined = from_entry(entry, module, folder, file)
        if entry and pickled:
            draft.scenario = pickle.loads(pickled)  # noqa: S301  # nobody else writes there
        else:
            draft = validate(folder, module, file, interpret(content, path))
        if entry is None:
            examined = examine_draft(draft, setting)
            entry = to_entry(stamp, _hash_of(content), draft, examined)
        looked.append((draft, examined))
        current[name] = entry
        if entry.content_hash and draft.scenario:
            valid[entry.content_hash] = pickled or pickle.dumps(draft.scenario)
    if current != known or valid.keys() != scenarios.keys():
        save_cache(cache, key, current)
        keep(_KIND, place, valid)
    return looked


def _read(folder: Path, files: _Files, setting: Setting, workers: int) -> Iterator[CacheEntry]:
    read = partial(_read_some, folder, setting)
    if len(files) < MANY or workers == 1:
        yield from read(files)
        return
    chunks = [files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK)]
    for entries in share_out(read, chunks, workers):
        yield from entries


def _read_some(folder: Path, setting: Setting, files: _Files) -> list[CacheEntry]:
    return [_read_one(folder, setting, module, file) for module, file in files]


def _read_one(folder: Path, setting: Setting, module: str, file: Path) -> CacheEntry:
    stamp = stamp_of(file)
    draft, content_hash = _draft(folder, module, file)
    return to_entry(stamp, content_hash, draft, examine_draft(draft, setting))


def _draft(folder: Path, module: str, file: Path) -> tuple[Draft, str]:
    """Read a file. Returns its draft and the hash of its content, empty if it can't be read."""
    path = file.as_posix()
    content = read_content(file, path)
    return validate(folder, module, file, interpret(content, path)), _hash_of(content)


def _known(entry: CacheEntry | None, file: Path) -> CacheEntry | None:
    """The entry if it matches the file's current content; None if the file can't be read."""
    stamp = stamp_of(file)
    if entry is None or (entry.stamp and entry.stamp == stamp):
        return entry
    return _current(entry, stamp, read_content(file, file.as_posix()))


def _current(entry: CacheEntry, stamp: str, content: bytes | Diagnostic) -> CacheEntry | None:
    """The entry, with the file's stamp, if this is the content that it is of."""
    same = entry.content_hash and entry.content_hash == _hash_of(content)
    return entry._replace(stamp=stamp) if same else None


def _hash_of(content: bytes | Diagnostic) -> str:
    return hash_of(content) if isinstance(content, bytes) else ""
