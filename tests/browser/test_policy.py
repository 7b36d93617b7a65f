"""Under a Content-Security-Policy without `unsafe-inline`, a visit breaks no rule of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from .conftest import Guard
from .learner import search_for
from .server import SiteServer, published_policy


@pytest.fixture
def policy(server: SiteServer) -> Iterator[str]:
    assert server.folder is not None
    server.policy = published_policy(server.folder)
    yield server.policy
    server.policy = None


@pytest.mark.usefixtures("service_worker")
def test_what_learners_do_beside_learning(context: BrowserContext, policy: str) -> None:
    """Whoever learns the whole course, in `test_whole_course`, does that under its policy, too."""
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
    page.get_by_role("button", name="Switch to dark colours").click()
    page.get_by_role("link", name="All scenarios").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All scenarios")
    expect(search_for(page, "parcel").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_label("Customer", exact=True).select_option("internal")
    expect(page.locator(".an-count")).not_to_be_empty()
    page.goto("review/")
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
