"""The search's dialog, and the page of all results: what a learner does there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, Request, Route, expect

from answerable.model import Course
from tests.support.courses import COURSE_FILES, write_project

from .conftest import NARROW, Guard, build_quickly
from .learner import answer, path_of, results, right, search_for
from .screen import PHONE
from .server import SiteServer

DIALOG = ".an-search"
STATUS = f"{DIALOG} .an-search-status > [role=status]"


def field(page: Page) -> Locator:
    return page.locator(f"{DIALOG} input")


def opener(page: Page) -> Locator:
    return page.get_by_role("button", name="Search", exact=True)


def count_of(text: str) -> int:
    found = re.search(r"\d+", text)
    return int(found[0]) if found else 1  # “One result”


class TestOpening:
    def test_focus_is_in_the_field_and_comes_back(self, page: Page) -> None:
        page.goto("scenarios/")
        for key in ("Control+k", "Meta+k", None):
            (page.keyboard.press(key) if key else opener(page).click())
            expect(field(page)).to_be_focused()
            page.keyboard.press("Escape")
            expect(page.locator(DIALOG)).to_be_hidden()
        expect(opener(page)).to_be_focused()

    def test_focus_comes_back_to_what_had_it(self, page: Page, shipped: Course) -> None:
        page.goto(path_of(shipped.scenarios[0]))
        box = page.get_by_label("Your reply, in your own words")
        box.focus()
        expect(search_for(page, "parcel").first).to_be_visible()
        page.keyboard.press("Escape")  # once, although the field isn't empty
        expect(box).to_be_focused()

    def test_what_was_typed_is_selected_when_it_opens_again(self, page: Page) -> None:
        page.goto("")
        expect(search_for(page, "parcel").first).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("Control+k")
        page.keyboard.type("refund")
        expect(field(page)).to_have_value("refund")

    def test_a_click_beside_it_closes(self, page: Page) -> None:
        page.goto("")
        expect(search_for(page, "parcel").first).to_be_visible()
        page.mouse.click(20, 400)
        expect(page.locator(DIALOG)).to_be_hidden()

    def test_not_over_the_menu_and_not_over_another_dialog(self, page: Page) -> None:
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        page.goto("progress/")
        page.get_by_role("button", name="Menu").click()
        expect(page.locator(".md-sidebar--primary :focus")).to_have_count(1)
        page.keyboard.press("Control+k")
        expect(page.locator(DIALOG)).to_have_count(0)
        page.keyboard.press("Escape")
        page.get_by_text("Without a connection, copies, deletion").click()
        page.get_by_role("button", name="Delete everything…").click()
        page.keyboard.press("Control+k")
        expect(page.locator(DIALOG)).to_have_count(0)

    def test_nothing_is_loaded_before(self, page: Page) -> None:
        asked: list[str] = []

        def note(request: Request) -> None:
            asked.append(request.url)

        page.on("request", note)
        page.goto("", wait_until="networkidle")
        assert not any("search" in address for address in asked)
        expect(search_for(page, "parcel").first).to_be_visible()
        assert any("assets/answerable-search.js" in address for address in asked)
        page.remove_listener("request", note)

    def test_what_is_typed_before_the_script_is_there_is_searched(
        self, new_context: Callable[..., BrowserContext], server: SiteServer
    ) -> None:
        page = new_context().new_page()  # which has never loaded it
        page.goto("")
        with server.late("answerable-search.js"):
            page.keyboard.press("Control+k")
            page.keyboard.type("parcel")
            expect(page.locator(".an-needs-script")).to_be_visible()
        expect(results(page).first).to_be_visible()
        expect(page.locator(".an-needs-script")).to_be_hidden()


def test_text_that_is_pasted_or_dictated_is_searched(page: Page) -> None:
    """No key says so."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("")
    page.evaluate("navigator.clipboard.writeText('parcel')")
    page.keyboard.press("Control+k")
    page.keyboard.press("Control+v")
    expect(results(page).first).to_be_visible()
    typed = results(page).count()
    page.keyboard.press("Escape")
    assert search_for(page, "parcel").count() == typed


