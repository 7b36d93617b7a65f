"""The power goes off in the middle: what was kept is there, and no file is half-written."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from answerable import build
from answerable.build import studio as program
from answerable.build.studio import drafts
from answerable.build.studio.database import Database
from answerable.source.read.source import parse
from answerable.source.write.changes import undo_interrupted

TIMES = 30


@dataclass(frozen=True)
class Running:
    """A studio in a process of its own, and where it is."""

    process: int
    entrance: str


@contextmanager
def running(project: Path, file: Path) -> Iterator[Running]:
    """The studio in a copy of this process, which has loaded everything. Killed at the end."""
    inner, outer = os.pipe()
    process = os.fork()
    if not process:
        try:
            os.close(inner)
            program.run(
                [project],
                port=18010,
                open_browser=False,
                started=lambda url: _tell(outer, url),
                file=file,
            )
        finally:
            os._exit(1)
    os.close(outer)
    try:
        with os.fdopen(inner) as stream:
            yield Running(process, stream.readline().strip())
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _tell(stream: int, url: str) -> None:
    os.write(stream, f"{url}\n".encode())
    os.close(stream)


class Typist:
    """Types into a scenario's title, and saves now and then. `kept` and `saved` are what the studio
    has said that it has.
    """

    def __init__(self, entrance: str, path: str, seed: int) -> None:
        address = urlsplit(entrance)
        self._connection = HTTPConnection(str(address.hostname), address.port, timeout=10)
        self._origin = f"http://{address.netloc}"
        self._headers = {"Origin": self._origin}
        self._connection.request("GET", f"/?{address.query}")
        answer = self._connection.getresponse()
        answer.read()
        self._headers["Cookie"] = str(answer.getheader("set-cookie")).partition(";")[0]
        home = self._get("/")
        self._address = re.findall(r'href="(/c/\w+/)"', home)[0] + f"scenario/{path}"
        self._random = random.Random(seed)  # noqa: S311  # not for secrets
        self.kept = self.saved = ""

    def type(self) -> None:
        """Type until nobody answers any more."""
        with closing(self._connection):
            try:
                for number in range(10_000):
                    text = f"Title {number} of this"
                    sent = {"fields": {"title": text}, "before": {}, "anyway": True}
                    if self._post("draft", sent) == 200:
                        self.kept = text
                    if self._random.random() < 0.3 and self._post("save", None) == 200:
                        self.saved = text
            except (OSError, HTTPException):
                return

    def _get(self, address: str) -> str:
        self._connection.request("GET", address, headers=self._headers)
        return self._connection.getresponse().read().decode()

    def _post(self, what: str, content: object) -> int:
        self._connection.request(
            "POST", f"{self._address}/{what}", json.dumps(content), self._headers
        )
        answer = self._connection.getresponse()
        answer.read()
        return answer.status


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a copy of the process")
def test_nothing_that_was_kept_is_lost(project: Path, tmp_path: Path) -> None:
    assert build  # loaded before the copies are made
    (file,) = project.glob("scenarios/*/no-appointment.yml")
    rest = parse(file.read_bytes(), "a.yml").value
    assert rest
    path = f"{file.parent.name}/{file.name}"
    database = Database(tmp_path / "kept.sqlite3")
    chance = random.Random(20)  # noqa: S311  # not for secrets
    tried = 0
    for seed in range(TIMES):
        with running(project, database.file) as studio:
            typist = Typist(studio.entrance, path, seed)
            typing = threading.Thread(target=typist.type)
            typing.start()
            time.sleep(chance.uniform(0.02, 0.25))
        typing.join()
        undo_interrupted([file])
        now = parse(file.read_bytes(), path).value
        assert now is not None
        assert {**now, "title": ""} == {**rest, "title": ""}
        unsaved = drafts.unsaved_in(database, file.parent.parent.absolute()).get(path)
        shown = parse(unsaved.text, path).value if unsaved else now
        assert shown
        if typist.kept:
            tried += 1
            assert _number(str(shown["title"])) >= _number(typist.kept)
        if typist.saved:
            assert _number(str(now["title"])) >= _number(typist.saved)
    assert tried > TIMES / 2


def _number(title: str) -> int:
    return int(re.findall(r"\d+", title)[0])
