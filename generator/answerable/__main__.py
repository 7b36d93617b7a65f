"""`python -m answerable`: the command line, also where the system does not find `answerable`."""

from __future__ import annotations

import sys

from answerable.cli import main

if __name__ == "__main__":
    sys.exit(main())
