"""What scripts put into pages: verdicts, questions about a reply, the dialog of the search.

Pages that work without a script don't need it, and it is the same for all of them. So it is in one
file, which browsers keep, and not in each page. Pages opened from file:// can't read other files,
but they can run a script next to them: the file is a script that puts its HTML beside itself.
"""

from __future__ import annotations

import json

from markupsafe import Markup

from answerable.i18n import Terminology
from answerable.i18n.bidi import isolated_in
from answerable.i18n.terminology import DEFAULT
from answerable.items.types import TYPES
from answerable.model import Course
from answerable.site.context import Site
from answerable.site.scripts import has_coach
from answerable.site.templates import environment, terms_id, words_of

PARTS = "parts.js"
"""The path of the file, below a locale's root."""


def parts_file(site: Site, of_theme: str = "") -> bytes:
    """The file for the pages of a site; `of_theme` is HTML that a theme adds.

    Pages that aren't translated show the interface in the language of the original, too.
    """
    scenarios = site.course.scenarios + site.course.unlisted
    untranslated = any(one.language != site.course.language for one in scenarios)
    sites = (site, site.original) if untranslated else (site,)
    return parts_script("".join([*map(_parts, sites), of_theme]))


def parts_script(html: str) -> bytes:
    """The file that puts this HTML beside itself."""
    put = json.dumps(html, ensure_ascii=False)
    return f'document.currentScript.insertAdjacentHTML("beforebegin", {put});\n'.encode()


def _parts(site: Site) -> str:
    course, language = site.course, site.course.language
    scenarios = course.scenarios + course.unlisted
    all_terms = {terms_id(course, one.terminology): course.terminology_of(one) for one in scenarios}
    others = [terms for name, terms in sorted(all_terms.items()) if name]
    topics = (course.terminology, *others)
    html = str(
        site.page(
            "parts.html.jinja",
            "index.md",
            words=[
                words_of(language, name, terms, terms_id(course, terms))
                for terms in topics
                for name in TYPES
            ],
            coaches=[_coach(course, terms) for terms in topics if has_coach(language)],
        )
    )
    return isolated_in(language, html)


def _coach(course: Course, terms: Terminology) -> Markup:
    """The questions about a reply, with the words for a topic; without any where a good reply isn't
    one that is accountable: they ask who does what, and when.
    """
    template = environment(course.language, terms).get_template("coach.html.jinja")
    asks = terms.verdicts == DEFAULT.verdicts
    html = template.render(course=course, terms=terms_id(course, terms), asks=asks)
    return Markup(html)  # noqa: S704  # from an autoescaping template
