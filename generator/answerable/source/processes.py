"""Share work among several processes; none of them outlives the one that started it.

Python's own pools do less: the one in `multiprocessing` waits endlessly for a process that the
system has killed, and the processes of `concurrent.futures` stay forever if the one that started
them is killed.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar


@contextlib.contextmanager
def without_collections() -> Iterator[None]:
    """Pause garbage collection: while very many values are made that all stay, it is a waste of
    time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextlib.contextmanager
def collections_of_new_values() -> Iterator[None]:
    """Within a pause, collect garbage among what is made from now on: most of it is thrown away."""
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        gc.disable()
        gc.unfreeze()


_Part = TypeVar("_Part")
_Result = TypeVar("_Result")


def share_out(
    work: Callable[[_Part], _Result], parts: Sequence[_Part], workers: int
) -> Iterator[_Result]:
    """Yield `work(part)` for each part, in order, with at most `workers` processes at a time.

    Raises what `work` raises, and `ChildProcessError` if something else kills a process, such as a
    system that runs out of memory. When the generator is closed, all processes end.
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
            yield done.pop(number)
    finally:
        for worker in crew:
            worker.stop()


class _Worker:
    """A process that works on one part after another."""

    def __init__(self, work: Callable[[Any], Any], crew: Sequence[_Worker]) -> None:
        # Imported only here: most commands need no other process, and the import is slow.
        import multiprocessing

        forks = _may_fork()
        context: Any = multiprocessing.get_context("fork" if forks else "spawn")
        self.line, theirs = context.Pipe()
        copied = [one.line for one in (*crew, self)] if forks else []
        self.number = -1
        """The number of its current part."""
        self.busy = False
        self._process = context.Process(target=_obey, args=(theirs, work, copied), daemon=True)
        with _undisturbed():
            self._process.start()
        theirs.close()

    def begin(self, number: int, part: Any) -> None:
        self.number, self.busy = number, True
        with contextlib.suppress(OSError):  # if it has died, `result` finds out
            self.line.send(part)

    def result(self) -> Any:
        """Return the result for its part."""
        try:
            result, problem = self.line.recv()
        except (EOFError, OSError):
            message = "a process that did part of the work was ended from outside"
            raise ChildProcessError(errno.ECHILD, message) from None
        if problem is not None:
            raise problem
        self.busy = False
        return result

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self._process.terminate()
        self.line.close()
        self._process.join()


def _may_fork() -> bool:
    """Whether this process may be copied, which is faster than to start another one from scratch.

    Only Linux tells how many threads there are: the copy of a process with several may hang.
    """
    try:
        return len([*Path("/proc/self/task").iterdir()]) == 1
    except OSError:
        return False


def _free(crew: list[_Worker], most: int, work: Callable[[Any], Any]) -> _Worker | None:
    """Return an idle worker: one of the crew, or a new one."""
    free = next((worker for worker in crew if not worker.busy), None)
    if free is None and len(crew) < most:
        free = _Worker(work, crew)
        crew.append(free)
    return free


def _that_have_finished(crew: list[_Worker]) -> list[_Worker]:
    """Return the workers with a result; wait for the first."""
    from multiprocessing.connection import wait

    ready = wait([worker.line for worker in crew if worker.busy])
    return [worker for worker in crew if worker.line in ready]


def _obey(line: Any, work: Callable[[Any], Any], copied: Sequence[Any]) -> None:
    """Work on the parts that arrive, until the other process sends no more or has ended.

    `copied` are the other process's ends of lines: as long as one is open here, no end is noticed.
    """
    for end in copied:
        end.close()
    for number in signal.valid_signals():  # a copy has the handlers, too
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
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
    """Shield processes started within from Ctrl+C: the process that starts them ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # otherwise it starts within, and takes the shield away
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
