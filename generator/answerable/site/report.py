"""The link by which a learner reports a mistake in a scenario."""

from __future__ import annotations

import re
from urllib.parse import quote

from answerable.model import Course, Scenario

_MAIL = "mailto:{address}?subject={{course}}%3A%20{{title}}&body={{url}}"


def report_link(course: Course, scenario: Scenario, url: str) -> str | None:
    """The link to report a mistake in a scenario, or None if the course takes no reports.

    `url` is the scenario's page. All special characters in values are percent-encoded, so that none
    starts another field of the form or another line of the mail.
    """
    if course.report is None:
        return None
    address = course.report
    if ":" not in address:
        address = _MAIL.format(address=address)
    gaps = {"title": scenario.title, "id": scenario.id, "url": url, "course": course.title}
    return re.sub(r"\{(\w+)\}", lambda gap: quote(gaps[gap[1]], safe=""), address)
