"""Whole stories: what a trainer does in the studio who has never seen YAML."""

from __future__ import annotations

import datetime
import io
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from answerable.checks.check import check_course
from tests.browser.conftest import Guard
from tests.support.studio import StudioProcess, studio_process

SCENARIOS = {
    "The lift is stuck": (
        "A guest stands in front of the lift with two heavy suitcases. The display is dark, and "
        "her taxi comes in ten minutes.",
        "The technician knows about it. Please take the stairs, or wait until he comes.",
        "I’ll carry your suitcases down the back stairs, and a colleague asks the taxi to wait.",
        "Carry the luggage, and ask the taxi to wait.",
        "Help with what can be done now; the repair comes later.",
    ),
    "Room with a noise": (
        "At midnight a guest rings reception. The fan above his window hums, and he has a meeting "
        "at eight.",
        "I am very sorry, but all our rooms on that side hear the fan. In the morning I can tell "
        "the manager, who will certainly write to you.",
        "I’ll come up with the key to room nine, and we move your things together.",
        "Offer a quiet room at once, and help with the move.",
        "A guest who can’t sleep needs a bed now, not a letter tomorrow.",
    ),
    "Breakfast without eggs": (
        "A regular guest asks for the eggs that she always has on Sundays. The supplier forgot "
        "them, and the kitchen has none.",
        "The supplier forgot us this morning, so nobody in the house has eggs. You’re welcome to "
        "look at the buffet, there is plenty of everything else on it, as you can see.",
        "There are none in the kitchen, but the bakery across the street has them. Shall I fetch "
        "yours while you have your coffee?",
        "Fetch eggs from across the street.",
        "Say what there isn’t in half a sentence, and what there is in the rest.",
    ),
}


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[StudioProcess]:
    """A studio that knows no course."""
    (tmp_path / "documents").mkdir()
    with studio_process(tmp_path, tmp_path / "home") as started:
        yield started


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (1200, 800), "#8899aa").save(stream, "JPEG")
    return stream.getvalue()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Undo the save")).to_be_visible()


def write(page: Page, texts: tuple[str, ...]) -> None:
    """Fill in the form of a new scenario, and save it."""
    situation, poor, good, solution, lesson = texts

    def field(*names: str) -> str:
        return " ".join(f'[data-field="{name}"]' for name in names) + " textarea"

    page.locator(field("situation")).first.fill(situation)
    page.locator(field("not_accountable", "reply")).fill(poor)
    page.locator(field("not_accountable", "why")).fill("Nothing happens, and the guest is alone.")
    page.locator(field("accountable", "reply")).fill(good)
    page.locator(field("accountable", "why")).fill("Somebody does something at once.")
    solutions = page.locator('[data-field="solutions"]')
    solutions.locator('[data-field="do"] textarea').first.fill(solution)
    solutions.get_by_role("button", name="Add a solution").click()
    solutions.locator('[data-field="do"] textarea').last.fill("Ask the manager on duty.")
    when = solutions.locator('[data-field="when"] textarea').last
    when.fill("It is more than you may decide.")
    page.locator(field("lesson")).first.fill(lesson)
    page.locator('[data-field="status"] select').select_option("live")
    save(page)


