"""Serves a built site below /course/, as a static host would: `SiteServer`. `Elsewhere` stands for
all other hosts.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from answerable.build.preview.server import serving
from tests.support.courses import ROOT

PREFIX = "/course/"
"""Below the root on purpose: an address that starts at the root of the host fails here."""

AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
AXE_PATH = "/axe.min.js"
"""Where every server has axe: a browser compiles it once and keeps it."""


class _BackgroundServer(ThreadingHTTPServer):
    daemon_threads = True

    @contextmanager
    def running(self) -> Iterator[None]:
        with self, serving(self):
            yield


class SiteServer(_BackgroundServer):
    """Takes a free port at once, so that a site can be built for it; `folder` is set after that.

    While `policy` is set, every answer carries it as its Content-Security-Policy.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}{PREFIX}"
        """Address of the site, with a slash at its end."""
        self.folder: Path | None = None
        self.policy: str | None = None
        self.enforced = True
        """Else what breaks the policy is reported and done all the same."""
        self.gone = False
        """While it is set, no request gets an answer, as without a connection."""
        self._late: tuple[str, threading.Event] | None = None

    @contextmanager
    def late(self, ending: str) -> Iterator[None]:
        """Answers requests for paths with this ending only at the end."""
        now = threading.Event()
        self._late = ending, now
        yield
        self._late = None
        now.set()

    def wait_for(self, path: str) -> None:
        """Returns when a request for this path may be answered."""
        late = self._late
        if late and path.endswith(late[0]):
            late[1].wait()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves a page drops its connections: no defect."""


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # Else what follows the headers often comes 40 ms later.
    server: SiteServer

    def translate_path(self, path: str) -> str:
        if path == AXE_PATH:
            return str(AXE)
        self.directory = str(self.server.folder)  # as it is now: a connection outlives a request
        below = path[len(PREFIX) - 1 :] if path.startswith(PREFIX) else "/outside-the-course"
        return super().translate_path(below)

    def do_GET(self) -> None:
        self.server.wait_for(self.path.split("?")[0])
        if self.server.gone:
            self.close_connection = True
        else:
            del self.headers["If-Modified-Since"]  # two builds may be of the same second
            super().do_GET()

    def end_headers(self) -> None:
        if "?" in self.path:  # the key of what is in the file: another file has another address
            self.send_header("Cache-Control", "max-age=3600")
        if self.server.policy:
            ending = "" if self.server.enforced else "-Report-Only"
            self.send_header(f"Content-Security-Policy{ending}", self.server.policy)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        assert self.server.folder is not None
        missing = self.server.folder / "404.html"
        if code != HTTPStatus.NOT_FOUND or not missing.exists():
            super().send_error(code, message, explain)
            return
        body = missing.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing: pytest's output is for results."""


class Elsewhere(_BackgroundServer):
    """A proxy for all hosts but the tested ones. It answers nothing and keeps what was asked for.

    Playwright could tell of each request, which takes longer than answering it.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Refusal)
        self.asked: list[str] = []
        """Addresses; of those with encryption only the host is known."""


class _Refusal(BaseHTTPRequestHandler):
    server: Elsewhere

    def parse_request(self) -> bool:
        if super().parse_request():
            self.server.asked.append(self.path)
            self.send_error(HTTPStatus.FORBIDDEN)
        return False

    def log_message(self, *_: Any) -> None:
        """Nothing: pytest's output is for results."""


@contextmanager
def under_own_policy(build: Callable[[str], Path]) -> Iterator[SiteServer]:
    """Serves what is built for the server's address, under the policy that its build wrote."""
    server = SiteServer()
    server.folder = build(server.url)
    server.policy = published_policy(server.folder)
    with server.running():
        yield server


def published_policy(folder: Path) -> str:
    """The policy that the build wrote for servers."""
    text = (folder / "_headers").read_text(encoding="utf-8")
    found = re.search(r"^  Content-Security-Policy: (.+)$", text, re.MULTILINE)
    assert found, text
    return found[1]
