"""A quick check: only the files that have changed are read and examined again.

The result is that of `check_course`; the course itself is not assembled unless it has translations.
"""

from __future__ import annotations

import contextlib
import datetime
import gc
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from answerable.checks.cache import (
    CacheEntry,
    from_entry,
    hash_of,
    key_of,
    load_cache,
    save_cache,
    stamp_of,
    to_entry,
)
from answerable.checks.check import Language, judge, setting_of, translations_of
from answerable.checks.examine import Examined, examine
from answerable.checks.rule import Setting
from answerable.diagnostics import Diagnostic, in_order
from answerable.source.processes import share_out
from answerable.source.read.draft import Draft, validate
from answerable.source.read.load import (
    COURSE_FILE,
    assemble,
    open_folder,
    survey,
    too_many_tags,
)
from answerable.source.read.positions import Source
from answerable.source.read.source import interpret, read_content

MANY = 300
"""From how many files on it pays to start processes, each of which takes half a second."""

_CHUNK = 100

_Files = Sequence[tuple[str, Path]]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that is wrong with a course, and the ids of the scenarios and modules in it.

    `languages` are all that it is offered in, the original first. `complete` is
    False if an error kept the rules from being applied.
    """

    diagnostics: tuple[Diagnostic, ...]
    scenarios: Sequence[str]
    modules: Sequence[str]
    languages: Sequence[str]
    complete: bool


@contextlib.contextmanager
def _without_collections() -> Iterator[None]:
    """While very many values are made that all stay, looking for some to discard is a waste."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_without_collections()
def diagnose(
    folder: Path, today: datetime.date, cache: Path | None, *, workers: int = 1
) -> Diagnosis:
    """Check the course in `folder`. `cache` is the file with what is known, None for no cache.

    `workers` is how many processes examine files if there are many. Raises nothing for what is in
    the folder or the cache.
    """
    opened = open_folder(folder)
    setting = setting_of(opened.settings, opened.words, opened.settings.language, folder)
    looked = _look(folder, opened.scenario_files, setting, cache, workers)
    drafts = [draft for draft, _ in looked]
    surveyed = survey(opened, drafts)
    seen = (
        [draft.id for draft in drafts],
        [module.folder for module, _ in surveyed.modules],
        (opened.settings.language, *sorted(opened.files.translations.course)),
    )
    if surveyed.broken:
        return Diagnosis(surveyed.diagnostics, *seen, complete=False)
    examined = {draft.id: one for draft, one in looked if one is not None}
    if crowd := too_many_tags(folder, (one.outline.tags for one in examined.values())):
        return Diagnosis(in_order([*surveyed.diagnostics, *crowd]), *seen, complete=False)
    order = [draft.id for _, group in surveyed.modules for draft in group]
    sources = _Sources(drafts, opened.source)
    original = Language(opened.settings, [examined[name] for name in order], sources, setting.fonts)
    reading, others = surveyed.diagnostics, []
    if opened.files.translations.course or opened.files.translations.scenarios:
        report = assemble(surveyed)
        reading = report.diagnostics
        if report.course is None:
            return Diagnosis(reading, *seen, complete=False)
        others = list(translations_of(report, setting.fonts))
    found = judge(reading, [original, *others], today)
    return Diagnosis(found, *seen, complete=True)


class _Sources(Mapping[str, Source]):
    """The files of a course by scenario id, read when somebody asks for one."""

    def __init__(self, drafts: Sequence[Draft], course: Source) -> None:
        self._drafts = {draft.id: draft for draft in drafts}
        self._course = course

    def __getitem__(self, name: str) -> Source:
        return self._course if name == COURSE_FILE else self._drafts[name].source

    def __iter__(self) -> Iterator[str]:
        return iter((COURSE_FILE, *self._drafts))

    def __len__(self) -> int:
        return len(self._drafts) + 1


def _look(
    folder: Path, files: _Files, setting: Setting, cache: Path | None, workers: int
) -> list[tuple[Draft, Examined | None]]:
    """Each file's draft, and what it shows; from the cache where that is about the same content."""
    key = key_of(setting) if cache else ""
    known = load_cache(cache, key) if cache else {}
    names = [f"{module}/{file.name}" for module, file in files]
    current = {
        name: entry
        for name, (_, file) in zip(names, files, strict=True)
        if (entry := known.get(name)) and _is_of(entry, file)
    }
    new = [(name, one) for name, one in zip(names, files, strict=True) if name not in current]
    current |= zip(
        (name for name, _ in new),
        _read(folder, [one for _, one in new], setting, workers),
        strict=True,
    )
    if cache and (new or len(current) < len(known)):
        save_cache(cache, key, current)
    return [
        from_entry(current[name], module, folder, file)
        for name, (module, file) in zip(names, files, strict=True)
    ]


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
    path, stamp = file.as_posix(), stamp_of(file)
    content = read_content(file, path)
    draft = validate(folder, module, file, interpret(content, path))
    examined = (
        examine(draft.scenario, draft.source, draft.id, module, setting)
        if draft.scenario is not None
        else None
    )
    content_hash = hash_of(content) if isinstance(content, bytes) else ""
    return to_entry(stamp, content_hash, draft, examined)


def _is_of(entry: CacheEntry, file: Path) -> bool:
    """Whether an entry is about what the file holds now; never if the file cannot be read."""
    if entry.stamp and entry.stamp == stamp_of(file):
        return True
    content = read_content(file, file.as_posix())
    return isinstance(content, bytes) and entry.content_hash == hash_of(content)
