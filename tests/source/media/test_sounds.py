"""Only the sound of an MP3 is published, and nothing else passes for one."""

from __future__ import annotations

import struct
import time
from pathlib import Path

import pytest

from answerable.checks.check import check_course
from answerable.source.media.sounds import MOST_BYTES, published, recording
from answerable.source.media.unusable import UnusableError
from tests.support.courses import MINIMAL, TODAY, write_course
from tests.support.pictured import mp3

NOTED = b"Ada Long, 12 Mill Lane"


def tag(content: bytes) -> bytes:
    """An ID3v2 tag."""
    size = len(content)
    return b"ID3\x04\0\0" + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0)) + content


def test_tags_before_within_and_after_the_sound_are_gone(tmp_path: Path) -> None:
    sound = mp3(40)
    old = b"TAG" + NOTED.ljust(125, b"\0")
    looks_like_a_frame = b"\xff\xfb\x90\x00" + NOTED
    file = tmp_path / "call.mp3"
    file.write_bytes(tag(NOTED + looks_like_a_frame) + sound + b"APETAGEX" + NOTED + old)
    found = recording(file)
    assert found.seconds == 1
    assert published(found) == sound


def test_bytes_before_the_first_of_several_frames_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "call.mp3"
    file.write_bytes(NOTED + b"\xff\xfb\x90\x00" + NOTED + mp3(40))
    assert published(recording(file)) == mp3(40)


def test_a_frame_that_is_cut_off_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "call.mp3"
    file.write_bytes(mp3(40)[:-100])
    assert published(recording(file)) == mp3(39)


HOSTILE = {
    "nothing": ("a.mp3", b""),
    "a tag alone": ("a.mp3", tag(NOTED)),
    "a tag that claims more": ("a.mp3", b"ID3\x04\0\0\x7f\x7f\x7f\x7f"),
    "a film": ("a.mp3", struct.pack(">I4s4s", 16, b"ftyp", b"isom") + b"\0" * 4000),
    "many beginnings": ("a.mp3", b"\xff\xfb" * 1_000_000),
    "silence": ("a.mp3", b"\0" * 1_000_000),
    "another format": ("a.wav", b"RIFF\0\0\0\0WAVE"),
    "many bytes": ("a.mp3", mp3(1) + b"\0" * MOST_BYTES),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_at_once(name: str, tmp_path: Path) -> None:
    file, content = HOSTILE[name]
    (tmp_path / file).write_bytes(content)
    begun = time.process_time()
    with pytest.raises(UnusableError) as refused:
        recording(tmp_path / file)
    assert time.process_time() - begun < 2
    assert refused.value.hint


def test_a_recording_needs_a_transcript(tmp_path: Path) -> None:
    for audio, codes in (("call.mp3", {"AN229"}), ("call.mp3 | Where is my parcel?", set())):
        course = write_course(tmp_path, {"a/b.yml": {**MINIMAL, "audio": audio}})
        (course / "a/call.mp3").write_bytes(mp3(40))
        found = check_course(course, TODAY).diagnostics
        assert {one.code for one in found} & {"AN229", "AN122"} == codes
