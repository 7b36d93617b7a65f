"""The studio: write, check, print and publish courses in the browser, without a terminal.

`access` says who may use it, `app` is what the server runs, and `views` has a module for each page.
Forms are made from the models (`forms`); what is entered becomes values of a file (`values`), and
their text is written as the command line would write it. What is typed and not saved is kept in a
database on this computer (`drafts`), and so is each save (`history`). A `desk` is an open course.
"""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable, Iterable
from pathlib import Path

from answerable.build.studio.database import Database, usual_place
from answerable.build.studio.studio import CONFIG, Studio
from answerable.source.storage.folders import scratch_folder

__all__ = ["CONFIG", "run"]

DEFAULT_PORT = 8010
HOST = "127.0.0.1"
_TRIES = 20


def run(
    folders: Iterable[Path],
    *,
    port: int = DEFAULT_PORT,
    open_browser: bool,
    started: Callable[[str], None],
    file: Path | None = None,
) -> None:
    """Serve the studio until interrupted.

    `folders` are projects to put on the list of courses; `started` receives the address that lets a
    browser in. `file` is the database, by default the user's. Raises `OSError` if nothing can be
    served.
    """
    import uvicorn  # slow to import

    from answerable.build.studio.app import application

    with scratch_folder() as work, _listening(port) as listener:
        taken = listener.getsockname()[1]
        studio = Studio(Database(file or usual_place()), work, f"http://{HOST}:{taken}/")
        for folder in folders:
            studio.remember(folder)
        config = uvicorn.Config(
            application(studio, taken),
            log_level="warning",
            lifespan="off",
            timeout_graceful_shutdown=1,
        )
        started(studio.entrance)
        if open_browser:
            webbrowser.open(studio.entrance)
        try:
            uvicorn.Server(config).run(sockets=[listener])
        finally:
            studio.close()


def _listening(port: int) -> socket.socket:
    """A socket at the port, or one of the next, or at any."""
    for wanted in (*range(port, min(port + _TRIES, 65536)), 0):
        try:
            return socket.create_server((HOST, wanted))
        except OSError:
            if wanted == 0:
                raise
    raise AssertionError("unreachable")
