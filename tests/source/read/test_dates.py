"""Dates as people write them: a remedy is offered only where a text means one date."""

from __future__ import annotations

import datetime

import pytest

from answerable.source.read.dates import meant_date


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("31.12.2027", "2027-12-31"),
        (" 1. 2. 2027 ", "2027-02-01"),
        ("12/31/2027", "2027-12-31"),
        ("31/12/2027", "2027-12-31"),
        ("5/5/2027", "2027-05-05"),
        ("46000", "2025-12-09"),
        ("2027-1-5", "2027-01-05"),
        ("2027/01/05", "2027-01-05"),
        ("2027.1.5", "2027-01-05"),
        ("2027–01–05", "2027-01-05"),
        ("2027. 1. 5.", "2027-01-05"),
    ],
)
def test_one_meaning(text: str, meant: str) -> None:
    assert meant_date(text) == datetime.date.fromisoformat(meant)


@pytest.mark.parametrize(
    "text",
    ["", "1/2/2027", "31.13.2027", "soon", "2027", "20271231", "1.2.27", "2027-13-1", "2027-1.5"],
)
def test_none_or_two_meanings(text: str) -> None:
    assert meant_date(text) is None
