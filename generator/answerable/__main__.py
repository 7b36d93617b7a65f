"""`python -m answerable`: the command line, also where the system does not find `answerable`."""

from __future__ import annotations

import sys

# Python looks for modules in the folder where it is started first, and that folder may be a
# stranger's course: a file `yaml.py` in it would run.
if __name__ == "__main__" and not sys.flags.safe_path:
    del sys.path[0]


def run() -> int:
    """Run the command line, and end quietly if it is stopped before all of it is loaded."""
    try:
        from answerable.cli import main

        return main()
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)  # noqa: T201
        return 130


if __name__ == "__main__":
    sys.exit(run())