def test_arrows_go_through_the_results(page: Page) -> None:
    page.goto("")
    links = search_for(page, "parcel")
    expect(links.nth(1)).to_be_visible()
    for key, place in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        page.keyboard.press(key)
        expect(links.nth(place)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field(page)).to_be_focused()
    title = links.first.inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.locator(DIALOG)).to_be_hidden()


def test_the_number_of_results_is_announced(page: Page) -> None:
    page.goto("")
    links = search_for(page, "printer")
    assert count_of(page.locator(STATUS).inner_text()) >= links.count() > 0
    expect(links.first.locator("xpath=ancestor::li").locator("mark").first).to_be_visible()


def test_the_page_that_a_result_leads_to_marks_the_words(page: Page) -> None:
    marked = """() => [...CSS.highlights.get("an-searched") ?? []].map(String)"""
    page.goto("")
    search_for(page, "parcels").first.click()
    expect(page).not_to_have_url(re.compile(r"/course/$|[?]"))
    assert "parcel" in {word.casefold() for word in page.evaluate(marked)}
    page.get_by_role("link", name="All scenarios").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All scenarios")
    assert page.evaluate(marked) == []


class TestAllResults:
    def test_enter_leads_to_them_and_the_address_is_theirs(self, page: Page) -> None:
        page.goto("")
        search_for(page, "customer")
        total = count_of(page.locator(STATUS).inner_text())
        assert total > 20
        page.evaluate("window.same = true")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/search/\?q=customer$"))
        links = results(page, "main")
        expect(links).to_have_count(20)
        assert page.evaluate("window.same"), "the page was loaded anew"
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        page.get_by_role("button", name="Show more").click()
        expect(links.nth(20)).to_be_focused()
        while page.get_by_role("button", name="Show more").is_visible():
            page.get_by_role("button", name="Show more").click()
            expect(page.locator("main .an-hits")).to_have_attribute("aria-busy", "false")
        expect(links).to_have_count(total)
        titles = links.all_inner_texts()
        page.goto(page.url)  # as somebody else who got the address
        results(page, "main")
        expect(page.locator("main :focus")).to_have_count(0)
        assert links.all_inner_texts() == titles[:20]

    def test_there_its_own_field_is_used(self, page: Page) -> None:
        page.goto("search/?q=parcel")
        own = page.locator("main course-search input")
        expect(own).to_have_value("parcel")
        results(page, "main")
        page.keyboard.press("Control+k")
        expect(own).to_be_focused()
        page.keyboard.type("printer")
        expect(page).to_have_url(re.compile(r"\?q=printer$"))
        expect(page.locator(DIALOG)).to_have_count(0)
        results(page, "main").first.click()
        expect(page).not_to_have_url(re.compile("/search/"))
        page.go_back()
        expect(own).to_have_value("printer")
        expect(results(page, "main").first).to_be_visible()

    def test_without_a_script_it_says_so(self, scriptless: Page) -> None:
        page = scriptless
        page.goto("search/?q=parcel")
        main = page.locator("main article")
        expect(main).to_contain_text("The search works with JavaScript")
        main.get_by_role("link", name="All scenarios").click()
        expect(page).to_have_url(re.compile("/scenarios/$"))


