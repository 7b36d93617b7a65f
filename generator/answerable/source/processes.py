"""Work shared out among several processes, none of which outlives the one that started it.

The pools of Python's own library do less: that of `multiprocessing` waits without an end for a
process that a system has ended, and the processes of `concurrent.futures` stay for ever when the
one that started them is killed.
"""

from __future__ import annotations

import contextlib
import errno
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

_Part = TypeVar("_Part")
_Result = TypeVar("_Result")


def share_out(
    work: Callable[[_Part], _Result], parts: Sequence[_Part], workers: int, *, turns: int = 0
) -> Iterator[_Result]:
    """`work(part)` of each part, in their order, by at most so many processes at a time.

    After so many `turns`, a process gives way to a fresh one; 0 for never. Raises what `work`
    raises, and `ChildProcessError` if a process is ended by somebody else, such as a system that
    runs out of memory. Once nobody listens any more, all of them end.
    """
    waiting = deque(enumerate(parts))
    done: dict[int, _Result] = {}
    crew: list[_Worker] = []
    try:
        for number in range(len(parts)):
            while number not in done:
                while waiting and (worker := _free(crew, workers, work)):
                    worker.begin(*waiting.popleft())
                for worker in _that_have_finished(crew):
                    done[worker.number] = worker.result()
                    if worker.turns == turns:
                        crew.remove(worker)
                        worker.leave()
            yield done.pop(number)
    finally:
        for worker in crew:
            worker.stop()


class _Worker:
    """A process that works on one part after the other."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        # Only here: most commands need no further process, and loading this takes a while.
        import multiprocessing

        # Forking a process that has threads may hang, so that each one starts afresh.
        context = multiprocessing.get_context("spawn")
        self.line, theirs = context.Pipe()
        self.number = -1
        """Of the part that it works on."""
        self.busy = False
        self.turns = 0
        self._process = context.Process(target=_obey, args=(theirs, work), daemon=True)
        with _undisturbed():
            self._process.start()
        theirs.close()

    def begin(self, number: int, part: Any) -> None:
        self.number, self.busy = number, True
        self.turns += 1
        with contextlib.suppress(OSError):  # that it has died is found when it is listened to
            self.line.send(part)

    def result(self) -> Any:
        """What it has made of its part."""
        try:
            result, problem = self.line.recv()
        except (EOFError, OSError):
            message = "a process that did part of the work was ended from outside"
            raise ChildProcessError(errno.ECHILD, message) from None
        if problem is not None:
            raise problem
        self.busy = False
        return result

    def leave(self) -> None:
        """End it when it has nothing to do."""
        self.line.close()
        self._process.join()

    def stop(self) -> None:
        """End it, whatever it does."""
        self._process.terminate()
        self.leave()


def _free(crew: list[_Worker], most: int, work: Callable[[Any], Any]) -> _Worker | None:
    """Somebody who has nothing to do: one of the crew, or one who joins it."""
    free = next((worker for worker in crew if not worker.busy), None)
    if free is None and len(crew) < most:
        free = _Worker(work)
        crew.append(free)
    return free


def _that_have_finished(crew: list[_Worker]) -> list[_Worker]:
    """Those who have something to say; waits for the first."""
    from multiprocessing.connection import wait

    ready = wait([worker.line for worker in crew if worker.busy])
    return [worker for worker in crew if worker.line in ready]


def _obey(line: Any, work: Callable[[Any], Any]) -> None:
    """Work on what comes, until the other process has nothing more, or is no more."""
    with contextlib.suppress(EOFError, OSError):
        while True:
            line.send(_answer(work, line.recv()))


def _answer(work: Callable[[Any], Any], part: Any) -> tuple[Any, Exception | None]:
    try:
        return work(part), None
    except Exception as problem:
        problem.add_note(traceback.format_exc())
        return None, problem


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """A process that is started within does not hear of Ctrl+C: the one that starts it ends it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
