"""Keep what is known of scenario files between checks.

The cache is one file per course in the user's cache folder, and can be deleted at any time. Its
first line identifies the program, settings and word lists that it is valid for, and has a hash of
the other lines. Each of those is an entry: a scenario file's path in the course folder, its stamp,
the hash of its content, and what is known of it as JSON, separated by tabs. Anything that doesn't
match is ignored: a damaged cache costs time, but never gives a wrong answer. The file is replaced
as a whole, so that two checks at the same time don't disturb each other; entries that did not
change are written as they were read.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import platformdirs

from answerable.checks.examine import Examined
from answerable.checks.ignores import Ignore
from answerable.checks.outline import Outline
from answerable.checks.parts import Guessable
from answerable.checks.rule import Setting
from answerable.diagnostics import Diagnostic, Edit, Location, Severity
from answerable.items.partners import Teaching
from answerable.source.read.draft import Draft
from answerable.source.storage.files import write_file
from answerable.source.storage.kept import hash_of, program


class CacheEntry(NamedTuple):
    """What is kept of a file: its stamp, the hash of its content, and what is known of it as JSON.

    `known` is its draft and its findings.
    """

    stamp: str
    content_hash: str
    known: str


_SETTLED = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system, FAT's, has steps of two seconds."""


def cache_file(folder: Path) -> Path:
    """Return the path of the cache of a course folder."""
    name = hash_of(os.fsencode(folder.resolve()))[:32]
    return platformdirs.user_cache_path("answerable") / "check" / f"{name}.json"


def key_of(setting: Setting) -> str:
    """Return what a result depends on besides the file: program, libraries, settings."""
    words = sorted(setting.words) if setting.words is not None else None
    fonts = [(file.as_posix(), stamp_of(file) or time.time_ns()) for file in setting.fonts.files]
    checks, typeface = setting.checks.model_dump(mode="json"), setting.fonts.typeface.name
    parts = [program(), setting.language, checks, words, fonts, typeface]
    return hash_of(json.dumps(parts).encode())


def load_cache(file: Path, key: str) -> dict[str, CacheEntry]:
    """Return the entries by path in the course folder; none if they can't be used."""
    try:
        head, _, body = file.read_bytes().partition(b"\n")
    except OSError:
        return {}  # There is none yet, or it can't be read: it only saves time.
    if head != _head(key, body):
        return {}
    lines = (line.split("\t") for line in body.decode().splitlines())
    return {json.loads(name): CacheEntry(*entry) for name, *entry in lines}


def save_cache(file: Path, key: str, entries: Mapping[str, CacheEntry]) -> None:
    """Replace the cache, if its folder is writable."""
    lines = ("\t".join((json.dumps(name), *entry)) for name, entry in entries.items())
    body = "\n".join(lines).encode()
    with contextlib.suppress(OSError):  # A full or read-only disk must not stop a check.
        write_file(file, _head(key, body) + b"\n" + body, durable=False)


def stamp_of(file: Path) -> str:
    """Return what identifies a file without reading it: its size and modification time.

    Empty for a file that can't be accessed, and for one that was changed just now: the next change
    might come within the same step of the clock. Call this before reading the file.
    """
    try:
        status = file.stat()
    except OSError:
        return ""
    changed = max(status.st_mtime_ns, status.st_ctime_ns)
    if changed > time.time_ns() - _SETTLED:
        return ""
    return f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_size}"


def to_entry(stamp: str, content_hash: str, draft: Draft, examined: Examined | None) -> CacheEntry:
    """Return the cache entry of a scenario file."""
    media = [[kind, name, _from_location(where)] for kind, name, where in draft.media]
    reading = [_from_diagnostic(one) for one in draft.diagnostics]
    kept = [draft.id, draft.aliases, reading, media]
    if examined is None:
        return CacheEntry(stamp, content_hash, _as_json([kept, None]))
    *shown, review_by, teaching = examined.outline
    outline = [*shown, review_by and review_by.isoformat(), teaching]
    found = [_from_diagnostic(one) for one in examined.found]
    ignores = [
        [one.code, one.line, _from_location(one.where), [_from_edit(each) for each in one.removal]]
        for one in examined.ignores
    ]
    return CacheEntry(
        stamp, content_hash, _as_json([kept, [examined.status, outline, found, ignores]])
    )


def from_entry(
    entry: CacheEntry, module: str, folder: Path, file: Path
) -> tuple[Draft, Examined | None]:
    """Restore what `to_entry` was given; source and scenario are read again on first use."""
    path = file.as_posix()
    (scenario_id, aliases, reading, media), rest = json.loads(entry.known)
    draft = Draft(
        scenario_id,
        module,
        folder,
        file,
        tuple(aliases),
        tuple(_to_diagnostic(one, path) for one in reading),
        tuple((kind, name, Location(path, *where)) for kind, name, where in media),
    )
    if rest is None:
        return draft, None
    status, values, found, ignores = rest
    return draft, Examined(
        status,
        _to_outline(values),
        tuple(_to_diagnostic(one, path) for one in found),
        tuple(
            Ignore(
                code, line, Location(path, *where), tuple(_to_edit(each, path) for each in removal)
            )
            for code, line, where, removal in ignores
        ),
    )


def _as_json(value: Any) -> str:
    """Return JSON on one line and without tabs, which JSON escapes."""
    return json.dumps(value, separators=(",", ":"))


def _from_diagnostic(one: Diagnostic) -> list[Any]:
    fix = [_from_edit(edit) for edit in one.fix]
    return [one.code, one.severity, one.message, _from_location(one.location), one.hint, fix]


def _to_diagnostic(kept: list[Any], path: str) -> Diagnostic:
    code, severity, message, where, hint, fix = kept
    edits = tuple(_to_edit(edit, path) for edit in fix)
    return Diagnostic(code, Severity(severity), message, Location(path, *where), hint, edits)


def _from_location(one: Location) -> list[Any]:
    return [one.line, one.column, one.end_column, one.excerpt]


def _from_edit(one: Edit) -> list[Any]:
    return [one.line, one.column, one.end_line, one.end_column, one.text]


def _to_edit(kept: list[Any], path: str) -> Edit:
    return Edit(path, *kept)


def _to_outline(kept: list[Any]) -> Outline:
    *shown, asked, labelled, review_by, teaching = kept
    day = datetime.date.fromisoformat(review_by) if review_by else None
    guessable = [Guessable(*one) for one in asked]
    return Outline._make([*shown, guessable, labelled, day, Teaching(*teaching)])


def _head(key: str, body: bytes) -> bytes:
    return f"{key} {hash_of(body)}".encode()
