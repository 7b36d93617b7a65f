"""Small courses: as values, as files, and as whole MkDocs projects."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from answerable.checks.check import check_course
from answerable.model import Course, Module, Scenario

ROOT = Path(__file__).resolve().parents[2]
TODAY = datetime.date(2026, 11, 1)
"""A date before every review date of the shipped course, so that tests don't expire."""

ADDRESS = "https://inn.example/course/"
"""The `site_url` of the projects from `write_project`."""

MINIMAL: dict[str, Any] = {
    "title": "The lost key",
    "situation": "A guest stands in the rain before a locked door.",
    "not_accountable": {
        "reply": "The office opens at nine, so somebody can help you then.",
        "why": "She stays in the rain, and nobody is looking for a way in.",
    },
    "accountable": {
        "reply": "I am on my way with a spare key, ten minutes from now.",
        "why": "She knows that somebody is coming, and exactly when.",
    },
    "solutions": [
        "Bring the spare key.",
        {"do": "Call the locksmith.", "when": "No spare key can be found."},
    ],
    "lesson": "Whoever hears about it brings the key.",
}
"""The fields that an author should write, with texts that differ from all other scenarios here."""

FULL: dict[str, Any] = {
    "title": "A cold soup & a “hot” guest",
    "situation": "The soup came cold.\n\nThe guest says: *“Is this gazpacho?”*",
    "worked_example": "He isn’t hungry for a *reason*. What can be on his table first?",
    "own_reply_first": "yes",
    "not_accountable": {
        "reply": "That was the kitchen, and all I do here is carry the plates.",
        "why": "The guest hears two people where there should be one restaurant.",
    },
    "accountable": {
        "reply": "A hot one is here within **five minutes**, I see to it.",
        "why": "The guest gets a time, and the waiter keeps the matter.",
    },
    "other_replies": [
        {
            "reply": "Oh dear, let me see what the chef thinks about it.",
            "why": "Kind, and yet the guest knows neither what comes nor when.",
            "quality": "weak",
        },
        {
            "reply": "Gazpacho is a cold soup, as the menu says.",
            "why": "The guest is made to look foolish.",
            "quality": "poor",
        },
    ],
    "solutions": [
        {"do": "Bring a hot soup."},
        {"do": "Offer another starter.", "when": "The pot is empty."},
        {"do": "Take it off the bill.", "when": "The main course is on the table already."},
    ],
    "lesson": "Guests see one restaurant, from the pot to the table.",
    "summary": "Cold soup, and a guest who jokes about it.",
    "department": "Dining room",
    "channel": "At the table",
    "customer": "internal",
    "difficulty": "2",
    "minutes": "7",
    "excuse": "Not my department",
    "tags": ["kitchen", "temperature"],
    "keywords": ["lukewarm broth", "starter"],
    "coaching": ["Who could have tasted it before it left the kitchen?"],
    "sources": ["Guest book of [last summer](https://example.com/book)"],
    "owner": "Training team",
    "review_by": "2031-05-04",
    "status": "live",
    "changes": [{"date": "2026-09-30", "text": "The chef tastes every pot now."}],
}
"""Every field that a scenario may have."""

COURSE_FILES: dict[str, Any] = {
    "course.yml": {
        "id": "inn",
        "title": "An accountable inn",
        "description": "Practise at the door, at the table and at the desk.",
        "objectives": ["You can help a guest at once."],
        "modules": [
            {
                "folder": "at-the-door",
                "title": "At the door",
                "summary": "Guests who *cannot* come in.",
                "objectives": ["You can open a door."],
            },
            {"folder": "at-the-table", "title": "At the table"},
        ],
        "authors": ["The inn"],
        "licence": "CC BY 4.0",
    },
    "at-the-door/lost-key.yml": MINIMAL
    | {"department": "Reception", "channel": "Phone", "difficulty": "1", "tags": ["keys"]},
    "at-the-door/no-room.yml": MINIMAL
    | {
        "title": "No room left",
        "situation": "A family has a booking, and every room is taken.",
        "not_accountable": {
            "reply": "The portal has oversold us again, please call them.",
            "why": "They have no bed, and a telephone number instead.",
        },
        "accountable": {
            "reply": "I will find four beds for you tonight before I go home.",
            "why": "The family can sit down, because the search has an owner.",
        },
        "solutions": ["Ask the inn across the square.", "Open the seminar room."],
        "lesson": "A booking is our promise, whoever sold it.",
        "tags": ["keys", "Booking"],
        "keywords": ["overbooked"],
    },
    "at-the-door/wet-dog.yml": MINIMAL
    | {
        "title": "The wet dog",
        "situation": "A hiker brings a dog that drips on the carpet.",
        "not_accountable": {
            "reply": "Dogs are in the house rules, on page two of them.",
            "why": "He learns about a rule and not about a dry place.",
        },
        "accountable": {
            "reply": "Here is a towel, and a bowl of water by the stove.",
            "why": "Dog and carpet dry, and he feels welcome.",
        },
        "solutions": ["Lend a towel.", "Open the boot room."],
        "lesson": "A rule has a purpose, and the purpose was the carpet.",
        "channel": "At the desk",
    },
    "at-the-table/cold-soup.yml": FULL,
    "at-the-table/last-order.yml": MINIMAL
    | {
        "title": "After the last order",
        "situation": "A late guest asks for food at five past ten.",
        "not_accountable": {
            "reply": "The kitchen closed at ten, that is how it is here.",
            "why": "He goes to bed hungry with a timetable.",
        },
        "accountable": {
            "reply": "Bread, cheese and pickles are yours in a moment.",
            "why": "He eats, although the cook has gone.",
        },
        "solutions": ["Make a cold plate.", "Know who delivers until eleven."],
        "lesson": "Closed is a fact about the stove, hungry one about the guest.",
        "tags": ["kitchen"],
    },
}
"""A course of two modules and five scenarios that no rule objects to."""

