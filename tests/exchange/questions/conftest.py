"""A course with every type of item, and its questions."""

from __future__ import annotations

import pytest

from answerable.exchange.questions.question import Question, questions
from answerable.model import Course
from tests.support.courses import ROOT, load


@pytest.fixture(scope="session")
def full() -> Course:
    return load(ROOT / "tests/cases/site/full/scenarios")


@pytest.fixture(scope="session")
def asked(full: Course) -> tuple[Question, ...]:
    return questions(full, full.scenarios)
