"""What no page may do is noticed, wherever it is asked for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .conftest import Guard


@pytest.mark.parametrize(
    ("address", "noticed"),
    [
        ("http://elsewhere.example/x.png", "http://elsewhere.example/x.png"),
        ("https://elsewhere.example/x.png", "elsewhere.example:443"),
        ("http://192.0.2.1/x.png", "http://192.0.2.1/x.png"),
    ],
)
def test_a_request_to_elsewhere(page: Page, guard: Guard, address: str, noticed: str) -> None:
    page.goto("privacy/")
    page.evaluate("address => fetch(address, { mode: 'no-cors' }).catch(() => {})", address)
    assert f"request to elsewhere: {noticed}" in guard.complaints()
    guard.allow(".")


def test_an_error_in_the_console_and_one_that_nobody_caught(page: Page, guard: Guard) -> None:
    page.goto("privacy/")
    page.evaluate("console.error('odd'), setTimeout(() => { throw new Error('worse') })")
    page.wait_for_timeout(50)
    found = "\n".join(guard.complaints())
    assert "console error: odd" in found
    assert "uncaught: " in found
    assert "worse" in found
    guard.allow(".")
