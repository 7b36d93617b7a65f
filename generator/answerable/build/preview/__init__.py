"""The live preview of a course: rebuilds it after every save, and shows its pages and problems.

`watch` notices that a file was saved, `rebuild` makes the pages, `server` shows them, and `serve`
connects the three. An open page receives every new state in a stream of events: it reloads, or
shows the problems.
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
from answerable.build.preview.rebuild import Rebuilder
from answerable.build.preview.server import listen, serving
from answerable.build.preview.state import Board, State
from answerable.build.preview.watch import PAUSE, Watch
from answerable.source.processes import without_collections
from answerable.source.storage.folders import scratch_folder

__all__ = ["State", "serve"]

DEFAULT = "127.0.0.1:8000"
"""The default address of a preview."""


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

    `address` is HOST:PORT, by default MkDocs' `dev_addr`. `started` receives the address of the
    preview, and the wanted port if that was taken; `built` receives the state after every build,
    and how many seconds it took until browsers could load it. `allowed` says whether the project's
    programs may run. Raises `BuildFailed` if mkdocs.yml has errors, `OSError` if the address can't
    be served.
    """
    project = load_project(config_file)
    require_allowed(project, allowed)
    host, port = address_of(address or str(project.settings.values.get("dev_addr") or DEFAULT))
    board = Board()
    with (
        scratch_folder() as folder,
        contextlib.closing(listen(host, port, board, project.base_url)) as server,
    ):
        watch = Watch(project.sources)
        rebuilder = Rebuilder(config_file, folder, server.url, watch.changed, allowed)
        with serving(server), contextlib.suppress(KeyboardInterrupt):
            taken = port not in (0, server.server_port)
            started(server.url, port if taken else None)
            _build(rebuilder, watch, board, built)
            if open_browser:
                webbrowser.open(server.url)
            # All objects so far are kept for good. Searching them for garbage again and again takes
            # a tenth of each build.
            gc.freeze()
            while True:
                time.sleep(PAUSE)
                if watch.changed():
                    _build(rebuilder, watch, board, built)


def address_of(text: str) -> tuple[str, int]:
    """The host and port of HOST:PORT. Raises `ValueError` if the text isn't of this form."""
    host, _, port = text.rpartition(":")
    if not (host and port.isascii() and port.isdigit() and int(port) < 65536):
        raise ValueError(text)
    return host, int(port)


def _build(
    rebuilder: Rebuilder, watch: Watch, board: Board, built: Callable[[State, float], None]
) -> None:
    begun = shown = time.monotonic()
    watch.note()
    before = state = board.state
    with without_collections():
        for state in rebuilder.build(before):
            if before.locales:
                board.publish(state)
            shown = time.monotonic()  # what follows is cleaning up
    if not before.locales:  # show the first build only once all languages are there
        board.publish(state)
    watch.paths = rebuilder.paths
    built(board.state, shown - begun)
