"""Take the picture and the sound out of an MP4, and nothing else.

An MP4 is a tree of boxes, with samples beside it. A new tree is made of the boxes that browsers
need, without times and names, and only the samples of one picture and one sound go along: cameras
store places in tracks of their own, too. The tree comes first, so that playing can begin at once.
Format: ISO/IEC 14496-12, 14496-14 (sound) and 14496-15 (picture).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from answerable.source.media.parts import Played, damaged
from answerable.source.media.unusable import UnusableError

_MOST_BOXES = 10_000
_MOST_SAMPLES = 1_000_000
"""Of a track: more than four hours of film."""

_PICTURE, _SOUND = b"vide", b"soun"
_NAMED = {
    **dict.fromkeys((b"hvc1", b"hev1"), "H.265 (HEVC)"),
    b"av01": "AV1",
    b"vp09": "VP9",
    b"mp4v": "MPEG-4",
    b"ac-3": "Dolby Digital",
    **dict.fromkeys((b"encv", b"enca"), "encrypted"),
}
_AAC = (0x40, 0x66, 0x67, 0x68)  # MPEG-4 and MPEG-2 AAC: ISO/IEC 14496-1, 7.2.6.6
_TABLES = (b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stss", b"sdtp", b"sgpd", b"sbgp")
"""The boxes of a track that are copied as they are: when samples are played, and their sizes."""
_OF_PICTURE = (b"avcC", b"pasp", b"colr", b"clap", b"btrt")
_HINT = "save it as an MP4 with H.264 and AAC, with any program that plays it"

_Boxes = Mapping[bytes, memoryview]


class _Track(NamedTuple):
    """A track: its boxes, rebuilt but for the one with the places of its chunks, and these."""

    make: Callable[[bytes], bytes]
    chunks: Sequence[tuple[int, int]]
    """Where each chunk of samples begins, and its size in bytes."""
    size: tuple[int, int]


def film(content: memoryview) -> Played:
    """The first picture and the first sound of an MP4. Raises `UnusableError`."""
    return _played(content, (_PICTURE, _SOUND), "an MP4")


def sound(content: memoryview) -> Played:
    """The first sound of an M4A. Raises `UnusableError`."""
    return _played(content, (_SOUND,), "an M4A")


def _played(content: memoryview, kinds: Sequence[bytes], name: str) -> Played:
    if bytes(content[4:8]) != b"ftyp":
        raise UnusableError(f"This isn't {name}.", _HINT)
    try:
        return _rebuilt(content, kinds)
    except (struct.error, KeyError, IndexError):  # too short, or without what it needs
        raise damaged() from None


def _rebuilt(content: memoryview, kinds: Sequence[bytes]) -> Played:
    outer = list(_boxes(content))
    whole = dict(outer)
    if b"moof" in whole:
        raise UnusableError("The film is in fragments, as it is sent while it is made.", _HINT)
    inner = list(_boxes(whole[b"moov"]))
    found = {}
    for kind, body in inner:
        if kind == b"trak" and (of := _kind(body)) in kinds and of not in found:
            found[of] = _track(body, of)
    if kinds[0] not in found:
        what = "film" if kinds[0] == _PICTURE else "sound"
        raise UnusableError(f"There is no {what} in this file.", _HINT)
    tracks = [found[kind] for kind in kinds if kind in found]
    head = dict(inner)[b"mvhd"]
    scale, length = struct.unpack_from(">IQ" if head[0] else ">II", head, 20 if head[0] else 12)
    if not scale:
        raise damaged()
    chunks = sorted((chunk, n) for n, track in enumerate(tracks) for chunk in track.chunks)
    if sum(size for (_, size), _ in chunks) > len(content):
        raise damaged()  # the same samples, again and again
    if any(start + size > len(content) for (start, size), _ in chunks):
        raise damaged()
    made = _head(head, tracks, chunks)
    return Played(
        length / scale,
        (*made, *(content[start : start + size] for (start, size), _ in chunks)),
        found[_PICTURE].size if _PICTURE in found else None,
    )


def _head(
    head: memoryview,
    tracks: Sequence[_Track],
    chunks: Sequence[tuple[tuple[int, int], int]],
) -> tuple[bytes, ...]:
    """All that comes before the samples, with the places that they have now."""
    brand = _box(b"ftyp", b"isom" + struct.pack(">I", 512) + b"isomiso2mp41")
    sizes = [size for (_, size), _ in chunks]
    places = list(accumulate(sizes, initial=0))

    def moov(begin: int) -> bytes:
        made = []
        for number, track in enumerate(tracks):
            own = [begin + at for at, (_, of) in zip(places, chunks, strict=False) if of == number]
            made.append(track.make(struct.pack(f">II{len(own)}I", 0, len(own), *own)))
        return _box(b"moov", _box(b"mvhd", _without_times(head)), *made)

    begin = len(brand) + len(moov(0)) + 8
    return brand, moov(begin), struct.pack(">I4s", 8 + places[-1], b"mdat")


def _boxes(content: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """Yield the boxes in a part of the file: kind and body."""
    place = 0
    for _ in range(_MOST_BOXES):
        if place + 8 > len(content):  # a few bytes at the end mean nothing
            return
        size, kind = struct.unpack_from(">I4s", content, place)
        start = place + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", content, start)
            start += 8
        end = place + size if size else len(content)
        if not start <= end <= len(content):
            raise damaged()
        yield kind, content[start:end]
        place = end
    raise damaged()


def _box(kind: bytes, *bodies: bytes | memoryview) -> bytes:
    body = b"".join(bodies)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def _kind(track: memoryview) -> bytes:
    media = dict(_boxes(dict(_boxes(track))[b"mdia"]))
    return bytes(media[b"hdlr"][8:12])


def _track(body: memoryview, kind: bytes) -> _Track:
    own = dict(_boxes(body))
    media = dict(_boxes(own[b"mdia"]))
    within = dict(_boxes(media[b"minf"]))
    samples = dict(_boxes(within[b"stbl"]))
    described = _described(samples[b"stsd"], kind)
    general = b"vmhd" if kind == _PICTURE else b"smhd"
    kept = [_box(table, samples[table]) for table in _TABLES if table in samples]
    edits = (
        [_box(b"edts", _box(b"elst", dict(_boxes(own[b"edts"]))[b"elst"]))]
        if b"edts" in own
        else []
    )

    def make(places: bytes) -> bytes:
        here = _box(b"dref", struct.pack(">II", 0, 1), _box(b"url ", b"\0\0\0\1"))
        table = _box(b"stbl", _box(b"stsd", described), *kept, _box(b"stco", places))
        handler = bytes(8) + kind + bytes(13)
        inner = _box(
            b"mdia",
            _box(b"mdhd", _without_times(media[b"mdhd"])),
            _box(b"hdlr", handler),
            _box(b"minf", _box(general, within[general]), _box(b"dinf", here), table),
        )
        return _box(b"trak", _box(b"tkhd", _without_times(own[b"tkhd"])), *edits, inner)

    return _Track(make, list(_chunks(samples)), _seen(own[b"tkhd"]) if kind == _PICTURE else (0, 0))


def _without_times(head: memoryview) -> bytes:
    """The head of a file, a track or its content without when it was made and changed."""
    size = 16 if head[0] else 8
    return bytes(head[:4]) + bytes(size) + bytes(head[4 + size :])


def _seen(head: memoryview) -> tuple[int, int]:
    """Width and height as they are seen: telephones turn what they have filmed."""
    at = 52 if head[0] else 40
    across, *_ = struct.unpack_from(">i", head, at)
    width, height = (value >> 16 for value in struct.unpack_from(">II", head, at + 36))
    if not (width and height):
        raise damaged()
    return (width, height) if across else (height, width)


def _described(table: memoryview, kind: bytes) -> bytes:
    """How samples are to be decoded, without anything else."""
    entries = list(_boxes(table[8:]))
    if not entries:
        raise damaged()
    return struct.pack(">II", 0, len(entries)) + b"".join(_entry(*one, kind) for one in entries)


def _entry(codec: bytes, body: memoryview, kind: bytes) -> bytes:
    if codec not in (b"avc1", b"avc3") if kind == _PICTURE else codec != b"mp4a":
        raise _other_codec(kind, _NAMED.get(codec, codec.decode("ascii", "replace")))
    if kind == _PICTURE:
        inner = dict(_boxes(body[78:]))
        boxes = [_box(one, inner[one]) for one in _OF_PICTURE if one in inner or one == b"avcC"]
        return _box(codec, bytes(6), body[6:42], bytes(32), body[74:78], *boxes)
    before = {0: 28, 1: 44}.get(body[9])  # QuickTime's version 1 has sixteen bytes more
    if before is None:
        raise _other_codec(kind, "QuickTime")
    inner = dict(_boxes(body[before:]))
    if b"wave" in inner:  # QuickTime's, too
        inner |= dict(_boxes(inner[b"wave"]))
    if _object_type(bytes(inner[b"esds"])) not in _AAC:
        raise _other_codec(kind, "not AAC")
    return _box(codec, bytes(6), body[6:8], bytes(8), body[16:28], _box(b"esds", inner[b"esds"]))


def _other_codec(kind: bytes, name: str) -> UnusableError:
    what = "picture" if kind == _PICTURE else "sound"
    return UnusableError(f"Not every browser can play the {what} of this file ({name}).", _HINT)


def _object_type(described: bytes) -> int:
    """What kind of sound it is: ISO/IEC 14496-1, 7.2.6.5 and 7.2.6.6."""
    place = _after_length(described, 5) + 2  # after the version and a tag; then an id
    flags = described[place]
    place += 1 + (2 if flags & 0x80 else 0) + (2 if flags & 0x20 else 0)
    if flags & 0x40 or described[place] != 4:
        raise damaged()
    return described[_after_length(described, place + 1)]


def _after_length(described: bytes, place: int) -> int:
    while described[place] & 0x80:
        place += 1
    return place + 1


def _chunks(tables: _Boxes) -> Iterator[tuple[int, int]]:
    """Yield place and size in bytes of each chunk of samples."""
    same, count = struct.unpack_from(">II", tables[b"stsz"], 4)
    if count > _MOST_SAMPLES:
        raise _too_long()
    sizes = (same,) * count if same else _numbers(tables[b"stsz"], 12, count, "I")
    wide = b"co64" in tables
    places = tables[b"co64" if wide else b"stco"]
    starts = _numbers(places, 8, struct.unpack_from(">I", places, 4)[0], "Q" if wide else "I")
    runs = tables[b"stsc"]
    (length,) = struct.unpack_from(">I", runs, 4)
    firsts, per_chunk = (_numbers(runs, 8, 3 * length, "I")[part::3] for part in (0, 1))
    before, run = 0, -1
    for number, start in enumerate(starts, start=1):
        while run + 1 < length and firsts[run + 1] <= number:
            run += 1
        after = before + per_chunk[run] if run >= 0 else before
        if after > count:
            raise damaged()
        yield start, sum(sizes[before:after])
        before = after
    if before != count:
        raise damaged()


def _numbers(table: memoryview, place: int, count: int, kind: str) -> tuple[int, ...]:
    if count > _MOST_SAMPLES:
        raise _too_long()
    if count * struct.calcsize(f">{kind}") > len(table) - place:
        raise damaged()
    return struct.unpack_from(f">{count}{kind}", table, place)


def _too_long() -> UnusableError:
    return UnusableError("The film is too long.", "cut it into several")
