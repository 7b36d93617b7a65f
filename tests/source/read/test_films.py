"""A translation may have other films, captions and transcripts; captions keep their language."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from answerable.model.media import Playable
from answerable.source.read.load import load_course
from tests.support.courses import MINIMAL, write_course
from tests.support.pictured import CAPTIONS, FILM, MEDIA

ENGLISH: dict[str, Any] = MINIMAL | {"video": FILM | {"poster": None, "file": "film.mp4"}}
del ENGLISH["video"]["poster"]
GERMAN: dict[str, Any] = MINIMAL | {"video": {**ENGLISH["video"], "transcript": "Ein Gast klopft."}}
NEEDED = {"title": "Gasthof", "modules": [{"folder": "door", "title": "An der Tür"}]}
SPOKEN = "WEBVTT\n\n00:00.000 --> 00:00.500\nIst niemand da?\n"


def course(folder: Path, **video: Any) -> Path:
    german = GERMAN | {"title": "Der Schlüssel", "video": GERMAN["video"] | video}
    files = {"door/key.yml": ENGLISH, "door/key.de.yml": german, "course.de.yml": NEEDED}
    written = write_course(folder, {"course.yml": {"title": "Inn"}} | files)
    shutil.copy(MEDIA / "film.mp4", folder / "door")
    shutil.copy(MEDIA / "film.webm", folder / "door")
    (folder / "door/film.vtt").write_text(CAPTIONS, encoding="utf-8")
    (folder / "door/film.de.vtt").write_text(SPOKEN, encoding="utf-8")
    return written


@pytest.mark.parametrize(
    ("video", "language", "said"),
    [
        ({}, "en", "nobody"),
        ({"captions": "film.de.vtt"}, "de", "niemand"),
        ({"captions": "film.de.vtt", "file": "film.webm", "credit": "Ben"}, "de", "niemand"),
    ],
)
def test_captions_keep_their_language(
    video: dict[str, Any], language: str, said: str, tmp_path: Path
) -> None:
    report = load_course(course(tmp_path, **video))
    assert report.diagnostics == ()
    (translation,) = report.translations
    (scenario,) = translation.course.scenarios
    (film,) = scenario.played(scenario.audio, scenario.video)
    assert isinstance(film, Playable)
    assert film.subtitles is not None
    assert film.subtitles.language == language
    assert said in film.subtitles.captions.text
    assert film.transcript == "Ein Gast klopft."
    assert film.file.name.endswith(Path(video.get("file", "film.mp4")).suffix)


def test_all_languages_share_one_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("answerable.source.read.media.BUDGET", 10_000)
    assert load_course(course(tmp_path)).diagnostics == ()
    (found,) = load_course(course(tmp_path, file="film.webm")).diagnostics
    assert found.code == "AN122"
    assert found.location.path.endswith("key.de.yml")


def test_a_translation_without_captions_of_its_own_is_told(tmp_path: Path) -> None:
    folder = course(tmp_path)
    german = GERMAN | {"title": "Der Schlüssel", "video": "film.webm"}
    write_course(folder, {"door/key.de.yml": german})
    assert {one.code for one in load_course(folder).diagnostics} == {"AN229", "AN236"}
