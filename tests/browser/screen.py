"""What of a page is on the learner's screen, and how far away the next thing to press is."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator

PHONE: Any = {"width": 360, "height": 740}
DESK: Any = {"width": 1280, "height": 800}

FAR = 2.0
"""How many heights of the screen a learner scrolls at most from one press to the next."""

BEYOND = """one => {
  const { top, bottom } = one.getBoundingClientRect();
  return Math.max(0, -top, bottom - innerHeight) / innerHeight;
}"""
"""How many heights of the screen have to be scrolled until an element is in view."""

SEEN = """([one, lines]) => {
  const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
  const { left, top, height } = one.getBoundingClientRect();
  const line = parseFloat(getComputedStyle(one).lineHeight) || height;
  const bottom = top + Math.min(height, lines * line);
  const covering = document.elementFromPoint(left + 12, top + Math.min(height, line) / 2);
  return top >= header && bottom <= innerHeight && one.contains(covering);
}"""
"""Whether an element, or at least its first lines, is in view and nothing covers it."""


def reach(target: Locator) -> Locator:
    """The next thing to press, which isn't far from where the learner is."""
    screens: float = target.first.evaluate(BEYOND)
    assert screens <= FAR, f"{screens:.2f} screens away: {target}"
    return target


def expect_seen(part: Locator, lines: int = 2) -> None:
    """At this very moment, without any scrolling."""
    handle = part.element_handle()
    assert handle.evaluate(f"one => ({SEEN})([one, {lines}])"), f"not in view: {part}"


def expect_verdict_seen(quiz: Locator) -> None:
    """What is said about an answer, with the first reason if any, and the button that leads on."""
    for part in quiz.locator(".an-verdict p").all()[:2]:
        expect_seen(part)
    expect_seen(quiz.locator(".an-feedback [data-onward]"))
