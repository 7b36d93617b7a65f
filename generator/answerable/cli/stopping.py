"""Cleans up when a command is stopped; if it was killed, the next command does."""

from __future__ import annotations

import contextlib
import functools
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click

from answerable.diagnostics import short, visible

_SIGNALS = ("SIGTERM", "SIGHUP")
"""How systems ask a program to end, besides Ctrl+C; Windows has none of them."""

_BY_SIGNAL = 128
"""What shells add to the number of the signal that ended a program, to get the exit code."""


class Stopped(KeyboardInterrupt):
    """The system wants the program to end. Handled like Ctrl+C, so that everything is cleaned
    up.
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """A context in which signals that ask the program to end raise `Stopped`."""
    if (
        threading.current_thread() is not threading.main_thread()
    ):  # only the main thread receives signals
        yield
        return
    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    # If one is ignored, as with nohup, the program is meant to go on.
    heard = [one for one in numbers if signal.getsignal(one) == signal.SIG_DFL]
    for number in heard:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, signal.SIG_DFL)


def _stop(number: int, _: FrameType | None) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)  # nothing interrupts the cleanup
    raise Stopped(number)


def exit_code(stop: BaseException) -> int:
    """The exit code: 130 for Ctrl+C, 143 and so on for signals, 1 if a question was answered with
    no.

    `stop` is what reached the command line; click wraps the original exception in its own `Abort`.
    """
    happened = stop if isinstance(stop, KeyboardInterrupt) else stop.__cause__ or stop.__context__
    if isinstance(happened, Stopped):
        return _BY_SIGNAL + happened.number
    return _BY_SIGNAL + signal.SIGINT if isinstance(happened, KeyboardInterrupt) else 1


def after_recovery(command: click.Command) -> click.Command:
    """The same command, which first undoes what a killed command left half done in its folder."""
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            after_recovery(inner)
        return command
    work = command.callback
    if work is None:
        return command

    @functools.wraps(work)
    def run(**given: Any) -> Any:
        values = [one for value in given.values() for one in _each(value)]
        _recover([value for value in values if isinstance(value, Path)])
        return work(**given)

    command.callback = run
    return command


def _each(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _recover(paths: list[Path]) -> None:
    from answerable.source.write.changes import undo_interrupted

    for undone in undo_interrupted(paths):
        count = len(undone.files)
        click.echo(
            f"An earlier command was stopped while it was changing files. That was undone: {count} "
            f"{'file is' if count == 1 else 'files are'} as before.",
            err=True,
        )
        for file in undone.edited:
            click.echo(visible(f"Edited since then, so left as it is: {short(file)}"), err=True)
