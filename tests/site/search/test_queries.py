"""What people type, and the page that they should see among the first three."""

from __future__ import annotations

from pathlib import Path

import pytest

from .asked import CASES, ask, case, hits, write_case

COURSES = sorted(path.stem for path in CASES.glob("*.yml"))

NONSENSE = """
xyzzy qwrtzp blorft gnarfle zzyzx fnordish wibblex quuxly plughh snarkum
vrelpost jimblory trundox klimpfert drazzle yorbly munkwev hastrify ooblexin pravdok
"""


def test_people_find_what_they_mean(tmp_path: Path) -> None:
    """Small courses have to give the right page first, the shipped one among the first three."""
    asked, missed = 0, {}
    for name in COURSES:
        language = write_case(name, tmp_path / name)
        queries = case(name)["queries"]
        count = 1 if "pages" in case(name) else 3
        questions = [{"text": str(query), "options": {"count": count}} for query in queries]
        answers = ask(tmp_path / name, language, questions)
        for (query, wanted), answer in zip(queries.items(), answers, strict=True):
            asked += 1
            if wanted not in hits(answer):
                missed[name, query] = hits(answer)
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
