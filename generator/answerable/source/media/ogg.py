"""Take the sound out of an Ogg file with Opus or Vorbis, and nothing else.

An Ogg file is a row of pages with packets. The second packet has the tags: its place is filled with
spaces, so that all other pages stay as they are. Format: RFC 3533; RFC 7845, 5.2; "Vorbis I", 5.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from answerable.source.media.parts import Played, damaged
from answerable.source.media.unusable import UnusableError

_HEAD = struct.Struct("<4sBBqIIIB")
_CRC = 22
"""Where a page's checksum is."""
_BEGINS = 2
_OPUS_RATE = 48_000  # RFC 7845, 4
_MOST_PAGES = 100_000
"""More than a day of sound has."""
_MOST_TAG_PAGES = 200
"""Each has up to 64 kB. Their checksums are made here."""


class _Page(NamedTuple):
    """A page: its head with the lengths of its segments, and its body."""

    flags: int
    position: int
    serial: int
    head: bytes
    lengths: bytes
    body: memoryview

    @property
    def whole(self) -> bytes:
        return self.head + self.body


def sound(content: memoryview) -> Played:
    """The pages of an Ogg file. Raises `UnusableError`."""
    pages = list(islice(_pages(content), _MOST_PAGES + 1))
    if not pages:
        raise _other("This isn't an Ogg file.")
    if len(pages) > _MOST_PAGES:
        raise damaged()
    first = pages[0]
    kind = bytes(first.body[:8])
    if kind == b"OpusHead" and len(first.body) >= 19:
        rate, skipped = _OPUS_RATE, int.from_bytes(first.body[10:12], "little")
        name, ends = b"OpusTags", b""
    elif kind[:7] == b"\x01vorbis" and len(first.body) >= 30:
        rate, skipped = int.from_bytes(first.body[12:16], "little"), 0
        name, ends = b"\x03vorbis", b"\x01"
    else:
        raise _other("There is neither Opus nor Vorbis in this Ogg file, or something before it.")
    if any(one.serial != first.serial or one.flags & _BEGINS for one in pages[1:]):
        raise _other("There is more than one recording in this Ogg file.")
    last = max(one.position for one in pages)
    if not rate or last <= skipped:
        raise damaged()
    return Played((last - skipped) / rate, tuple(_without_tags(pages, name, ends)))


def _pages(content: memoryview) -> Iterator[_Page]:
    """Yield the pages, up to where something else follows.

    Raises `UnusableError` if there is a page behind that, or one isn't whole.
    """
    place = 0
    while place + _HEAD.size <= len(content):
        magic, version, flags, position, serial, _, _, count = _HEAD.unpack_from(content, place)
        start = place + _HEAD.size + count
        lengths = bytes(content[place + _HEAD.size : start])
        end = start + sum(lengths)
        if magic != b"OggS" or version or end > len(content):
            break
        head = bytes(content[place:start])
        yield _Page(flags, position, serial, head, lengths, content[start:end])
        place = end
    if place and b"OggS" in bytes(content[place:]):
        raise damaged()


def _without_tags(pages: list[_Page], name: bytes, ends: bytes) -> Iterator[bytes]:
    parts, end = _second_packet(pages)
    size = sum(parts)
    room = size - len(name) - 8 - len(ends)
    if room < 0:
        raise damaged()
    empty = name + struct.pack("<I", room) + b" " * room + struct.pack("<I", 0) + ends
    yield pages[0].whole
    for page, part in zip(pages[1:end], parts, strict=True):
        filled, empty = empty[:part], empty[part:]
        yield _with_sum(page.head, filled + bytes(page.body[part:]))
    for page in pages[end:]:
        yield page.whole


def _second_packet(pages: list[_Page]) -> tuple[list[int], int]:
    """How many bytes each page has of the packet that begins with the second page; and the number
    of the first page without it.
    """
    parts: list[int] = []
    for number, page in enumerate(pages[1 : 1 + _MOST_TAG_PAGES], start=2):
        size = 0
        for length in page.lengths:
            size += length
            if length < 255:
                return [*parts, size], number
        parts.append(size)
    raise damaged()


def _with_sum(head: bytes, body: bytes) -> bytes:
    blank = head[:_CRC] + bytes(4) + head[_CRC + 4 :] + body
    return blank[:_CRC] + struct.pack("<I", _crc(blank)) + blank[_CRC + 4 :]


def _crc(content: bytes) -> int:
    """RFC 3533, 6: the polynomial 0x04c11db7, from the highest bit."""
    found = 0
    for byte in content:
        found = (found << 8 & 0xFFFFFFFF) ^ _TABLE[found >> 24 ^ byte]
    return found


def _entry(byte: int) -> int:
    found = byte << 24
    for _ in range(8):
        found = (found << 1) ^ (0x104C11DB7 if found & 0x80000000 else 0)
    return found


_TABLE = tuple(map(_entry, range(256)))


def _other(message: str) -> UnusableError:
    return UnusableError(message, "save it as an MP3 with any program that plays it")
