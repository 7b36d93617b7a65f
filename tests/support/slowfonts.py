"""Fonts that would keep a reader busy for minutes, or forever; each made from a whole font."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Mapping

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.ttLib.tables.DefaultTable import DefaultTable  # type: ignore[import-untyped]


def endless(whole: bytes) -> bytes:
    """With one stretch of four thousand million codes, which a reader would write out."""
    held = io.BytesIO()
    with TTFont(io.BytesIO(whole)) as made:
        made["cmap"].tables = [one for one in made["cmap"].tables if one.format == 12][:1]
        made.save(held)
    data = bytearray(held.getvalue())
    with TTFont(io.BytesIO(data)) as made:
        place = made.reader.tables["cmap"].offset + 12 + 16
    data[place : place + 8] = struct.pack(">LL", 0, 0xFFFFFFFF)
    return bytes(data)


def overlapping(whole: bytes) -> bytes:
    """With 8,000 stretches of the same 65,535 codes."""
    count = 8001
    ends = struct.pack(f">{count}H", *[0xFFFE] * (count - 1), 0xFFFF)
    starts = struct.pack(f">{count}H", *[0] * (count - 1), 0xFFFF)
    body = struct.pack(">5H", 0, 2 * count, 0, 0, 0) + ends + bytes(2) + starts + bytes(4 * count)
    head = struct.pack(">HHHHL", 0, 1, 3, 1, 12)
    return _with_table(whole, "cmap", head + struct.pack(">HH", 4, 0xFFFF) + body)


def in_two_bytes(whole: bytes) -> bytes:
    """With 256 first bytes, each with 65,535 second ones."""
    keys = struct.pack(">256H", *(8 * (number % 200) for number in range(256)))
    body = keys + struct.pack(">4H", 0, 0xFFFF, 0, 0) * 200
    head = struct.pack(">HHHHL", 0, 1, 3, 1, 12)
    return _with_table(whole, "cmap", head + struct.pack(">HHH", 2, 0xFFFF, 0) + body)


def many_tables(whole: bytes) -> bytes:
    """With 8,000 tables of characters, all in one place."""
    with TTFont(io.BytesIO(whole)) as made:
        table: bytes = made.getTableData("cmap")
    head = struct.pack(">HH", 0, 8000) + struct.pack(">HHL", 3, 1, 64004) * 8000
    return _with_table(whole, "cmap", head + table)


def repeating(whole: bytes) -> bytes:
    """With 8,000 stretches of the same 65,000 glyphs in a table for ligatures."""
    stretches = struct.pack(">HH", 2, 8000) + struct.pack(">HHH", 1, 65000, 0) * 8000
    lookups = struct.pack(">6H", 1, 4, 1, 0, 1, 8) + struct.pack(">HHh", 1, 6, 1) + stretches
    features = struct.pack(">H4s4H", 1, b"liga", 8, 0, 1, 0)
    scripts = struct.pack(">H4s3H4H", 1, b"DFLT", 8, 4, 0, 0, 0xFFFF, 1, 0)
    places = (10, 10 + len(scripts), 10 + len(scripts) + len(features))
    head = struct.pack(">L3H", 0x10000, *places)
    return _with_table(whole, "GSUB", head + scripts + features + lookups)


TOO_MANY_CODES: Mapping[str, Callable[[bytes], bytes]] = {
    one.__name__: one for one in (endless, overlapping, in_two_bytes, many_tables)
}
"""Those that are refused before anything is read."""


def _with_table(whole: bytes, tag: str, content: bytes) -> bytes:
    held = io.BytesIO()
    with TTFont(io.BytesIO(whole)) as made:
        table = DefaultTable(tag)
        table.data = content
        made.tables[tag] = table
        made.save(held)
    return held.getvalue()
