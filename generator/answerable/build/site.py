"""The whole build of a course: a site, a package, or pages for other engines.

A build checks the course, builds into a new folder next to the published one, verifies the result,
and only then replaces the published folder. If anything fails, the published site stays as it was.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from answerable import site
from answerable.authoring.overview.cards import DeckReport
from answerable.build.handouts import Handouts, make_handouts
from answerable.build.languages import locales_of, translation_statuses
from answerable.build.mkdocs.content import check_pages
from answerable.build.mkdocs.engine import begin_site, require_loadable
from answerable.build.mkdocs.everypage import on_every_page
from answerable.build.mkdocs.job import Job, Medium
from answerable.build.mkdocs.programs import Allowed, none_allowed, require_allowed
from answerable.build.mkdocs.project import Project, load_project
from answerable.build.mkdocs.shared import SHARED
from answerable.build.packages import Output, Package, VerifiedSite
from answerable.build.printing import address_notes, located, printing
from answerable.build.publish import publish
from answerable.build.publish.pages import BuiltPage, read_pages
from answerable.build.publish.place import refuse_unless_empty
from answerable.build.publish.refill import refill
from answerable.build.publish.swap import spare_beside, write_folder
from answerable.build.publish.verify import verify_site
from answerable.build.publish.written import LastBuild, Written, write_files
from answerable.build.unchanged import build_of
from answerable.checks.check import accepted, check_course
from answerable.diagnostics import Diagnostic, Location, Severity, as_warning
from answerable.diagnostics.failure import BuildFailed
from answerable.handouts.typeset.brought import fonts_of
from answerable.source.processes import collections_of_new_values, without_collections

if TYPE_CHECKING:
    from answerable.authoring.translate.parts import TranslationStatus
    from answerable.model import Course

Progress = Callable[[str], None]
"""Called with a few words about the step that begins."""


@without_collections()
def build_course(
    config_file: Path,
    package: Package[Output],
    *,
    strict: bool = False,
    author: bool = False,
    cards_by_module: bool = False,
    today: datetime.date,
    progress: Progress,
    allowed: Allowed = none_allowed,
) -> tuple[Output, tuple[Diagnostic, ...]]:
    """Check, build, verify, finish, publish. Returns the output, warnings and notes.

    The output is that of `package`: the site's folder, or the content of a file. A folder that the
    same build has left stays as it is. With `author`, the site includes the author's page. With
    `cards_by_module`, it has a deck for each module, and not one of all scenarios, which very many
    scenarios don't get. `allowed` says whether the project's programs may run. Raises `BuildFailed`
    on errors (with `strict`: also on warnings) or if the site would replace files that no build has
    made, and `OSError` if a file can't be written.
    """
    project = load_project(config_file)
    with package.workplace(project) as fresh:
        require_allowed(project, allowed)
        build = build_of(project, strict, author, cards_by_module, today)
        before = package.published(project)
        if isinstance(before, Path) and (known := build.known_notes(before)) is not None:
            progress("Nothing has changed since the last build")
            return before, known
        published = before if isinstance(before, Path) else None
        output, notes, written = _make(
            package,
            _prepare(
                project,
                fresh,
                strict=strict,
                author=today if author else None,
                cards_by_module=cards_by_module,
                today=today,
                progress=progress,
                allowed=allowed,
            ),
            fresh,
            published,
            progress,
        )
        if isinstance(output, Path):  # by now, the course itself takes up no memory
            build.remember(output, notes)
            LastBuild(output, written).keep()
        return output, notes


def _make(
    package: Package[Output],
    prepared: _Prepared,
    fresh: Path,
    published: Path | None,
    progress: Progress,
) -> tuple[Output, tuple[Diagnostic, ...], Mapping[str, Written]]:
    """Make and publish a checked course. Returns the output, warnings and notes, and what is known
    of the files in it.
    """
    notes, remaining = _begin_locales(prepared, fresh, package.medium, progress)
    progress(f"Writing {len(remaining)} files")
    pages = read_pages(fresh)
    mark = publish.mark_for(fresh, prepared.folders) if package.medium.installable else ""
    spare = spare_beside(fresh, published) if published else None
    fresh, there = refill(spare, fresh, remaining.keys())
    last = LastBuild.of(published) if published else None
    with collections_of_new_values():
        written = dict(write_files(fresh, remaining, mark, last, there))
    pages |= {path: one.page for path, one in written.items() if one.page}
    progress("Verifying the site")
    notes += _verify(prepared, fresh, pages, package.medium, written)
    made = VerifiedSite(
        fresh,
        pages.values(),
        mark,
        {path: one.content for path, one in written.items()},
        prepared.project,
        prepared.course,
        prepared.folders,
    )
    left_out = package.finish(made)
    if prepared.strict and left_out:
        raise BuildFailed(left_out)
    return package.put(made), notes + left_out, written


def write_pages(
    config_file: Path, folder: Path, *, strict: bool = False, today: datetime.date
) -> int:
    """Write the generated pages and assets to `folder`, for another engine that reads Markdown.

    Each file is front matter and finished HTML. Returns the number of pages. Raises `BuildFailed`
    on errors in the course, and if the folder isn't empty.
    """
    project = load_project(config_file)
    course = accepted(check_course(project.course_folder, today), strict)
    refuse_unless_empty(folder)
    made = project.as_site(course)
    pages = site.render_pages(made)
    files = {page.src_uri: page_source(page).encode() for page in pages}
    remaining = site.data_files(made) | site.media_files(course)
    files |= {path: one.make() for path, one in remaining.items()}
    write_folder(folder, files | site.files_of(made))
    return len(pages)


def page_source(page: site.Page) -> str:
    """A generated page as a Markdown file: front matter, then its HTML."""
    # A JSON string is also a YAML string, except for escaped surrogate pairs, such as an emoji's.
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in page.metadata.items()
    ]
    return "\n".join(["---", *lines, "---", "", str(page.html), ""])


@dataclass(frozen=True)
class _Prepared:
    """A checked course in all its languages, with their translation statuses.

    `author` is the date on the author's page, None for a site without it.
    """

    project: Project
    course: Course
    locales: Mapping[site.Locale, Course]
    statuses: tuple[TranslationStatus, ...]
    notes: tuple[Diagnostic, ...]
    strict: bool
    allowed: Allowed
    author: datetime.date | None
    cards_by_module: bool

    @property
    def folders(self) -> list[str]:
        """The folder of each locale below the site's root."""
        return [locale.folder for locale in self.locales]


