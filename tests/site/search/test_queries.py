"""What people type, and the page that they should see among the first three."""

from __future__ import annotations

from pathlib import Path

import pytest

from .asked import COURSES, ask, asked_cases, hits, write_case

NONSENSE = """
xyzzy qwrtzp blorft gnarfle zzyzx fnordish wibblex quuxly plughh snarkum
vrelpost jimblory trundox klimpfert drazzle yorbly munkwev hastrify ooblexin pravdok
"""


def test_people_find_what_they_mean(tmp_path: Path) -> None:
    asked, missed = asked_cases(tmp_path)
    assert asked >= 120
    assert not missed, f"{len(missed)} of {asked}"


@pytest.mark.parametrize("name", COURSES)
def test_nonsense_finds_nothing(name: str, tmp_path: Path) -> None:
    language = write_case(name, tmp_path)
    nonsense = NONSENSE.split()
    assert len(nonsense) == 20
    answers = ask(tmp_path, language, [{"text": word} for word in nonsense])
    found = {word: hits(answer) for word, answer in zip(nonsense, answers, strict=True)}
    assert not {word: pages for word, pages in found.items() if pages}
