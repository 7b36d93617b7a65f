"""Where the running program was installed from, so that others can install the same."""

from __future__ import annotations

import json
from importlib import metadata
from typing import Any


def requirement() -> str | None:
    """The line of requirements.txt by which pip finds the running program on any machine.

    None if that was installed from a folder or a file, which other machines do not have.
    """
    program = metadata.distribution("answerable")
    record = program.read_text("direct_url.json")  # PEP 610; none if it comes from an index
    return requirement_for(program.version, json.loads(record) if record else None)


def requirement_for(version: str, record: dict[str, Any] | None) -> str | None:
    """The same for a version and the record of PEP 610 that an installer has left, None if none."""
    if record is None:
        return f"answerable=={version}"
    url = record["url"]
    if url.startswith("file:"):
        return None
    if repository := record.get("vcs_info"):
        url = f"{repository['vcs']}+{url}@{repository['commit_id']}"
    folder = record.get("subdirectory")
    return f"answerable @ {url}" + (f"#subdirectory={folder}" if folder else "")
