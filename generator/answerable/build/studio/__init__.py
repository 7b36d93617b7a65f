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

from answerable.build.studio.database import Database, usable, usual_place
from answerable.build.studio.studio import CONFIG, Studio, remember
from answerable.source.storage.files import write_file
from answerable.source.storage.folders import scratch_folder
from answerable.source.storage.locks import Busy, locked

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
    told: Callable[[str], None] = lambda _: None,
    file: Path | None = None,
) -> None:
    """Serve the studio until interrupted. If it runs already, that one is shown.

    `folders` are projects to put on the list of courses; `started` receives the address that lets a
    browser in, and `told` what else there is to say. `file` is the database, by default the user's.
    Raises `OSError` if nothing can be served.
    """
    place = file or usual_place()
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with locked(place.with_suffix(".lock")):
            _serve(folders, port, place, open_browser=open_browser, started=started, told=told)
    except Busy:
        database = Database(place)
        for folder in folders:
            remember(database, folder)
        address = place.with_suffix(".address").read_text(encoding="utf-8")
        started(address)
        if open_browser:
            webbrowser.open(address)


def _serve(
    folders: Iterable[Path],
    port: int,
    place: Path,
    *,
    open_browser: bool,
    started: Callable[[str], None],
    told: Callable[[str], None],
) -> None:
    import uvicorn  # slow to import

    from answerable.build.studio.app import application

    with scratch_folder() as work, _listening(port) as listener:
        taken = listener.getsockname()[1]
        database, aside = usable(place)
        if aside:
            told(f"What the studio kept can’t be read by this program. It was moved to {aside}.")
        studio = Studio(database, work, f"http://{HOST}:{taken}/")
        for folder in folders:
            remember(database, folder)
        _note(place.with_suffix(".address"), studio.entrance)
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


def _note(file: Path, address: str) -> None:
    """Write down the address that lets a browser in, for this person alone."""
    write_file(file, b"")
    file.chmod(0o600)
    write_file(file, address.encode())


def _listening(port: int) -> socket.socket:
    """A socket at the port, or one of the next, or at any."""
    for wanted in (*range(port, min(port + _TRIES, 65536)), 0):
        try:
            return socket.create_server((HOST, wanted))
        except OSError:
            if wanted == 0:
                raise
    raise AssertionError("unreachable")
