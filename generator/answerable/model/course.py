"""The assembled course: the one value that every output is a function of."""

from __future__ import annotations

import datetime

from answerable.model.files import DEFAULT_COACHING, Draw, ScenarioFile
from answerable.model.scalars import Frozen, Id


class Scenario(ScenarioFile):
    """A scenario in its place: the file's fields, plus where it stands in the course.

    `path` is relative to the course folder, with forward slashes. `code` is the short name that
    is printed on cards, such as `B3`: the module's letter and the place within it.
    """

    id: Id
    module_id: Id
    path: str
    code: str

    @property
    def first_id(self) -> str:
        """What it was called at first: ids that hang on it stay the same under a new name."""
        return self.aliases[0] if self.aliases else self.id


class Module(Frozen):
    """A module with its scenarios in order. `letter` is A, B, … Z, AA, …"""

    id: Id
    letter: str
    title: str
    summary: str | None = None
    objectives: tuple[str, ...] = ()
    scenarios: tuple[Scenario, ...] = ()


class Course(Frozen):
    """The whole course: the one value that every output is made from."""

    id: Id
    title: str
    language: str
    description: str | None = None
    objectives: tuple[str, ...] = ()
    modules: tuple[Module, ...] = ()
    coaching: tuple[str, ...] = DEFAULT_COACHING
    pass_mark: int = 80
    module_quiz: Draw = Draw(questions=8)
    assessment: Draw = Draw(questions=20)
    confidence: bool = False
    needed_until: datetime.date | None = None
    authors: tuple[str, ...] = ()
    licence: str | None = None

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """All scenarios in course order."""
        return tuple(scenario for module in self.modules for scenario in module.scenarios)
