"""Take the sound out of an MP3, and nothing else.

An MP3 is a row of frames, each with its own length in its head. Only whole frames are copied, so no
tag, no cover and no name is; the sound itself isn't touched. Format: ISO/IEC 11172-3, 2.4.1.3, and
13818-3, 2.4.2.3.
"""

from __future__ import annotations

from collections.abc import Iterator

from answerable.source.media.parts import Played
from answerable.source.media.unusable import UnusableError

_SURE = 8
"""So many frames, one right after the other, are no coincidence."""

_VERSIONS = {3: 0, 2: 1, 0: 2}  # MPEG 1, 2, 2.5
_RATES = ((44100, 48000, 32000), (22050, 24000, 16000), (11025, 12000, 8000))
_KBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_LAYER_3 = 1


def sound(content: memoryview) -> Played:
    """The frames of an MP3. Raises `UnusableError`."""
    whole = bytes(content)
    seconds = sum(length for _, length in _frames(whole))
    return Played(seconds, (frame for frame, _ in _frames(whole)))


def _frames(content: bytes) -> Iterator[tuple[bytes, float]]:
    """Yield each frame of a recording, with its length in seconds."""
    place = _first_frame(content)
    while known := _frame_at(content, place):
        size, seconds = known
        if place + size > len(content):
            return  # cut off
        yield content[place : place + size], seconds
        place += size


def _first_frame(content: bytes) -> int:
    """Where the first of several frames in a row is. A tag before it may contain anything."""
    place = _after_tag(content)
    while (place := content.find(b"\xff", place)) >= 0:
        end = place
        for _ in range(_SURE):
            known = _frame_at(content, end)
            if known is None:
                break
            end += known[0]
            if end >= len(content) - 128:  # a short recording, perhaps with a tag at its end
                return place
        else:
            return place
        place += 1
    message = "This isn't an MP3 that can be played."
    raise UnusableError(message, "save it as an MP3 with any program that plays it")


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
