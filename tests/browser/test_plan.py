"""What a learner plans to do on the job, and what comes of it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from answerable.model import Course

from .conftest import NARROW
from .learner import path_of
from .store import change, records
from .test_axe import violations

DAY = 24 * 60 * 60 * 1000


def today(page: Page) -> date:
    return date.fromisoformat(page.evaluate("new Date().toLocaleDateString('sv')"))


def write(page: Page, when: str, will: str, by: str = "") -> None:
    page.get_by_label("When this happens:").fill(when)
    page.get_by_label("I will:").fill(will)
    page.get_by_label("By:").fill(by)
    expect(page.locator("own-plan [role=status]")).not_to_be_empty()


def plans(page: Page) -> Locator:
    return page.locator(".an-plan")


def test_plans_are_kept_and_listed_by_date(page: Page, shipped: Course) -> None:
    first, second, third = shipped.scenarios[:3]
    page.goto("progress/")
    expect(page.locator("plan-list [data-none]")).to_be_visible()
    page.goto(path_of(first, "lesson"))
    assert violations(page, part="own-plan") == []
    soon = today(page) + timedelta(days=9)
    write(page, "a guest asks twice", "find out at once")
    expect(page.locator("own-plan [role=status]")).to_have_text("Saved on this device.")
    page.goto(path_of(second, "lesson"))
    write(page, "the phone rings", "answer by name", str(soon))
    page.goto(path_of(third, "lesson"))
    write(page, "somebody <b>waits</b>", "go over", str(soon - timedelta(days=2)))
    page.reload()
    expect(page.get_by_label("I will:")).to_have_value("go over")
    page.goto("progress/")
    expect(plans(page).locator("[data-of]")).to_have_text(
        [third.title, second.title, first.title], use_inner_text=True
    )
    expect(plans(page).first.locator("[data-line=when]")).to_have_text(
        "When this happens: somebody <b>waits</b>"
    )
    expect(plans(page).last.locator("[data-line=by]")).to_be_hidden()
    page.goto(path_of(first, "lesson"))
    for name in ("When this happens:", "I will:"):
        page.get_by_label(name).fill("")
    page.goto("progress/")
    expect(plans(page)).to_have_count(2)


def test_a_day_that_has_passed_is_not_kept(page: Page, shipped: Course) -> None:
    scenario = shipped.scenarios[0]
    page.goto(path_of(scenario, "lesson"))
    write(page, "it rains", "lend an umbrella", str(today(page)))
    expect(page.locator("own-plan [role=status]")).to_contain_text("Please choose a day to come.")
    plan = records(page, shipped)[f"{scenario.id}/plan"]
    assert (plan["will"], plan["by"]) == ("lend an umbrella", None)


def test_reminders_come_after_a_day_a_week_and_a_month(page: Page, shipped: Course) -> None:
    scenario = shipped.scenarios[0]
    page.goto(path_of(scenario, "lesson"))
    made = today(page)
    write(page, "it rains", "lend an umbrella")
    page.goto("progress/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Remind me").click()
    assert download.value.suggested_filename == f"{scenario.id}.ics"
    text = Path(download.value.path()).read_bytes().decode().replace("\r\n ", "")
    days = [f"{made + timedelta(days=after):%Y%m%d}" for after in (1, 7, 30)]
    assert re.findall(r"DTSTART;VALUE=DATE:(\d+)", text) == days
    assert len(set(re.findall(r"UID:(\S+)", text))) == 3
    assert "When this happens: it rains\\nI will: lend an umbrella" in text
    assert f"URL:{page.url.replace('progress/', path_of(scenario))}" in text
    now = page.evaluate("Date.now()")
    change(page, shipped, scenario.id, plan={"made": now - 40 * DAY})
    page.reload()
    expect(plans(page)).to_have_count(1)
    expect(page.get_by_role("button", name="Remind me")).to_be_hidden()


def test_a_card_for_the_talk_is_printed_alone_and_fills_a_mail(page: Page, shipped: Course) -> None:
    for scenario, words in zip(shipped.scenarios, ("100 % & more?\nYes", "else"), strict=False):
        page.goto(path_of(scenario, "lesson"))
        write(page, words, "ring back")
    page.goto("progress/")
    page.evaluate("void (window.print = () => dispatchEvent(new Event('beforeprint')))")
    entry = plans(page).first
    entry.locator("summary").press("Enter")
    assert violations(page, part="plan-list") == []
    mail = urlsplit(entry.get_by_role("link", name="email").get_attribute("href") or "")
    parts = parse_qs(mail.query, strict_parsing=True)
    assert (mail.scheme, mail.path) == ("mailto", "")
    assert parts["subject"] == [f"My plan: {shipped.scenarios[0].title}"]
    said = parts["body"][0].split("\r\n")
    assert said[:2] == ["When this happens: 100 % & more? Yes", "I will: ring back"]
    assert [line[:2] for line in said[-3:]] == ["1.", "2.", "3."]
    entry.get_by_role("button", name="Print this card").press("Enter")
    page.emulate_media(media="print")
    expect(entry.get_by_text("What happened when you tried it?")).to_be_visible()
    expect(entry.locator("[data-line=will]")).to_be_visible()
    for hidden in ("h1", "h2", ".an-summary", ".an-plan >> nth=1", ".an-bars", "button"):
        expect(page.locator(f"main {hidden}").filter(visible=True)).to_have_count(0)
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("h1")).to_be_visible()


def test_what_was_written_before_there_were_plans_stays(page: Page, shipped: Course) -> None:
    scenario = shipped.scenarios[0]
    page.goto(path_of(scenario, "lesson"))
    earlier = page.locator("own-plan [data-earlier]")
    expect(earlier).to_be_hidden()
    change(page, shipped, scenario.id, reflection={"text": "Ring back.\nAlways.", "at": 5})
    page.reload()
    expect(earlier.locator("blockquote")).to_have_text("Ring back.\nAlways.", use_inner_text=True)
    page.goto("progress/")
    expect(page.locator("[data-words] blockquote")).to_contain_text("Ring back.")


@pytest.mark.parametrize("of", ["page", "scriptless"])
def test_the_fields_fit_a_phone_and_are_a_worksheet_without_a_script(
    request: pytest.FixtureRequest, shipped: Course, of: str
) -> None:
    page: Page = request.getfixturevalue(of)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    script = of == "page"
    page.goto(path_of(shipped.scenarios[0], "lesson" if script else ""))
    if not script:
        page.locator(".an-reveal > summary").click()
    for name in ("When this happens:", "I will:", "By:"):
        field = page.get_by_label(name)
        expect(field).to_be_visible()
        box = field.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= NARROW["width"]
