"""Serves a preview's pages over HTTP, and adds to each the script that shows problems."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from answerable.build.mkdocs.programs import is_loopback
from answerable.build.preview.state import Board, State
from answerable.diagnostics import Diagnostic, visible

OWN = "/-answerable/"
"""The path of files that only a preview has: a folder in which no page can be."""

TRIES = 20
"""How many ports from the wanted one on are tried before using any free port."""

_ALIVE = 15.0
"""Seconds between signs of life in an idle stream, which fail once the page is closed."""

_LONGEST_LINE = 10_000
"""Source lines with more characters aren't shown on the page."""

_SCRIPT = (Path(__file__).parent / "assets/preview.js").read_bytes()
_WAITING = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<title>Preview</title></head><body><main><h1>Preview</h1>"
    "<p>The pages appear here once they can be made.</p></main></body></html>"
)


@contextlib.contextmanager
def serving(server: ThreadingHTTPServer) -> Iterator[None]:
    """Answer requests in a thread of its own until the end of the block."""
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


class PreviewServer(ThreadingHTTPServer):
    """Serves the board's state, below the same path as the published site."""

    daemon_threads = True
    # On Windows, this option would let two servers share one port.
    allow_reuse_address = os.name == "posix"

    def __init__(self, host: str, port: int, board: Board, path: str) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), _Handler)
        self.board = board
        self.path = path
        self.run = secrets.token_hex(4)
        """Identifies this start of the preview: version numbers begin again at every start."""
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{self.server_port}{path}"
        self.only_here = is_loopback(host)

    def close(self) -> None:
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore dropped connections, which are normal when a browser leaves a page."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def listen(host: str, port: int, board: Board, base_url: str | None) -> PreviewServer:
    """A server at a free port: the wanted one, one of the next, or any.

    Raises `OSError` if nothing can be served at the host.
    """
    path = urlsplit(base_url or "").path or "/"
    path = path if path.endswith("/") else f"{path}/"
    for wanted in range(port, min(port + TRIES, 65536)):
        try:
            return PreviewServer(host, wanted, board, path)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                error.filename = f"{host}:{wanted}"
                raise
    return PreviewServer(host, 0, board, path)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # Else what follows the headers often comes 40 ms later.
    server: PreviewServer
    _locale = ""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if not self._is_meant():
            self._answer(HTTPStatus.FORBIDDEN, b"Open it on its own machine.", "text/plain")
        elif path == f"{OWN}preview.js":
            self._answer(HTTPStatus.OK, _SCRIPT, "text/javascript; charset=utf-8")
        elif path == f"{OWN}events":
            self._stream()
        elif path == f"{OWN}author":
            original = self.server.board.state.locales.get("")
            as_file = original is not None and (original.folder / "author.html").exists()
            self._lead_to(f"{self.server.path}{'author.html' if as_file else 'author/'}")
        elif not path.startswith(self.server.path):
            self._lead_to(self.server.path)
        else:
            # A browser may ask before the first build is done.
            _, state = self.server.board.wait(0, _ALIVE)
            self._page_or_file(state)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _is_meant(self) -> bool:
        """Whether the browser used a local name of this computer.

        Otherwise another site could point its own name to this computer and read the drafts (DNS
        rebinding).
        """
        if not self.server.only_here:
            return True
        try:
            host = urlsplit(f"//{self.headers.get('Host', '')}").hostname or ""
        except ValueError:  # no browser sends such a host
            return False
        return host == "localhost" or is_loopback(host)

    def end_headers(self) -> None:
        # Pages of other sites may not load the review's questions, which are scripts with drafts.
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def _page_or_file(self, state: State) -> None:
        locale = state.locale_of(self._path_in_site())
        built = state.locales.get(locale)
        if built is None:
            page = self._with_script(_WAITING.encode(), state, locale)
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, page, "text/html; charset=utf-8")
            return
        self.directory = str(built.folder)
        self._locale = locale
        try:
            file = Path(self.translate_path(self.path))
            if file.is_dir() and not urlsplit(self.path).path.endswith("/"):
                super().do_GET()  # redirects to the address with a slash
                return
            file = file / "index.html" if file.is_dir() else file
            status = HTTPStatus.OK if file.is_file() else HTTPStatus.NOT_FOUND
            file = file if file.is_file() else built.folder / "404.html"
            content = file.read_bytes()
        except OSError:  # there is no 404 page either, or the name is too long
            self._answer(HTTPStatus.NOT_FOUND, b"There is no such page.", "text/plain")
            return
        kind = self.guess_type(str(file))
        if kind == "text/html":
            content, kind = self._with_script(content, state, locale), "text/html; charset=utf-8"
        self._answer(status, content, kind)

    def _path_in_site(self) -> str:
        return urlsplit(self.path).path.removeprefix(self.server.path)

    def translate_path(self, path: str) -> str:
        # `directory` is already the locale's own folder.
        return super().translate_path(path.removeprefix(self.server.path + self._locale))

    def _lead_to(self, path: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _with_script(self, page: bytes, state: State, locale: str) -> bytes:
        version = self._versions(state).get(locale, "")
        script = (
            f'<script src="{OWN}preview.js" data-edition="{locale}" data-version="{version}">'
            "</script>"
        ).encode()
        before, end, after = page.rpartition(b"</body>")
        return before + script + end + after if end else page + script

    def _versions(self, state: State) -> dict[str, str]:
        return {
            locale: f"{self.server.run}-{built.version}" for locale, built in state.locales.items()
        }

    def _answer(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _stream(self) -> None:
        """Send an event for the current state and for each later one, as server-sent events (HTML
        Standard, section 9.2).
        """
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen = -1
        while True:
            number, state = self.server.board.wait(seen, _ALIVE)
            lines = ":\n\n" if number == seen else f"data: {self._event(state)}\n\n"
            seen = number
            self.wfile.write(lines.encode())
            self.wfile.flush()

    def _event(self, state: State) -> str:
        return json.dumps(
            {
                "versions": self._versions(state),
                "problems": [_shown(problem) for problem in state.problems],
            }
        )

    def log_message(self, *_: Any) -> None:
        """Log nothing: the terminal is for the course's problems."""


def _shown(problem: Diagnostic) -> dict[str, Any]:
    """A problem as JSON for the script, with invisible characters made visible."""
    where = asdict(problem.location)
    if len(where["excerpt"]) > _LONGEST_LINE:
        where["excerpt"] = ""
    return {
        "code": problem.code,
        "message": visible(problem.message),
        "hint": "\n".join(map(visible, problem.hint.split("\n"))),
        **where,
        "path": visible(where["path"]),
        "excerpt": visible(where["excerpt"]),
    }