TINY: dict[str, Any] = {"course.yml": {"id": "tiny", "title": "Tiny"}, "desk/one.yml": MINIMAL}
"""The smallest course. Its cards are made once in a run, wherever it is built and not changed."""

INDEX = """# Welcome

<!-- answerable: start -->

## The parts

<!-- answerable: modules -->
"""


def broken(files: Mapping[str, Any]) -> dict[str, Any]:
    """The same course with a lesson missing in its first scenario."""
    changed = copy.deepcopy(dict(files))
    name = next(name for name in changed if name != "course.yml")
    del changed[name]["lesson"]
    return changed


def write_course(folder: Path, files: Mapping[str, Any] = COURSE_FILES) -> Path:
    """Write the files of a course: strings as they are, everything else as YAML."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else _as_yaml(content)
        path.write_text(text, encoding="utf-8")
    return folder


def _as_yaml(content: Any) -> str:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # many times as fast where it is there
    text: str = yaml.dump(content, Dumper=dumper, allow_unicode=True)
    return text


LIGHT_AND_DARK: dict[str, Any] = {
    "name": "material",
    "font": False,
    "palette": [
        {
            "media": f"(prefers-color-scheme: {name})",
            "scheme": scheme,
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": "material/weather-night", "name": f"Switch to {other} colours"},
        }
        for name, scheme, other in (("light", "default", "dark"), ("dark", "slate", "light"))
    ],
}
"""The `theme` of a project whose pages are light or dark, as the system prefers."""


def write_project(
    folder: Path,
    files: Mapping[str, Any] = COURSE_FILES,
    *,
    docs: Mapping[str, str] | None = None,
    **config: Any,
) -> Path:
    """Write a whole project; returns its mkdocs.yml. `config` are settings; None removes one."""
    write_course(folder / "scenarios", files)
    for name, text in ({"index.md": INDEX} if docs is None else docs).items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings: dict[str, Any] = {
        "site_name": "{title}",
        "site_url": ADDRESS,
        "docs_dir": "content",
        "theme": {"name": "material", "font": False},
        "plugins": ["search", {"answerable": {"scenarios": "scenarios"}}],
        "nav": [
            {"Home": "index.md"},
            {"Practise": ["scenarios/index.md", "{modules}", "tags.md", "cards.md"]},
        ],
    } | config
    settings = {key: value for key, value in settings.items() if value is not None}
    config_file = folder / "mkdocs.yml"
    config_file.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False))
    return config_file


def load(folder: Path) -> Course:
    """Load the course in a folder, which must have no errors."""
    report = check_course(folder, TODAY)
    assert report.course is not None, report.diagnostics
    return report.course


def scenario(**changes: Any) -> Scenario:
    """A minimal scenario with these changes."""
    place = {"id": "lost-key", "module_id": "door", "path": "door/lost-key.yml", "code": "A1"}
    return Scenario.model_validate(MINIMAL | place | changes)


def course(*scenarios: Scenario, **changes: Any) -> Course:
    """A course with one module, which contains these scenarios."""
    module = Module(id="door", letter="A", title="At the door", scenarios=scenarios)
    fields: dict[str, Any] = {"id": "inn", "title": "The inn", "language": "en"}
    return Course(**fields | {"modules": (module,)} | changes)
