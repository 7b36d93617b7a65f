"""The packages that a build can make, in one table: a site for a server, a zip, SCORM.

The command line reads the table at its start, so modules that do the work are imported later.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from answerable.build.mkdocs.job import FOLDER, PLATFORM, SERVER, Medium

if TYPE_CHECKING:
    from answerable.build.mkdocs.project import Project
    from answerable.build.publish import scorm
    from answerable.build.publish.offline import BuiltFile
    from answerable.build.publish.pages import BuiltPage
    from answerable.diagnostics import Diagnostic
    from answerable.model import Course

Output = TypeVar("Output", covariant=True)


@dataclass(frozen=True, slots=True)
class VerifiedSite:
    """A verified site in a folder, and what it was made from.

    `locales` are the folders of its languages, such as `de/`, and "" for the root. `written` are
    files that have been read already, and have the site's `mark` if they are pages.
    """

    folder: Path
    pages: Collection[BuiltPage]
    mark: str
    written: Mapping[str, BuiltFile]
    project: Project
    course: Course
    locales: Sequence[str]


class Package(Protocol[Output]):
    """One form of the site: where it is read, and how to make it.

    `option` names the command-line option that asks for it, empty for the default; `about` and
    `what_next` are the option's texts. `version` distinguishes packages with the same option.
    """

    @property
    def medium(self) -> Medium: ...
    @property
    def option(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def what_next(self) -> str: ...

    def published(self, project: Project) -> Output | None:
        """What the last build has published, None if each build makes another file."""

    def workplace(self, project: Project) -> AbstractContextManager[Path]:
        """An empty folder to build into. Raises `BuildFailed` if the output has no place."""

    def finish(self, made: VerifiedSite) -> tuple[Diagnostic, ...]:
        """Complete the site in its folder. Returns warnings about what is left out."""

    def put(self, made: VerifiedSite) -> Output:
        """Publish the folder and return its new path, or return the content of a file."""


class _Site:
    """A folder for a server, which replaces the published one."""

    medium = SERVER
    option = version = about = what_next = ""

    def published(self, project: Project) -> Path | None:
        return project.site_folder.resolve()

    def workplace(self, project: Project) -> AbstractContextManager[Path]:
        from answerable.build.publish.place import refuse_to_replace
        from answerable.build.publish.swap import fresh_folder_beside

        refuse_to_replace(project.site_folder, project.config_file)
        return fresh_folder_beside(project.site_folder.resolve())

    def finish(self, made: VerifiedSite) -> tuple[Diagnostic, ...]:
        from answerable.build.publish import publish

        return publish.complete(
            made.folder,
            made.pages,
            made.mark,
            made.locales,
            made.project.embedded_in,
            made.written,
        )

    def put(self, made: VerifiedSite) -> Path:
        from answerable.build.publish.place import refuse_to_replace
        from answerable.build.publish.swap import put_aside, swap_in

        site_folder = made.project.site_folder
        refuse_to_replace(site_folder, made.project.config_file)  # it may have changed meanwhile
        published = site_folder.resolve()
        swap_in(made.folder, published, partial(put_aside, published=published))
        return published


class _OfflineZip:
    """A zip to unpack and open from a folder, without a server."""

    medium = FOLDER
    option, version = "offline_zip", ""
    about = "Instead, make a zip of the site that works without a server, from any folder."
    what_next = "Unpack it, and open index.html in it."

    def published(self, _: Project) -> None:
        return None

    def workplace(self, _: Project) -> AbstractContextManager[Path]:
        from answerable.source.storage.folders import scratch_folder

        return scratch_folder()

    def finish(self, made: VerifiedSite) -> tuple[Diagnostic, ...]:
        from answerable.build.publish import publish
        from answerable.build.publish.archive import READ_ME, read_me

        publish.keep_for_learners(made.folder, made.locales)
        (made.folder / READ_ME).write_bytes(read_me(made.course.title))
        return ()

    def put(self, made: VerifiedSite) -> bytes:
        from answerable.build.publish.publish import contents
        from answerable.source.storage.archive import make_zip

        return make_zip(contents(made.folder), folder=made.course.id)


@dataclass(frozen=True)
class _Scorm:
    """A SCORM package of one version, for learning platforms."""

    version: scorm.Version
    medium = PLATFORM
    option = "scorm"
    about = "Instead, make a SCORM package of the site for a learning platform."
    what_next = "Upload it to your learning platform as it is."

    def published(self, _: Project) -> None:
        return None

    def workplace(self, _: Project) -> AbstractContextManager[Path]:
        from answerable.source.storage.folders import scratch_folder

        return scratch_folder()

    def finish(self, made: VerifiedSite) -> tuple[Diagnostic, ...]:
        from answerable.build.publish import publish, scorm

        publish.keep_for_learners(made.folder, made.locales)
        assessed = made.project.assessed
        return scorm.complete(made.folder, made.course, self.version, assessed=assessed)

    def put(self, made: VerifiedSite) -> bytes:
        from answerable.build.publish.publish import contents
        from answerable.source.storage.archive import make_zip

        return make_zip(contents(made.folder))


SITE: Package[Path] = _Site()
ZIP: Package[bytes] = _OfflineZip()
SCORM_12: Package[bytes] = _Scorm("1.2")
SCORM_2004: Package[bytes] = _Scorm("2004")

PACKAGES: tuple[Package[Path | bytes], ...] = (SITE, ZIP, SCORM_12, SCORM_2004)
"""All packages."""