class TestFilters:
    def test_by_department(self, page: Page, shipped: Course) -> None:
        department = shipped.scenarios[0].department
        assert department
        page.goto("")
        search_for(page, "customer")
        total = count_of(page.locator(STATUS).inner_text())
        page.locator(DIALOG).get_by_label("Department").select_option(department)
        results(page)
        assert count_of(page.locator(STATUS).inner_text()) < total
        for about in page.locator(f"{DIALOG} .an-hit-about").all_inner_texts():
            assert department in about
        field(page).press("Enter")
        expect(page).to_have_url(re.compile("department="))
        expect(page.locator("main .an-search-chosen")).to_have_text(department)
        assert results(page, "main").count() > 0
        for about in page.locator("main .an-hit-about").all_inner_texts():
            assert department in about

    def test_several_values_find_what_has_either_and_each_can_be_taken_back(
        self, page: Page, shipped: Course
    ) -> None:
        one, other = sorted({scenario.department or "" for scenario in shipped.scenarios})[:2]
        counts = {
            department: sum(one.department == department for one in shipped.scenarios)
            for department in (one, other)
        }
        page.goto("search/")
        main = page.locator("main")
        for department in (one, other):
            main.get_by_label("Department").select_option(department)
        expect(main.locator(".an-search-chosen li")).to_have_text([one, other])
        expect(main.get_by_label("Department")).to_have_value("")
        expect(main.locator(".an-hits > li")).to_have_count(sum(counts.values()))
        expect(page).to_have_url(re.compile("department=.*department="))
        page.reload()
        expect(main.locator(".an-search-chosen li")).to_have_text([one, other])
        main.get_by_label("Search the course").fill("nowhere-to-be-found")
        expect(main.locator("[role=status]")).to_contain_text("with these filters")
        main.get_by_label("Search the course").fill("")
        main.get_by_role("button", name=f"Remove the filter {one}").click()
        expect(main.locator(".an-hits > li")).to_have_count(counts[other])
        expect(main.get_by_role("button", name=f"Remove the filter {other}")).to_be_focused()

    def test_arrow_keys_open_a_filter_and_choose_nothing_on_the_way(self, page: Page) -> None:
        page.goto("search/?q=customer")
        results(page, "main")
        chosen = page.locator("main .an-search-chosen li")
        page.locator("main").get_by_label("Department").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(chosen).to_have_count(0)
        page.keyboard.press("Enter")
        expect(chosen).to_have_count(1)

    def test_what_is_written_in_the_question_can_be_taken_back_too(
        self, page: Page, shipped: Course
    ) -> None:
        department = shipped.scenarios[0].department
        page.goto("")
        search_for(page, f'customer department:"{department}"')
        expect(page.locator(f"{DIALOG} .an-search-chosen li")).to_have_text([department or ""])
        page.locator(DIALOG).get_by_role("button", name="Remove the filter").click()
        expect(field(page)).to_have_value("customer")
        expect(field(page)).to_be_focused()
        results(page)
        expect(page.locator(f"{DIALOG} .an-search-chosen li")).to_have_count(0)

    def test_by_what_is_done(self, page: Page, shipped: Course) -> None:
        scenario = shipped.scenarios[0]
        page.goto(path_of(scenario))
        answer(page, right(scenario))
        links = search_for(page, scenario.title)
        progress = page.locator(DIALOG).get_by_label("Progress")
        progress.select_option("done")
        results(page)
        expect(page.locator(f"{DIALOG} .an-search-chosen")).to_have_text("Done")
        expect(links).to_have_text([scenario.title])
        progress.select_option("open")
        results(page)
        expect(page.locator(f"{DIALOG} .an-search-chosen")).to_have_text("Not done yet")
        assert scenario.title not in links.all_inner_texts()

    def test_by_what_is_done_in_the_question(self, page: Page, shipped: Course) -> None:
        scenario = shipped.scenarios[0]
        page.goto(path_of(scenario))
        answer(page, right(scenario))
        chosen = page.locator(f"{DIALOG} .an-search-chosen li")
        for written in ("progress:done", 'PROGRESS:"Done"', "progress:d"):
            links = search_for(page, f"{scenario.title} {written}")
            expect(chosen).to_have_text(["Done"])
            expect(links).to_have_text([scenario.title])
        links = search_for(page, f'{scenario.title} progress:"not done yet"')
        expect(chosen).to_have_text(["Not done yet"])
        assert scenario.title not in links.all_inner_texts()
        page.locator(DIALOG).get_by_role("button", name="Remove the filter").click()
        expect(field(page)).to_have_value(scenario.title)
        expect(links.first).to_have_text(scenario.title)

    def test_what_was_done_since_is_done_when_it_opens_again(
        self, page: Page, shipped: Course
    ) -> None:
        scenario = shipped.scenarios[0]
        page.goto(path_of(scenario))
        links = search_for(page, scenario.title)
        page.locator(DIALOG).get_by_label("Progress").select_option("open")
        expect(links.first).to_have_text(scenario.title)
        page.keyboard.press("Escape")
        answer(page, right(scenario))
        page.keyboard.press("Control+k")
        expect(links.filter(has_text=scenario.title)).to_have_count(0)

    def test_the_address_keeps_them_until_they_are_loaded(
        self, new_context: Callable[..., BrowserContext], server: SiteServer, shipped: Course
    ) -> None:
        department = shipped.scenarios[0].department or ""
        page = new_context().new_page()  # which has loaded nothing yet
        with server.late("search/facets.js"):
            page.goto(f"search/?q=custome&department={department}", wait_until="commit")
            page.get_by_role("searchbox").fill("customer")
            page.wait_for_timeout(500)  # longer than the address waits for the next key
        expect(page.locator("main .an-search-chosen li")).to_have_text([department])
        expect(page).to_have_url(re.compile("q=customer&department="))

    def test_a_value_that_is_not_there_asks_for_nothing(self, page: Page) -> None:
        chosen = page.locator("main .an-search-chosen li")
        page.goto("search/?q=parcel&department=Nowhere")
        expect(results(page, "main").first).to_be_visible()
        expect(chosen).to_have_count(0)
        page.goto("search/?q=parcel&progress=open&progress=done")  # nothing is both
        expect(results(page, "main").first).to_be_visible()
        expect(chosen).to_have_text(["Not done yet"])


