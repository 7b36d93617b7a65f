"""`python -m answerable`: the command line, also where the system does not find `answerable`."""

from __future__ import annotations

import sys

# Python looks for modules in the folder where it is started first, and that folder may be a
# stranger's course: a file `yaml.py` in it would run.
if __name__ == "__main__" and not sys.flags.safe_path:
    del sys.path[0]

from answerable.cli import main

if __name__ == "__main__":
    sys.exit(main())
