"""Asks the search of a course as its dialog does: by the browser's engine, run by Node."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from answerable.site import Site, render_pages
from answerable.site.search import Findable, SearchText, course_search
from answerable.site.search.index import search_files
from tests.support.courses import ROOT, load

CASES = ROOT / "tests/cases/search"
COURSES = sorted(path.stem for path in CASES.glob("*.yml"))
PROGRAM = Path(__file__).with_name("ask.mjs")


def ask(folder: Path, language: str, questions: Sequence[dict[str, Any]]) -> list[Any]:
    """The answers to these questions from the search whose files are below this folder."""
    told = json.dumps({"root": f"{folder}/", "language": language, "questions": questions})
    command = ["node", str(PROGRAM)]
    done = subprocess.run(command, input=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)["answers"]
    return answers


def hits(answer: Any) -> list[str]:
    """The ids of the scenarios that an answer has, or the addresses of other pages."""
    return [hit["scenario"] or hit["address"] for hit in answer["hits"]]


@cache
def case(name: str) -> dict[str, Any]:
    """A small course to search, and questions."""
    read: dict[str, Any] = yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    return read


def asked_cases(folder: Path) -> tuple[int, dict[tuple[str, str], list[str]]]:
    """Ask the queries of all cases. Returns how many there are, and what those found that don't
    give the right page: first in small courses, among the first three in the shipped one.
    """
    asked, missed = 0, {}
    for name in COURSES:
        language = write_case(name, folder / name)
        queries = case(name)["queries"]
        count = 1 if "pages" in case(name) else 3
        questions = [{"text": str(query), "options": {"count": count}} for query in queries]
        answers = ask(folder / name, language, questions)
        for (query, wanted), answer in zip(queries.items(), answers, strict=True):
            asked += 1
            if wanted not in hits(answer):
                missed[name, str(query)] = hits(answer)
    return asked, missed


def write_case(name: str, folder: Path) -> str:
    """Write the search's files for a case's course below a folder. Returns its language."""
    written = case(name)
    if "pages" not in written:
        course = load(ROOT / "scenarios")
        pages = [
            (page.src_uri, page.found)
            for page in render_pages(Site(course))
            if page.found is not None
        ]
        write(course_search(pages, course), folder)
        return course.language
    names = {"department": ["Abteilung"], "topic": ["Thema"]}
    synonyms = written.get("synonyms", ())
    made = [(f"scenarios/{page['id']}/", _findable(page)) for page in written["pages"]]
    language: str = written["language"]
    write(search_files(made, language, names=names, synonyms=synonyms), folder)
    return language


def write(files: dict[str, bytes], folder: Path) -> None:
    """Write files below a folder."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _findable(page: dict[str, Any]) -> Findable:
    told = {name: page.get(name, "") for name in ("title", "department", "channel", "difficulty")}
    return Findable(
        **told,
        passages=(SearchText("text", page["text"]),),
        keywords=tuple(page.get("keywords", ())),
        topics=tuple(page.get("topics", ())),
        scenario=page["id"],
    )
