"""A program of its own that reads one SVG and writes it as a PNG.

`drawings.py` starts it, and ends it if it takes too long.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import cast

import typst

_MEMORY = 3 * 1024**3
"""Bytes. What is drawn within the limits of size takes far less."""

_HERE = Path(__file__).parent
_PRINT = _HERE.parents[1] / "handouts/typeset"


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):  # not every system can
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def main() -> None:
    """Draw what comes in; fail if that's impossible."""
    _limit_memory()
    compiler = typst.Compiler(
        str(_HERE / "draw.typ"),
        font_paths=[str(_PRINT / "typefaces"), str(_PRINT / "fallback")],
        ignore_system_fonts=True,
        sys_inputs={"svg": sys.stdin.buffer.read().decode()},
    )
    sys.stdout.buffer.write(cast(bytes, compiler.compile(format="png", ppi=72)))


if __name__ == "__main__":
    main()
