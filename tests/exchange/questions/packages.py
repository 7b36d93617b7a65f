"""Packages for learning platforms, opened again; and the schemas of those who define them."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

SCHEMAS = Path(os.environ.get("IMS_SCHEMAS", "none"))
"""A folder with the schemas named in README.md. None of them is kept here."""

needs_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="IMS_SCHEMAS names no folder of schemas"
)


def files_in(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def follows(schema: Path) -> Callable[[bytes], None]:
    """A function that fails, and says why, if a file does not follow the schema."""
    known = etree.XMLSchema(etree.parse(schema))
    return lambda file: known.assertValid(etree.fromstring(file))


def keeps(grammar: str) -> Callable[[bytes], None]:
    """A function that fails, and says why, if a file does not keep to one of our own grammars."""
    known = etree.DTD(Path(__file__).parent / "grammar" / grammar)

    def check(file: bytes) -> None:
        assert known.validate(etree.fromstring(file)), known.error_log.filter_from_errors()[:3]

    return check
