"""A learner writes a scenario of their own, and the trainer imports the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from answerable.diagnostics import Severity
from answerable.exchange.scenarios.files import read_file
from answerable.model import Course

from .store import records
from .test_axe import violations

Texts = dict[str, str | list[str]]

PLAIN: Texts = {
    "title": "The early bus",
    "situation": "A traveller calls.\n\nThe bus left early, and the next goes in an hour.",
    "given": "Our drivers keep to the timetable.",
    "effect": "She has to prove what she saw.",
    "better": "I am sorry. I’ll send you a taxi now, and ask the driver what happened.",
    "why": "She gets home, and somebody looks for the cause.",
    "solutions": ["Send a taxi now.", "Pay back the ticket.", "Ask the driver."],
    "lesson": "Bring them home first.",
}

FOOLING: list[Texts] = [
    PLAIN
    | {
        "title": "Lesson: never say this",
        "situation": "Lesson: keep calm. Why: because it helps.\nNote: it was full.\nExample 2: no",
        "given": "Guest: Where is it?\nMe: Accountable: not me.",
        "effect": "Responses",
        "better": "1. Solutions: say sorry\n2. Lesson: ring back\n3. Wait",
        "why": "- Why not: so\n- (a) Lesson: so",
        "solutions": ["Lesson: send a taxi.", "Note: pay it back. Title: none.", ""],
        "lesson": "Lesson – what she saw\nSituation\nIt was over.",
    },
    PLAIN
    | {
        "title": "It rained. Lesson – so what?",
        "situation": "“So,” she said, “Lesson: one.” Not accountable: “him”.",
        "given": "“Not my bus,” he said, “and not my fault.” He left.",
        "better": "She asked (Lesson: why?) “Accountable: who?”",
        "why": "✅ Lesson: fine. What happened? Why? Because.",
        "lesson": "<b>Lesson:</b> [a](http://a.example) & 50 % of 3: one",
    },
    {
        "title": "Der frühe Bus: Merksatz",
        "situation": "Eine Kundin ruft an. Merksatz: Immer ruhig.\nLösung: keine",
        "given": "„So nicht: Merke“, sagte er.",
        "effect": "Sie steht da.",
        "better": "Es tut mir leid. Warum: weil.",
        "why": "Grund: Sie kommt heim.",
        "solutions": ["Ein Taxi schicken.", "Lösung: das Geld zurückgeben.", ""],
        "lesson": "Merksatz: Erst heimbringen.",
    },
    {
        "title": "الحافلة المبكرة",
        "situation": "تتصل مسافرة. الدرس: لا شيء\nالسبب: غير معروف",
        "given": "سائقونا ملتزمون بالموعد.",
        "effect": "عليها أن تثبت ما رأت.",
        "better": "أنا آسف. سأرسل سيارة الآن.",
        "why": "تصل إلى بيتها.",
        "solutions": ["أرسل سيارة.", "أعد ثمن التذكرة.", ""],
        "lesson": "الدرس: أوصلهم أولًا.",
    },
]


def fill(page: Page, texts: Mapping[str, str | list[str]]) -> None:
    expect(page.locator("own-scenario [name=lesson]")).to_be_visible()
    for name, text in texts.items():
        fields = page.locator(f"own-scenario [name={name}]").all()
        for field, value in zip(fields, [text] if isinstance(text, str) else text, strict=True):
            field.fill(value)


def words(text: str) -> str:
    """The words of a text or of its Markdown: lines and backslashes before signs don't matter."""
    return re.sub(r"\\(?=[^\w\s])", "", " ".join(text.split()))


def imported(file: Path) -> dict[str, Any]:
    found = read_file(file)
    errors = [one for one in found.diagnostics if one.severity is Severity.ERROR]
    assert not errors, errors
    assert "isn't imported" not in str(found.diagnostics)
    [draft] = found.drafts
    read: dict[str, Any] = draft.source.value or {}
    poor, good = read["not_accountable"], read["accountable"]
    return {
        "title": words(read["title"]),
        "situation": words(read["situation"]),
        "given": words(poor["reply"]),
        "effect": words(poor["why"]),
        "better": words(good["reply"]),
        "why": words(good["why"]),
        "solutions": [words(one["do"]) for one in read["solutions"]],
        "lesson": words(read["lesson"]),
    }


def as_read(texts: Texts) -> dict[str, Any]:
    return {
        name: words(text) if isinstance(text, str) else [words(one) for one in text if one]
        for name, text in texts.items()
    }


def save(page: Page, to: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save it as a file").press("Enter")
    assert download.value.suggested_filename.endswith(".txt")
    download.value.save_as(to)
    return to


def test_the_import_reads_every_field_whatever_is_in_it(
    page: Page, shipped: Course, tmp_path: Path
) -> None:
    page.goto("own-scenario/")
    for number, texts in enumerate([PLAIN, *FOOLING]):
        fill(page, texts)
        file = save(page, tmp_path / f"own-{number}.txt")
        assert imported(file) == as_read(texts), file.read_text(encoding="utf-8")


def test_the_draft_stays_until_another_one_is_begun(
    page: Page, shipped: Course, tmp_path: Path
) -> None:
    page.goto("progress/")
    page.get_by_role("link", name="Write your own scenario").click()
    fill(page, PLAIN)
    expect(page.locator("own-scenario .an-saved").first).to_have_text("Saved on this device.")
    page.reload()
    expect(page.get_by_label("Title")).to_have_value("The early bus")
    expect(page.get_by_label("Something else that can be done").last).to_have_value(
        "Ask the driver."
    )
    page.get_by_label("The lesson").fill("")
    page.get_by_role("button", name="Save it as a file").press("Enter")
    expect(page.get_by_label("The lesson")).to_be_focused()  # it is missing
    another = page.get_by_role("button", name="Write another one")
    expect(another).to_be_hidden()
    page.get_by_label("The lesson").fill("Bring them home.")
    save(page, tmp_path / "own.txt")
    expect(page.locator("own-scenario [data-done]")).to_contain_text("Saved as")
    assert violations(page) == []
    another.press("Enter")
    expect(page.get_by_label("Title")).to_have_value("")
    expect(page.get_by_label("Title")).to_be_focused()
    assert "_own-scenario" not in records(page, shipped)


def test_a_module_leads_to_it(page: Page, shipped: Course) -> None:
    page.goto(f"modules/{shipped.modules[0].id}/")
    page.get_by_role("link", name="Write your own scenario").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Write your own scenario")
