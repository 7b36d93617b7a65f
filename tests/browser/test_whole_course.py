"""One learner, one course: by keyboard, on a phone, offline, edited meanwhile, on two devices.

The course is the shipped one, with one or two scenarios of each module. The learner begins online,
goes on without a connection until the certificate is there, takes an edited course, and carries
everything to another browser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import BrowserContext, Locator, Page, expect

from answerable.items import pool
from answerable.items.free.item import FreeItem
from answerable.items.items import WHICH_REPLY, of_scenario, which_reply
from answerable.model import Course, Module, Scenario
from tests.support.courses import load
from tests.support.quick import replace_handouts

from .conftest import build
from .learner import path_of, to_step
from .screen import PHONE, reach
from .server import SiteServer, published_policy
from .store import records
from .test_assessment import keys, place
from .test_offline import keeps, settled, worker_ready
from .test_progress import listed
from .walk import OWN_ANSWER, enter, go_on, heading, learn, press, quiz, reply

CHANGED = "estimated-bill"
RENAMED, NEW_NAME = "no-heating", "cold-flat"
TURNED_ROUND = "make-it-easy"
GREETING = "Good morning!"

THOROUGHLY = ("wrong-address", CHANGED, "dispatch-error", RENAMED)
"""Where the learner writes own words, and chooses a wrong reply first."""


NEIGHBOUR = "print-sign-scan"
"""It is turned round with the one before it."""

_LINK = re.compile(r"\(scenarios/[\w-]+\.md(#[\w-]+)?")


def shorten(scenarios: Path) -> None:
    """Leave one scenario in each module, and those that are needed. Pages lead to the list instead
    of to one that is gone.
    """
    for page in scenarios.parent.glob("content/*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(_LINK.sub("(scenarios/index.md", text), encoding="utf-8")
    needed = {*THOROUGHLY, NEIGHBOUR}
    overview = scenarios / "course.yml"
    fields = yaml.safe_load(overview.read_text(encoding="utf-8"))
    for module in fields["modules"]:
        names = module["scenarios"]
        module["scenarios"] = [name for name in names if name in (names[0], *needed)]
        for name in set(names) - set(module["scenarios"]):
            for file in scenarios.glob(f"{module['folder']}/{name}.*"):
                file.unlink()
    overview.write_text(yaml.safe_dump(fields, allow_unicode=True), encoding="utf-8")


def edit(scenarios: Path) -> None:
    """Reword one scenario's replies, give another one a new name, and turn a module round."""
    (changed,) = scenarios.glob(f"*/{CHANGED}.yml")
    fields = yaml.safe_load(changed.read_text(encoding="utf-8"))
    for role in ("accountable", "not_accountable"):
        fields[role]["reply"] = f"{GREETING} {fields[role]['reply']}"
    changed.write_text(yaml.safe_dump(fields, allow_unicode=True), encoding="utf-8")

    (renamed,) = scenarios.glob(f"*/{RENAMED}.yml")
    for translation in scenarios.glob(f"*/{RENAMED}.*.yml"):
        translation.rename(translation.with_name(translation.name.replace(RENAMED, NEW_NAME)))
    with renamed.rename(renamed.with_name(f"{NEW_NAME}.yml")).open("a", encoding="utf-8") as file:
        file.write(f"aliases: [{RENAMED}]\n")

    overview = scenarios / "course.yml"
    fields = yaml.safe_load(overview.read_text(encoding="utf-8"))
    for module in fields["modules"]:
        names = [NEW_NAME if name == RENAMED else name for name in module["scenarios"]]
        turned = module["folder"] == TURNED_ROUND
        module["scenarios"] = names[::-1] if turned else names
    overview.write_text(yaml.safe_dump(fields, allow_unicode=True), encoding="utf-8")


def shorten_and_edit(scenarios: Path) -> None:
    shorten(scenarios)
    edit(scenarios)


@dataclass(frozen=True)
class Edition:
    site: Path
    course: Course


@pytest.fixture
def editions(server: SiteServer, tmp_path: Path) -> Iterator[tuple[Edition, Edition]]:
    """The course, which is served, and as somebody edits it later, for the same address.

    Both are served with the policy that their build wrote: what it forbids is a console error.
    """
    shipped = server.folder
    made = []
    with pytest.MonkeyPatch.context() as patch:
        replace_handouts(patch.setattr)  # nobody looks at those of these editions
        for name, change in (("first", shorten), ("later", shorten_and_edit)):
            folder = tmp_path / name
            site = build(folder, site_url=server.url, edit=change)
            made.append(Edition(site, load(folder / "scenarios")))
    first, later = made
    serve(server, first)
    yield first, later
    server.folder, server.gone, server.policy = shipped, False, None


def serve(server: SiteServer, edition: Edition) -> None:
    server.folder, server.policy = edition.site, published_policy(edition.site)


