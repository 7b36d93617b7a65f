"""What a form is about: a scenario, the course, or one of its modules, and where its file is.

The course's settings and each module have a form of their own, but are in one file. So a file's
next text is made of all that isn't saved yet of it, with what one form shows in place of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from answerable.build.studio.forms import FormField, form_of
from answerable.build.studio.parts import (
    COURSE_PLAN,
    MODULE_PLAN,
    SCENARIO_PLAN,
    FormPart,
    parts_of,
)
from answerable.build.studio.values import changes
from answerable.model import CourseFile, CourseTranslation, ModuleEntry, ScenarioFile
from answerable.model.scenario_file import SAME_IN_EVERY_LANGUAGE
from answerable.source.read.positions import Keys, Source, Value
from answerable.source.write.edit import with_fields
from answerable.source.write.tidy import in_model_order

_ELSEWHERE = ("language", "modules", "label_words")
"""Fields of course.yml that its form doesn't have: its texts are in that language, modules have
pages of their own, and words of one's own need all their forms.
"""


def _without(form: FormField, names: tuple[str, ...]) -> FormField:
    return replace(form, fields=tuple(one for one in form.fields if one.name not in names))


SCENARIO = form_of(ScenarioFile)
DIALOGUE = replace(SCENARIO, fields=tuple(one for one in SCENARIO.fields if one.name == "dialogue"))
"""The part of a scenario's form that the page with its dialogue has."""
SETTINGS = _without(form_of(CourseFile), _ELSEWHERE)
TRANSLATION = _without(SCENARIO, tuple(SAME_IN_EVERY_LANGUAGE))
COURSE_TRANSLATION = _without(form_of(CourseTranslation), ("label_words",))
MODULE = _without(form_of(ModuleEntry), ("folder", "scenarios"))


def model_of(path: str) -> type[BaseModel] | None:
    """The model of a file by its path in the course's folder: course.yml or a scenario's; None for
    any other file.
    """
    if not path.endswith((".yml", ".yaml")):
        return None
    name = path.rpartition("/")[2].partition(".")[0]
    return ScenarioFile if "/" in path else CourseFile if name == "course" else None


@dataclass(frozen=True, slots=True)
class FormSubject:
    """What a form is about. `path` is that of its file in the course's folder, and `model` the
    file's; `module` is the folder of the module that it is about.
    """

    path: str
    form: FormField
    model: type[BaseModel]
    module: str | None = None

    @property
    def parts(self) -> tuple[FormPart, ...]:
        """The parts of the form, in their order."""
        if self.module is not None:
            return parts_of(self.form, MODULE_PLAN)
        return parts_of(self.form, COURSE_PLAN if self.model is CourseFile else SCENARIO_PLAN)

    def keys(self, source: Source) -> Keys | None:
        """Where the form's fields are in a file; None if they aren't there."""
        if self.module is None:
            return ()
        entries = (source.value or {}).get("modules")
        return next(
            (
                ("modules", place)
                for place, entry in enumerate(entries if isinstance(entries, list) else [])
                if isinstance(entry, dict) and entry.get("folder") == self.module
            ),
            None,
        )

    def value(self, source: Source) -> Mapping[str, Value] | None:
        """The group of the form's fields in a file; None if there is none, or it can't be read."""
        keys = self.keys(source)
        if keys is None or source.value is None:
            return None
        found: Any = source.value
        for key in keys:
            found = found[key]
        return found  # type: ignore[no-any-return]

    def text(
        self, base: Source, text: str, unsaved: Source, entered: Mapping[str, Any]
    ) -> str | None:
        """The next text of a file whose content is `text`, with what was entered, by field.

        `base` is what was read from `text`, and `unsaved` from the text as it would be saved until
        now. None if one of them can't be read, or the fields can't be told apart line by line.
        """
        before, now = self.value(base), self.value(unsaved)
        if before is None or now is None or base.value is None or unsaved.value is None:
            return None
        changed = changes(self.form, entered, before)
        mine = {one.name for one in self.form.fields if one.name in entered}
        kept = {name: one for name, one in now.items() if name not in mine}
        own = {name: one for name, one in before.items() if name in mine} | changed
        part = {name: one for name, one in (kept | own).items() if one is not None}
        whole: dict[str, Value] = dict(unsaved.value)
        if self.module is None:
            whole = {name: part.get(name) for name in [*whole, *part]}
        else:
            entry: Value = in_model_order(part, list(ModuleEntry.model_fields))
            entries: Any = whole["modules"]
            whole["modules"] = [entry if one is now else one for one in entries]
        fields = {
            name: whole.get(name)
            for name in [*base.value, *whole]
            if whole.get(name) != base.value.get(name)
        }
        return with_fields(base, text, fields, self.model) if fields else text
