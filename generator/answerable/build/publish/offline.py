"""The files of a built site -> what makes it readable without a connection.

The service worker (`workers/service.js`) serves one build; data about that build is written above
its program here, and beside it in lists, of which it loads those that it needs.
"""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from math import ceil
from typing import NamedTuple
from zlib import crc32

from answerable.model import Course

WORKER = "sw.js"
FALLBACK = "offline.html"
MANIFEST = "manifest.webmanifest"

_SHELL_TYPES = frozenset({".css", ".js", ".json", ".svg", ".ico", ".webmanifest", ".woff2"})
_WORDS = frozenset({".html", ".json", ".xml", ".webmanifest"})
_NEVER_TYPES = frozenset({".map", ".pdf", ".gz", ".zip"})
_NEVER = frozenset({WORKER, "404.html", "robots.txt", "_headers", "_redirects"})
_UNMARKED = b'data-an-build=""'  # in theme/main.html
_ADDRESS = re.compile(
    rb"""<(?:script|link)\b[^>]* (?:src|href)="(?!\w+:|//)[^"?#]+\.(?:js|css)(?=")"""
)
_ON_DEMAND = re.compile(
    r"(?:^|/)(?:(?:questions|search)/[^/]+|(?:course|pool/[^/]+)/(?:\d+|places))\.js$"
    r"|(?:^|/)(?:cards|workshop)/[^/]+\.svg$"
    r"|^assets/brand-more-"
)
"""Scripts and pictures with words, and fonts for few texts: questions are kept with the pages of
their scenarios, and others as they are used.
"""
_SEARCH = re.compile(r"^(.*?)search/[^/]+\.js$")
_SMALL_SEARCH = 250_000
"""Bytes of a search, nearly half of it when compressed, that is kept with the first pages of its
language, so that it works without a connection.
"""
_LIST = re.compile(r"sw/\d+\.json")
_IN_A_LIST = 100
_MOST_LISTS = 256
"""How many files a list has, as long as there needn't be more lists."""


class BuiltFile(NamedTuple):
    """A part of a file's SHA-256, and its size in bytes."""

    fingerprint: str
    size: int


def built_file(content: bytes) -> BuiltFile:
    """The first 72 bits of the SHA-256 as Base64, enough to tell two builds of a file apart."""
    return BuiltFile(base64.b64encode(hashlib.sha256(content).digest()[:9]).decode(), len(content))


def is_kept(path: str) -> bool:
    """Whether a learner without a connection needs the file at this path.

    False for files to print and files for search engines.
    """
    extension = posixpath.splitext(path)[1]
    never = path in _NEVER or path.startswith("csp-") or _LIST.fullmatch(path)
    return not never and extension not in _NEVER_TYPES


def address(path: str) -> str:
    """Where a web server shows the file, relative to the site's root: `a/index.html` is `a/`."""
    return path.removesuffix("index.html") if posixpath.basename(path) == "index.html" else path


def service_worker(
    files: Mapping[str, BuiltFile],
    pages: Iterable[str],
    program: str,
    locales: Iterable[str] = ("",),
) -> dict[str, str]:
    """The files of the service worker for the build with these files, by path: its own, and lists.

    `pages` are the paths of the pages that are kept from the first visit in their language on,
    besides the styles, scripts, drawings and fonts that all pages need; paths without a file are
    left out. `program` is the worker's own text, `locales` the folders of the course's languages.
    The same files and program give the same texts; any change gives another text of the worker.
    """
    shell = {path for path in pages if path in files} | {
        path
        for path in files
        if posixpath.splitext(path)[1] in _SHELL_TYPES and not _ON_DEMAND.search(path)
    }
    shell |= set(_small_searches(files))
    editions = list(locales)
    listed = {path: file for path, file in sorted(files.items()) if path not in shell}
    lists = [_json(one) for one in _lists(listed)]
    build = {
        "editions": editions,
        "sizes": {edition: _size(files, edition, editions) for edition in editions},
        "shell": {address(path): _known(files[path]) for path in sorted(shell)},
        "lists": [built_file(one.encode()).fingerprint for one in lists],
    }
    version = built_file((_json(build) + program).encode()).fingerprint
    worker = f"const BUILD = {_json({'version': version} | build)};\n{program}"
    return {WORKER: worker} | {f"sw/{n}.json": text for n, text in enumerate(lists)}


