"""The interface's own words as printed texts, in the language of a course."""

from __future__ import annotations

from answerable.handouts.typeset.texts import Text, line
from answerable.i18n import translator


class Words:
    """`words("…")` is a text in the language; gaps such as `%(people)s` are filled by name.

    If an author's text fills a gap, the result has the file and field of that text.
    """

    def __init__(self, language: str) -> None:
        self._catalogue = translator(language)

    def __call__(self, text: str, **gaps: object) -> Text:
        said = self._catalogue.gettext(text)
        if not gaps:
            return line(said)
        origin = next((one for one in gaps.values() if isinstance(one, Text)), line(""))
        plain = {name: one.plain if isinstance(one, Text) else one for name, one in gaps.items()}
        return line(said % plain, origin.path, origin.field)

    def ngettext(self, one: str, many: str, n: int, **gaps: object) -> Text:
        """The text for the number `n`, which also fills the gap `%(n)s`."""
        return line(self._catalogue.ngettext(one, many, n) % {"n": n, **gaps})
