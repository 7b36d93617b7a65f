"""The whole build, and what else is made of it: cards, pages for other engines.

A build checks the course, builds into a fresh folder beside the published one, verifies what came
out, and only then swaps it in. Whatever fails, the published site stays as it was.
"""

from __future__ import annotations

import contextlib
import datetime
import html
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from answerable import site
from answerable.author.cards import Deck
from answerable.cards.make import make_deck, make_picture
from answerable.cards.options import OFFERED, CardOptions, plan
from answerable.checks.check import check_course
from answerable.content import check_pages
from answerable.diagnostics import Diagnostic, Severity
from answerable.engine import run_mkdocs
from answerable.failure import BuildFailed
from answerable.kit import PICTURE_PPI, KitPaper, make_kit
from answerable.plugin import SHARED
from answerable.printing.fonts import Fonts
from answerable.printing.papers import INCH, PAPERS
from answerable.project import (
    Project,
    accepted,
    address_notes,
    editions_of,
    fonts_of,
    load_edition,
    load_project,
    printing,
    refuse_unless_empty,
    standings,
)
from answerable.publishing import offline, publish
from answerable.publishing.archive import make_zip
from answerable.publishing.verify import verify_site
from answerable.slides import make_slides
from answerable.translations import N_, translator
from answerable.workshop.plan import plan_workshop

if TYPE_CHECKING:
    from answerable.localisation.parts import Standing
    from answerable.model import Course

Progress = Callable[[str], None]
"""Told in a few words what begins now."""

PICTURE = "cards/card.png"
SLIDES = "workshop/slides.html"
KIT_PICTURE = "workshop/print-this-first.png"
KITS: dict[KitPaper, str] = {
    "a4": N_("Workshop kit on A4"),
    "letter": N_("Workshop kit on US Letter"),
}


def build_site(
    config_file: Path,
    *,
    strict: bool = False,
    author: bool = False,
    today: datetime.date,
    progress: Progress,
) -> tuple[Path, tuple[Diagnostic, ...]]:
    """Check, build, verify, complete, swap in. Returns the site's folder, warnings and notes.

    With `author`, the site has the author's page too. Raises `BuildFailed` when anything is
    wrong (with `strict`: also on warnings), and `OSError` when a file cannot be written.
    """
    prepared = _prepare(config_file, strict=strict, today=today, progress=progress)
    if author:
        prepared = replace(prepared, author=today)
    published = prepared.project.site_folder.resolve()
    published.parent.mkdir(parents=True, exist_ok=True)
    with _fresh_folder_beside(published) as fresh:
        notes = _build_editions(prepared, fresh, _for_a_server, progress, strict=strict)
        left_out = publish.complete(fresh, [edition.folder for edition in prepared.editions])
        if strict and left_out:
            raise BuildFailed(left_out)
        swap_in(fresh, published)
    return published, notes + left_out


