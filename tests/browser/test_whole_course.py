"""One learner, one course: by keyboard, on a phone, offline, edited meanwhile, on two devices.

The course is the shipped one, with its first module and a few scenarios of others. The learner
begins online, goes on without a connection until the certificate is there, takes an edited course,
and carries everything to another browser.

Nothing to press is far from the last, every verdict is in view at once, and all pages tell the same
of what was done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
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

from .conftest import build, in_english
from .learner import path_of, to_step
from .screen import PHONE, expect_seen, reach
from .server import SiteServer, published_policy
from .store import records
from .story import certificate, story
from .test_assessment import ANSWER, hand_in, keys, place, questions
from .test_offline import keeps, settled, worker_ready
from .test_progress import listed
from .walk import OWN_ANSWER, enter, go_on, heading, learn, press, quiz, reply

CHANGED = "estimated-bill"
RENAMED, NEW_NAME = "no-heating", "cold-flat"
TURNED_ROUND = "make-it-easy"
GREETING = "Good morning!"

THOROUGHLY = ("wrong-address", CHANGED, "dispatch-error", RENAMED)
"""Where the learner writes own words, and chooses a wrong reply first."""

LEARNED = {
    "what-accountability-is": (
        *("wrong-address", "room-above-the-terrace", CHANGED, "wet-kitchen"),
        "somebody-elses-sofa",
    ),
    "whatever-the-cause": ("dispatch-error",),
    TURNED_ROUND: ("browser-order", "print-sign-scan"),
    "follow-through": (RENAMED, "still-no-suitcase"),
}
"""Modules and scenarios, with a conversation and exercises of every type among them."""

_LINK = re.compile(r"\((scenarios|modules)/[\w-]+\.md(#[\w-]+)?")


def shorten(scenarios: Path) -> None:
    """Leave what is learned, in English. Pages lead to the list instead of to one that is gone."""
    for page in scenarios.parent.glob("content/*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(_LINK.sub("(scenarios/index.md", text), encoding="utf-8")
    in_english(scenarios)
    overview = scenarios / "course.yml"
    fields = yaml.safe_load(overview.read_text(encoding="utf-8"))
    for module in fields["modules"]:
        learned = LEARNED.get(module["folder"], ())
        for name in set(module["scenarios"]) - set(learned):
            (scenarios / module["folder"] / f"{name}.yml").unlink()
        module["scenarios"] = list(learned)
    fields["modules"] = [module for module in fields["modules"] if module["scenarios"]]
    overview.write_text(yaml.safe_dump(fields, allow_unicode=True), encoding="utf-8")


def edit(scenarios: Path) -> None:
    """Reword one scenario's replies, give another one a new name, and turn a module round."""
    (changed,) = scenarios.glob(f"*/{CHANGED}.yml")
    fields = yaml.safe_load(changed.read_text(encoding="utf-8"))
    for role in ("accountable", "not_accountable"):
        fields[role]["reply"] = f"{GREETING} {fields[role]['reply']}"
    changed.write_text(yaml.safe_dump(fields, allow_unicode=True), encoding="utf-8")

    (renamed,) = scenarios.glob(f"*/{RENAMED}.yml")
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


def learn_to_the_end(page: Page, module: Module, scenarios: Sequence[Scenario]) -> None:
    """From the first of these, which is open, to the module's own page."""
    for scenario in scenarios:
        learn(page, scenario, thoroughly=scenario.id in THOROUGHLY)
        go_on(page)
    expect(heading(page)).to_have_text(f"Quiz: {module.title}")
    page.locator(".an-kicker a").press("Enter")
    total = len(module.scenarios)
    expect(heading(page)).to_have_text(module.title)
    expect(page.locator("module-progress")).to_have_text(f"{total} of {total} done")


