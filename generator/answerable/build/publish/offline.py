"""The files of a built site -> what keeps it readable without a connection.

The service worker (`workers/service.js`) answers for one build; what it knows of that build is put
above its text here. The same files, from a build for file://, make the archive in `archive.py`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

WORKER = "sw.js"
FALLBACK = "offline.html"
MANIFEST = "manifest.webmanifest"

_SHELL_TYPES = frozenset({".css", ".js", ".json", ".svg", ".ico", ".xml", ".webmanifest"})
_NEVER_TYPES = frozenset({".map", ".pdf", ".gz", ".zip"})
_NEVER = frozenset({WORKER, "404.html", "robots.txt", "_headers", "_redirects"})
_LANGUAGES = "assets/javascripts/lunr/"
_ON_DEMAND = re.compile(r"(?:^|/)questions/")  # they come with the pages of their scenarios


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """What is known of a file: a piece of its SHA-256, and its size in bytes."""

    fingerprint: str
    size: int


def built_file(content: bytes) -> BuiltFile:
    """The first 72 bits of its SHA-256 as Base64: enough to tell two builds of a file apart."""
    return BuiltFile(base64.b64encode(hashlib.sha256(content).digest()[:9]).decode(), len(content))


def is_kept(path: str, languages: Collection[str]) -> bool:
    """Whether a learner without a connection has a use for the file at this path.

    Not for what is printed or meant for search engines. `languages` are those of the search.
    """
    extension = posixpath.splitext(path)[1]
    return (
        path not in _NEVER
        and extension not in _NEVER_TYPES
        and not path.startswith("csp-")
        and is_spoken(path, languages)
    )


def is_spoken(path: str, languages: Collection[str]) -> bool:
    """False for what the theme's search brings for languages that it is not set to.

    English needs nothing but the engine.
    """
    if not path.startswith(_LANGUAGES):
        return True
    wanted = {f"lunr.{language}.min.js" for language in languages if language != "en"}
    tools = {"lunr.stemmer.support.min.js", "lunr.multi.min.js", "tinyseg.js", "wordcut.js"}
    return bool(wanted) and posixpath.basename(path) in wanted | tools


def address(path: str) -> str:
    """Where a web server shows the file, relative to the site's root: `a/index.html` is `a/`."""
    return path.removesuffix("index.html") if posixpath.basename(path) == "index.html" else path


def service_worker(
    files: Mapping[str, BuiltFile],
    pages: Iterable[str],
    program: str,
    locales: Iterable[str] = ("",),
) -> str:
    """The text of the service worker for the build with these files, by path.

    `pages` are the paths of the pages that are kept from the start, beside the styles, scripts and
    drawings that all pages need; those that are no file are left out. `program` is the worker's own
    text, and `locales` the folders of the course's languages. The same files and program give the
    same text, and any change another one.
    """
    listed = {address(path): (file.fingerprint, file.size) for path, file in sorted(files.items())}
    shell = {address(path) for path in pages if path in files} | {
        path
        for path in files
        if posixpath.splitext(path)[1] in _SHELL_TYPES and not _ON_DEMAND.search(path)
    }
    content = _json({"editions": list(locales), "shell": sorted(shell), "files": listed})
    version = built_file((content + program).encode()).fingerprint
    return f'const BUILD = {{ version: "{version}", ...{content} }};\n{program}'


def lazy_search(engine: str, words: str, index: str | None, program: str) -> str:
    """The text of the search worker that loads the rest when somebody searches.

    The addresses of the theme's engine, of the script that knows forms of words, and of the index
    count from the worker's own. Without an index, the page gives it the texts.
    """
    addresses = f"ENGINE = {_json(engine)}, WORDS = {_json(words)}, INDEX = {_json(index)}"
    return f"const {addresses};\n{program}"


def redirects(locales: Iterable[str]) -> str:
    """What Netlify answers to addresses that are missing: the page of the language's own folder.

    Cloudflare Pages finds that page by itself.
    """
    return "".join(f"/{one}* /{one}404.html 404\n" for one in locales if one)


def without_documents(index: str) -> str:
    """The search index with its settings alone, which is all that a page needs to set up search."""
    return _json(json.loads(index) | {"docs": []})


def manifest(title: str, language: str, icon: str) -> str:
    """The web app manifest, with which a phone can put the course on its home screen.

    `icon` is the path of the site's icon; an SVG serves every size.
    """
    drawing = posixpath.splitext(icon)[1] == ".svg"
    return json.dumps(
        {
            "name": title,
            "lang": language,
            "start_url": "./",
            "scope": "./",
            "display": "standalone",
            "theme_color": "#0f5c63",
            "background_color": "#faf7f1",
            "icons": [
                {"src": icon, "sizes": "any"} | ({"type": "image/svg+xml"} if drawing else {})
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