def test_what_cannot_be_loaded_is_said_and_tried_again(page: Page, guard: Guard) -> None:
    guard.allow("net::ERR_FAILED")
    page.goto("")
    page.route("**/search/head.js*", lambda route: route.abort())
    expect(search_for(page, "parce")).to_have_count(0)
    expect(page.locator(STATUS)).to_contain_text("The search can’t be loaded.")
    expect(page.locator(DIALOG).get_by_role("link", name="all scenarios")).to_be_visible()
    page.unroute("**/search/head.js*")
    page.keyboard.type("l")
    expect(results(page).first).to_be_visible()


def test_enter_that_ends_a_composition_leads_nowhere(page: Page) -> None:
    """Japanese and Chinese are composed from several keys, and Enter takes what is proposed."""
    page.goto("")
    search_for(page, "parcel")
    for told in ("isComposing: true", "keyCode: 229"):
        field(page).evaluate(
            f"""one => one.dispatchEvent(new KeyboardEvent("keydown", {{
              key: "Enter", {told}, bubbles: true, cancelable: true }}))"""
        )
    expect(page.locator(DIALOG)).to_be_visible()
    expect(page).not_to_have_url(re.compile("/search/"))


def test_enter_asks_for_what_is_typed_although_other_results_are_shown(page: Page) -> None:
    page.goto("")
    search_for(page, "printer")
    field(page).evaluate(
        """one => {
          one.value = "refund";
          one.dispatchEvent(new InputEvent("input", { bubbles: true }));
          one.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
        }"""
    )
    expect(page).to_have_url(re.compile(r"/search/\?q=refund$"))


def test_others_come_when_typing_rests(page: Page, context: BrowserContext) -> None:
    context.clock.install()
    page.goto("")
    search_for(page, "custome")
    items = page.locator(f"{DIALOG} .an-hits > li")
    context.clock.pause_at(page.evaluate("Date.now() + 1000"))
    page.keyboard.type("r")
    expect(items).to_have_count(3)
    context.clock.run_for(500)
    expect(items).to_have_count(3)
    context.clock.run_for(200)
    expect(items).to_have_count(8)


def test_first_results_stay_if_others_cannot_be_loaded(page: Page, guard: Guard) -> None:
    guard.allow("net::ERR_FAILED")
    asked: list[str] = []

    def answer_three(route: Route) -> None:
        asked.append(route.request.url)
        route.abort() if len(asked) > 3 else route.continue_()

    page.goto("")
    page.route("**/search/texts-*", answer_three)
    assert search_for(page, "customer").count() == 3
    expect(page.locator(STATUS)).to_have_text(re.compile(r"^\d+ results$"))
    expect(page.locator(DIALOG).get_by_role("link", name="Show all")).to_be_visible()
    page.unroute("**/search/texts-*")


