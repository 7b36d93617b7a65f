"""After a check the verdict and its reason are on the screen, with one button that leads on."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from answerable.model import Course

from .learner import answer, path_of, verdict, wrong

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}

IN_VIEW = """() => {
  const place = (selector) => document.querySelector(selector).getBoundingClientRect();
  const header = document.querySelector(".md-header").getBoundingClientRect();
  const why = document.querySelector(".an-verdict .an-why p");
  const line = parseFloat(getComputedStyle(why).lineHeight);
  const seen = (x, y) => document.elementFromPoint(x, y);
  const title = place(".an-verdict-title");
  const text = why.getBoundingClientRect();
  return {
    title: title.top >= header.bottom && title.bottom <= innerHeight,
    reason: text.top >= header.bottom && text.top + Math.min(text.height, 2 * line) <= innerHeight,
    uncovered: why.contains(seen(text.left + 4, text.top + 4)),
    share: place(".an-feedback").height / innerHeight,
    button: place("scenario-quiz [type=submit]").bottom <= place(".an-feedback").top,
  };
}"""


def test_every_verdict_is_in_view_with_its_reason(page: Page, shipped: Course) -> None:
    for scenario in shipped.scenarios:
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        page.goto(path_of(scenario, "quiz"))
        for size in (PHONE, DESK):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            answer(page, wrong(scenario))
            found: dict[str, Any] = page.evaluate(IN_VIEW)
            share = found.pop("share")
            assert all(found.values()), (scenario.id, size, found)
            assert share <= 0.6, (scenario.id, size, share)
            page.get_by_role("button", name="Try again").first.click()
            expect(verdict(page)).to_be_empty()
