"""Define the course as values: frozen, and without any input or output.

`scenario_file` and `course_file` define what an author may write, `course` what every output reads.
Scalars are in `scalars`, dialogues in `dialogue`. All texts of type `Markdown` are CommonMark
without raw HTML (see `markup`).
"""

from answerable.model.course import Course, Module, Scenario
from answerable.model.course_file import (
    DEFAULT_COACHING,
    Brand,
    Checks,
    CourseFile,
    CourseTranslation,
    Draw,
    ModuleEntry,
    Objective,
)
from answerable.model.labels import Labels, LabelWord
from answerable.model.scenario_file import (
    CardTexts,
    Change,
    OtherReply,
    Reply,
    RolePlay,
    ScenarioFile,
    Solution,
)

__all__ = [
    "DEFAULT_COACHING",
    "Brand",
    "CardTexts",
    "Change",
    "Checks",
    "Course",
    "CourseFile",
    "CourseTranslation",
    "Draw",
    "LabelWord",
    "Labels",
    "Module",
    "ModuleEntry",
    "Objective",
    "OtherReply",
    "Reply",
    "RolePlay",
    "Scenario",
    "ScenarioFile",
    "Solution",
]