def build_archive(
    config_file: Path, *, strict: bool = False, today: datetime.date, progress: Progress
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Check, build, verify and pack: a zip with the site to be opened without a server.

    Returns the zip, warnings and notes. Raises `BuildFailed` and `OSError`, as `build_site`.
    """
    prepared = _prepare(config_file, strict=strict, today=today, progress=progress)
    with tempfile.TemporaryDirectory(prefix="answerable-") as folder:
        fresh = Path(folder)
        notes = _build_editions(
            prepared, fresh, _for_a_folder, progress, strict=strict, use_directory_urls=False
        )
        folders = [edition.folder for edition in prepared.editions]
        return publish.pack(fresh, prepared.course, folders), notes


def build_scorm(
    config_file: Path, *, strict: bool = False, today: datetime.date, progress: Progress
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Check, build, verify and pack: a SCORM 1.2 package for a learning platform.

    Returns the zip, warnings and notes. Raises `BuildFailed` and `OSError`, as `build_site`.
    """
    prepared = _prepare(config_file, strict=strict, today=today, progress=progress)
    with tempfile.TemporaryDirectory(prefix="answerable-") as folder:
        fresh = Path(folder)
        notes = _build_editions(
            prepared,
            fresh,
            _for_a_folder,
            progress,
            kits=False,  # a platform refuses a zip within a zip
            strict=strict,
            use_directory_urls=False,
        )
        folders = [edition.folder for edition in prepared.editions]
        assessed = prepared.project.offers(site.ASSESSMENT)
        package, left_out = publish.pack_scorm(fresh, prepared.course, folders, assessed=assessed)
    if strict and left_out:
        raise BuildFailed(left_out)
    return package, notes + left_out


def _for_a_server(project: Project, course: Course) -> dict[str, bytes]:
    """Set a build up for a server. Returns further files of it."""
    config = project.config
    # The theme takes the name for HTML, a manifest for text.
    name = html.unescape(config.site_name)
    manifest = offline.manifest(name, course.language, config.theme["favicon"])
    config.extra["service_worker"] = offline.WORKER
    config.theme.static_templates.add(offline.FALLBACK)
    return {offline.MANIFEST: manifest.encode()}


def _for_a_folder(project: Project, _: Course) -> dict[str, bytes]:
    """Set a build up for wherever it is unpacked. Returns further files of it."""
    project.config.extra["polyfills"] = [publish.FRAME_WORKER]
    return {publish.FRAME_WORKER: publish.frame_worker()}


def write_pages(
    config_file: Path, folder: Path, *, strict: bool = False, today: datetime.date
) -> int:
    """Write the generated pages and assets to `folder`, for another engine that reads Markdown.

    Each file is front matter and ready HTML. Returns the number of pages. Raises `BuildFailed`,
    also when the folder holds something already.
    """
    project = load_project(config_file)
    course = accepted(check_course(project.course_folder, today), strict)
    refuse_unless_empty(folder)
    made = project.as_site(course)
    pages = site.render_pages(made)
    files = {page.src_uri: page_source(page).encode() for page in pages}
    for path, content in (files | site.files_of(made)).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return len(pages)


def page_source(page: site.Page) -> str:
    """A generated page as a Markdown file: front matter, then its HTML."""
    # A JSON string is a YAML string too, but for the two escapes of a character such as an emoji.
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in page.metadata.items()
    ]
    return "\n".join(["---", *lines, "---", "", str(page.html), ""])


def swap_in(fresh: Path, published: Path) -> None:
    """Put the folder `fresh` in the place of `published`; both lie in the same folder.

    Two renames: a visitor sees the old site or the new one, hardly ever none, never a mixture.
    """
    if not published.exists():
        fresh.rename(published)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{published.name}-old-", dir=published.parent))
    try:
        published.rename(old / "site")
        try:
            fresh.rename(published)
        except OSError:
            (old / "site").rename(published)
            raise
    except OSError:
        with contextlib.suppress(OSError):  # if not even that worked, it holds the old site
            old.rmdir()
        raise
    shutil.rmtree(old, ignore_errors=True)


@dataclass(frozen=True)
class _Prepared:
    """A checked course in all its languages, and how far it is in each; `author`: the day of the
    author's page, None if the site is to have none.
    """

    config_file: Path
    project: Project
    course: Course
    editions: Mapping[site.Edition, Course]
    standings: tuple[Standing, ...]
    notes: tuple[Diagnostic, ...]
    author: datetime.date | None = None