def test_from_nothing_to_a_published_zip(page: Page, studio: StudioProcess, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(studio.entrance)
    page.get_by_role("link", name="New course").click()
    page.get_by_label("Title").fill("Guests first")
    page.get_by_label("In this folder").fill(str(tmp_path / "documents"))
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("heading", level=1, name="Scenarios")).to_be_visible()
    course = page.url.partition("?")[0]
    module = page.locator("[data-module]").first
    examples = page.locator("[data-path]").count()
    for title, texts in SCENARIOS.items():
        page.goto(course)
        module.get_by_placeholder("Title of a new scenario").fill(title)
        module.get_by_role("button", name="Add", exact=True).click()
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
        write(page, texts)

    page.goto(course)
    for _ in range(examples):
        row = (
            page.locator("[data-path]", has_not_text="stuck")
            .filter(has_not_text="noise")
            .filter(has_not_text="eggs")
        )
        row.first.locator("summary").click()
        row.first.get_by_role("button", name="Remove", exact=True).click()
        expect(page.get_by_role("status").filter(has_text="Removed")).to_be_visible()
    page.locator("[data-module]").last.get_by_role("button", name="Remove", exact=True).click()
    expect(page.locator("[data-path]")).to_have_count(3)

    page.get_by_role("link", name="The lift is stuck").click()
    page.locator("summary", has_text="Objectives it serves").click()
    serves = page.locator('[data-field="serves"]')
    for objective in ("tell-apart", "next-step", "one-voice"):
        serves.get_by_role("button", name="Add").click()
        page.keyboard.type(objective)
    chosen = page.locator('[data-field="picture"]').first
    chosen.locator("summary").first.click()
    with page.expect_response(lambda answer: "/media/" in answer.url):
        chosen.locator("[data-chooser]").first.set_input_files(
            {"name": "Lift.jpg", "mimeType": "image/jpeg", "buffer": picture()}
        )
    expect(chosen.locator("[data-shown]").first).to_be_visible()
    page.keyboard.type("A dark lift with two suitcases in front of it")
    save(page)

    (folder,) = (tmp_path / "documents").iterdir()
    report = check_course(folder / "scenarios", datetime.date.today())
    assert [str(one.message) for one in report.diagnostics] == []

    page.get_by_role("link", name="Print").click()
    page.get_by_role("button", name="Make it").click()
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="Download cards.pdf").click(timeout=60_000)
    assert Path(downloaded.value.path()).read_bytes().startswith(b"%PDF")

    page.get_by_role("link", name="Translations").click()
    page.get_by_label("Choose it").fill("de")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("button", name="Begin").first.click()
    page.locator("textarea").first.fill("Gäste zuerst")
    save(page)
    assert "title: Gäste zuerst\n" in (folder / "scenarios/course.de.yml").read_text()

    page.get_by_role("link", name="Publish").click()
    page.get_by_text("A zip to unpack").click()
    page.get_by_role("button", name="Make it").click()
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="Download course.zip").click(timeout=60_000)
    with zipfile.ZipFile(downloaded.value.path()) as archive:
        names = archive.namelist()
        (home,) = (one for one in names if one.count("/") == 1 and one.endswith("index.html"))
        text = archive.read(home).decode()
    assert "Guests first" in text
    assert any("the-lift-is-stuck" in one for one in names)


def test_the_file_changed_outside_while_i_typed(
    page: Page, studio: StudioProcess, tmp_path: Path, guard: Guard
) -> None:
    guard.allow("409")  # how the studio says that both have changed it
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(studio.entrance)
    page.get_by_role("link", name="New course").click()
    page.get_by_label("Title").fill("Parcels")
    page.get_by_label("In this folder").fill(str(tmp_path / "documents"))
    page.get_by_role("button", name="Make it").click()
    (file,) = tmp_path.glob("documents/*/scenarios/*/no-appointment.yml")
    page.locator(f'a[href$="{file.name}"]').click()
    title = page.locator('[data-field="title"] input').first
    title.fill("No appointment today")
    expect(page.get_by_text("Kept, not saved yet")).to_be_visible()
    before = file.read_text()
    file.write_text(before.replace("title: ", "title: Really ").replace("lesson: >-", "lesson: >-"))
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Compare and choose").click()
    page.get_by_label("What the file has now").check()
    page.get_by_role("button", name="Go on with this").click()
    expect(title).to_have_value("Really " + before.partition("title: ")[2].partition("\n")[0])


def test_what_is_typed_before_the_script_is_there_is_kept(
    page: Page, studio: StudioProcess, tmp_path: Path
) -> None:
    page.goto(studio.entrance)
    page.get_by_role("link", name="New course").click()
    page.get_by_label("Title").fill("Parcels")
    page.get_by_label("In this folder").fill(str(tmp_path / "documents"))
    page.get_by_role("button", name="Make it").click()
    (file,) = tmp_path.glob("documents/*/scenarios/*/no-appointment.yml")
    script = threading.Event()

    def late(route: Route) -> None:
        script.wait(10)
        route.continue_()

    page.route("**/studio.js", late)
    page.locator(f'a[href$="{file.name}"]').click(no_wait_after=True)
    page.locator('[data-field="lesson"] textarea').first.fill("Typed at once.")
    script.set()
    expect(page.get_by_text("Kept, not saved yet")).to_be_visible()
    save(page)
    assert "lesson: Typed at once.\n" in file.read_text()
