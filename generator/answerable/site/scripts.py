"""Which of the browser's scripts a page needs.

Every page loads `answerable.js`. Pages about more than one scenario, such as progress and quizzes,
load `answerable-course.js` as well. The coach's script, `answerable-coach.js`, is loaded by the
first one when a learner begins to write a reply in a language that the coach can read, and the
search's script, `answerable-search.js`, when somebody comes to search.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files


def _listed(name: str) -> tuple[str, ...]:
    """A list that the scripts' build has written."""
    return tuple(json.loads(files("answerable.site").joinpath(name).read_text(encoding="utf-8")))


COURSE_ELEMENTS = _listed("course-elements.json")
"""The elements that the second script defines."""

COACH_LANGUAGES = frozenset(_listed("coach-languages.json"))
"""The languages that the coach can read."""

_ELEMENT = re.compile(rf"<(?:{'|'.join(COURSE_ELEMENTS)})[\s>]")


def needs_course_script(html: str) -> bool:
    """Whether a page's HTML contains an element that needs the second script."""
    return _ELEMENT.search(html) is not None


def has_coach(language: str) -> bool:
    """Whether the coach can read replies in a language, such as `de` or `de-AT`."""
    return language.partition("-")[0] in COACH_LANGUAGES
