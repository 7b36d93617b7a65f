"""What a course and its mkdocs.yml say about every page: the name, and the links at the foot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape
from mkdocs.exceptions import PluginError

from answerable import site
from answerable.build.mkdocs.readypage import FramedFile
from answerable.diagnostics import Diagnostic, Severity
from answerable.model.pagelinks import pages_in
from answerable.source.read.load import COURSE_FILE
from answerable.source.read.positions import Keys
from answerable.source.read.source import read

if TYPE_CHECKING:
    from mkdocs.structure.files import File, Files

    from answerable.build.mkdocs.project import Project
    from answerable.model import Course, CourseFile

NAME = "{title}"
"""What mkdocs.yml has for the site's name, which MkDocs needs, and the course knows."""


class FootLink(NamedTuple):
    """A link for the theme's templates. `title` is HTML; a page's address begins at the root."""

    title: str
    address: str
    is_page: bool


def footer_links(course: Course, files: Files) -> Iterator[FootLink]:
    """The links, with titles in the language of the course. All pages are read by now.

    Raises `PluginError` for a page that isn't there.
    """
    for link in course.footer:
        title = escape(course.terms.get(link.title, link.title)) if link.title else ""
        if not link.is_page:
            bare = link.link.partition(":")[2].strip("/")
            yield FootLink(title or escape(bare), link.link, False)
            continue
        file = _file(link.link, "footer", files)
        named = file.ready if isinstance(file, FramedFile) else file.page
        yield FootLink(title or str(named.title if named else link.link), file.url, True)


def banner_parts(course: Course, files: Files) -> Iterator[tuple[Markup, str]]:
    """The notice at the top in parts of HTML, each with the page's address that follows, which
    begins at the root. Raises `PluginError` for a page that isn't there.
    """
    for html, uri in site.banner(course):
        yield html, _file(uri, "banner", files).url if uri else ""


def _file(uri: str, field: str, files: Files) -> File:
    file = files.get_file_from_path(uri)
    if file is None:
        raise PluginError(f"course.yml: `{field}` names {uri}, but there is no such page.")
    return file


def on_every_page(
    project: Project,
    course: Course | CourseFile,
    modules: Iterable[str] = (),
    scenarios: Iterable[str] = (),
) -> Iterator[Diagnostic]:
    """AN431 if mkdocs.yml has another name for the site; AN414 for pages that every page links to
    and that don't exist. `modules` and `scenarios` are ids.
    """
    named, name = project.settings.values.get("site_name"), course.brand.name or course.title
    if named not in (NAME, name):
        message = f"the site is called “{name}”, as in course.yml, and not “{named}”"
        hint = f'write `site_name: "{NAME}"`, and the name you want under `brand` in course.yml:'
        where = project.settings.where("site_name")
        yield Diagnostic("AN431", Severity.NOTE, message, where, f"{hint}\n  name: {named}")
    linked: list[tuple[str, Keys, str]] = [
        (link.link, ("footer", place), "foot")
        for place, link in enumerate(course.footer)
        if link.is_page
    ]
    linked += [(uri, ("banner",), "top") for uri in pages_in(course.banner or "")]
    made = site.page_uris(modules, scenarios)
    file = project.course_folder / COURSE_FILE
    for uri, keys, place in linked:
        if uri not in made and not (project.docs_folder / uri).is_file():
            where = read(file, file.as_posix()).at(*keys)
            message = f"the link to `{uri}` at the {place} of every page is broken"
            yield Diagnostic("AN414", Severity.ERROR, message, where, "Write that page.")