def _prepare(
    project: Project,
    fresh: Path,
    *,
    strict: bool,
    author: datetime.date | None,
    cards_by_module: bool,
    today: datetime.date,
    progress: Progress,
    allowed: Allowed,
) -> _Prepared:
    progress("Checking the course")
    report = check_course(project.course_folder, today)
    course = accepted(report, strict)
    modules = [module.id for module in course.modules]
    scenarios = [scenario.id for scenario in (*course.scenarios, *course.unlisted)]
    in_pages = check_pages(project, course.languages, modules, scenarios)
    on_all = tuple(on_every_page(project, course, modules, scenarios))
    # Reported here with line numbers; in the finished site, only the pages' addresses are known.
    if any(one.severity is Severity.ERROR for one in in_pages + on_all):
        raise BuildFailed(report.diagnostics + in_pages + on_all)
    require_loadable(project.config_file, fresh, allowed)  # before anything takes long
    notes = report.diagnostics + on_all + address_notes(project, project.config_file)
    locales, known = locales_of(report), translation_statuses(project, report)
    return _Prepared(
        project, course, locales, known, notes, strict, allowed, author, cards_by_module
    )


def _begin_locales(
    prepared: _Prepared, fresh: Path, medium: Medium, progress: Progress
) -> tuple[tuple[Diagnostic, ...], dict[str, site.Recipe[bytes]]]:
    """Begin the site in all languages in the folder `fresh`. Returns all notes so far, and what
    makes the remaining files.
    """
    notes = prepared.notes
    remaining: dict[str, site.Recipe[bytes]] = {}
    for locale, course in prepared.locales.items():
        project = prepared.project.read_in(locale, medium)
        progress(f"Making what {len(course.translated.scenarios)} scenarios offer to print")
        handouts, left_out = _handouts(
            project,
            course.translated,
            kits=not medium.on_platform,
            by_module=prepared.cards_by_module,
        )
        if left_out and prepared.strict:
            raise BuildFailed(left_out)
        if handouts.offered and not handouts.offered.decks:
            left_out = (*left_out, _too_many(project))
        notes += tuple(one for one in left_out if one not in notes)
        progress(f"Building the pages in {locale.language}")
        pages = () if locale.folder else _author_pages(prepared, handouts.decks)
        begun = begin_site(
            project.config_file,
            Job(course, medium, handouts.files, handouts.offered, pages, prepared.locales),
            fresh,
            allowed=prepared.allowed,
            strict=prepared.strict,
        )
        notes += begun.warnings
        remaining |= begun.remaining
        if locale.folder:
            publish.share(fresh, locale.folder, SHARED)
    return notes, remaining


def _verify(
    prepared: _Prepared,
    fresh: Path,
    pages: Mapping[str, BuiltPage],
    medium: Medium,
    written: dict[str, Written],
) -> tuple[Diagnostic, ...]:
    courses = {locale.folder: course for locale, course in prepared.locales.items()}
    urls = prepared.project.read_in(next(iter(prepared.locales)), medium).directory_urls
    problems = verify_site(fresh, pages, courses, directory_urls=urls, written=written)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise BuildFailed(problems)
    return problems


def _handouts(
    project: Project, course: Course, *, kits: bool, by_module: bool
) -> tuple[Handouts, tuple[Diagnostic, ...]]:
    """The handouts of a site, and warnings about what is left out.

    If the handouts can't be printed, there are none: the pages can still be read.
    """
    fonts = fonts_of(course, project.course_folder)  # checks report the others
    try:
        with printing(project):
            handouts = make_handouts(
                course, project.published, fonts, kits=kits, by_module=by_module
            )
        return handouts, located(handouts.left_out, project.course_folder)
    except BuildFailed as unprintable:
        handouts = Handouts()
        found = tuple(map(as_warning, unprintable.diagnostics))
    what = Diagnostic(
        "AN429",
        Severity.WARNING,
        f"the site in {course.language} has no cards and no workshop kit, because they can't be "
        "made",
        Location((project.course_folder / "course.yml").as_posix()),
        "Fix what the other warnings report, and build again.",
    )
    return handouts, (*found, what)


def _too_many(project: Project) -> Diagnostic:
    return Diagnostic(
        "AN430",
        Severity.NOTE,
        f"the site offers no cards, because the course has more than {site.MANY_CARDS} scenarios",
        Location((project.course_folder / "course.yml").as_posix()),
        "To offer cards for each module, build with `--cards-by-module`. `answerable cards` makes "
        "the cards of a module, of single scenarios, or all of them.",
    )


def _author_pages(prepared: _Prepared, decks: Sequence[DeckReport]) -> tuple[site.Page, ...]:
    if prepared.author is None:
        return ()
    made = prepared.project.as_site(prepared.course)
    page = site.author_page(made, prepared.notes, decks, prepared.statuses, prepared.author)
    return (page,)
