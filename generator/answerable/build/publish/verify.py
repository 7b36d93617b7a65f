"""Checks a built site. A site with errors isn't published.

MkDocs and its theme may change in any release, so these checks read the files that learners get.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from answerable.build.publish.pages import (
    BuiltPage,
    foreign_in_styles,
    links_of,
    paths,
    target_of,
    text_of,
)
from answerable.build.publish.written import Written
from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.items.item import Item
from answerable.items.items import of_scenario
from answerable.model import Course, Scenario, markup, wording
from answerable.site import FEED, SCENARIO, file_path, key_of, site_path
from answerable.site.search import SEARCH, TEXTS, texts_of

_SITE = "https://site.invalid/"
_FONT_HOSTS = frozenset(["fonts.googleapis.com", "fonts.gstatic.com"])
"""Material loads its fonts from these hosts, unless mkdocs.yml says `font: false`."""
_ENTITY = re.compile(r"<[^>]+>")
_SHORTEST_SECRET = 20
"""Length in characters. A shorter reply, such as “Yes.”, may occur anywhere by chance."""


def verify_site(
    folder: Path,
    pages: Mapping[str, BuiltPage],
    locales: Mapping[str, Course],
    *,
    directory_urls: bool,
    written: dict[str, Written] | None = None,
) -> tuple[Diagnostic, ...]:
    """Check the site in `folder` with these pages against the course it was made from.

    `locales` is the course in each language, by its folder below `folder`; the original's is "".
    Files that were `written`, by their path, are looked at again only if they or the scenarios in
    them have changed; it is noted there for which scenarios they are right.

    Every scenario has its page with a quiz; search index and feed give no answer away; no link
    within the site is broken; nothing is loaded from other servers. An image without a description
    gives a warning, everything else an error.
    """
    found: list[Diagnostic] = []
    files = paths(folder)
    for locale, course in locales.items():
        right = _Right({} if written is None else written, course)
        found += _missing_quizzes(pages, course, locale, directory_urls, right)
        found += _answers_in_search(folder, course, locale, right)
        found += _answers_in_feed(folder, course, locale)
    return (
        *found,
        *_broken_links(folder, frozenset(files), pages),
        *_foreign_resources(folder, files, pages.values()),
        *_images_without_words(pages.values()),
    )


class _Right:
    """Knows which of the files that were written are right for the scenarios of a course."""

    def __init__(self, written: dict[str, Written], course: Course) -> None:
        self._written = written
        scenarios = course.scenarios + course.unlisted if written else ()
        self._keys = {one.id: key_of(one.model_dump_json()) for one in scenarios}

    def is_known(self, path: str) -> bool:
        """Whether the file and its scenarios are the same as when it was found right."""
        one = self._written.get(path)
        return (
            one is not None
            and one.right_for is not None
            and all(self._keys.get(name) == key for name, key in one.right_for.items())
        )

    def note(self, path: str, names: Iterable[str]) -> None:
        """Note that a file is right for the scenarios with these ids."""
        if path in self._written:
            keys = {name: self._keys.get(name, "") for name in names}
            self._written[path] = self._written[path]._replace(right_for=keys)


def _problem(code: str, path: str, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, Location(path), hint)


def _built_path(scenario: Scenario, locale: str, directory_urls: bool) -> str:
    path = locale + site_path(SCENARIO.uri(scenario.id), directory_urls=directory_urls)
    return file_path(path)


def _missing_quizzes(
    pages: Mapping[str, BuiltPage],
    course: Course,
    locale: str,
    directory_urls: bool,
    right: _Right,
) -> Iterator[Diagnostic]:
    for scenario in (*course.scenarios, *course.unlisted):
        path = _built_path(scenario, locale, directory_urls)
        if right.is_known(path):
            continue
        page = pages.get(path)
        if page is None:
            yield _problem("AN411", path, f"the page of scenario `{scenario.id}` is missing")
            continue
        incomplete = [
            item.id for item in of_scenario(scenario) if not _is_whole(page, scenario, item)
        ]
        if incomplete:
            yield _problem(
                "AN412",
                path,
                f"the quiz of scenario `{scenario.id}` is incomplete on its page: "
                + ", ".join(f"`{one}`" for one in incomplete),
                "A template or a plugin in mkdocs.yml removes it: switch them off one by one.",
            )
        else:
            right.note(path, [scenario.id])


def _is_whole(page: BuiltPage, scenario: Scenario, item: Item) -> bool:
    offered = page.quizzes.get((scenario.id, item.id), frozenset())
    return offered.issuperset((entry, item.control) for entry in item.entry_ids)


def _answers_in_search(
    folder: Path, course: Course, locale: str, right: _Right
) -> Iterator[Diagnostic]:
    scenarios = {scenario.id: scenario for scenario in course.scenarios}
    for file in sorted((folder / locale / SEARCH).glob(TEXTS)):  # a course may do without search
        path = f"{locale}{SEARCH}/{file.name}"
        if right.is_known(path):
            continue
        texts = dict(texts_of(file.read_text(encoding="utf-8")))
        told = [
            (name, secret)
            for name, words in texts.items()
            if name in scenarios
            for secret in _secrets_in(_normal(words), scenarios[name])
        ]
        for name, secret in told:
            yield _problem(
                "AN413",
                path,
                f"search gives away an answer in `{name}`: “{secret}…”",
                "Don't use the words of a reply in the situation, the solutions, the lesson or the "
                "keywords.",
            )
        if not told:
            right.note(path, texts)


def _answers_in_feed(folder: Path, course: Course, locale: str) -> Iterator[Diagnostic]:
    feed = folder / locale / FEED
    if not feed.exists():  # nothing is new
        return
    told = _normal(_ENTITY.sub(" ", feed.read_text(encoding="utf-8")))
    for scenario in course.scenarios:
        for secret in _secrets_in(told, scenario):
            yield _problem(
                "AN417",
                locale + FEED,
                f"the feed gives away an answer in `{scenario.id}`: “{secret}…”",
                "Don't use the words of a reply in titles or in `changes`.",
            )


def _secrets_in(told: str, scenario: Scenario) -> Iterator[str]:
    """The beginning of each secret of a scenario that `told`, a `_normal` text, contains."""
    for text in _secrets(scenario):
        secret = _normal(markup.plain(text))
        if len(secret) >= _SHORTEST_SECRET and secret in told:
            yield secret[:60]


def _secrets(scenario: Scenario) -> Iterator[str]:
    for item in of_scenario(scenario):
        yield from filter(None, item.secrets)
    for turn in scenario.dialogue:
        for choice in turn.choices:
            yield choice.reply
            yield from [choice.why] if choice.why else []


def _normal(text: str) -> str:
    """Only letters and digits: quotes and spaces differ between the index and the course."""
    unescaped = LexborHTMLParser(f"<p>{text}</p>").text() if "&" in text else text
    return " ".join(wording.words(unescaped))


def _broken_links(
    folder: Path, files: Set[str], pages: Mapping[str, BuiltPage]
) -> Iterator[Diagnostic]:
    # Each target is looked at once: most are on every page.
    targets = set().union(*(page.targets for page in pages.values()))
    wrong = {one: problem for one in targets if (problem := _problem_of(one, pages, files))}
    for page in pages.values() if wrong else ():
        if wrong.keys().isdisjoint(page.targets):
            continue
        for address, target in links_of(page.path, text_of(folder / page.path)).items():
            if target in wrong:
                message = f"the link to `{address}` {wrong[target]}"
                yield _problem("AN414", page.path, message)


def _problem_of(target: str | None, pages: Mapping[str, BuiltPage], files: Set[str]) -> str | None:
    """What is wrong with a link, as the end of a sentence; `target` is as in `pages.leads_to`."""
    if not target:
        return "isn't a valid address" if target is None else None
    path, _, anchor = map(unquote, target.partition("#"))
    if path not in files:
        return "is broken"
    return _missing(anchor, pages[path]) if path in pages else None


def _missing(anchor: str, page: BuiltPage) -> str | None:
    if not anchor or anchor in page.anchors or anchor.startswith("__"):
        return None
    return "points to a heading that doesn't exist there"


def _foreign_resources(
    folder: Path, files: Iterable[str], pages: Iterable[BuiltPage]
) -> Iterator[Diagnostic]:
    """One finding for each address, at the first file: a theme loads the same on every page."""
    found: dict[str, set[str]] = {}
    for path, address in _foreign_addresses(folder, files, pages):
        found.setdefault(address, set()).add(path)
    for address, loading in found.items():
        first, *others = sorted(loading)
        more = f", and so do {len(others)} more files" if others else ""
        yield _problem(
            "AN415",
            first,
            f"the file loads `{address}` from another server{more}",
            "Write `font: false` under `theme:` in mkdocs.yml."
            if (target := target_of(_SITE, address)) and target.hostname in _FONT_HOSTS
            else "Put a copy in content/ and link to that.",
        )


def _foreign_addresses(
    folder: Path, files: Iterable[str], pages: Iterable[BuiltPage]
) -> Iterator[tuple[str, str]]:
    """Files of the site, with each address on another host that they load."""
    for page in pages:
        for address in page.foreign:
            yield page.path, address
    for path in files:
        if path.endswith(".css"):
            for address in foreign_in_styles(text_of(folder / path)):
                yield path, address


def _images_without_words(pages: Iterable[BuiltPage]) -> Iterator[Diagnostic]:
    for page in pages:
        for address in page.undescribed:
            yield image_without_words(address, Location(page.path))


def image_without_words(address: str, where: Location) -> Diagnostic:
    """AN418 for an image without a description."""
    return Diagnostic(
        "AN418",
        Severity.WARNING,
        f"the image `{address}` has no description",
        where,
        "Say what it shows, for people who can't see it: `![what it shows](image.png)`. If it is "
        "only decoration, mark it with `{ role=presentation }`.",
    )
