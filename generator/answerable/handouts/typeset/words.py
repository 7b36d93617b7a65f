"""The interface's own words as printed texts, in the language of a course."""

from __future__ import annotations

from answerable.handouts.typeset.texts import Text, line
from answerable.i18n import Translator, translator
from answerable.i18n.terminology import filled
from answerable.model import Course, Scenario


class Words:
    """`words("…")` is a text in a language, with the words of a topic in its gaps for labels; other
    gaps, such as `%(people)s`, are filled by name.

    If an author's text fills a gap, the result has the file and field of that text.
    """

    def __init__(self, catalogue: Translator) -> None:
        self._catalogue = catalogue

    @classmethod
    def of(cls, course: Course, scenario: Scenario | None = None) -> Words:
        """The words in a course's language, about the topic of the course or of a scenario."""
        terms = course.terminology_of(scenario) if scenario else course.terminology
        return cls(translator(course.language, terms))

    def label(self, name: str) -> Text:
        """A label by its name, such as `Person`; see `Translator.labels`."""
        return line(self._catalogue.labels[name])

    def __call__(self, text: str, **gaps: object) -> Text:
        said = self._catalogue.gettext(text)
        if not gaps:
            return line(said)
        origin = next((one for one in gaps.values() if isinstance(one, Text)), line(""))
        plain = {n: one.plain if isinstance(one, Text) else str(one) for n, one in gaps.items()}
        return line(filled(said, plain).replace("%%", "%"), origin.path, origin.field)

    def ngettext(self, one: str, many: str, n: int, **gaps: object) -> Text:
        """The text for the number `n`, which also fills the gap `%(n)s`."""
        return line(self._catalogue.ngettext(one, many, n) % {"n": n, **gaps})