def learn_module(page: Page, module: Module) -> None:
    """From its first scenario, which is open, to its own page."""
    for scenario in module.scenarios:
        learn(page, scenario, thoroughly=scenario.id in THOROUGHLY)
        go_on(page)
    expect(heading(page)).to_have_text(f"Quiz: {module.title}")
    page.locator(".an-kicker a").press("Enter")
    total = len(module.scenarios)
    expect(heading(page)).to_have_text(module.title)
    expect(page.locator("module-progress")).to_have_text(f"{total} of {total} done")


def hand_in_all(page: Page, course: Course) -> Locator:
    """Begin the quiz on the page, answer everything rightly, and hand it in."""
    items = {pooled.key: pooled.item for pooled in pool.of_course(course)}
    press(page, "Start")
    expect(place(page)).to_be_focused()
    asked = keys(page)
    for key in asked:
        enter(page.locator(f'.an-asked[data-key="{key}"]'), items[key])
        press(page, "Next")
    expect(page.locator("[data-answered]")).to_have_text(f"{len(asked)} of {len(asked)} answered")
    reach(page.get_by_role("button", name="Hand in", exact=True)).press("Enter")
    expect(page.get_by_role("heading", name="Every question right")).to_be_focused()
    result = page.locator(".an-result")
    expect(result).to_contain_text(f"{len(asked)} of {len(asked)} points, 100")
    return result


def saved_copy(page: Page, file: Path) -> Path:
    page.goto("progress/#copy")
    with page.expect_download() as download:
        press(page, "Save a copy")
    download.value.save_as(file)
    return file


NOTHING_NEW = "It has nothing that is not here already."


def opened_copy(page: Page, file: Path) -> str:
    """Choose a copy on the progress page. Returns what is said of it, after its date."""
    with page.expect_file_chooser() as chooser:
        page.get_by_label("Open a copy").press("Enter")
    chooser.value.set_files(file)
    state = page.locator("saved-records [data-state]")
    expect(state).to_have_text(re.compile(r"^This copy is from [\w ]+\. It "))
    expect(state).not_to_contain_text("could not be read")
    return state.inner_text().split(". ", 1)[1]


def take_over(page: Page) -> None:
    press(page, "Add it here")
    expect(page.locator("saved-records [data-state]")).to_contain_text("Done.")


def learn_until_the_certificate(page: Page, course: Course, server: SiteServer) -> None:
    """The first module and the load of the whole course need a connection, and nothing after."""
    first = course.modules[0]
    page.goto("")
    press(page, "Start with the first scenario", role="link")
    worker_ready(page)
    learn_module(page, first)
    keeps(page, server.url + path_of(first.scenarios[0]))
    page.goto("progress/#offline")
    press(page, re.compile("for the train"))
    expect(page.locator("offline-course").get_by_role("status")).to_contain_text("Done.")

    server.gone = True
    page.goto(f"modules/{first.id}/")
    press(page, "Take this module’s quiz", role="link")
    expect(heading(page)).to_have_text(f"Quiz: {first.title}")
    hand_in_all(page, course)
    for module in course.modules[1:]:
        page.goto("")
        press(page, f"Continue: {module.scenarios[0].title}", role="link")
        learn_module(page, module)
    page.goto("")
    expect(page.locator(".an-progress")).to_contain_text("You have done every scenario.")

    press(page, "Take the assessment", role="link")
    expect(heading(page)).to_have_text("Assessment")
    result = hand_in_all(page, course)
    expect(result).to_contain_text("The pass mark is")
    result.get_by_role("link", name="certificate").press("Enter")
    expect(heading(page)).to_have_text("Certificate")
    page.get_by_label("Your name, as").press_sequentially("Ada Example")
    page.get_by_label("Keep my name on this device").press("Space")
    expect(page.locator(".an-certificate")).to_contain_text("Ada Example")


def take_the_new_edition(page: Page, course: Course) -> None:
    changed = next(one for one in course.scenarios if one.id == CHANGED)
    page.goto(path_of(changed))
    expect(quiz(page, WHICH_REPLY)).to_contain_text(GREETING)
    settled(page)


def go_through_what_changed(page: Page, course: Course) -> None:
    """What was edited asks again; what was renamed or moved is done as before."""
    changed, renamed = (
        next(one for one in course.scenarios if one.id == name) for name in (CHANGED, NEW_NAME)
    )
    page.goto("progress/")
    total = len(course.scenarios)
    expect(page.locator(".an-summary")).to_contain_text(f"{total} of {total} scenarios done")
    assert listed(page, "changed").all_inner_texts() == [changed.title]
    page.goto(f"modules/{TURNED_ROUND}/")
    (turned,) = (module for module in course.modules if module.id == TURNED_ROUND)
    titles = [scenario.title for scenario in turned.scenarios]
    assert page.locator(".an-item a").all_inner_texts() == titles
    expect(page.locator("scenario-mark:visible")).to_have_text(["Done"] * len(titles))
    page.goto(f"modules/{renamed.module_id}/")
    beside = [one for one in course.scenarios if one.module_id == renamed.module_id]
    expect(page.locator("scenario-mark:visible")).to_have_text(["Done"] * len(beside))

    press(page, renamed.title, role="link")
    expect(heading(page)).to_have_text(renamed.title)
    past = quiz(page, WHICH_REPLY).locator(".an-past")
    expect(past).to_contain_text("You answered this before")
    right = next(one for one in which_reply(renamed).choices if one.right)
    expect(page.locator(f'input[value="{right.id}"]')).to_be_checked()
    box = page.get_by_label("Your reply, in your own words")
    expect(box).to_have_value(f"My reply to {RENAMED}.")

    page.goto(path_of(changed))
    expect(past).to_contain_text("has changed since you answered it")
    to_step(page, "quiz")
    reply(page, changed, rightly=False, sure="Sure")
    page.goto("progress/")
    expect_what_was_done(page, course)


