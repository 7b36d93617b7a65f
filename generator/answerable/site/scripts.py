"""Which of the browser's two scripts a page needs.

Every page loads `answerable.js`. Pages about more than one scenario, such as progress and quizzes,
load `answerable-course.js` as well.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files

COURSE_ELEMENTS: tuple[str, ...] = tuple(
    json.loads(
        files("answerable.site").joinpath("course-elements.json").read_text(encoding="utf-8")
    )
)
"""The elements that the second script defines; the list is written by the scripts' build."""

_ELEMENT = re.compile(rf"<(?:{'|'.join(COURSE_ELEMENTS)})[\s>]")


def needs_course_script(html: str) -> bool:
    """Whether a page's HTML contains an element that needs the second script."""
    return _ELEMENT.search(html) is not None
