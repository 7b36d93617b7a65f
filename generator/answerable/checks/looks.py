"""Rules about how a course looks."""

from __future__ import annotations

from collections.abc import Iterator

from answerable.checks.rule import Finding, Subject, course_rule
from answerable.diagnostics import Severity


@course_rule("AN032", Severity.NOTE)
def colour_adapted(subject: Subject) -> Iterator[Finding]:
    """A colour of the brand is too light for text, so a darker one takes its place.

    People with weak eyes, and everybody in the sun, can read a text only if its colour differs
    enough from what is behind it: the contrast has to be at least 4.5 : 1 (WCAG 2.2, level AA). The
    hue stays the same. On dark pages all colours are lighter versions of the given ones, which is
    not reported.

    Bad:
        # course.yml
        brand:
          colour: ffcc00

    Good:
        # course.yml
        brand:
          colour: 8a1538
    """
    for one in subject.course.brand.deviations:
        message = (
            f"{one.used} takes the place of {one.given} for text: its contrast would be "
            f"{_ratio(one.contrast)}, and has to be {_ratio(one.needed)}."
        )
        hint = f"if that looks right, write `{one.used[1:]}`, and the note is gone"
        yield Finding(("brand", *one.field), message, hint)


def _ratio(contrast: float) -> str:
    """Rounded down, so that what is too little never looks like enough."""
    return f"{int(contrast * 10) / 10:g} : 1"
