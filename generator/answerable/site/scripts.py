"""Which of the browser's two scripts a page needs.

Every page has `answerable.js`. Pages that look beyond one scenario, such as progress and quizzes,
have `answerable-course.js` as well.
"""

from __future__ import annotations

import re

COURSE_ELEMENTS = (
    "course-certificate",
    "course-progress",
    "course-start",
    "item-deck",
    "module-progress",
    "offline-course",
    "review-plan",
    "review-session",
    "saved-records",
    "scenario-filter",
    "scenario-mark",
)
"""The elements that the second script brings to life, as `frontend/src/course.js` lists them."""

_ELEMENT = re.compile(rf"<(?:{'|'.join(COURSE_ELEMENTS)})[\s>]")


def needs_course_script(html: str) -> bool:
    """Whether a page with this content holds an element that waits for the second script."""
    return _ELEMENT.search(html) is not None
