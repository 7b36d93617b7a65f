"""A command that is asked to end cleans up, and its exit code says so."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from pathlib import Path

import click
import pytest

from answerable import cli
from answerable.__main__ import run as run_program
from answerable.build import site as build
from answerable.checks import check
from answerable.source.write.changes import WORKPLACE
from tests.support.built import contents
from tests.support.courses import TINY, write_project
from tests.support.killed import run

LOCK = f"{WORKPLACE}/lock"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_project(tmp_path / "course", TINY).parent
    monkeypatch.chdir(folder)
    return folder


def test_a_program_stopped_while_it_starts_says_no_more_than_that(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "main", stop)
    assert run_program() == 130
    assert capsys.readouterr().err == "Stopped.\n"


@pytest.mark.skipif(os.name == "nt", reason="it has no such signals")
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_a_build_that_is_asked_to_end_leaves_nothing_behind(
    number: signal.Signals, code: int, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        assert len(list(project.glob(".site*"))) == 1
        os.kill(os.getpid(), number)
        raise AssertionError("it goes on")

    monkeypatch.setattr(build, "check_course", stop)
    usual = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
    given = signal.signal(number, usual)  # a shell may have had it ignored
    before = contents(project)
    try:
        assert cli.main(["build"]) == code
        assert signal.getsignal(number) == usual
    finally:
        signal.signal(number, given)
    assert contents(project) == before
    assert not list(project.glob(".*"))


@pytest.mark.skipif(os.name == "nt", reason="it has no such signals")
def test_a_signal_that_is_ignored_stays_ignored(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def go_on(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGHUP)
        raise click.UsageError("it went on")

    monkeypatch.setattr(check, "check_folder", go_on)
    handler = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert cli.main(["check"]) == 2
    finally:
        signal.signal(signal.SIGHUP, handler)


def test_a_thread_may_run_a_command(project: Path) -> None:
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(cli.main(["stale"])), daemon=True)
    thread.start()
    thread.join(timeout=20)
    assert codes == [0]


def test_no_to_a_question_is_no_signal(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    def ask(*_: object, **__: object) -> None:
        raise click.Abort

    monkeypatch.setattr(check, "check_folder", ask)
    assert cli.main(["check"]) == 1


class TestInterrupted:
    """What a command that was killed had changed by then."""

    earliest = 0
    """The touch of a file from which on to kill `fmt`, once one of these tests has found it."""

    def interrupt(self, project: Path) -> None:
        """Kill `fmt` in the middle of its changes."""
        cli.main(["fmt"])  # what it needs is loaded once, and not after each fork
        shutil.rmtree(project)
        write_project(project, TINY)
        os.chdir(project)
        _, touches = run(project, ["fmt", "--check"])
        for moment in range(self.earliest or touches, 10 * touches):
            old = contents(project)
            run(project, ["fmt"], kill_at=moment)
            if (project / WORKPLACE / "journal.json").exists() and any(
                contents(project)[name] != old[name] for name in old if name.endswith(".yml")
            ):
                type(self).earliest = moment - 3  # the next time may need a few touches less
                return
            run(project, ["stale"])
        raise AssertionError("it was never killed in the middle")

    def test_the_next_command_undoes_it_and_says_so(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = contents(project)
        self.interrupt(project)
        cli.main(["stale"])
        assert "An earlier command was stopped" in capsys.readouterr().err
        assert contents(project) == before

    def test_what_was_edited_since_is_left_alone(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.interrupt(project)
        files = [*project.rglob("scenarios/**/*.yml")]
        for file in files:
            file.write_text(file.read_text() + "# edited\n")
        edited = {file: file.read_bytes() for file in files}
        cli.main(["stale"])
        assert "Edited since then, so left as it is" in capsys.readouterr().err
        assert {file: file.read_bytes() for file in files} == edited

    def test_the_journal_of_a_copy_changes_nothing(self, project: Path, tmp_path: Path) -> None:
        self.interrupt(project)
        copy = tmp_path / "copy"
        shutil.copytree(project, copy)
        before = contents(copy) | {LOCK: b""}
        os.chdir(copy)
        cli.main(["stale"])
        assert contents(copy) | {LOCK: b""} == before
        assert cli.main(["add", "Another key"]) == 1
        assert contents(copy) | {LOCK: b""} == before

    def test_an_undoing_that_fails_can_be_tried_again(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = contents(project)
        self.interrupt(project)
        with monkeypatch.context() as patch:

            def refuse(*_: object) -> None:
                raise PermissionError(13, "in use")

            patch.setattr(Path, "replace", refuse)
            assert cli.main(["stale"]) == 1
        assert cli.main(["stale"]) == 0
        assert contents(project) == before
