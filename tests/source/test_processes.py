"""Work is shared out among processes: in order, and none of them is left behind or waited for."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from answerable.source.processes import share_out


def test_results_come_in_the_order_of_the_parts() -> None:
    took_longest = [0.3, 0.0, 0.1]
    assert list(share_out(time.sleep, took_longest, 2)) == [None] * 3
    assert list(share_out(abs, range(-20, 0), 3)) == list(range(20, 0, -1))
    assert not list(share_out(abs, (), 2))
    assert not multiprocessing.active_children()


def test_what_the_work_raises_is_raised_and_ends_all_of_it() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        list(share_out(int, ["1", "x", "2"], 2))
    assert not multiprocessing.active_children()


def test_a_process_that_dies_is_not_waited_for() -> None:
    with pytest.raises(ChildProcessError, match="ended from outside"):
        list(share_out(os._exit, [1, 2, 3], 2))
    assert not multiprocessing.active_children()


@pytest.mark.skipif(os.name == "nt", reason="it has no such signals")
def test_they_end_in_silence() -> None:
    """Even if the process that started them has a handler for the signal that ends them."""
    script = (
        "import signal\n"
        "from answerable.source.processes import share_out\n"
        "signal.signal(signal.SIGTERM, signal.default_int_handler)\n"
        "if __name__ == '__main__':\n"
        "    print(*share_out(abs, [-1, -2], 2))\n"
    )
    command = [sys.executable, "-c", script]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (ended.stdout, ended.stderr) == ("1 2\n", "")


def test_whoever_stops_listening_ends_them() -> None:
    results = share_out(time.sleep, [0, 600, 600], 2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


@pytest.mark.skipif(os.name == "nt", reason="it has no such signals")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_none_outlives_the_one_that_started_it(how: signal.Signals, tmp_path: Path) -> None:
    """The pipe to what they say is open as long as one of them is there."""
    script = tmp_path / "script.py"
    script.write_text(
        "import signal, time\n"
        "from answerable.source.processes import share_out\n"
        "if __name__ == '__main__':\n"
        "    signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "    for _ in share_out(time.sleep, [0, 0.5, 0.5], 2):\n"
        "        print('begun', flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "begun\n"
            (os.kill if how == signal.SIGKILL else os.killpg)(process.pid, how)
            said, _ = process.communicate(timeout=20)
        finally:
            process.kill()
    assert process.returncode == -how
    assert said.count("Traceback") == (how == signal.SIGINT), said
