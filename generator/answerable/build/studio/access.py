"""Who may use the studio: the person at this computer, in a browser that was given the key.

The studio reads and writes files, so no page of another site may use it. The address that is opened
at the beginning has a token, which is exchanged for a cookie that browsers send with requests from
the studio's own pages alone. Requests have to name this computer (against names of other sites that
lead here) and, if they change anything, to come from the studio itself. Previews are shown under an
address that can't be guessed instead, because they are cut off from the cookie.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, QueryParams
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from answerable.build.mkdocs.programs import is_loopback

PREVIEWS = "/preview/"
"""What the addresses of previews begin with, before the part that can't be guessed."""

ASSETS = "/assets/"
"""Where the studio's own scripts and styles are, which hold nothing of a course."""

_READING = ("GET", "HEAD")

_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The policy of the studio's pages: nothing from elsewhere, and no script within a page."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of one run: the token in the first address, the cookie, the part of previews."""

    token: str = field(default_factory=secrets.token_urlsafe)
    cookie: str = field(default_factory=secrets.token_urlsafe)
    previews: str = field(default_factory=secrets.token_urlsafe)


class Guard:
    """Refuses requests that don't come from the studio's own pages."""

    def __init__(self, app: ASGIApp, keys: Keys, port: int) -> None:
        self._app = app
        self._keys = keys
        self._port = port
        self._name = f"answerable-{port}"  # a browser sends a cookie to every port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = self._answer(scope)
        await (answer or self._app)(scope, receive, _with_headers(send))

    def _answer(self, scope: Scope) -> Response | None:
        """The answer to a request that isn't passed on."""
        headers = Headers(scope=scope)
        path: str = scope["path"]
        if not self._is_here(headers.get("host", "")):
            return _refused("Open it on its own computer.")
        if path.startswith(ASSETS):
            return None
        if path.startswith(PREVIEWS):
            given = path.removeprefix(PREVIEWS).partition("/")[0]
            is_known = secrets.compare_digest(given.encode(), self._keys.previews.encode())
            return None if is_known and scope["method"] in _READING else _refused()
        token = QueryParams(scope["query_string"]).get("token", "")
        if token and secrets.compare_digest(token.encode(), self._keys.token.encode()):
            answer = RedirectResponse(path, 303)
            answer.set_cookie(self._name, self._keys.cookie, httponly=True, samesite="strict")
            return answer
        cookie = SimpleCookie(headers.get("cookie", "")).get(self._name)
        sent = (cookie.value if cookie else "").encode()
        if not secrets.compare_digest(sent, self._keys.cookie.encode()):
            return _refused("Open the studio by the address that it shows when it begins.")
        if scope["method"] not in _READING and not self._is_own(headers):
            return _refused()
        return None

    def _is_here(self, host: str) -> bool:
        try:
            parts = urlsplit(f"//{host}")
            name, port = parts.hostname or "", parts.port
        except ValueError:  # no browser sends such a host
            return False
        return (name == "localhost" or is_loopback(name)) and (port or 80) == self._port

    def _is_own(self, headers: Headers) -> bool:
        return headers.get("origin") == f"http://{headers.get('host')}"


def _refused(why: str = "This request doesn't come from the studio.") -> Response:
    return PlainTextResponse(f"{why}\n", 403)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {name for name, _ in message["headers"]}
            own = _HEADERS | {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
            message["headers"] = [
                *message["headers"],
                *(
                    (name.lower().encode(), value.encode())
                    for name, value in own.items()
                    if name.lower().encode() not in given
                ),
            ]
        await send(message)

    return sending
