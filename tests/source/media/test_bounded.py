"""Programs of our own end when they have had their time."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from answerable.source.media.bounded import made_by
from answerable.source.media.unusable import UnusableError

SLOW = UnusableError("It takes too long.", "try another one")
LIMITED = "from answerable.source.media.bounded import limit_myself\nlimit_myself(1)\n"


def program(folder: Path, text: str) -> Path:
    file = folder / "program.py"
    file.write_text(text)
    return file


def test_what_it_writes_is_returned_and_its_failure_is_not_ours(tmp_path: Path) -> None:
    said = program(tmp_path, "import sys; sys.stdout.write(sys.stdin.read() + sys.argv[1])")
    assert made_by(said, "!", content=b"Hello", seconds=10, slow=SLOW) == b"Hello!"
    assert made_by(program(tmp_path, "1 / 0"), seconds=10, slow=SLOW) is None


@pytest.mark.skipif(sys.platform == "win32", reason="no limits can be set there")
def test_it_has_only_so_much_memory_and_time(tmp_path: Path) -> None:
    large = program(tmp_path, f"{LIMITED}bytearray(4 * 1024**3)")
    assert made_by(large, seconds=10, slow=SLOW) is None
    busy = program(tmp_path, f"{LIMITED}while True: pass")
    begun = time.monotonic()
    with pytest.raises(UnusableError, match="too long"):
        made_by(busy, seconds=60, slow=SLOW)
    assert time.monotonic() - begun < 30


def test_it_ends_where_time_cannot_be_limited(tmp_path: Path) -> None:
    waiting = program(tmp_path, "import time; time.sleep(60)")
    with pytest.raises(UnusableError, match="too long"):
        made_by(waiting, seconds=1, slow=SLOW)
