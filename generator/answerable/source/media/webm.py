"""Take the picture and the sound out of a WebM, and nothing else.

A WebM is a tree of elements. A new one is made of those that browsers need, with the blocks of one
picture and one sound, and with an index, so that learners can jump. Names, tags, attachments and
times are left out. Format: RFC 8794 (EBML), RFC 9559 (Matroska), webmproject.org, "WebM Container
Guidelines".
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from answerable.source.media.parts import Played, damaged
from answerable.source.media.unusable import UnusableError

_MOST_ELEMENTS = 500_000
"""More than an hour of film has."""

_EBML, _SEGMENT, _INFO, _TRACKS = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B
_CLUSTER, _CUES = 0x1F43B675, 0x1C53BB6B
_TIME, _SIMPLE, _GROUP, _BLOCK, _REFERENCE = 0xE7, 0xA3, 0xA0, 0xA1, 0xFB
_OF_GROUP = (_BLOCK, 0x9B, _REFERENCE, 0x75A2)  # with its duration, and what is cut from its end
_TYPE, _SCALE, _DURATION = 0x4282, 0x2AD7B1, 0x4489
_TRACK, _NUMBER, _KIND, _CODEC, _PRIVATE, _VIDEO = 0xAE, 0xD7, 0x83, 0x86, 0x63A2, 0xE0
_OF_TRACK = (_NUMBER, 0x73C5, _KIND, 0x9C, 0x23E383, _CODEC, 0x56AA, 0x56BB)
_OF_VIDEO = (0xB0, 0xBA, 0x54AA, 0x54BB, 0x54CC, 0x54DD, 0x54B0, 0x54BA, 0x54B2, 0x55B0)
_OF_AUDIO = (0xB5, 0x78B5, 0x9F, 0x6264)
_WIDTH, _HEIGHT, _SHOWN_WIDTH, _SHOWN_HEIGHT, _AUDIO = 0xB0, 0xBA, 0x54B0, 0x54BA, 0xE1

_PICTURE, _SOUND = 1, 2
_CODECS = {_PICTURE: ("V_VP8", "V_VP9", "V_AV1"), _SOUND: ("A_OPUS", "A_VORBIS")}
_HINT = "save it as an MP4 with H.264 and AAC, with any program that plays it"
_NAME = b"Answerable"

_Elements = Mapping[int, memoryview]
_Tracks = Mapping[int, tuple[int, _Elements]]
"""Tracks by their numbers, each with its kind and elements."""


class _EbmlElement(NamedTuple):
    """An element: its id, its body, and where it ends in what it is in."""

    name: int
    body: memoryview
    end: int


@dataclass(slots=True)
class _Cluster:
    """The blocks from one time on, in the film's unit of time."""

    time: int = 0
    blocks: list[bytes | memoryview] = field(default_factory=list)
    size: int = 0
    begins: list[int] = field(default_factory=list)
    """The times of the pictures that need none before them."""


def film(content: memoryview) -> Played:
    """The first picture and the first sound of a WebM. Raises `UnusableError`."""
    try:
        return _rebuilt(content)
    except (struct.error, IndexError, KeyError):  # too short, or without what it needs
        raise damaged() from None


def _rebuilt(content: memoryview) -> Played:
    if bytes(content[:4]) != _EBML.to_bytes(4, "big"):
        raise UnusableError("This isn't a WebM.", _HINT)
    head = _element(content, 0)
    if bytes(_inside(head.body)[_TYPE]).rstrip(b"\0") != b"webm":
        raise UnusableError("This is a Matroska file, but not a WebM.", _HINT)
    info: _Elements = {}
    tracks: _Tracks = {}
    clusters: list[_Cluster] = []
    last = 0
    for one in _flat(content, head.end):
        if one.name == _INFO:
            info = _inside(one.body)
        elif one.name == _TRACKS:
            tracks = _tracks(one.body)
        elif one.name == _CLUSTER:
            clusters.append(_Cluster())
        elif one.name == _TIME and clusters:
            clusters[-1].time = _number(one.body)
        elif one.name in (_SIMPLE, _GROUP) and clusters:
            last = max(last, _add(clusters[-1], one, tracks))
    pictures = [of for kind, of in tracks.values() if kind == _PICTURE]
    if not pictures or not any(one.blocks for one in clusters):
        raise UnusableError("There is no film in this file.", _HINT)
    scale = _number(info[_SCALE]) if _SCALE in info else 1_000_000  # nanoseconds
    length = _decimal(info[_DURATION]) if _DURATION in info else float(last)
    if not (scale and 0 < length * scale < 1e15):
        raise damaged()
    known = _made(_SCALE, _bytes(scale)) + _made(_DURATION, struct.pack(">d", length))
    known = _made(_INFO, known + _made(0x4D80, _NAME) + _made(0x5741, _NAME))
    known += _made(_TRACKS, b"".join(_track(of) for _, of in tracks.values()))
    filled = [one for one in clusters if one.blocks]
    (picture,) = (number for number, (kind, _) in tracks.items() if kind == _PICTURE)
    cues = _cues(filled, picture, len(known))
    size = len(known) + len(cues) + sum(map(_size, filled))
    return Played(
        length * scale / 1e9,
        _written(_EBML_HEAD + _open(_SEGMENT, size) + known + cues, filled),
        _seen(_inside(pictures[0][_VIDEO])),
    )


