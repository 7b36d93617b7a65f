"""A course with every type of item, and its questions."""

from __future__ import annotations

import pytest

from answerable.model import Course
from answerable.question_bank.question import Question, questions
from support.courses import ROOT, load


@pytest.fixture(scope="session")
def full() -> Course:
    return load(ROOT / "tests/cases/site/full/scenarios")


@pytest.fixture(scope="session")
def asked(full: Course) -> tuple[Question, ...]:
    return questions(full, full.scenarios)
