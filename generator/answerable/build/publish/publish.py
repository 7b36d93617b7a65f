"""Completes a folder that MkDocs has built: for a server, or reduced to what learners read.

For a server it adds the Content-Security-Policy and the service worker. Packages keep only what
learners read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from answerable.build.publish import csp, offline
from answerable.build.publish.offline import BuiltFile
from answerable.build.publish.pages import BuiltPage, paths
from answerable.build.publish.place import MARK, MARK_TEXT
from answerable.diagnostics import Diagnostic
from answerable.site import PAGES, file_path, site_path

_PACKAGE = Path(__file__).parent
_ONLINE_ONLY = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz"})


def share(root: Path, folder: str, shared: tuple[str, ...]) -> None:
    """Delete the files of a locale that its pages load from the site's root.

    `shared` is how the paths of such files begin. Raises `OSError` if the root lacks one of them.
    """
    for path in paths(root / folder):
        if path.startswith(shared):
            (root / path).stat()
            (root / folder / path).unlink()


def mark_for(folder: Path, locales: Sequence[str] = ("",)) -> str:
    """The mark for pages of a site whose other files are in a folder."""
    return offline.mark_of(dict(_kept_files(folder, locales)))


def _kept_files(
    folder: Path, locales: Sequence[str], known: Mapping[str, BuiltFile] = MappingProxyType({})
) -> Iterator[tuple[str, BuiltFile]]:
    for path in paths(folder):
        if offline.is_kept(_within(path, locales)):
            yield path, known.get(path) or offline.built_file((folder / path).read_bytes())


def complete(
    folder: Path,
    pages: Iterable[BuiltPage],
    mark: str,
    locales: Sequence[str] = ("",),
    embedded_in: Sequence[str] = (),
    known: Mapping[str, BuiltFile] = MappingProxyType({}),
) -> tuple[Diagnostic, ...]:
    """Add to a site with these pages what it needs on a server, and the mark of a build.

    Pages get `mark` unless they are `known`, like other files that have been read as they are.
    `locales` are the folders of its languages, such as `de/`, and "" for the root. For
    `embedded_in` see `csp.server_files`. Returns warnings about what the policy makes browsers
    ignore.
    """
    code = [(page.path, page.code) for page in pages]
    rule = csp.policy(one for _, one in code)
    for path, text in csp.server_files(rule, embedded_in).items():
        if not (folder / path).exists():  # else it is the author's own
            (folder / path).write_text(text, encoding="utf-8")
    if len(locales) > 1 and not (folder / "_redirects").exists():
        (folder / "_redirects").write_text(offline.redirects(locales), encoding="utf-8")
    for path, _ in code:
        if path not in known:
            page = offline.marked((folder / path).read_bytes(), mark)
            (folder / path).write_bytes(page)
    files = dict(_kept_files(folder, locales, known))
    pages_first = ("index.html", offline.FALLBACK, *_kept_pages())
    first = [locale + page for locale in locales for page in pages_first]
    worker = offline.service_worker(files, first, _program("service.js"), locales)
    for path, text in worker.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder / MARK).write_bytes(MARK_TEXT)
    return tuple(csp.warnings(code))


def keep_for_learners(folder: Path, locales: Sequence[str] = ("",)) -> None:
    """Delete the files of a site that only servers, search engines and programmers use."""
    for path in paths(folder):
        if _within(path, locales) in _ONLINE_ONLY or path.endswith(".map"):
            (folder / path).unlink()


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a site, by their paths."""
    return {path: (folder / path).read_bytes() for path in paths(folder)}


def _within(path: str, locales: Iterable[str]) -> str:
    """A path relative to its locale's folder."""
    return path.removeprefix(max((one for one in locales if path.startswith(one)), key=len))


def _kept_pages() -> Iterator[str]:
    """Paths of pages to keep for use without a connection, with and without `directory_urls`."""
    for kind in PAGES:
        if kind.kept:
            for directory_urls in (True, False):
                path = site_path(kind.uri(), directory_urls=directory_urls)
                yield file_path(path)


def _program(name: str) -> str:
    return (_PACKAGE / "workers" / name).read_text(encoding="utf-8")
