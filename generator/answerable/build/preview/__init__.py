"""A course while it is written: built again after every save, and shown with what is wrong with it.

`watch` sees that a file was saved, `rebuild` makes the pages, `server` shows them, and `serve` puts
the three together. An open page hears of every new state by a stream of events: it loads itself
again, or shows the problems in place.
"""

from __future__ import annotations

import contextlib
import gc
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path

from answerable.build.mkdocs.programs import Allowed, require_allowed
from answerable.build.mkdocs.project import load_project
from answerable.build.preview.rebuild import Rebuilder, sources
from answerable.build.preview.server import listen
from answerable.build.preview.state import Board, State
from answerable.build.preview.watch import Watch
from answerable.source.storage.folders import scratch_folder

__all__ = ["State", "serve"]

DEFAULT = "127.0.0.1:8000"
"""Where a preview is shown, unless somebody says otherwise."""

PAUSE = 0.08
"""Seconds between two looks at the files. A person cannot save faster."""


def serve(
    config_file: Path,
    *,
    address: str | None,
    open_browser: bool,
    allowed: Allowed,
    started: Callable[[str, int | None], None],
    built: Callable[[State, float], None],
) -> None:
    """Serve the preview until interrupted.

    `address` is HOST:PORT, by default MkDocs' `dev_addr`. `started` is told the address of the
    preview, and the port that was taken if another one had to be chosen; `built` what came out
    after every change, and how many seconds it took. `allowed` tells whether the programs that a
    project brings may run. Raises `BuildFailed` if mkdocs.yml is wrong,
    `OSError` if nothing can be served at the address.
    """
    project = load_project(config_file)
    require_allowed(project, allowed)
    host, port = address_of(address or str(project.settings.values.get("dev_addr") or DEFAULT))
    board = Board()
    with (
        scratch_folder() as folder,
        contextlib.closing(listen(host, port, board, project.base_url)) as server,
    ):
        watch = Watch(sources(project))
        rebuilder = Rebuilder(config_file, folder, server.url, watch.changed, allowed)
        with server.running(), contextlib.suppress(KeyboardInterrupt):
            taken = port not in (0, server.server_port)
            started(server.url, port if taken else None)
            _build(rebuilder, watch, board, built)
            if open_browser:
                webbrowser.open(server.url)
            # What is there by now stays. To look in it for something to discard, again and again,
            # takes a tenth of each build.
            gc.freeze()
            while True:
                time.sleep(PAUSE)
                if watch.changed():
                    _build(rebuilder, watch, board, built)


def address_of(text: str) -> tuple[str, int]:
    """The host and the port of HOST:PORT. Raises `ValueError`."""
    host, _, port = text.rpartition(":")
    if not (host and port.isascii() and port.isdigit() and int(port) < 65536):
        raise ValueError(text)
    return host, int(port)


def _build(
    rebuilder: Rebuilder, watch: Watch, board: Board, built: Callable[[State, float], None]
) -> None:
    begun = time.monotonic()
    watch.note()
    before = state = board.state
    for state in rebuilder.build(before):
        if before.locales:
            board.publish(state)
    if not before.locales:  # no page may find half of the languages
        board.publish(state)
    watch.paths = rebuilder.paths
    built(board.state, time.monotonic() - begun)