@dataclass(frozen=True)
class _Cards:
    """What is printed of a course: files, what the site offers of them, how the cards came out."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    offered: site.CardFiles | None = None
    decks: tuple[Deck, ...] = ()


def _prepare(
    config_file: Path, *, strict: bool, today: datetime.date, progress: Progress
) -> _Prepared:
    project = load_project(config_file)
    progress("Checking the course")
    report = check_course(project.course_folder, today)
    course = accepted(report, strict)
    in_pages = check_pages(
        project,
        course.languages,
        [module.id for module in course.modules],
        [scenario.id for scenario in (*course.scenarios, *course.retired)],
    )
    # Said here with their lines; the finished site knows the addresses of its pages alone.
    if any(one.severity is Severity.ERROR for one in in_pages):
        raise BuildFailed(report.diagnostics + in_pages)
    notes = report.diagnostics + address_notes(project, config_file)
    editions, known = editions_of(report), standings(project, report)
    return _Prepared(config_file, project, course, editions, known, notes)


def _build_editions(
    prepared: _Prepared,
    fresh: Path,
    set_up: Callable[[Project, Course], dict[str, bytes]],
    progress: Progress,
    *,
    kits: bool = True,
    **overrides: Any,
) -> tuple[Diagnostic, ...]:
    """Build the site in all languages into the folder `fresh`, and verify it.

    `set_up` prepares a build and gives further files; with `kits`, the site offers workshop kits;
    `overrides` are settings of mkdocs.yml.
    Returns all notes so far.
    """
    notes = prepared.notes
    for edition, course in prepared.editions.items():
        project = load_edition(prepared.config_file, course, edition, fresh, **overrides)
        progress(f"Making the cards of {len(course.translated.scenarios)} scenarios")
        try:
            cards = _cards(course.translated, project, kits=kits)
        except BuildFailed as unprintable:
            if not edition.folder or overrides["strict"]:
                raise
            # A language that cannot be printed can still be read.
            cards = _Cards()
            notes += tuple(
                replace(one, severity=Severity.WARNING) for one in unprintable.diagnostics
            )
        progress(f"Building the pages in {edition.language}")
        files = {**cards.files, **set_up(project, course)}
        pages = () if edition.folder else _author_pages(prepared, cards.decks)
        notes += run_mkdocs(project, course, files, cards.offered, pages, editions=True)
        if edition.folder:
            publish.share(fresh, edition.folder, SHARED)
    progress("Verifying the site")
    courses = {edition.folder: course for edition, course in prepared.editions.items()}
    problems = verify_site(fresh, courses, directory_urls=bool(project.config.use_directory_urls))
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise BuildFailed(problems)
    return (*notes, *problems)


def _author_pages(prepared: _Prepared, decks: Sequence[Deck]) -> tuple[site.Page, ...]:
    if prepared.author is None:
        return ()
    made = prepared.project.as_site(prepared.course)
    page = site.author_page(made, prepared.notes, decks, prepared.standings, prepared.author)
    return (page,)


def _cards(course: Course, project: Project, *, kits: bool) -> _Cards:
    if not course.scenarios:
        return _Cards()
    words = translator(course.language)
    fonts = fonts_of(course, project.course_folder)
    with printing(project):
        printed = {
            paper: make_deck(
                "scenarios",
                course,
                course.scenarios,
                plan(CardOptions(paper=paper)),
                published=project.published,
                fonts=fonts,
            )
            for paper in OFFERED
        }
        picture = make_picture(course, published=project.published, fonts=fonts)
    pdfs = {paper: (f"cards/{course.id}-{paper}.pdf", deck.pdf) for paper, deck in printed.items()}
    downloads = tuple(
        site.Download(words.gettext(OFFERED[paper]), path, len(pdf))
        for paper, (path, pdf) in pdfs.items()
    )
    kit_files, kit = _kit_files(course, project, fonts) if kits else ({}, None)
    offered = site.CardFiles(downloads, PICTURE, picture.alt, picture.width, picture.height, kit)
    decks = tuple(
        Deck(OFFERED[paper], deck.faces, reckoned=False) for paper, deck in printed.items()
    )
    return _Cards(dict(pdfs.values()) | {PICTURE: picture.png} | kit_files, offered, decks)


def _kit_files(
    course: Course, project: Project, fonts: Fonts
) -> tuple[dict[str, bytes], site.KitFiles]:
    """Workshop kits on both papers, for as many people and minutes as a plan has by itself."""
    words = translator(course.language)
    workshop = plan_workshop(course)
    slides = make_slides(course, workshop.scenarios).encode()
    published = project.published
    with printing(project):
        kits = {
            paper: make_kit(course, workshop, slides, paper=paper, published=published, fonts=fonts)
            for paper in KITS
        }
    zips = {
        paper: (
            f"workshop/{course.id}-kit-{paper}.zip",
            make_zip(made.contents(), folder=f"{course.id}-kit-{paper}"),
        )
        for paper, made in kits.items()
    }
    downloads = [
        site.Download(words.gettext(KITS[paper]), path, len(archive), "ZIP")
        for paper, (path, archive) in zips.items()
    ]
    downloads.append(
        site.Download(words.gettext("Slides for the projector"), SLIDES, len(slides), "HTML")
    )
    width, height = PAPERS["a4"]
    offered = site.KitFiles(
        people=workshop.people,
        minutes=workshop.minutes,
        downloads=tuple(downloads),
        files=tuple(
            site.KitEntry(file.name, file.title.plain, file.copies) for file in kits["a4"].files
        ),
        picture=KIT_PICTURE,
        picture_width=round(width / INCH * PICTURE_PPI),
        picture_height=round(height / INCH * PICTURE_PPI),
    )
    return {**dict(zips.values()), SLIDES: slides, KIT_PICTURE: kits["a4"].picture}, offered


@contextlib.contextmanager
def _fresh_folder_beside(published: Path) -> Iterator[Path]:
    # Beside it, because a rename works within one file system alone.
    parent = Path(tempfile.mkdtemp(prefix=f".{published.name}-new-", dir=published.parent))
    fresh = parent / "site"
    fresh.mkdir()
    try:
        yield fresh
    finally:
        shutil.rmtree(parent, ignore_errors=True)
