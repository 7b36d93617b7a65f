"""Take the sound out of a WAV, and nothing else.

A WAV is a row of chunks, of which only those with the form of the sound and with the sound are
copied. Format: Microsoft and IBM, "Multimedia Programming Interface and Data Specifications 1.0".
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from answerable.source.media.parts import Played, damaged
from answerable.source.media.unusable import UnusableError

_PCM, _EXTENSIBLE = 1, 0xFFFE
_BITS = 16
_FASTEST = 768_000
"""Samples a second."""
_UNKNOWN = 0x7FFF0000
"""Programs that don't know yet how long a recording will be write such a size, or a larger one."""


def sound(content: memoryview) -> Played:
    """The sound of a WAV with 16 bits. Raises `UnusableError`."""
    if bytes(content[:4]) != b"RIFF" or bytes(content[8:12]) != b"WAVE":
        raise _other("This isn't a WAV.")
    chunks = dict(_chunks(content[12:]))
    form, samples = bytes(chunks.get(b"fmt ", b"")), chunks.get(b"data", memoryview(b""))
    if len(form) < 16 or not samples:
        raise damaged()
    kind, channels, rate, _, _, bits = struct.unpack("<HHIIHH", form[:16])
    if kind == _EXTENSIBLE and len(form) >= 26:
        (kind,) = struct.unpack("<H", form[24:26])
    if kind != _PCM or bits != _BITS or channels not in (1, 2) or not 0 < rate <= _FASTEST:
        raise _other("The sound of this WAV isn't PCM with 16 bits, in one or two channels.")
    frame = channels * _BITS // 8
    samples = samples[: len(samples) // frame * frame]
    size = len(samples)
    head = struct.pack("<4sI4s4sI", b"RIFF", 36 + size, b"WAVE", b"fmt ", 16)
    head += struct.pack("<HHIIHH", _PCM, channels, rate, rate * frame, frame, _BITS)
    head += struct.pack("<4sI", b"data", size)
    return Played(size / frame / rate, (head, samples))


def _chunks(content: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """Yield the chunks up to the sound, after which only notes come.

    Raises `UnusableError` if the file ends before one of them.
    """
    place = 0
    while place + 8 <= len(content):
        kind, size = struct.unpack_from("<4sI", content, place)
        if place + 8 + size > len(content) and size < _UNKNOWN:
            raise damaged()
        yield kind, content[place + 8 : place + 8 + size]
        if kind == b"data":
            return
        place += 8 + size + size % 2


def _other(message: str) -> UnusableError:
    return UnusableError(message, "save it as an MP3 with any program that plays it")
