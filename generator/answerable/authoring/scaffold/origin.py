"""Finds out where the running program was installed from, so that others can install the same."""

from __future__ import annotations

import json
from importlib import metadata
from typing import Any


def requirement() -> str | None:
    """The line for requirements.txt with which pip finds the running program on any computer.

    None if it was installed from a folder or a file, which other computers don't have.
    """
    program = metadata.distribution("answerable")
    record = program.read_text("direct_url.json")  # PEP 610; None if from an index
    return requirement_for(program.version, json.loads(record) if record else None)


def requirement_for(version: str, record: dict[str, Any] | None) -> str | None:
    """The same for a version and the installer's PEP 610 record, None if there is none."""
    if record is None:
        return f"answerable=={version}"
    url = record["url"]
    if url.startswith("file:"):
        return None
    if repository := record.get("vcs_info"):
        url = f"{repository['vcs']}+{url}@{repository['commit_id']}"
    folder = record.get("subdirectory")
    return f"answerable @ {url}" + (f"#subdirectory={folder}" if folder else "")
