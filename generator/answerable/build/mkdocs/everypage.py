"""What a course and its mkdocs.yml say about every page: the name, and the links at the foot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import escape
from mkdocs.exceptions import PluginError

from answerable import site
from answerable.diagnostics import Diagnostic, Severity
from answerable.source.read.load import COURSE_FILE
from answerable.source.read.source import read

if TYPE_CHECKING:
    from mkdocs.structure.files import Files

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
        file = files.get_file_from_path(link.link)
        if file is None or file.page is None:
            raise PluginError(f"course.yml: `footer` names {link.link}, but there is no such page.")
        yield FootLink(title or str(file.page.title), file.url, True)


def on_every_page(project: Project, course: Course | CourseFile) -> Iterator[Diagnostic]:
    """AN431 if mkdocs.yml has another name for the site; AN414 for pages at the foot that don't
    exist.
    """
    named, name = project.settings.values.get("site_name"), course.brand.name or course.title
    if named not in (NAME, name):
        message = f"the site is called “{name}”, as in course.yml, and not “{named}”"
        hint = f'write `site_name: "{NAME}"`, and the name you want under `brand` in course.yml:'
        where = project.settings.where("site_name")
        yield Diagnostic("AN431", Severity.NOTE, message, where, f"{hint}\n  name: {named}")
    made = site.page_uris((), ())
    for place, link in enumerate(course.footer):
        if not link.is_page or link.link in made or (project.docs_folder / link.link).is_file():
            continue
        file = project.course_folder / COURSE_FILE
        where = read(file, file.as_posix()).at("footer", place)
        message = f"the link to `{link.link}` at the foot of every page is broken"
        yield Diagnostic("AN414", Severity.ERROR, message, where, "Write that page.")
