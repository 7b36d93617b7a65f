"""Only what is heard and seen in a recording or a film is published, and nothing else passes."""

from __future__ import annotations

import shutil
import struct
import time
from pathlib import Path

import pytest

from answerable.checks.check import check_course
from answerable.model.sound import Recording
from answerable.source.media import played
from answerable.source.media.played import FILMS, footage, published, recording
from answerable.source.media.unusable import UnusableError
from tests.support.courses import MINIMAL, TODAY, write_course
from tests.support.pictured import MEDIA, mp3, wav

NOTED = b"Ada Long, 12 Mill Lane"


def known(file: Path) -> Recording:
    return footage(file) if file.suffix in FILMS else recording(file)


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


def info(frames: int) -> bytes:
    """The first frame of an MP3, which says how many follow."""
    return (mp3(1)[:36] + b"Info" + struct.pack(">II", 1, frames)).ljust(417, b"\0")


@pytest.mark.parametrize("frames", [39, 40])
def test_an_mp3_with_as_many_frames_as_it_says_is_whole(frames: int, tmp_path: Path) -> None:
    file = tmp_path / "call.mp3"
    file.write_bytes(info(frames) + mp3(39))
    assert published(recording(file)) == info(frames) + mp3(39)


@pytest.mark.parametrize("size", [0x7FFFF000, 0xFFFFFFFF])
def test_a_wav_that_was_begun_with_an_unknown_length_is_whole(size: int, tmp_path: Path) -> None:
    file = tmp_path / "call.wav"
    file.write_bytes(
        wav(8000).replace(struct.pack("<4sI", b"data", 16000), struct.pack("<4sI", b"data", size))
    )
    assert published(recording(file)) == wav(8000)


def film_of(clusters: int) -> bytes:
    """A WebM with a picture that needs none before it, in each of so many clusters."""
    place = WEBM.rindex(b"\x16\x54\xae\x6b")
    wide = 9 - WEBM[place + 4].bit_length()
    size = int.from_bytes(WEBM[place + 4 : place + 4 + wide]) & (1 << 7 * wide) - 1
    tracks = WEBM[place : place + 4 + wide + size]
    made = b"".join(
        element(
            0x1F43B675,
            element(0xE7, struct.pack(">I", 40 * number)) + element(0xA3, b"\x81\0\0\x80picture"),
        )
        for number in range(clusters)
    )
    return EBML + element(0x18538067, tracks + made)


def element(name: int, body: bytes) -> bytes:
    size = (1 << 28 | len(body)).to_bytes(4, "big")
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + size + body


def test_a_film_with_many_places_to_begin_is_read_at_once(tmp_path: Path) -> None:
    file = tmp_path / "film.webm"
    file.write_bytes(film_of(40_000))
    begun = time.process_time()
    found = footage(file)
    assert published(found).count(b"picture") == 40_000
    assert found.seconds == 1600
    assert time.process_time() - begun < 3


# Each was made with a title, an artist, a comment and a place by FFmpeg, but for the recorded one.
NAMED = ("film.mp4", "film.webm", "vorbis.webm", "call.m4a", "call.ogg", "call.opus")


@pytest.mark.parametrize("name", NAMED)
def test_no_name_and_no_place_is_published(name: str, tmp_path: Path) -> None:
    secrets = (b"Ada Long", b"12 Mill Lane", b"52.5", b"SECRET", b"Handler")
    content = (MEDIA / name).read_bytes()
    assert any(one in content for one in secrets)
    found = known(MEDIA / name)
    made = published(found)
    assert not [one for one in secrets if one in made]
    assert found.seconds == 1
    again = tmp_path / f"again{found.ending}"
    again.write_bytes(made)
    assert published(known(again)) == made, "what is published can be read again"
    assert known(again).model_dump(exclude={"content", "size"}) == found.model_dump(
        exclude={"content", "size"}
    )


def test_a_film_that_a_browser_has_recorded_gets_a_length_and_an_index() -> None:
    found = footage(MEDIA / "recorded.webm")
    made = published(found)
    assert (found.seconds, found.width, found.height) == (1, 64, 36)
    assert b"\x44\x89" not in (MEDIA / "recorded.webm").read_bytes()
    assert b"\x44\x89" in made
    assert b"\x1c\x53\xbb\x6b" in made
    assert b"Chrome" not in made


def test_a_track_with_places_is_left_out_with_its_samples(tmp_path: Path) -> None:
    """As cameras add them: here, the sound's track is said to be of another kind."""
    content = (MEDIA / "film.mp4").read_bytes()
    file = tmp_path / "film.mp4"
    file.write_bytes(content.replace(b"soun", b"meta"))
    whole, without = published(footage(MEDIA / "film.mp4")), published(footage(file))
    assert len(without) < len(whole) / 1.5
    assert b"mp4a" not in without


