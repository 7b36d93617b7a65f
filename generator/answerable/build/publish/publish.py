"""Completes a folder that MkDocs has built: for a server, or reduced to what learners read.

For a server it adds search that loads only when used, the Content-Security-Policy, and the service
worker. Packages keep only what learners read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from answerable.build.publish import csp, offline
from answerable.build.publish.pages import BuiltPage
from answerable.build.publish.place import MARK, MARK_TEXT
from answerable.diagnostics import Diagnostic
from answerable.site import PAGES, site_path

_PACKAGE = Path(__file__).parent
_SEARCH_WORKERS = "assets/javascripts/workers"
_INDEX = "search/search_index.json"
_INDEX_SCRIPT = "search/search_index.js"
_ONLINE_ONLY = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz"})

WHOLE_INDEX = "search/documents.json"
"""The file with the texts of a site's search, loaded only when somebody searches."""

FRAME_WORKER = "assets/iframe-worker.js"
"""The file that replaces web workers on a site for file://; without it, search finds nothing."""


def frame_worker() -> bytes:
    """The script `iframe-worker`, unmodified: see vendor/README.md."""
    return (_PACKAGE / "vendor/iframe-worker/shim.js").read_bytes()


def share(root: Path, folder: str, shared: tuple[str, ...]) -> None:
    """Delete the files of a locale that its pages load from the site's root.

    `shared` is how the paths of such files begin. Raises `OSError` if the root lacks one of them.
    """
    for path in list(paths(root / folder)):
        if path.startswith(shared):
            (root / path).stat()
            (root / folder / path).unlink()


def complete(
    folder: Path,
    pages: Iterable[BuiltPage],
    locales: Sequence[str] = ("",),
    embedded_in: Sequence[str] = (),
) -> tuple[Diagnostic, ...]:
    """Add to a site with these pages what it needs on a server, and the mark of a build.

    `locales` are the folders of its languages, such as `de/`, and "" for the root. For
    `embedded_in` see `csp.server_files`. Returns warnings about what the policy makes browsers
    ignore.
    """
    languages = {locale: make_search_lazy(folder / locale, index=WHOLE_INDEX) for locale in locales}
    code = [(page.path, page.code) for page in pages]
    rule = csp.policy(one for _, one in code)
    for path, text in csp.server_files(rule, embedded_in).items():
        if not (folder / path).exists():  # else it is the author's own
            (folder / path).write_text(text, encoding="utf-8")
    if len(locales) > 1 and not (folder / "_redirects").exists():
        (folder / "_redirects").write_text(offline.redirects(locales), encoding="utf-8")
    files = {
        path: offline.built_file((folder / path).read_bytes())
        for path in paths(folder)
        if offline.is_kept(*_within(path, languages))
    }
    mark = offline.mark_of(files)
    for path, _ in code:
        page = offline.marked((folder / path).read_bytes(), mark)
        (folder / path).write_bytes(page)
        if path in files:
            files[path] = offline.built_file(page)
    pages_first = ("index.html", offline.FALLBACK, *_kept_pages())
    first = [locale + page for locale in locales for page in pages_first]
    worker = offline.service_worker(files, first, _program("service.js"), locales)
    (folder / offline.WORKER).write_text(worker, encoding="utf-8")
    (folder / MARK).write_bytes(MARK_TEXT)
    return tuple(csp.warnings(code))


def keep_for_learners(folder: Path, locales: Sequence[str] = ("",)) -> None:
    """Delete the files of a site that only servers, search engines and programmers use."""
    languages = {locale: make_search_lazy(folder / locale, index=None) for locale in locales}
    for path in list(paths(folder)):
        if (
            _within(path, languages)[0] in _ONLINE_ONLY
            or path.endswith(".map")
            or not offline.is_spoken(*_within(path, languages))
        ):
            (folder / path).unlink()


def search_from_folder(folder: Path, locales: Sequence[str] = ("",)) -> None:
    """Turn the search index into a script, since a page from file:// can't read other files."""
    for locale in locales:
        index = folder / locale / _INDEX
        if index.exists():
            script = b"var __index = " + index.read_bytes()
            (folder / locale / _INDEX_SCRIPT).write_bytes(script)
            index.unlink()


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a site, by their paths."""
    return {path: (folder / path).read_bytes() for path in paths(folder)}


def _within(path: str, languages: Mapping[str, Sequence[str]]) -> tuple[str, Sequence[str]]:
    """A path relative to its locale's folder, and the languages of that locale's search."""
    locale = max((one for one in languages if path.startswith(one)), key=len)
    return path.removeprefix(locale), languages[locale]


def make_search_lazy(folder: Path, *, index: str | None) -> tuple[str, ...]:
    """Replace the theme's search worker by one that loads on demand. Returns search's languages.

    `index` is a path for the whole index, which is then loaded when somebody searches; without it,
    each page loads the index.
    """
    found = folder / _INDEX
    if not found.exists():  # a course may do without search
        return ()
    text = found.read_text(encoding="utf-8")
    workers = sorted((folder / _SEARCH_WORKERS).glob("search.*.min.js"))
    if len(workers) == 1:  # else the theme has changed; its own worker works too
        (theirs,) = workers
        engine = theirs.with_name(theirs.name.replace("search.", "engine.", 1))
        theirs.rename(engine)
        forms = _program("words.js")
        words = theirs.with_name(f"words.{hashlib.sha256(forms.encode()).hexdigest()[:8]}.js")
        words.write_text(forms, encoding="utf-8")
        address = index and "../" * (_SEARCH_WORKERS.count("/") + 1) + index
        program = offline.lazy_search(engine.name, words.name, address, _program("search.js"))
        theirs.write_text(program, encoding="utf-8")
        if index:
            (folder / index).write_text(text, encoding="utf-8")
            found.write_text(offline.without_documents(text), encoding="utf-8")
    return _languages(text)


def _languages(index: str) -> tuple[str, ...]:
    return tuple(json.loads(index)["config"]["lang"])


def paths(folder: Path) -> Iterator[str]:
    """The paths of all files in a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix()


def _kept_pages() -> Iterator[str]:
    """Paths of pages to keep for use without a connection, with and without `directory_urls`."""
    for kind in PAGES:
        if kind.kept:
            for directory_urls in (True, False):
                path = site_path(kind.uri(), directory_urls=directory_urls)
                yield f"{path}index.html" if path.endswith("/") else path


def _program(name: str) -> str:
    return (_PACKAGE / "workers" / name).read_text(encoding="utf-8")
