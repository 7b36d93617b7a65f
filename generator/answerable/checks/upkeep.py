"""Rules about who maintains a course, and when it is due for review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from answerable.checks.rule import FEW, Finding, Subject, course_rule
from answerable.diagnostics import Severity


@course_rule("AN007")
def review_overdue(subject: Subject) -> Iterator[Finding]:
    """The date in `review_by` has passed.

    Rules, products and departments change. Review the scenario, correct what has changed, and set a
    new date.

    Bad:
        review_by: 2020-06-30

    Good:
        review_by: 2099-06-30
    """
    for one in subject.outlines:
        if one.review_by is not None and one.review_by < subject.today:
            message = f"This scenario was due for review by {one.review_by}."
            owner = f" ({one.owner} owns it)" if one.owner else ""
            hint = f"review it{owner}, correct what has changed, and set a new date"
            yield Finding(("review_by",), message, hint, one.id)


@course_rule("AN024", Severity.NOTE)
def owner_missing(subject: Subject) -> Iterator[Finding]:
    """A scenario has no `owner`, although most others in the course have one.

    A scenario that nobody maintains goes stale. The rule applies to courses with five or more
    scenarios.

    Bad:
        # a.yml, b.yml, c.yml, d.yml
        owner: Training team
        # e.yml
        keywords: [door]

    Good:
        # a.yml, b.yml, c.yml, d.yml, e.yml
        owner: Training team
    """
    yield from _missing(
        "owner",
        [one.owner for one in subject.outlines],
        "say who keeps it up to date:\n  owner: …",
        subject,
    )


@course_rule("AN025", Severity.NOTE)
def review_date_missing(subject: Subject) -> Iterator[Finding]:
    """A scenario has no `review_by`, although most others in the course have one.

    Without a date, nobody is reminded to review it. The rule applies to courses with five or more
    scenarios.

    Bad:
        # a.yml, b.yml, c.yml, d.yml
        review_by: 2099-06-30
        # e.yml
        keywords: [door]

    Good:
        # a.yml, b.yml, c.yml, d.yml, e.yml
        review_by: 2099-06-30
    """
    yield from _missing(
        "review_by",
        [one.review_by for one in subject.outlines],
        "say when it is due for review:\n  review_by: …",
        subject,
    )


def _missing(
    field: str, values: Sequence[object], hint: str, subject: Subject
) -> Iterator[Finding]:
    """Yield scenarios without a value, if most have one; `values` are the outlines', in order."""
    outlines = zip(subject.outlines, values, strict=True)
    without = [one for one, value in outlines if value is None]
    total = len(values)
    if total >= FEW and 2 * len(without) < total:
        for one in without:
            message = f"This scenario has no `{field}`, unlike most others."
            yield Finding((), message, hint, one.id)
