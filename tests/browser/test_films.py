"""Films: loaded when somebody plays them, with captions, by keyboard, and without a connection."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from answerable.exchange.questions.formats import FORMATS
from answerable.exchange.questions.question import questions
from tests.support.courses import load, write_course, write_project
from tests.support.pictured import FILES, FILM, MEDIA, PICTURED, draw_pictures

from .conftest import NO_CONNECTION, Guard, build_quickly
from .learner import set_looks
from .server import SiteServer, under_own_policy
from .test_axe import DARK_NARROW, LIGHT_WIDE, LOOKS, TAGS, violations
from .test_offline import keeps, worker_ready

PAGE = "scenarios/lost-key/"
REPLY = PICTURED["accountable"] | {"video": FILM | {"file": "film.mp4"}}
COURSE: dict[str, Any] = FILES | {"at-the-door/lost-key.yml": PICTURED | {"accountable": REPLY}}


def make(folder: Path, url: str) -> Path:
    config_file = write_project(folder, COURSE, site_url=url)
    draw_pictures(folder / "scenarios")
    shutil.copy(MEDIA / "film.mp4", folder / "scenarios/at-the-door")
    return build_quickly(config_file)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteServer]:
    """A course with films, under its own policy."""
    folder = tmp_path_factory.mktemp("films")
    with under_own_policy(lambda url: make(folder, url)) as server:
        yield server


@pytest.fixture(scope="session")
def base_url(site: SiteServer) -> str:
    return site.url


def film(page: Page) -> Locator:
    return page.locator(".an-situation video")


PLAYED = """async (one) => {
  one.muted = true;
  await one.play();
  while (!one.currentTime) await new Promise((done) => setTimeout(done, 20));
  one.pause();
  const [track] = one.textTracks;
  return [one.duration, track.mode, track.language, [...track.cues].map((cue) => cue.text)];
}"""
SAID = ["<v Guest>Is <i>nobody</i> there?", "Fish &amp; chips"]


def test_nothing_is_loaded_before_somebody_plays_it(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(PAGE)
    expect(film(page)).to_be_visible()
    assert not [one for one in asked if one.endswith((".webm", ".mp4", ".vtt"))]
    with page.expect_response(lambda response: response.url.endswith(".webm")):
        film(page).evaluate("one => { one.muted = true; return one.play() }")
    expect(page.locator(".an-situation").get_by_text("This can’t be played now")).to_have_count(2)
    expect(page.get_by_text("This can’t be played now").first).to_be_hidden()


def test_captions_are_shown_in_their_language(page: Page) -> None:
    page.goto(PAGE)
    duration, mode, language, said = film(page).evaluate(PLAYED)
    assert 0.9 < duration < 1.2
    assert (mode, language, said) == ("showing", "en", SAID)
    happens = page.locator(".an-situation").get_by_text("What happens in the film")
    happens.click()
    expect(page.locator(".an-situation").get_by_text("A guest knocks.")).to_be_visible()


def test_captions_go_along_to_moodle(page: Page, tmp_path: Path) -> None:
    """As Moodle does it: the name of a file's folder is replaced by its address."""
    course = load(draw_pictures(write_course(tmp_path, FILES)))
    (asked, *_) = (one for one in questions(course, course.scenarios) if one.played)
    quiz = etree.fromstring(FORMATS["moodle"].write(course, [asked], {}))
    text = quiz.find(".//questiontext")
    files = {one.get("name"): base64.b64decode(one.text) for one in text.iter("file")}
    html = text.findtext("text").replace("@@PLUGINFILE@@/", "/pluginfile/")

    def serve(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        kind = {"vtt": "text/vtt", "webm": "video/webm", "webp": "image/webp"}
        ending = name.rpartition(".")[2]
        route.fulfill(body=files[name], content_type=kind.get(ending, "audio/mpeg"))

    page.route("**/pluginfile/*", serve)
    page.route("**/moodle.html", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("moodle.html")
    _, mode, language, said = page.locator("video").first.evaluate(PLAYED)
    assert (mode, language, said) == ("showing", "en", SAID)


def test_an_mp4_plays_where_the_browser_can(page: Page) -> None:
    page.goto(PAGE)
    page.get_by_role("button", name="See it all at once").click()
    page.get_by_text("Show the answer").first.click()
    reply = page.locator(".an-compare video")
    if not page.evaluate(
        "document.createElement('video').canPlayType('video/mp4; codecs=\"avc1.42E01E\"')"
    ):
        pytest.skip("a browser without H.264")
    _, _, _, said = reply.evaluate(PLAYED)
    assert said == SAID


def test_a_film_is_started_and_stopped_by_keys(page: Page) -> None:
    page.goto(PAGE)
    film(page).evaluate("one => { one.muted = true; one.loop = true; }")
    page.locator(".an-situation audio").focus()
    for _ in range(12):
        if film(page).evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(film(page)).to_have_js_property("paused", False)
    page.keyboard.press("Space")
    expect(film(page)).to_have_js_property("paused", True)


def test_a_page_with_films_is_accessible_and_keeps_their_places(
    page: Page, site: SiteServer
) -> None:
    page.goto(PAGE)
    page.get_by_role("button", name="See it all at once").click()
    page.get_by_text("Show the answer").first.click()
    for (scheme, width), rules in zip((LIGHT_WIDE, DARK_NARROW), (TAGS, LOOKS), strict=True):
        set_looks(page, scheme, width)
        assert violations(page, rules) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    box = "one => [one.clientWidth, one.clientHeight]"
    before = film(page).evaluate(box)
    film(page).evaluate(PLAYED)
    assert film(page).evaluate(box) == before == [64, 36]


def test_films_in_a_quiz_are_those_of_the_scenario(page: Page) -> None:
    page.goto("quiz/at-the-door/")
    page.get_by_role("button", name="Start").click()
    for _ in range(8):
        films = page.locator("[data-stage] video:visible")
        for one in films.all():
            one.evaluate(PLAYED)
            assert "/assets/media/" in one.evaluate("one => one.currentSrc")
        if films.count():
            return
        page.get_by_role("button", name="Next").click()
    pytest.fail("no question with a film")


@pytest.mark.usefixtures("service_worker")
def test_without_a_connection_a_page_says_so_unless_the_course_is_kept(
    context: BrowserContext, site: SiteServer, guard: Guard
) -> None:
    guard.allow(NO_CONNECTION)
    guard.allow("status of 416")
    site.gone = False  # the first run of this test may have failed
    page = context.new_page()
    page.goto(PAGE)
    worker_ready(page)
    keeps(page, site.url + PAGE)
    page.reload()
    site.gone = True
    note = film(page).locator("+ .an-note")
    film(page).evaluate("one => one.play().catch(() => {})")
    expect(note).to_be_visible()
    expect(note).to_contain_text("Without a connection, you can read it here.")
    site.gone = False
    address = film(page).get_attribute("src")
    page.evaluate(
        """async (address) => {
          const { active } = await navigator.serviceWorker.ready;
          const { port1, port2 } = new MessageChannel();
          const kept = new Promise((done) => { port1.onmessage = done; });
          active.postMessage({ ask: "keep", address: new URL(address, location).href }, [port2]);
          await kept;
        }""",
        address,
    )
    site.gone = True
    page.reload()
    _, _, _, said = film(page).evaluate(PLAYED)
    assert said == SAID
    expect(note).to_be_hidden()
    answers = page.evaluate(
        """async (address) => Promise.all(["bytes=0-", "bytes=4-9", "bytes=9999999-"].map(
          async (Range) => {
            const answer = await fetch(address, { headers: { Range } });
            return [answer.status, answer.headers.get("Content-Range"), (await answer.blob()).size];
          }))""",
        address,
    )
    size = answers[0][2]
    assert answers == [
        [206, f"bytes 0-{size - 1}/{size}", size],
        [206, f"bytes 4-9/{size}", 6],
        [416, f"bytes */{size}", 0],
    ]


def test_captions_are_shown_from_a_folder(page: Page, site: SiteServer) -> None:
    assert site.folder is not None
    page.goto((site.folder / PAGE / "index.html").as_uri())
    _, _, _, said = film(page).evaluate(PLAYED)
    assert said == SAID