def test_what_never_comes_is_given_up_and_tried_again(
    new_context: Callable[..., BrowserContext], server: SiteServer
) -> None:
    context = new_context()  # which has loaded nothing yet
    context.clock.install()
    page = context.new_page()
    page.goto("")
    with server.late("search/head.js"):
        page.keyboard.press("Control+k")
        page.keyboard.type("parcel")
        expect(page.locator(STATUS)).to_have_text("Searching…")
        context.clock.run_for(20_000)
        expect(page.locator(STATUS)).to_contain_text("can’t be loaded")
    page.keyboard.press("Enter")
    expect(results(page).first).to_be_visible()


def test_what_failed_is_tried_again_once_there_is_a_connection(page: Page, guard: Guard) -> None:
    guard.allow("net::ERR_FAILED")
    page.route("**/search/terms-*", lambda route: route.abort())
    page.goto("search/?q=parcel")
    expect(page.locator("main [role=status]")).to_contain_text("can’t be loaded")
    page.unroute("**/search/terms-*")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(results(page, "main").first).to_be_visible()


def test_a_typo_is_corrected_and_said(page: Page) -> None:
    page.goto("")
    expect(search_for(page, "refnud").first).to_be_visible()
    expect(page.locator(STATUS)).to_have_text(re.compile(r"^Showing results for “refund”\. "))


def test_nothing_found_leads_on(page: Page) -> None:
    page.goto("")
    expect(search_for(page, "qqxxzzqq")).to_have_count(0)
    expect(page.locator(STATUS)).to_have_text("Nothing found for “qqxxzzqq”.")
    page.keyboard.press("Enter")  # leads nowhere
    page.locator(DIALOG).get_by_role("link", name="all scenarios").click()
    expect(page).to_have_url(re.compile("/scenarios/$"))
    expect(page.locator(DIALOG)).to_be_hidden()


def test_recent_searches_stay_on_the_device_until_they_are_cleared(page: Page) -> None:
    page.goto("")
    search_for(page, "printer").first.click()
    expect(page.locator(DIALOG)).to_be_hidden()
    page.goto("scenarios/")
    page.keyboard.press("Control+k")
    page.get_by_role("button", name="printer").click()
    expect(results(page).first).to_be_visible()
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")
    page.locator(DIALOG).get_by_role("button", name="Clear").click()
    expect(page.get_by_role("button", name="printer")).to_have_count(0)
    expect(field(page)).to_be_focused()
    assert "printer" not in page.evaluate("JSON.stringify(localStorage)")


def test_on_a_phone_it_covers_the_page(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("")
    opener(page).click()
    expect(field(page)).to_be_focused()
    page.keyboard.type("parcel")
    first = results(page).first
    expect(first).to_be_visible()
    box = page.locator(DIALOG).bounding_box()
    assert box == {"x": 0, "y": 0, "width": PHONE["width"], "height": PHONE["height"]}
    for control in page.locator(f"{DIALOG} :is(button, select, input)").all():
        size = control.bounding_box()
        assert size is None or size["height"] >= 24
    page.locator(DIALOG).get_by_role("button", name="Close the search").click()
    expect(opener(page)).to_be_focused()
    expect(page.locator(DIALOG)).to_be_hidden()


def test_large_text_on_a_phone_fits(page: Page) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.goto("")
    page.evaluate("document.documentElement.style.fontSize = '250%'")
    expect(search_for(page, "parcel").first).to_be_visible()
    is_inside = "one => one.scrollWidth <= one.clientWidth"
    assert page.locator(DIALOG).evaluate(is_inside)
    field(page).fill("x" * 400)
    expect(page.locator(STATUS)).to_contain_text("Nothing found")
    assert page.locator(DIALOG).evaluate(is_inside)


def test_nothing_of_it_shows_where_it_is_off(page: Page, tmp_path: Path, guard: Guard) -> None:
    guard.allow(r"404 \(Not Found\)")
    site = SiteServer()
    config_file = write_project(tmp_path, COURSE_FILES, site_url=site.url, plugins=["answerable"])
    site.folder = build_quickly(config_file)
    with site.running():
        page.goto(site.url)
        expect(page.locator(".an-search-open, #an-search")).to_have_count(0)
        page.keyboard.press("Control+k")
        expect(page.locator(DIALOG)).to_have_count(0)
        assert not page.request.get(f"{site.url}search/").ok