def take(
    page: Page, course: Course, button: str, *, wrong: int = 0, by_keys: bool = True
) -> Locator:
    """Take a quiz, question by question, the first ones wrongly. Returns its result."""
    items = {pooled.key: pooled.item for pooled in pool.of_course(course)}
    press(page, button)
    expect(place(page)).to_be_focused()
    asked = keys(page)
    for number, key in enumerate(asked):
        question = page.locator(f'.an-asked[data-key="{key}"]')
        if by_keys and number >= wrong:
            enter(question, items[key])
        else:
            reach(question.locator("input, select").first)
            question.evaluate(ANSWER, number >= wrong)
        press(page, "Next")
    expect(page.locator("[data-answered]")).to_have_text(f"{len(asked)} of {len(asked)} answered")
    reach(page.get_by_role("button", name="Hand in", exact=True)).press("Enter")
    result = page.locator(".an-result")
    expect(result.get_by_role("heading", level=2)).to_be_focused()
    expect_seen(result.locator("h2"))
    expect_seen(result.locator("[data-total]"))
    right = len(asked) - wrong
    expect(result).to_contain_text(f"{right} of {len(asked)} points, {right / len(asked):.0%}")
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


def learn_the_first_module(page: Page, course: Course) -> None:
    module, following = course.modules[:2]
    half = len(module.scenarios) // 2
    begin = "Start with the first scenario"
    told = story(page, course, module)
    assert (told["done"], told["next"], told["best"], told["passed"]) == (0, begin, None, None)
    page.goto("")
    press(page, begin, role="link")
    worker_ready(page)
    for scenario in module.scenarios[:half]:
        learn(page, scenario, thoroughly=scenario.id in THOROUGHLY)
        go_on(page)
    told = story(page, course, module)
    here = f"Continue: {module.scenarios[half].title}"
    assert (told["done"], told["completed"], told["next"]) == (half, 0, here)
    page.goto("")
    press(page, here, role="link")
    learn_to_the_end(page, module, module.scenarios[half:])
    told = story(page, course, module)
    there = f"Continue: {following.scenarios[0].title}"
    assert (told["done"], told["completed"]) == (len(module.scenarios), 1)
    assert told["next"] == there


def take_the_first_quiz(page: Page, course: Course) -> str:
    """Without a mistake only the second time. Returns the best result."""
    module, following = course.modules[:2]
    page.goto(f"modules/{module.id}/")
    press(page, "Take this module’s quiz", role="link")
    expect(heading(page)).to_have_text(f"Quiz: {module.title}")
    result = take(page, course, "Start", wrong=2)
    asked = questions(page).count()
    expect(result).to_contain_text("Your result")
    best = f"Best result: {asked - 2} of {asked} points"
    assert story(page, course, module)["best"] == best
    page.goto(f"quiz/{module.id}/")
    result = take(page, course, "Retry what you missed")
    expect(result).to_contain_text("Every question right")
    press(page, re.compile("^Next module"), role="link")
    expect(heading(page)).to_have_text(following.title)
    reach(page.get_by_role("link", name=following.scenarios[0].title))
    return best


def learn_until_the_certificate(page: Page, course: Course, server: SiteServer) -> None:
    """The first module and the load of the whole course need a connection, and nothing after."""
    first = course.modules[0]
    learn_the_first_module(page, course)
    keeps(page, server.url + path_of(first.scenarios[0]))
    page.goto("progress/#offline")
    press(page, re.compile("for the train"))
    expect(page.locator("offline-course").get_by_role("status")).to_contain_text("Done.")

    server.gone = True
    best = take_the_first_quiz(page, course)
    for module in course.modules[1:]:
        page.goto("")
        press(page, f"Continue: {module.scenarios[0].title}", role="link")
        learn_to_the_end(page, module, module.scenarios)
    page.goto("")
    expect(page.locator(".an-progress")).to_contain_text("You have done every scenario.")

    press(page, "Take the assessment", role="link")
    expect(heading(page)).to_have_text("Assessment")
    press(page, "Start")
    expect(place(page)).to_be_focused()
    expect_seen(hand_in(page).locator("[data-total]"))
    assert certificate(page) == {"passed": None}
    page.goto("assessment/")
    result = take(page, course, "New attempt", by_keys=False)
    expect(result).to_contain_text("Every question right")
    expect(result).to_contain_text("The pass mark is")
    asked = course.assessment.questions
    told = story(page, course, first)
    assert told["passed"] == f"{asked} of {asked} points, 100%"
    assert (told["done"], told["best"]) == (len(course.scenarios), best)
    page.goto("assessment/")
    page.locator(".an-result").get_by_role("link", name="certificate").press("Enter")
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
