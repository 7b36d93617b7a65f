"""Where learners may work, for whoever starts by role: departments and channels of a course."""

from __future__ import annotations

from collections.abc import Mapping

from answerable.model import Course

_SHORT_PATH = 5
"""How many scenarios a short path has, as in `frontend/src/learner/shortpath.js`."""


def roles_of(course: Course) -> Mapping[str, Mapping[str, str]]:
    """What learners can choose from: words of the original with their translations, by field.

    The original's words are what browsers keep, so that a choice is the same in every language. A
    field with only one word is left out; so are all in a course too short for a short path.
    """
    if len(course.scenarios) <= _SHORT_PATH:
        return {}
    pairs = [(one.original, one) for one in course.scenarios]
    words = {
        "department": {original.department: one.department for original, one in pairs},
        "channel": {original.channel: one.channel for original, one in pairs},
    }
    sorted_words = {field: _sorted(found) for field, found in words.items()}
    return {field: found for field, found in sorted_words.items() if len(found) > 1}


def _sorted(words: Mapping[str | None, str | None]) -> dict[str, str]:
    """Without missing ones, in the order of the translations."""
    found = {original: word for original, word in words.items() if original and word}
    return dict(sorted(found.items(), key=lambda pair: (pair[1].casefold(), pair[1])))
