"""Which of the browser's two scripts a page needs.

Every page has `answerable.js`. Pages that look beyond one scenario, such as progress and quizzes,
have `answerable-course.js` as well.
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
"""The elements that the second script defines, which the build of the scripts writes down."""

_ELEMENT = re.compile(rf"<(?:{'|'.join(COURSE_ELEMENTS)})[\s>]")


def needs_course_script(html: str) -> bool:
    """Whether a page with this content holds an element that waits for the second script."""
    return _ELEMENT.search(html) is not None