def _flat(content: memoryview, place: int) -> Iterator[_EbmlElement]:
    """Yield the elements of the file's segment and of its clusters, one after the other: a film
    that was recorded in a browser doesn't say how long these are.
    """
    inside = False
    for _ in range(_MOST_ELEMENTS):
        if place >= len(content):
            return
        name, start, size = _beginning(content, place)
        if name in (_SEGMENT, _CLUSTER):
            if name == _SEGMENT and inside:
                return  # another film
            if size is not None and start + size > len(content):
                raise damaged()
            inside = True
            yield _EbmlElement(name, content[:0], start)
            place = start
            continue
        if name == _EBML:
            return
        if size is None or start + size > len(content):
            raise damaged()
        place = start + size
        yield _EbmlElement(name, content[start:place], place)
    raise UnusableError("The film is too long.", "cut it into several")


def _element(content: memoryview, place: int) -> _EbmlElement:
    name, start, size = _beginning(content, place)
    if size is None or start + size > len(content):
        raise damaged()
    return _EbmlElement(name, content[start : start + size], start + size)


def _beginning(content: memoryview, place: int) -> tuple[int, int, int | None]:
    """Id of the element here, where its body starts, and its size; None if that isn't said."""
    first = content[place]
    wide = 9 - first.bit_length()
    if wide > 4:
        raise damaged()
    name = int.from_bytes(content[place : place + wide], "big")
    place += wide
    first = content[place]
    wide = 9 - first.bit_length()
    if wide > 8:
        raise damaged()
    limit = 1 << 7 * wide
    size = int.from_bytes(content[place : place + wide], "big") & limit - 1
    return name, place + wide, None if size == limit - 1 else size


def _all_inside(body: memoryview) -> Iterator[_EbmlElement]:
    place = 0
    while place < len(body):
        one = _element(body, place)
        yield one
        place = one.end


def _inside(body: memoryview) -> _Elements:
    return {one.name: one.body for one in _all_inside(body)}


def _tracks(body: memoryview) -> _Tracks:
    """The first picture and the first sound."""
    found: dict[int, tuple[int, _Elements]] = {}
    for one in _all_inside(body):
        if one.name != _TRACK:
            continue
        inside = _inside(one.body)
        kind, codec = _number(inside[_KIND]), bytes(inside[_CODEC]).decode("ascii", "replace")
        if kind not in _CODECS or kind in (known for known, _ in found.values()):
            continue
        if codec not in _CODECS[kind]:
            what = "picture" if kind == _PICTURE else "sound"
            message = f"Not every browser can play the {what} of this file ({codec[:20]})."
            raise UnusableError(message, _HINT)
        found[_number(inside[_NUMBER])] = (kind, inside)
    return found


def _add(cluster: _Cluster, one: _EbmlElement, tracks: _Tracks) -> int:
    """Add a block if it is of one of the tracks. Returns the time when it is shown."""
    inside = _inside(one.body) if one.name == _GROUP else {}
    block = inside[_BLOCK] if inside else one.body
    wide = 9 - block[0].bit_length()
    number = int.from_bytes(block[:wide], "big") & (1 << 7 * wide) - 1
    if number not in tracks:
        return 0
    kind, _ = tracks[number]
    after: int = struct.unpack_from(">h", block, wide)[0]
    time = max(0, cluster.time + after)
    if kind == _PICTURE and (_REFERENCE not in inside if inside else block[wide + 2] & 0x80):
        cluster.begins.append(time)
    if inside:
        parts = b"".join(_made(name, inside[name]) for name in _OF_GROUP if name in inside)
        made: tuple[bytes | memoryview, ...] = (_made(_GROUP, parts),)
    else:
        made = (_open(_SIMPLE, len(block)), block)
    cluster.blocks += made
    cluster.size += sum(map(len, made))
    return time


