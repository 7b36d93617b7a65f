"""Pictures on pages: loaded as they are needed, described, and in a place that is kept for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.courses import write_project
from tests.support.pictured import FILES, draw_pictures

from .conftest import NARROW, WIDE, build_quickly
from .learner import set_looks
from .server import SiteServer, under_own_policy
from .test_axe import DARK_NARROW, LIGHT_WIDE, LOOKS, TAGS, violations


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteServer]:
    """A course with pictures, under its own policy."""
    folder = tmp_path_factory.mktemp("pictures")

    def build(url: str) -> Path:
        config_file = write_project(folder, FILES, site_url=url)
        draw_pictures(folder / "scenarios")
        return build_quickly(config_file)

    with under_own_policy(build) as server:
        yield server


@pytest.fixture(scope="session")
def base_url(site: SiteServer) -> str:
    return site.url


BOXES = """() => [...document.querySelectorAll("img[src*='/media/']")].map(
  (one) => [one.clientWidth, one.clientHeight])"""
LOADED = """() => Promise.all([...document.querySelectorAll("img[src*='/media/']")].map(
  (one) => { one.loading = "eager"; return one.decode(); }))"""


def test_a_page_with_pictures_is_accessible(page: Page) -> None:
    page.goto("scenarios/lost-key/")
    page.get_by_role("button", name="See it all at once").click()
    page.get_by_text("Show the answer").first.click()
    for (scheme, width), rules in zip((LIGHT_WIDE, DARK_NARROW), (TAGS, LOOKS), strict=True):
        set_looks(page, scheme, width)
        assert violations(page, rules) == []
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0


@pytest.mark.parametrize("width", [NARROW, WIDE], ids=["narrow", "wide"])
def test_nothing_moves_when_pictures_arrive(
    page: Page, site: SiteServer, width: dict[str, int]
) -> None:
    set_looks(page, "light", width)
    with site.late(".webp"):
        page.goto("scenarios/lost-key/", wait_until="domcontentloaded")
        page.get_by_role("button", name="See it all at once").click()
        before = page.evaluate(BOXES)
    page.evaluate(LOADED)
    assert page.evaluate(BOXES) == before
    assert all(high <= 300 for _, high in before)
    assert all(wide >= 100 for wide, _ in before if wide), "there is room for all that is shown"


def test_the_first_picture_comes_with_the_page_and_others_when_they_are_seen(page: Page) -> None:
    set_looks(page, "light", WIDE)
    page.goto("scenarios/lost-key/")
    first = page.get_by_role("img", name="A guest in the rain, before a door")
    expect(first).to_be_visible()
    assert first.evaluate("one => one.decode().then(() => one.naturalWidth)") >= 480
    assert first.get_attribute("loading") is None
    others = page.locator(".an-quiz img, .an-dialogue img")
    assert {one.get_attribute("loading") for one in others.all()} == {"lazy"}


def test_a_picture_can_be_chosen_by_its_description(page: Page) -> None:
    page.goto("scenarios/lost-key/")
    page.get_by_role("button", name="See it all at once").click()
    question = page.locator("scenario-quiz[data-item='which-key']")
    expect(question.get_by_role("img", name="A door with a round lock")).to_be_visible()
    question.get_by_role("radio", name="A round key").check()
    question.get_by_role("button", name="Check my answer").click()
    expect(question.get_by_text("Yes, that is right.")).to_be_visible()


def test_pictures_in_a_quiz_are_those_of_the_scenario(page: Page, site: SiteServer) -> None:
    page.goto("quiz/at-the-door/")
    page.get_by_role("button", name="Start").click()
    for _ in range(8):
        images = page.locator("[data-stage] img:visible")
        for image in images.all():
            assert image.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0
        if images.count():
            return
        page.get_by_role("button", name="Next").click()
    pytest.fail("no question with a picture")


def test_a_recording_plays_when_somebody_starts_it_and_can_be_read(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("scenarios/lost-key/")
    situation = page.locator(".an-situation")
    expect(situation.locator("audio")).to_have_count(1)
    assert not [one for one in asked if one.endswith(".mp3")], "nothing is loaded by itself"
    situation.get_by_text("What is said").click()
    expect(situation.get_by_text("Hello? I am in front of the door.")).to_be_visible()
    with page.expect_response(lambda response: response.url.endswith(".mp3")):
        situation.locator("audio").evaluate("one => one.play().catch(() => {})")


VOICES = """const voices = [
  { name: "Cloud", lang: "en-GB", localService: false },
  { name: "Own", lang: "LANGUAGE", localService: true },
];
window.spoken = [];
class Utterance { constructor(text) { this.text = text; } }
Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices, addEventListener() {}, cancel() {},
  speak: (one) => window.spoken.push([one.voice.name, one.text]),
}});"""


def test_a_voice_of_the_device_reads_the_situation(page: Page) -> None:
    page.add_init_script(VOICES.replace("LANGUAGE", "en_US"))
    page.goto("scenarios/lost-key/")
    listen = page.locator(".an-situation").get_by_role("button", name="Listen")
    listen.click()
    expect(listen).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("window.spoken") == [
        ["Own", "A guest stands in the rain before a locked door."]
    ]
    listen.click()
    assert len(page.evaluate("window.spoken")) == 1, "a second press stops it"


def test_no_voice_of_another_language_or_from_elsewhere_reads_anything(page: Page) -> None:
    page.add_init_script(VOICES.replace("LANGUAGE", "de-DE"))
    page.goto("scenarios/lost-key/")
    expect(page.locator(".an-situation").get_by_text("A guest stands")).to_be_visible()
    expect(page.get_by_role("button", name="Listen")).to_have_count(0)


BELOW_EACH_OTHER = """one => {
  const words = document.createRange();
  words.selectNodeContents(one);
  words.setStartAfter(one.querySelector("small, figure"));
  const parts = [...one.querySelectorAll("img, small, figcaption"), words];
  const boxes = parts.map((part) => part.getBoundingClientRect());
  return boxes.every((box, at) => at === 0 || boxes[at - 1].bottom <= box.top + 1);
}"""


@pytest.mark.parametrize("width", [NARROW, WIDE], ids=["narrow", "wide"])
def test_a_replys_picture_and_its_source_are_above_its_words(
    page: Page, width: dict[str, int]
) -> None:
    set_looks(page, "light", width)
    page.goto("scenarios/lost-key/")
    page.get_by_role("button", name="See it all at once").click()
    page.get_by_text("Show the answer").first.click()
    page.evaluate(LOADED)
    credited = page.locator(":is(.an-choice-text, .an-words):has(:is(small, figcaption))")
    assert credited.count() == 2
    for reply in credited.all():
        assert reply.evaluate(BELOW_EACH_OTHER)
    quoted = page.locator(".an-words figure + p")
    assert quoted.evaluate("one => getComputedStyle(one, '::before').content") == "open-quote"
