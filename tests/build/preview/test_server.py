"""What a preview answers to those who are not the author's own browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from answerable.build.preview.server import PreviewServer, listen, serving
from answerable.build.preview.state import Board, Built, State
from answerable.diagnostics import Diagnostic, Location, Severity


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PreviewServer]:
    (tmp_path / "questions").mkdir()
    (tmp_path / "index.html").write_text("<body>Home</body>")
    (tmp_path / "questions/draft.js").write_text("secret")
    board = Board()
    board.publish(State({"": Built(1, tmp_path)}))
    with (
        closing(listen("127.0.0.1", 0, board, "https://inn.example/")) as preview,
        serving(preview),
    ):
        yield preview


def asked(server: PreviewServer, path: str, **headers: str) -> HTTPResponse:
    with closing(HTTPConnection("127.0.0.1", server.server_port, timeout=30)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer


@pytest.mark.parametrize(
    "host",
    ["evil.example", "[::1", "127.0.0.1.evil.example", "localhost.evil.example", "a@b:c", ""],
)
def test_other_names_get_nothing(
    server: PreviewServer, capsys: pytest.CaptureFixture[str], host: str
) -> None:
    for path in ("/", "/-answerable/events", "/-answerable/preview.js", "/questions/draft.js"):
        assert asked(server, path, Host=host).status == 403
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "path",
    ["/", "/questions/draft.js", "/questions", "/-answerable/author", "/nowhere", "/%00", "/a"],
)
def test_pages_from_elsewhere_can_load_nothing(server: PreviewServer, path: str) -> None:
    """Browsers hold to it: Fetch Standard, "Cross-Origin-Resource-Policy header"."""
    answer = asked(server, path)
    assert answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"
    assert answer.getheader("Access-Control-Allow-Origin") is None


def test_a_name_too_long_for_a_file_is_no_page(
    server: PreviewServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(server, f"/{'n' * 5000}").status == 404
    assert capsys.readouterr().err == ""


def test_the_excerpt_of_an_endless_line_is_left_out(server: PreviewServer) -> None:
    where = Location("scenarios/a/b.yml", 1, 2, 3, "x" * 1_000_000)
    problem = Diagnostic("AN110", Severity.ERROR, "Wrong.", where)
    server.board.publish(State(problems=(problem,) * 100))
    with closing(HTTPConnection("127.0.0.1", server.server_port, timeout=30)) as connection:
        connection.request("GET", "/-answerable/events")
        line = connection.getresponse().readline()
    assert line.startswith(b"data: ")
    assert len(line) < 100_000
