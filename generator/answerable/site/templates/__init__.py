"""The Jinja environment of the site's templates, which are next to this file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache, partial

from jinja2 import (
    ChoiceLoader,
    Environment,
    PackageLoader,
    StrictUndefined,
)
from markupsafe import Markup

from answerable.i18n import (
    Terminology,
    Translator,
    direction,
    long_date,
    number,
    plural_forms,
    translator,
)
from answerable.i18n.terminology import DEFAULT
from answerable.items.item import Item, short_hash
from answerable.items.items import of_scenario
from answerable.model import Course, Scenario, markup
from answerable.site.compiled import bytecode_cache
from answerable.site.icons import ICONS
from answerable.site.roles import roles_of
from answerable.site.tracked import candidates, names


@lru_cache(maxsize=64)
def environment(language: str, terms: Terminology = DEFAULT) -> Environment:
    """An environment that escapes automatically and gives templates their texts in `language`, with
    the words for a topic.

    Filters: `markdown`, `inline_markdown`, `plain`, `slug`, `filesize` (bytes), `long_date`.
    Texts are marked with `_("…")`, `ngettext`, `{% trans %}` or `counted`; values in the gaps of a
    translated text are escaped, the text itself may contain HTML. `label` has the labels by name.
    """
    env = Environment(
        loader=ChoiceLoader(
            [PackageLoader("answerable.site", "templates"), PackageLoader("answerable.items", "")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=bytecode_cache(),
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    env.policies["ext.i18n.trimmed"] = True
    words = translator(language, terms)
    env.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    env.globals["_"] = env.globals["gettext"] = marked(words)
    env.globals["label"] = words.labels
    env.globals["counted"] = partial(counted, language)
    env.globals["item_in"] = item_in
    env.globals["terms_id"] = terms_id
    env.globals["item_form"] = item_in(language)
    env.globals["spoken"] = spoken
    env.globals["foreign"] = foreign
    env.globals["as_term"] = as_term
    env.globals["icons"] = ICONS
    env.globals["roles_of"] = roles_of
    env.filters["markdown"] = markup.html
    env.filters["inline_markdown"] = markup.inline_html
    env.filters["plain"] = markup.plain
    env.filters["slug"] = slug
    env.filters["filesize"] = partial(filesize, language=language)
    env.filters["long_date"] = partial(long_date, language=language)
    env.filters["names"] = names
    env.filters["candidates"] = candidates
    env.globals["items_of"] = of_scenario
    return env


def marked(words: Translator) -> Callable[..., Markup]:
    """`gettext` for templates: a text of the interface, with its gaps filled.

    The extension's own one marks a text as HTML each time, and a page has hundreds of them.
    """

    @cache
    def translated(text: str) -> Markup:
        return Markup(words.gettext(text))  # noqa: S704  # it may contain HTML

    def gettext(text: str, /, **gaps: object) -> Markup:
        found = translated(text)
        return found % gaps if "%" in found else found

    return gettext


def slug(text: str) -> str:
    """A text as an anchor: lower-case letters and digits of any script, joined by hyphens."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "-", folded).strip("-") or "x"


def filesize(size: int, language: str) -> str:
    """A number of bytes in a readable unit, such as `340 kB` (1 kB = 1,000 bytes)."""
    if size >= 1e6:
        return f"{number(size / 1e6, language)} MB"
    return f"{max(1, round(size / 1e3))} kB"


def spoken(language: str) -> Markup:
    """The attributes `lang` and `dir` for an element in this language."""
    return Markup(' lang="{}" dir="{}"').format(language, direction(language))


def foreign(course: Course, language: str) -> Markup:
    """The same attributes if `language` isn't the language of the course, else nothing."""
    return Markup() if language == course.language else spoken(language)


def as_term(course: Course, word: str) -> Markup:
    """The same attributes for a department, channel or tag that isn't translated, else nothing."""
    waits = course.translation_of is not None and word not in course.terms.values()
    return foreign(course, course.original.language) if waits else Markup()


def item_in(language: str) -> Callable[..., Markup]:
    """`item_form` with the interface's texts in this language."""
    return partial(item_form, language)


def item_form(
    language: str,
    course: Course,
    scenario: Scenario,
    item: Item,
    show: Callable[..., Markup],
    play: Callable[..., Markup],
    mode: str = "practice",
    reveal: str | None = None,
    target: str | None = None,
    alone: bool = False,
) -> Markup:
    """An item as a form, made by the template of its type.

    `mode` is "practice" or "worksheet". `reveal` is the id of the element that shows the answer,
    if that is elsewhere on the page; `target` is where the form leads without a script.
    Where its scenario is `alone` on a page, ids needn't name it. `show` and `play` make the HTML of
    what it shows and plays: see `media`.
    """
    here = scenario if scenario.language == language else scenario.original
    env = environment(language, here.terminology)
    template = env.get_template(f"{item.type}/item.html.jinja")
    name = f"item-{item.id}" if alone else f"{scenario.id}-{item.id}"
    terms = terms_id(course, scenario.terminology)
    values = {"course": course, "scenario": scenario, "item": item, "name": name}
    values |= {"show": show, "play": play, "terms": terms}
    return Markup(template.render(values, mode=mode, reveal=reveal, target=target))  # noqa: S704


def words_of(language: str, name: str, terms: Terminology, terms_name: str = "") -> Markup:
    """What the script says about answers to items of the type with this name, as templates.

    `terms_name` is the `terms_id` of the words for their topic.
    """
    template = environment(language, terms).get_template(f"{name}/item.html.jinja")
    return Markup(template.render(mode="words", item={"type": name}, terms=terms_name))  # noqa: S704


def terms_id(course: Course, terms: Terminology) -> str:
    """What pages name the words for a topic by that scripts put into them; empty if they are the
    course's.
    """
    here, usual = ((one.person, one.verdicts) for one in (terms, course.terminology))
    return "" if here == usual else short_hash(*here)


@cache
def counted(language: str, name: str, one: str, many: str) -> Markup:
    """Attributes with the texts for a number: `data-NAME-one="…" data-NAME="…"`.

    There is one for each plural category of the language; the script chooses one and fills in
    `{n}`.
    """
    forms = plural_forms(language, one, many)
    rest = {category: text for category, text in forms.items() if category != "other"}
    named = {f"data-{name}-{category}": text for category, text in rest.items()}
    named[f"data-{name}"] = forms["other"]
    return Markup(" ").join(Markup('{}="{}"').format(*one) for one in named.items())
