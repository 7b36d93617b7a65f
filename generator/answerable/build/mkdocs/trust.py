"""Remembers in the user's folders which projects' programs may run on this computer.

Nothing is stored in a project, so none can come with its own permission. A permission is for one
project folder and for its programs as they are: if one changes, the user has to allow it again.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import platformdirs

from answerable.build.mkdocs.programs import Programs
from answerable.source.storage.files import write_file


def is_allowed(programs: Programs) -> bool:
    """Whether exactly these programs were allowed on this computer."""
    try:
        return _note(programs).read_text(encoding="ascii") == programs.fingerprint
    except (OSError, ValueError):
        return False


def allow(programs: Programs) -> None:
    """Remember that these programs may run. Raises `OSError` if that can't be stored."""
    note = _note(programs)
    note.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_file(note, programs.fingerprint.encode("ascii"))


def _note(programs: Programs) -> Path:
    place = hashlib.sha256(os.fsencode(programs.config_file)).hexdigest()
    return platformdirs.user_state_path("answerable") / "trusted" / place
