"""Read a course's translations: files such as `wrong-address.de.yml` next to the originals.

A course has a language if it has a `course.de.yml`. A scenario without a file in that language
stays as in the original, so the course is complete in each language; a `partial` language doesn't
list such scenarios (see `Course.published`). Ids, order and right answers
come from the original; a translation only supplies the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from answerable.diagnostics import Diagnostic, Location
from answerable.i18n import Terminology, translator
from answerable.model import (
    DEFAULT_COACHING,
    Change,
    Course,
    CourseTranslation,
    Module,
    Scenario,
    ScenarioFile,
)
from answerable.model.scalars import is_placeholder
from answerable.model.scenario_file import SAME_IN_EVERY_LANGUAGE
from answerable.source.read import consistency
from answerable.source.read.differences import (
    as_it_was_written,
    course_untouched,
    differences,
    unfinished,
    untouched,
)
from answerable.source.read.fields import check
from answerable.source.read.guidetexts import GuideTexts
from answerable.source.read.labelled import (
    Labelled,
    forms,
    in_language,
    incomplete_words,
    translated_words,
)
from answerable.source.read.languagefiles import (
    COURSE_FILE,
    Files,
    doubled,
    error_at,
    without_a_course,
)
from answerable.source.read.losses import losses
from answerable.source.read.media import Media, named_media
from answerable.source.read.positions import Keys, Source
from answerable.source.read.source import read

TRANSLATED_FROM = "translated_from"

_REVISION = re.compile(r"([0-9a-f]{8})( same)?")
"""What a translation notes about its original; `same` says that its words equal the original's on
purpose.
"""


@dataclass(frozen=True, slots=True)
class Translation:
    """A course in another language. It is complete: whatever isn't translated is as in the
    original.

    `sources` holds the files as `Report.sources` does. `made_from` holds the original's revision
    that each file was translated from, by scenario id or "course.yml"; None if the file doesn't
    say. `untouched` are the files whose texts are still the original's or “…”, unless somebody has
    confirmed that both languages use the same words. `words` are the course's own words for labels
    that have no forms in the language yet. `unfinished` has, by scenario id, the places of texts
    that are still the original's where most are.
    """

    course: Course
    sources: Mapping[str, Source]
    made_from: Mapping[str, str | None]
    untouched: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    unfinished: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def default_coaching(language: str, terms: Terminology) -> tuple[str, ...]:
    """The debrief questions for a course that has none of its own."""
    return tuple(map(translator(language, terms).gettext, DEFAULT_COACHING))


def read_translations(
    course: Course,
    sources: Mapping[str, Source],
    folder: Path,
    files: Files,
    labelled: Sequence[Labelled],
    guide: Mapping[str, GuideTexts],
    media: Media,
) -> tuple[tuple[Translation, ...], tuple[Diagnostic, ...]]:
    """Read the course in each language that has a file of its own; also return everything that is
    wrong.

    `sources` and `labelled` are the original's; `guide` has the texts of the guide by language,
    and `media` finds files. Never raises because of the files' content.
    """
    problems = [*without_a_course(files), *map(doubled, files.doubled)]
    found = []
    for language, file in sorted(files.course.items()):
        if language.lower() == course.language.lower():
            message = f"The course itself is in the language `{language}`."
            hint = f"change {COURSE_FILE}, and delete this file"
            problems.append(error_at("AN335", message, Location(file.as_posix()), hint))
            continue
        reader = _LanguageReader(
            course, sources, folder, language, files.scenarios.get(language, {}), labelled, media
        )
        translation = reader.translation(file)
        own = {"guide": guide.get(language, {})}
        found.append(replace(translation, course=translation.course.model_copy(update=own)))
        problems += reader.problems
    return tuple(found), tuple(problems)


class _LanguageReader:
    """Reads one language."""

    def __init__(
        self,
        course: Course,
        sources: Mapping[str, Source],
        folder: Path,
        language: str,
        files: Mapping[Path, Path],
        labelled: Sequence[Labelled],
        media: Media,
    ) -> None:
        self.original = course
        self.problems: list[Diagnostic] = []
        self._originals = sources
        self._folder = folder
        self._language = language
        self._files = dict(files)
        self._labelled = labelled
        self._sources: dict[str, Source] = {}
        self._made_from: dict[str, str | None] = {}
        self._same: set[str] = set()
        self._untouched: set[str] = set()
        self._terms: Mapping[str, str] = {}
        self._media = media
        self._own_words = course.terminology.own
        self._untranslated: tuple[str, ...] = ()
        self._unfinished: dict[str, tuple[str, ...]] = {}

    def translation(self, file: Path) -> Translation:
        own = self._course(file)
        self._terms = {word: term for word, term in own.terms.items() if not is_placeholder(term)}
        terminology = self._terminology(self.original.terminology)
        texts = {module.folder: module for module in own.modules}
        modules = tuple(
            self._module(module, texts[module.id].model_dump() if module.id in texts else {})
            for module in self.original.modules
        )
        for original, left in sorted(self._files.items()):
            message = f"There is no scenario `{original.name}` that this could be a translation of."
            hint = f"rename it after its original, or delete it: `{original.name}.yml`"
            self._add("AN330", message, Location(left.as_posix()), hint)
        course = self.original.model_copy(
            update={
                "title": as_it_was_written(own.title, self.original.title),
                "language": self._language,
                "description": as_it_was_written(own.description, self.original.description),
                "banner": own.banner or self.original.banner,
                "objectives": as_it_was_written(own.objectives, self.original.objectives),
                "coaching": own.coaching or default_coaching(self._language, terminology),
                "synonyms": own.synonyms,
                "terms": self._terms,
                "terminology": terminology,
                "modules": modules,
                "translation_of": self.original,
                "own_texts": COURSE_FILE not in self._untouched,
                "partial": own.partial,
            }
        )
        return Translation(
            course,
            self._sources,
            self._made_from,
            frozenset(self._untouched),
            self._untranslated,
            self._unfinished,
        )

    def _course(self, file: Path) -> CourseTranslation:
        source = read(file, file.as_posix())
        own, problems = check(source, CourseTranslation)
        self.problems += source.diagnostics + problems + losses(source, CourseTranslation)
        self._sources[COURSE_FILE] = source
        if own is None:
            return CourseTranslation(title=self.original.title)
        self._note(COURSE_FILE, own.translated_from, source)
        given = {name: word for name, word in own.label_words.items() if forms(word)}
        self.problems += incomplete_words(self._labelled, given, given, self._language, source)
        used = [one.labels for one in self._labelled]
        self._own_words = translated_words(used, self._own_words, given, self._language)
        self._untranslated = tuple(name for name, _ in self._own_words if name not in given)
        if COURSE_FILE not in self._same and course_untouched(self.original, own):
            self._untouched.add(COURSE_FILE)
        known = {module.id: module for module in self.original.modules}
        if own.partial:
            begun = {place.relative_to(self._folder).parts[0] for place in self._files}
            titled = begun | {module.folder for module in own.modules}
            known = {name: module for name, module in known.items() if name in titled}
        for place, module in enumerate(own.modules):
            keys: Keys = ("modules", place)
            if module.folder not in known:
                message = f"The course has no module `{module.folder}`."
                self._add("AN334", message, source.at(*keys, "folder"), "delete it here")
                continue
            original = known.pop(module.folder)
            self._compare(original, module, ("summary", "objectives"), keys, source)
        for name, missing in known.items():
            message = f"The module `{name}` (“{missing.title}”) isn't translated."
            hint = f"add it to the modules:\n  - folder: {name}\n    title: …"
            self._add("AN334", message, source.key("modules"), hint)
        fields = ["description", "objectives"]
        if self.original.coaching != default_coaching(
            self.original.language, self.original.terminology
        ):
            fields.append("coaching")
        self._compare(self.original, own, fields, (), source)
        return own

    def _module(self, module: Module, texts: dict[str, Any]) -> Module:
        texts.pop("folder", None)
        scenarios = tuple(map(self._scenario, module.scenarios))
        original = dict(module)
        words = {name: as_it_was_written(text, original[name]) for name, text in texts.items()}
        return module.model_copy(update={**words, "scenarios": scenarios})

    def _scenario(self, original: Scenario) -> Scenario:
        place = (self._folder / original.path).with_suffix("")
        file = self._files.pop(place, None)
        translated = self._texts(original, file) if file else None
        terms = {
            "department": self._term(original.department),
            "channel": self._term(original.channel),
            "tags": tuple(self._terms.get(tag, tag) for tag in original.tags),
            "translation_of": original,
        }
        if file is None or translated is None:
            return original.model_copy(update=terms)
        if translated.unwritten or (
            original.id not in self._same and untouched(original, translated)
        ):
            self._untouched.add(original.id)
            return original.model_copy(update=terms)
        left = unfinished(original, translated)
        if left and original.id not in self._same:
            self._unfinished[original.id] = left
        named = named_media(translated, self._sources[original.id])
        media, problems = self._media.find(original.module_id, named)
        self.problems += problems
        own = {
            "path": file.relative_to(self._folder).as_posix(),
            "language": self._language,
            "media": media,
            "terminology": self._terminology(original.terminology),
        }
        texts: dict[str, Any] = {
            name: value for name, value in translated if name not in SAME_IN_EVERY_LANGUAGE
        }
        texts["changes"] = self._changes(original, translated, self._sources[original.id])
        return original.model_copy(update=texts | terms | own)

    def _changes(
        self, original: Scenario, translated: ScenarioFile, source: Source
    ) -> tuple[Change, ...]:
        """The original's changes; one that the translation has too, by its date, in the
        translation's words.

        A missing one is no problem: a translation may take a while to catch up.
        """
        left = list(enumerate(translated.changes))

        def translation_of(change: Change) -> Change:
            found = next((one for one in left if one[1].date == change.date), None)
            if found is None:
                return change
            left.remove(found)
            return found[1]

        changes = tuple(map(translation_of, original.changes))
        for place, change in left:
            message = (
                f"The original has no change dated {change.date.isoformat()} that this could be a "
                "translation of."
            )
            hint = f"make it match the original, {original.path}, or delete it here"
            self._add("AN333", message, source.at("changes", place), hint)
        return changes

    def _terminology(self, terms: Terminology) -> Terminology:
        return in_language(terms, self._own_words, self._terms)

    def _term(self, word: str | None) -> str | None:
        return word and self._terms.get(word, word)

    def _texts(self, original: Scenario, file: Path) -> ScenarioFile | None:
        """Read the fields of a translation; fields that can't differ come from the original."""
        source = read(file, file.as_posix())
        self.problems += source.diagnostics + losses(source, ScenarioFile)
        self._sources[original.id] = source
        if source.value is None:
            return None
        written = dict(source.value)
        self._note(original.id, written.pop(TRANSLATED_FROM, None), source)
        for name in written.keys() & SAME_IN_EVERY_LANGUAGE:
            message = f"The field `{name}` is the same in every language."
            hint = f"delete it here: {original.path} has it"
            if name in ("department", "channel", "tags"):
                hint += f"; its words are translated under `terms` in course.{self._language}.yml"
            self._add("AN332", message, source.key(name), hint)
        given = self._originals[original.id].value or {}
        same = {name: given[name] for name in given.keys() & SAME_IN_EVERY_LANGUAGE}
        whole = replace(source, value={**written, **same})
        scenario, problems = check(whole, ScenarioFile)
        self.problems += problems
        if scenario is None:
            return None
        self.problems += consistency.check(scenario, whole)
        other = SAME_IN_EVERY_LANGUAGE | {"changes"}
        names = [name for name in ScenarioFile.model_fields if name not in other]
        self._compare(original, scenario, names, (), source)
        return scenario

    def _note(self, name: str, written: object, source: Source) -> None:
        """Record which revision a translation was made from, and whether its words are the same."""
        self._made_from[name] = None
        if written is None:
            return
        if isinstance(written, str) and (match := _REVISION.fullmatch(written)):
            self._made_from[name] = match[1]
            self._same |= {name} if match[2] else set()
            return
        message = "This isn't a revision, which consists of eight digits or letters from a to f."
        hint = "delete the line; `answerable i18n confirm` writes a new one"
        self._add("AN336", message, source.at(TRANSLATED_FROM), hint)

    def _compare(
        self,
        original: BaseModel,
        translation: BaseModel,
        names: Iterable[str],
        keys: Keys,
        source: Source,
    ) -> None:
        here, there = dict(original), dict(translation)
        for name in names:
            for where, message in differences(here[name], there[name], (*keys, name)):
                hint = f"make it match the original, {self._path_of(source)}"
                self._add("AN333", message, source.key(*where), hint)

    def _path_of(self, source: Source) -> str:
        return next(
            self._originals[name].path for name, one in self._sources.items() if one is source
        )

    def _add(self, code: str, message: str, where: Location, hint: str) -> None:
        self.problems.append(error_at(code, message, where, hint))
