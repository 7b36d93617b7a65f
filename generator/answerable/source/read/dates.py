"""Understand dates as people and spreadsheets write them, where the course wants year-month-day."""

from __future__ import annotations

import datetime
import re

_BY_POINTS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})\s?([-./‐‑–])\s?(\d{1,2})\s?\2\s?(\d{1,2})\.?")
_BY_STROKES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SERIAL = re.compile(r"[3-6]\d{4}")
_EXCEL_COUNTS_FROM = datetime.date(1899, 12, 30)
"""Day 0 of Excel, for days after February 1900 (ECMA-376, part 1, 18.17.4.1)."""


def meant_date(text: str) -> datetime.date | None:
    """Return the only date that a text can mean; None if there is none, or if it could be two.

    If the year comes first, the month follows, whatever the separator. Points separate day, month
    and year, as in German. Slashes are used for both day-month and month-day, so one of the first
    two numbers must be larger than 12. Five digits are an Excel day number.
    """
    text = text.strip()
    if _SERIAL.fullmatch(text):
        return _EXCEL_COUNTS_FROM + datetime.timedelta(days=int(text))
    if found := _YEAR_FIRST.fullmatch(text):
        return _date(found[1], found[3], found[4])
    if found := _BY_POINTS.fullmatch(text):
        return _date(found[3], found[2], found[1])
    if found := _BY_STROKES.fullmatch(text):
        readings = {_date(found[3], found[2], found[1]), _date(found[3], found[1], found[2])}
        readings.discard(None)
        return readings.pop() if len(readings) == 1 else None
    return None


def _date(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
