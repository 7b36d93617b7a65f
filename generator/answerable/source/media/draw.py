"""A program of its own that reads one SVG and writes it as a PNG.

`drawings.py` starts it, and ends it if it takes too long.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import typst

from answerable.source.media.bounded import limit_myself

_HERE = Path(__file__).parent
_PRINT = _HERE.parents[1] / "handouts/typeset"


def main() -> None:
    """Draw what comes in; fail if that's impossible."""
    limit_myself()
    compiler = typst.Compiler(
        str(_HERE / "draw.typ"),
        font_paths=[str(_PRINT / "typefaces"), str(_PRINT / "fallback")],
        ignore_system_fonts=True,
        sys_inputs={"svg": sys.stdin.buffer.read().decode()},
    )
    sys.stdout.buffer.write(cast(bytes, compiler.compile(format="png", ppi=72)))


if __name__ == "__main__":
    main()
