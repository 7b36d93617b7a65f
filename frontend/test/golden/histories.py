"""Writes histories.json: what learners did, and what an independent scheduler makes of it.

The memory is reckoned by py-fsrs, an implementation of FSRS-6 by other people; sittings, the order
of the four intervals and the cap of a year are reckoned here. schedule.js must give the same.

    pip install fsrs==6.3.2
    python test/golden/histories.py
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fsrs import Card, Rating, Scheduler

START = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
PAUSE = timedelta(hours=6)
LONGEST = 365  # days
SCHEDULER = Scheduler(
    learning_steps=(), relearning_steps=(), enable_fuzzing=False, maximum_interval=LONGEST
)

MINUTE = 1 / 24 / 60
# Of each check: days since the start, score, and how sure the learner was, if they said so.
HISTORIES: dict[str, list[tuple[float, float, int | None]]] = {
    "right at once": [(0, 1, None)],
    "right and sure": [(0, 1, 2)],
    "right and not sure": [(0, 1, 0)],
    "wrong": [(0, 0, None)],
    "partly right": [(0, 0.75, 2)],
    "wrong, and right 20 seconds later": [(0, 0, None), (MINUTE / 3, 1, None)],
    "wrong, and right at the fifth try": [
        *((n * MINUTE, 0.5, None) for n in range(4)),
        (4 * MINUTE, 1, 2),
    ],
    "right, then wrong in the quiz an hour later": [(0, 1, 2), (60 * MINUTE, 0, None)],
    "not sure, then sure in the same sitting": [(0, 1, 0), (9 * MINUTE, 1, 2)],
    "three questions of a scenario, one of them half right": [
        (0, 1, None),
        (2 * MINUTE, 0.5, None),
        (5 * MINUTE, 1, None),
    ],
    "a sitting across midnight": [(0.6, 0, None), (0.605, 1, None), (0.61, 1, None)],
    "a long evening with pauses of five hours is one sitting": [
        (0, 1, None),
        (5 / 24, 1, 2),
        (10 / 24, 0, None),
    ],
    "reviewed on time, always right": [
        (0, 1, None),
        (3, 1, None),
        (14, 1, None),
        (60, 1, None),
        (200, 1, None),
    ],
    "reviewed late, still right": [(0, 1, None), (40, 1, None), (400, 1, None)],
    "forgotten once, learned again": [
        (0, 1, None),
        (3, 1, None),
        (12, 0, None),
        (12 + MINUTE, 1, None),
        (13, 1, None),
        (17, 1, None),
    ],
    "forgotten three times": [(0, 1, None), (3, 0, 2), (5, 0, 1), (8, 0, None)],
    "always sure, so the year is the longest": [
        (0, 1, 2),
        (20, 1, 2),
        (150, 1, 2),
        (700, 1, 2),
    ],
    "never sure": [(0, 1, 0), (2, 1, 0), (5, 1, 0), (9, 1, 0)],
    "practised every day for a week": [(n, 1, None) for n in range(7)],
    "wrong at first each day, then put right": [
        check for n in range(5) for check in ((n, 0, None), (n + 2 * MINUTE, 1, 2))
    ],
}


def rating(score: float, sure: int | None) -> Rating:
    if score < 1:
        return Rating.Again
    return {0: Rating.Hard, 2: Rating.Easy}.get(-1 if sure is None else sure, Rating.Good)


def sittings(checks: list[tuple[datetime, Rating]]) -> list[tuple[datetime, Rating]]:
    groups: list[list[tuple[datetime, Rating]]] = []
    for check in checks:
        if groups and check[0] - groups[-1][-1][0] < PAUSE:
            groups[-1].append(check)
        else:
            groups.append([check])
    return [(group[0][0], min(grade for _, grade in group)) for group in groups]


def days_after(card: Card, at: datetime, grade: Rating) -> int:
    """The interval in days: a better grade gives a longer one."""
    free = []
    for one in Rating:
        after, _ = SCHEDULER.review_card(card, one, at)
        free.append((after.due - at).days)
    again = min(free[0], free[1])
    hard = max(free[1], again + 1)
    good = max(free[2], hard + 1)
    easy = max(free[3], good + 1)
    return min((again, hard, good, easy)[grade - 1], LONGEST)


def reckoned(name: str, history: list[tuple[float, float, int | None]]) -> dict[str, object]:
    checks = [(START + timedelta(days=days), score, sure) for days, score, sure in history]
    card, days = Card(), 0
    met = sittings([(at, rating(score, sure)) for at, score, sure in checks])
    for at, grade in met:
        days = days_after(card, at, grade)
        card, _ = SCHEDULER.review_card(card, grade, at)
    return {
        "name": name,
        "checks": [[round(at.timestamp() * 1000), score, sure] for at, score, sure in checks],
        "grades": [int(grade) for _, grade in met],
        "stability": card.stability,
        "difficulty": card.difficulty,
        "days": days,
    }


rows = [json.dumps(reckoned(name, history)) for name, history in HISTORIES.items()]
text = "[\n  " + ",\n  ".join(rows) + "\n]\n"
Path(__file__).with_suffix(".json").write_text(text, encoding="utf-8")
