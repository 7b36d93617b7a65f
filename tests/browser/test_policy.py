"""A whole visit under a Content-Security-Policy without `unsafe-inline` breaks no rule of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from answerable.model import Course

from .conftest import Guard
from .learner import answer, last_step, right, search_for, to_step
from .server import SiteServer, published_policy


@pytest.fixture
def policy(server: SiteServer) -> Iterator[str]:
    assert server.folder is not None
    server.policy = published_policy(server.folder)
    yield server.policy
    server.policy = None


@pytest.mark.usefixtures("service_worker")
def test_a_whole_visit(
    context: BrowserContext, shipped: Course, server: SiteServer, policy: str
) -> None:
    broken: list[str] = []
    context.expose_function("broken", lambda text: broken.append(text))
    context.add_init_script(
        """addEventListener("securitypolicyviolation", (event) => window.broken(
          `${event.violatedDirective}: ${event.blockedURI} ${event.sample}`))"""
    )
    page = context.new_page()
    answered = page.goto("")
    assert answered is not None
    assert answered.header_value("content-security-policy") == policy
    scenario, following = shipped.scenarios[:2]
    page.get_by_role("button", name="Switch to dark colours").click()
    page.get_by_role("link", name=shipped.modules[0].title).click()
    page.get_by_role("link", name=scenario.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(scenario.title)
    page.get_by_label("Your reply, in your own words").fill("I will see to it.")
    answer(page, right(scenario))
    to_step(page, last_step(scenario))
    page.get_by_role("link", name=f"Next: {following.title}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(following.title)
    page.goto("scenarios/")
    expect(search_for(page, "parcel").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_label("Customer", exact=True).select_option("internal")
    expect(page.locator(".an-count")).not_to_be_empty()
    for path in ("review/", "progress/", f"quiz/{shipped.modules[0].id}/", "assessment/"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.reload()
    assert page.evaluate("navigator.serviceWorker.controller !== null")
    page.goto("accountability/")
    page.goto("cards/")
    expect(page.locator(".an-picture img")).to_have_js_property("complete", value=True)
    assert broken == []


def test_the_policy_bites(
    context: BrowserContext, server: SiteServer, policy: str, guard: Guard
) -> None:
    guard.allow("Executing inline script violates")
    page = context.new_page()
    page.goto("")
    page.evaluate(
        """() => { const script = document.createElement("script");
          script.textContent = "window.bad = true"; document.body.append(script) }"""
    )
    assert page.evaluate("window.bad") is None