def expect_what_was_done(page: Page, course: Course) -> None:
    """On the progress page, after everything was learned, and one answer given anew and wrongly."""
    total = len(course.scenarios)
    changed = next(one for one in course.scenarios if one.id == CHANGED)
    expect(page.locator(".an-summary")).to_contain_text(f"{total} of {total} scenarios done")
    expect(listed(page, "changed")).to_have_count(0)
    assert listed(page, "sure").all_inner_texts() == [changed.title]
    written = [text for scenario in course.scenarios for text in own_words(scenario)]
    expect(page.locator("[data-words] blockquote")).to_have_text(written)
    plans = page.locator("plan-list [data-line=will] span")
    expect(plans).to_have_count(len(THOROUGHLY))
    expect(plans.first).to_contain_text("My plan after ")


def own_words(scenario: Scenario) -> list[str]:
    """What was written in a scenario, in the order of the progress page."""
    name = RENAMED if scenario.id == NEW_NAME else scenario.id  # the words know the earlier one
    answers = [OWN_ANSWER for item in of_scenario(scenario) if isinstance(item, FreeItem)]
    if name not in THOROUGHLY:
        return answers
    return [f"My reply to {name}.", *answers]


def carry_over(page: Page, course: Course, early: Path, late: Path) -> None:
    """To a browser where one reply was chosen already: a copy from before the edit, and a later."""
    answered = course.scenarios[-1]
    page.goto(path_of(answered))
    to_step(page, "quiz")
    reply(page, answered, rightly=False)
    page.goto("progress/#copy")
    # One of them is begun here already.
    assert opened_copy(page, early).startswith(f"It adds {len(course.scenarios) - 1} scenarios, ")
    expect(page.locator(".an-summary")).to_contain_text("0 of")
    take_over(page)
    assert opened_copy(page, early) == NOTHING_NEW
    assert opened_copy(page, late) == "It adds one answer. Nothing of yours is lost."
    take_over(page)
    before = records(page, course)
    for copy in (late, early):
        assert opened_copy(page, copy) == NOTHING_NEW
        expect(page.get_by_role("button", name="Add it here")).to_be_hidden()
    assert records(page, course) == before

    assert listed(page, "missed").all_inner_texts() == [answered.title]
    expect_what_was_done(page, course)
    page.goto("assessment/")
    asked = course.assessment.questions
    expect(page.locator(".an-result")).to_contain_text(f"{asked} of {asked} points, 100")
    expect(page.locator(".an-marked").get_by_text("Not answered.")).to_have_count(0)
    page.goto("certificate/")
    expect(page.locator(".an-certificate")).to_contain_text("Ada Example")


@pytest.mark.usefixtures("service_worker")
def test_a_course_is_learned_and_nothing_is_lost(
    new_context: Callable[..., BrowserContext],
    server: SiteServer,
    editions: tuple[Edition, Edition],
    tmp_path: Path,
) -> None:
    first, edited = editions
    phone = new_context(viewport=PHONE).new_page()
    learn_until_the_certificate(phone, first.course, server)
    learned = records(phone, first.course)
    early = saved_copy(phone, tmp_path / "early.json")

    server.gone = False
    serve(server, edited)
    take_the_new_edition(phone, edited.course)
    followed = {name.replace(f"{RENAMED}/", f"{NEW_NAME}/"): one for name, one in learned.items()}
    go_through_what_changed(phone, edited.course)
    kept = records(phone, first.course)
    answered = f"{CHANGED}/{WHICH_REPLY}"
    assert kept.keys() == followed.keys()
    assert {name for name in kept if kept[name] != followed[name]} == {"_last", answered}
    assert kept[answered]["log"][:-1] == [
        [*[*check, None][:3], followed[answered]["rev"]] for check in followed[answered]["log"]
    ]
    late = saved_copy(phone, tmp_path / "late.json")

    desk = new_context().new_page()
    carry_over(desk, edited.course, early, late)
    both = records(desk, first.course)
    own = f"{edited.course.scenarios[-1].id}/{WHICH_REPLY}"
    assert both.keys() == kept.keys()
    assert {name for name in both if both[name] != kept[name]} == {"_last", own}
    assert both[own]["log"][:-1] == kept[own]["log"]

    back = saved_copy(desk, tmp_path / "back.json")
    assert opened_copy(phone, back) == "It adds one answer. Nothing of yours is lost."
    take_over(phone)
    assert records(phone, first.course) == both