def _track(of: _Elements) -> bytes:
    made = b"".join(_made(name, of[name]) for name in _OF_TRACK if name in of)
    if _PRIVATE in of:
        private = bytes(of[_PRIVATE])
        vorbis = bytes(of[_CODEC]) == b"A_VORBIS"
        made += _made(_PRIVATE, _without_tags(private) if vorbis else private)
    for outer, names in ((_VIDEO, _OF_VIDEO), (_AUDIO, _OF_AUDIO)):
        if outer in of:
            inner = _inside(of[outer])
            made += _made(
                outer, b"".join(_made(name, inner[name]) for name in names if name in inner)
            )
    return _made(_TRACK, made)


def _without_tags(private: bytes) -> bytes:
    """What a decoder of Vorbis needs, with empty tags: three packets, the first two with their
    lengths before them (RFC 9559, 5.1.4.1.22; "Vorbis I", 5).
    """
    lengths, place = [], 1
    for _ in range(2):
        length = 0
        while private[place] == 255:
            length += 255
            place += 1
        lengths.append(length + private[place])
        place += 1
    first = private[place : place + lengths[0]]
    third = private[place + sum(lengths) :]
    empty = b"\x03vorbis" + bytes(8) + b"\x01"
    laced = bytes([2]) + b"\xff" * (len(first) // 255) + bytes([len(first) % 255, len(empty)])
    return laced + first + empty + third


def _seen(video: _Elements) -> tuple[int, int]:
    width, height = _number(video[_WIDTH]), _number(video[_HEIGHT])
    if _SHOWN_WIDTH in video and _SHOWN_HEIGHT in video:
        width, height = _number(video[_SHOWN_WIDTH]), _number(video[_SHOWN_HEIGHT])
    if not (0 < width < 20_000 and 0 < height < 20_000):
        raise damaged()
    return width, height


def _cues(clusters: list[_Cluster], picture: int, before: int) -> bytes:
    """Where playing can begin. Its numbers are all equally long, and so is each of its entries."""

    def made(begin: int) -> bytes:
        cues, place = [], begin
        for one in clusters:
            at = _made(0xB7, _made(0xF7, _bytes(picture)) + _made(0xF1, struct.pack(">Q", place)))
            times = (_made(0xB3, struct.pack(">Q", time)) for time in one.begins)
            cues += [_made(0xBB, time + at) for time in times]
            place += _size(one)
        return _made(_CUES, b"".join(cues)) if cues else b""

    return made(before + len(made(0)))


def _inner_size(cluster: _Cluster) -> int:
    return len(_made(_TIME, struct.pack(">Q", cluster.time))) + cluster.size


def _size(cluster: _Cluster) -> int:
    inner = _inner_size(cluster)
    return len(_open(_CLUSTER, inner)) + inner


def _written(head: bytes, clusters: list[_Cluster]) -> Iterator[bytes | memoryview]:
    yield head
    for one in clusters:
        yield _open(_CLUSTER, _inner_size(one)) + _made(_TIME, struct.pack(">Q", one.time))
        yield from one.blocks


def _open(name: int, size: int) -> bytes:
    return _bytes(name) + (1 << 56 | size).to_bytes(8, "big")


def _made(name: int, body: bytes | memoryview) -> bytes:
    return _open(name, len(body)) + bytes(body)


def _bytes(number: int) -> bytes:
    return number.to_bytes(max(1, (number.bit_length() + 7) // 8), "big")


def _number(body: memoryview) -> int:
    if len(body) > 8:
        raise damaged()
    return int.from_bytes(body, "big")


def _decimal(body: memoryview) -> float:
    kind = {4: ">f", 8: ">d"}.get(len(body))
    if kind is None:
        raise damaged()
    found: float = struct.unpack(kind, body)[0]
    return found


_EBML_HEAD = _made(
    _EBML,
    b"".join(
        _made(name, value)
        for name, value in (
            *((0x4286, b"\1"), (0x42F7, b"\1"), (0x42F2, b"\4"), (0x42F3, b"\10")),
            *((_TYPE, b"webm"), (0x4287, b"\4"), (0x4285, b"\2")),
        )
    ),
)
