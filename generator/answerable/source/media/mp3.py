"""Take the sound out of an MP3, and nothing else.

An MP3 is a row of frames, each with its own length in its head. Only these are copied, so no tag,
no cover and no name is; the sound itself isn't touched. Format: ISO/IEC 11172-3, 2.4.1.3, and
13818-3, 2.4.2.3. The first frame may say how many follow: gabriel.mp3-tech.org, "MP3 info tag".
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from itertools import islice

from answerable.source.media.parts import Played, damaged
from answerable.source.media.unusable import UnusableError

_SURE = 8
"""So many frames, one right after the other, are no coincidence."""

_VERSIONS = {3: 0, 2: 1, 0: 2}  # MPEG 1, 2, 2.5
_RATES = ((44100, 48000, 32000), (22050, 24000, 16000), (11025, 12000, 8000))
_KBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_LAYER_3 = 1
_HEAD = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xef]")
"""How a frame in layer 3 begins."""
_MOST_HEADS = 100_000
"""More than a tag or a cover has by chance."""


def sound(content: memoryview) -> Played:
    """The frames of an MP3. Raises `UnusableError`."""
    whole = bytes(content)
    frames = list(_frames(whole))
    if len(frames) < _promised(frames[0][0]):
        raise damaged()
    return Played(sum(seconds for _, seconds in frames), (frame for frame, _ in frames))


def _frames(content: bytes) -> Iterator[tuple[bytes, float]]:
    """Yield each frame of a recording, with its length in seconds.

    Raises `UnusableError` if the last one isn't whole, or more of them follow after something else.
    """
    place = _first_frame(content)
    while known := _frame_at(content, place):
        size, seconds = known
        if place + size > len(content):
            raise damaged()
        yield content[place : place + size], seconds
        place += size
    if any(count == _SURE for _, count, _ in _rows(content, place)):
        raise damaged()


def _promised(frame: bytes) -> int:
    """How many frames the first one says that there are; 0 if it doesn't."""
    place = max(frame.find(b"Xing", 0, 40), frame.find(b"Info", 0, 40))
    if place < 0 or len(frame) < place + 12:
        return 0
    known, count = struct.unpack_from(">II", frame, place + 4)
    return count if known & 1 else 0


def _first_frame(content: bytes) -> int:
    """Where the first of several frames in a row is. A tag before it may contain anything."""
    for place, count, end in _rows(content, _after_tag(content)):
        # A recording may be shorter, perhaps with a tag at its end.
        if count == _SURE or (count and end >= len(content) - 128):
            return place
    message = "This isn't an MP3 that can be played."
    raise UnusableError(message, "save it as an MP3 with any program that plays it")


def _rows(content: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """Yield where each row of frames from a place on begins, how many of its first frames are next
    to each other, and where the last of these ends.
    """
    for head in islice(_HEAD.finditer(content, place), _MOST_HEADS):
        end, count = head.start(), 0
        while count < _SURE and (known := _frame_at(content, end)):
            end, count = end + known[0], count + 1
        yield head.start(), count, end


def _after_tag(content: bytes) -> int:
    """Where a tag at the start ends: id3.org, "ID3 tag version 2.4.0", 3.1."""
    if content[:3] != b"ID3" or len(content) < 10:
        return 0
    size = 0
    for byte in content[6:10]:
        size = size << 7 | byte & 0x7F
    return min(10 + size, len(content))


def _frame_at(content: bytes, place: int) -> tuple[int, float] | None:
    """Size in bytes and length in seconds of the frame that begins here; None if none does."""
    head = content[place : place + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = _VERSIONS.get(head[1] >> 3 & 3), head[1] >> 1 & 3
    bits, rate, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version is None or layer != _LAYER_3 or bits in (0, 15) or rate == 3:
        return None
    kbits = (_KBITS_1 if version == 0 else _KBITS_2)[bits]
    hertz, samples = _RATES[version][rate], 1152 if version == 0 else 576
    return samples // 8 * kbits * 1000 // hertz + padding, samples / hertz
