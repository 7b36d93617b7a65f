"""Which programs of which projects this machine may run: remembered beside a user's other settings.

Nothing of it is in a project, so that none can bring its own permission. It holds for one place
of a project and for its programs as they are: a change of them has to be allowed again.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import platformdirs

from answerable.build.mkdocs.programs import Programs
from answerable.source.storage.files import write_file


def is_allowed(programs: Programs) -> bool:
    """Whether these very programs were allowed on this machine."""
    try:
        return _note(programs).read_text(encoding="ascii") == programs.fingerprint
    except (OSError, ValueError):
        return False


def allow(programs: Programs) -> None:
    """Remember that these programs may run. Raises `OSError` where nothing can be remembered."""
    note = _note(programs)
    note.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_file(note, programs.fingerprint.encode("ascii"))


def _note(programs: Programs) -> Path:
    place = hashlib.sha256(os.fsencode(programs.config_file)).hexdigest()
    return platformdirs.user_state_path("answerable") / "trusted" / place
