"""Built pages -> the Content-Security-Policy under which they work, and files that servers read.

The policy lets a browser load the site's own files and nothing else; a script or style sheet inside
a page works only if its hash is listed. See https://www.w3.org/TR/CSP3/.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from answerable.diagnostics import Diagnostic, Location, Severity

_RUNNING_TYPES = frozenset({"", "module", "text/javascript", "application/javascript"})
_HANDLER = re.compile(r"""[\s"'/]on[a-z]+\s*=""", re.IGNORECASE)
"""If this occurs nowhere in a page, none of its elements has an event handler."""


class InlineCode(NamedTuple):
    """What a policy depends on in a page: hashes of scripts and styles, and what it blocks."""

    scripts: frozenset[str]
    styles: frozenset[str]
    refused: tuple[str, ...]


def inline_code(page: LexborHTMLParser, html: str) -> InlineCode:
    """Read one page, which was parsed from this HTML. `refused` lists elements with styles or event
    handlers in their tags.
    """
    scripts = frozenset(
        _hash(script.text())
        for script in page.css("script:not([src])")
        if (script.attributes.get("type") or "").lower() in _RUNNING_TYPES
    )
    styles = frozenset(_hash(style.text()) for style in page.css("style"))
    refused = [f"<{node.tag} style=…>" for node in page.css("[style]")]
    if _HANDLER.search(html):
        refused += [
            f"<{node.tag} {name}=…>"
            for node in page.css("body, body *")
            for name in node.attributes
            if name.startswith("on")
        ]
    return InlineCode(scripts, styles, tuple(dict.fromkeys(refused)))


def policy(pages: Iterable[InlineCode]) -> str:
    """The policy for a site with these pages."""
    every = tuple(pages)
    scripts = _sources(one for page in every for one in page.scripts)
    styles = _sources(one for page in every for one in page.styles)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            f"style-src {styles}",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "media-src 'self' data:",  # captions
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
        )
    )


def server_files(rule: str, embedded_in: Iterable[str] = ()) -> dict[str, str]:
    """Files for servers, by path. Netlify and Cloudflare Pages read `_headers` automatically.

    `embedded_in` are the addresses of sites whose pages may show the course in a frame, such as
    `https://lms.example.com`; the course's own site always may.
    """
    frames = " ".join(("frame-ancestors 'self'", *embedded_in))
    headers = {
        "Content-Security-Policy": f"{rule}; {frames}",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    netlify = "".join(f"  {name}: {value}\n" for name, value in headers.items())
    nginx = "".join(f'add_header {name} "{value}" always;\n' for name, value in headers.items())
    apache = "".join(f'Header always set {name} "{value}"\n' for name, value in headers.items())
    return {
        "_headers": f"/*\n{netlify}"
        f"# {_HTTPS_ALONE}\n#   {_HSTS}: {_A_YEAR}\n"
        f"/{_MANIFEST}\n  Content-Type: {_MANIFEST_TYPE}\n",
        "csp-nginx.conf": "# In the location of the course: include /path/to/site/csp-nginx.conf;\n"
        f"{nginx}"
        f'# {_HTTPS_ALONE}\n# add_header {_HSTS} "{_A_YEAR}" always;\n'
        f"location ~ \\.webmanifest$ {{ default_type {_MANIFEST_TYPE}; }}\n",
        "csp-apache.conf": "# In the <Directory> of the course, with mod_headers:\n"
        f"# Include /path/to/site/csp-apache.conf\n{apache}"
        f'# {_HTTPS_ALONE}\n# Header always set {_HSTS} "{_A_YEAR}"\n'
        f"AddType {_MANIFEST_TYPE} .webmanifest\n",
    }


_UNUSED = ("camera", "geolocation", "microphone", "payment", "usb")
"""Browser features that a course never uses. See https://www.w3.org/TR/permissions-policy/."""

_HSTS, _A_YEAR = "Strict-Transport-Security", "max-age=31536000"
_HTTPS_ALONE = "If the whole host is reached only over https, remove the # before the next line:"
_MANIFEST, _MANIFEST_TYPE = "manifest.webmanifest", "application/manifest+json"


def warnings(pages: Iterable[tuple[str, InlineCode]]) -> Iterator[Diagnostic]:
    """What the policy makes a browser ignore: one finding per page; pages come with their paths."""
    for path, code in pages:
        if code.refused:
            yield Diagnostic(
                "AN416",
                Severity.WARNING,
                f"the Content-Security-Policy makes browsers block {', '.join(code.refused)}",
                Location(path),
                "Give the element a class, and put its style in a file under `extra_css`. Scripts "
                "belong in a file under `extra_javascript`.",
            )


def _sources(hashes: Iterable[str]) -> str:
    return " ".join(("'self'", *(f"'sha256-{one}'" for one in sorted(set(hashes)))))


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