def test_a_film_that_was_turned_has_the_size_that_is_seen(tmp_path: Path) -> None:
    content = (MEDIA / "film.mp4").read_bytes()
    upright = struct.pack(">9i", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
    turned = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
    file = tmp_path / "film.mp4"
    file.write_bytes(content.replace(upright, turned))
    found = footage(file)
    assert (found.width, found.height) == (36, 64)


def test_only_the_sound_of_a_wav_is_published(tmp_path: Path) -> None:
    file = tmp_path / "call.wav"
    notes = b"LIST" + struct.pack("<I", len(NOTED)) + NOTED
    file.write_bytes(wav(8000, before=notes) + notes)
    found = recording(file)
    assert found.seconds == 1
    assert published(found) == wav(8000)


def test_the_time_of_the_recording_is_no_part_of_what_is_published() -> None:
    content = (MEDIA / "film.mp4").read_bytes()
    place = content.index(b"mvhd") + 8
    dated = content[:place] + b"\xdf\x01\x02\x03" + content[place + 4 :]
    made = b"".join(played.FILMS[".mp4"].read(memoryview(dated)).content)
    assert b"\xdf\x01\x02\x03" not in made


def atom(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(body), kind) + body


FTYP = atom(b"ftyp", b"isom\0\0\2\0")
EBML = b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm"
SEGMENT = b"\x18\x53\x80\x67\x01" + b"\xff" * 7
MP4, WEBM = (MEDIA / "film.mp4").read_bytes(), (MEDIA / "film.webm").read_bytes()
OGG = (MEDIA / "call.opus").read_bytes()
PAGES = OGG.split(b"OggS")

HOSTILE = {
    "nothing": ("a.mp3", b""),
    "a tag alone": ("a.mp3", tag(NOTED)),
    "a tag that claims more": ("a.mp3", b"ID3\x04\0\0\x7f\x7f\x7f\x7f"),
    "a film as sound": ("a.mp3", FTYP + b"\0" * 4000),
    "many beginnings": ("a.mp3", b"\xff\xfb" * 1_000_000),
    "silence": ("a.mp3", b"\0" * 1_000_000),
    "an empty wav": ("a.wav", b"RIFF\0\0\0\0WAVE"),
    "a wav that claims more": ("a.wav", b"RIFF\0\0\0\0WAVEfmt \xff\xff\xff\xff"),
    "a wav that is cut off": ("a.wav", wav(800)[:-2]),
    "a wav that ends before its sound": ("a.wav", wav(800, before=b"LIST\xff\xff\0\0")),
    "an mp3 that is cut off": ("a.mp3", mp3(40)[:-100]),
    "an mp3 with fewer frames than it says": ("a.mp3", info(41) + mp3(39)),
    "an mp3 with something in its middle": ("a.mp3", mp3(40) + NOTED + mp3(40)),
    "an mp3 of false beginnings": ("a.mp3", mp3(9) + b"\xff\xfb\x90" * 6_000_000 + mp3(1)[:9]),
    "a wav with 8 bits": ("a.wav", wav(80)[:34] + b"\x08\0" + wav(80)[36:]),
    "a wav without a rate": ("a.wav", wav(80)[:24] + bytes(4) + wav(80)[28:]),
    "a wav with too high a rate": ("a.wav", wav(80)[:24] + b"\xff" * 4 + wav(80)[28:]),
    "many bytes": ("a.mp3", mp3(1) + b"\0" * 20_000_000),
    "a long wav": ("a.wav", wav(3_000_000)),
    "another format": ("a.flac", b"fLaC"),
    "an ogg of nothing": ("a.ogg", OGG[:60]),
    "an ogg without its end": ("a.ogg", OGG[:-60]),
    "an ogg with a page that is none": (
        "a.ogg",
        b"OggS".join(PAGES[:3]) + b"NoNo" + b"OggS".join(PAGES[3:]),
    ),
    "an ogg in an ogg": ("a.ogg", OGG + OGG),
    "an ogg of empty pages": ("a.ogg", b"OggS" + bytes(23) + (b"OggS" + bytes(23)) * 300_000),
    "no mp4": ("a.mp4", WEBM),
    "no webm": ("a.webm", MP4),
    "half an mp4": ("a.mp4", MP4[: len(MP4) // 2]),
    "half a webm": ("a.webm", WEBM[: len(WEBM) // 2]),
    "an mp4 without its last byte": ("a.mp4", MP4[:-1]),
    "a webm without its last byte": ("a.webm", WEBM[:-1]),
    "a webm without its last cluster": ("a.webm", film_of(2)[: -len(film_of(2)) + len(film_of(1))]),
    "an m4a without its last byte": ("a.m4a", (MEDIA / "call.m4a").read_bytes()[:-1]),
    "the head of an mp4": ("a.mp4", FTYP),
    "an mp4 without tracks": ("a.mp4", FTYP + atom(b"moov", atom(b"mvhd", bytes(100)))),
    "an mp4 of boxes": ("a.mp4", FTYP + atom(b"free") * 1_000_000),
    "an mp4 of boxes in boxes": ("a.mp4", FTYP + b"".join(atom(b"moov") for _ in range(10_000))),
    "an mp4 in pieces": ("a.mp4", FTYP + atom(b"moov") + atom(b"moof")),
    "an mp4 that claims more": ("a.mp4", FTYP + b"\xff\xff\xff\xffmoov"),
    "an mp4 with endless samples": (
        "a.mp4",
        MP4.replace(b"stsz" + bytes(11), b"stsz" + bytes(7) + b"\1\xff\xff\xff"),
    ),
    "sound as a film": ("a.mp4", (MEDIA / "call.m4a").read_bytes()),
    "a film that few can play": ("a.mp4", (MEDIA / "hevc.mp4").read_bytes()),
    "a film without sound as sound": ("a.m4a", (MEDIA / "hevc.mp4").read_bytes()),
    "the head of a webm": ("a.webm", EBML),
    "a webm without tracks": ("a.webm", EBML + SEGMENT),
    "a webm of elements": ("a.webm", EBML + SEGMENT + b"\xec\x80" * 2_000_000),
    "a webm of clusters": ("a.webm", EBML + SEGMENT + b"\x1f\x43\xb6\x75\xff" * 1_000_000),
    "a webm that claims more": ("a.webm", EBML + SEGMENT + b"\xec\x08\xff\xff\xff\xff"),
    "a matroska": ("a.webm", WEBM.replace(b"webm", b"matr")),
    "a film that few can play, as webm": ("a.webm", WEBM.replace(b"V_VP8", b"V_XYZ")),
    "a folder of its name": ("a.webm", None),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_at_once(name: str, tmp_path: Path) -> None:
    file, content = HOSTILE[name]
    if content is None:
        (tmp_path / file).mkdir()
    else:
        (tmp_path / file).write_bytes(content)
    begun = time.process_time()
    with pytest.raises(UnusableError) as refused:
        known(tmp_path / file)
    assert time.process_time() - begun < 2
    assert refused.value.hint


@pytest.mark.parametrize("name", ["film.mp4", "film.webm", "call.m4a", "call.opus", "call.ogg"])
def test_a_file_that_ends_anywhere_or_has_a_wrong_byte_never_makes_a_check_fail(
    name: str, tmp_path: Path
) -> None:
    content = (MEDIA / name).read_bytes()
    file = tmp_path / name
    for place in range(0, min(len(content), 3000), 7):
        for made in (content[:place], content[:place] + b"\xff" + content[place + 1 :]):
            file.write_bytes(made)
            try:
                found = known(file)
                assert len(published(found)) < 2 * len(content)
            except UnusableError:
                continue


def test_a_recording_needs_a_transcript(tmp_path: Path) -> None:
    for audio, codes in (("call.mp3", {"AN229"}), ("call.mp3 | Where is my parcel?", set())):
        course = write_course(tmp_path, {"a/b.yml": {**MINIMAL, "audio": audio}})
        (course / "a/call.mp3").write_bytes(mp3(40))
        found = check_course(course, TODAY).diagnostics
        assert {one.code for one in found} & {"AN229", "AN122"} == codes


def test_the_budget_counts_films_and_names_the_largest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("answerable.source.read.media.BUDGET", 10_000)
    video = {"file": "film.mp4", "captions": "film.vtt", "transcript": "A door opens."}
    reply = {"reply": "Yes.", "video": {**video, "file": "film.webm"}}
    course = write_course(tmp_path, {"a/b.yml": {**MINIMAL, "video": video, "accountable": reply}})
    for name in ("film.mp4", "film.webm"):
        shutil.copy(MEDIA / name, course / "a")
    (course / "a/film.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nHello?\n")
    (found,) = (one for one in check_course(course, TODAY).diagnostics if one.code == "AN122")
    assert "With this file" in found.message
    assert "`a/film.mp4`, `a/film.webm`" in found.hint
