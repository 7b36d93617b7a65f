"""Captions are published with what is said alone, and what is wrong with them is named by line."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from answerable.checks.check import check_course
from answerable.source.media.captions import CaptionsError, captions
from answerable.source.media.unusable import UnusableError
from tests.support.courses import MINIMAL, TODAY, write_course
from tests.support.pictured import CAPTIONS

SAID = "00:01.000 --> 00:02.000\n"


def write(folder: Path, text: str | bytes) -> Path:
    file = folder / "film.vtt"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def problems(folder: Path, text: str | bytes) -> list[tuple[int, str]]:
    with pytest.raises(CaptionsError) as wrong:
        captions(write(folder, text))
    assert all(one.hint for one in wrong.value.problems)
    return [(one.line, one.message) for one in wrong.value.problems]


def test_only_what_is_said_by_whom_and_when_is_published(tmp_path: Path) -> None:
    made = captions(write(tmp_path, CAPTIONS)).text
    assert made == (
        "WEBVTT\n\n00:00.000 --> 00:00.400 align:start\n<v Guest>Is <i>nobody</i> there?\n\n"
        "00:00:00.500 --> 00:00:00.900\nFish &amp; chips\n"
    )
    assert captions(write(tmp_path, made)).text == made


@pytest.mark.parametrize(
    "text",
    [
        f"WEBVTT\r\n\r\n{SAID}Hello\r\n",
        f"\ufeffWEBVTT\n\n{SAID}Hello",
        f"WEBVTT Kind: captions\nLanguage: en\n\n{SAID}Hello\n",
        f"WEBVTT\n\nSTYLE\n::cue {{ color: red }}\n\nREGION\nid:a\n\n{SAID}Hello\n",
        f"WEBVTT\n\n{SAID.rstrip()} region:a evil:1 line:0\nHello\n",
    ],
)
def test_what_programs_add_is_left_out(text: str, tmp_path: Path) -> None:
    made = captions(write(tmp_path, text)).text
    assert made.split(" line:0")[0].startswith("WEBVTT\n\n00:01.000 --> 00:02.000")
    assert made.endswith("\nHello\n")
    assert not any(word in made for word in ("STYLE", "REGION", "region", "evil", "Kind", "color"))


@pytest.mark.parametrize(
    "said",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b onclick", "1 < 2", "<>"],
)
def test_markup_that_captions_do_not_have_is_named(said: str, tmp_path: Path) -> None:
    ((line, message),) = problems(tmp_path, f"WEBVTT\n\n{SAID}Hello\n{said}\n")
    assert line == 5
    assert "has no meaning" in message


def test_signs_with_a_meaning_are_escaped(tmp_path: Path) -> None:
    text = f'WEBVTT\n\n{SAID}a & b &lt;script&gt; &amp;lt;\n<v "x" &gt; y>z</v>\n'
    made = captions(write(tmp_path, text)).text
    assert "a &amp; b &lt;script&gt; &amp;lt;" in made
    assert "<v &quot;x&quot; &gt; y>z</v>" in made


def test_all_problems_are_named_with_their_lines(tmp_path: Path) -> None:
    text = (
        "WEBVTT\n\n00:03.000 --> 00:02.000\nBackwards\n\n1:00 -> 2:00\nNo time\n\n"
        "00:01 --> 00:02\nNo parts\n\n00:05.000 --> 00:06.000\n\n00:04.000 --> 00:05.000\nFirst\n\n"
        "00:07.000 --> 00:08.000\nHello\n00:09.000 --> 00:10.000\nToo near\n"
    )
    found = problems(tmp_path, text)
    assert [line for line, _ in found] == [3, 6, 9, 12, 14, 19]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "WEBVTT"),
        ("1\n00:00:01,000 --> 00:00:02,000\nSubRip\n", 1, "WEBVTT"),
        ("WEBVTT\n", 1, "nothing to read"),
        (f"WEBVTT\n{SAID}Lost\n\n{SAID}Kept\n", 2, "above what is said"),
        (f"WEBVTT\n\nNOTE x\n{SAID}Lost\n\n{SAID}Kept\n", 4, "above what is said"),
        (f"WEBVTT\n\n{'9' * 400}:{SAID}Late\n", 3, "two times"),
        (b"WEBVTT\n\n" + SAID.encode() + b"f\xfcr\n", 4, "UTF-8"),
    ],
)
def test_other_files_are_no_captions(
    text: str | bytes, line: int, words: str, tmp_path: Path
) -> None:
    ((at, message),) = problems(tmp_path, text)
    assert at == line
    assert words in message


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n\n" + "<" * 400_000,
        f"WEBVTT\n\n{SAID}" + "<b" * 200_000,
        f"WEBVTT\n\n{SAID}" + "<b>" * 150_000,
        "WEBVTT\n\n" + SAID * 15_000,
        "WEBVTT\n\n" + f"{SAID}a\n\n" * 15_000,
        "WEBVTT\n\n" + "-->\n\n" * 80_000,
        f"WEBVTT\n\n{SAID.rstrip()} " + "line:" * 90_000 + "\na",
    ],
)
def test_large_captions_are_read_at_once(text: str, tmp_path: Path) -> None:
    begun = time.process_time()
    try:
        captions(write(tmp_path, text))
    except CaptionsError as error:
        told = len(error.problems)
    else:
        told = 0
    assert told <= 10
    assert time.process_time() - begun < 2


def test_too_many_bytes_and_other_kinds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="larger than"):
        captions(write(tmp_path, "WEBVTT\n" + "\n" * 600_000))
    with pytest.raises(UnusableError, match="WebVTT"):
        captions(tmp_path / "film.srt")
    (tmp_path / "a.vtt").mkdir()
    with pytest.raises(UnusableError, match="ordinary"):
        captions(tmp_path / "a.vtt")


def test_what_is_wrong_is_told_once_with_its_place_in_the_file(tmp_path: Path) -> None:
    film = {"video": "film.mp4 | film.vtt | A door opens."}
    course = write_course(tmp_path, {"a/b.yml": MINIMAL | film, "a/c.yml": MINIMAL | film})
    write(course / "a", f"WEBVTT\n\n{SAID}<script>\n")
    found = [one for one in check_course(course, TODAY).diagnostics if one.code == "AN123"]
    (one,) = found
    assert one.location.path.endswith("/a/film.vtt")
    assert (one.location.line, one.location.excerpt) == (4, "<script>")