def _known(file: BuiltFile) -> tuple[str, int]:
    return file.fingerprint, file.size


def _lists(files: Mapping[str, BuiltFile]) -> list[dict[str, tuple[str, int]]]:
    """The files by their address, in lists; which one a file is in follows from its name."""
    count = min(ceil(len(files) / _IN_A_LIST), _MOST_LISTS)
    lists: list[dict[str, tuple[str, int]]] = [{} for _ in range(count)]
    for path, file in files.items():
        lists[crc32(_name(path).encode()) % count][address(path)] = _known(file)
    return lists


def _name(path: str) -> str:
    """What a file's list follows from: the same for all addresses of a page, and for the questions
    that are kept with it. As in the worker.
    """
    page = re.sub(r"(?:(^|/)index)?\.html$|/$", r"\1", path).removesuffix("/")
    return re.sub(r"(^|/)questions/([^/]+)\.js$", r"\1scenarios/\2", page)


def _size(files: Mapping[str, BuiltFile], edition: str, editions: Iterable[str]) -> tuple[int, int]:
    """How many files the course in one language has, and their bytes."""
    others = tuple(one for one in editions if one)
    own = [
        file.size
        for path, file in files.items()
        if path.startswith("assets/")
        or next((one for one in others if path.startswith(one)), "") == edition
    ]
    return len(own), sum(own)


def _small_searches(files: Mapping[str, BuiltFile]) -> Iterator[str]:
    """The files of the searches in those languages in which all of them are small."""
    searches: dict[str, list[str]] = {}
    for path in files:
        if found := _SEARCH.match(path):
            searches.setdefault(found[1], []).append(path)
    for paths in searches.values():
        if sum(files[path].size for path in paths) <= _SMALL_SEARCH:
            yield from paths


def mark_of(files: Mapping[str, BuiltFile]) -> str:
    """What pages of builds have in common that look and work the same: a piece of a SHA-256.

    It changes with each script, style sheet and picture among the files, but not with words.
    """
    parts = {path: file.fingerprint for path, file in sorted(files.items()) if _is_part(path)}
    return built_file(_json(parts).encode()).fingerprint


def marked(page: bytes, mark: str) -> bytes:
    """A page with the mark of its build: in the place that its template left for it, and in the
    addresses of its scripts and style sheets. No cache then gives it those of another build.
    """
    named = _ADDRESS.sub(rb"\g<0>?" + mark.encode(), page)
    return named.replace(_UNMARKED, _UNMARKED[:-1] + mark.encode() + b'"', 1)


def _is_part(path: str) -> bool:
    return posixpath.splitext(path)[1] not in _WORDS and not _ON_DEMAND.search(path)


def redirects(locales: Iterable[str]) -> str:
    """Rules for Netlify, which answer unknown addresses with the 404 page of the right language.

    Cloudflare Pages finds that page without rules.
    """
    return "".join(f"/{one}* /{one}404.html 404\n" for one in locales if one)


def manifest(course: Course, icons: Mapping[str, str]) -> str:
    """The web app manifest, with which a phone can put the course on its home screen.

    `icons` are the sizes of the site's icons by their paths: `any` for one that serves every size.
    """
    colours = course.brand.colours.light
    return json.dumps(
        {
            "name": course.name,
            **({"short_name": course.brand.short_name} if course.brand.short_name else {}),
            "lang": course.language,
            "start_url": "./",
            "scope": "./",
            "display": "standalone",
            "theme_color": colours["brand"],
            "background_color": colours["paper"],
            "icons": [
                {"src": icon, "sizes": sizes}
                | ({"type": "image/svg+xml"} if posixpath.splitext(icon)[1] == ".svg" else {})
                for icon, sizes in icons.items()
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
