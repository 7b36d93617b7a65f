import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, filled, longDate, shortNumber } from "../src/common/message.js";

test("gaps are filled; text that looks like a replacement pattern stays text", () => {
  assert.equal(filled("Next: {title}", { title: "A $& in the bill" }), "Next: A $& in the bill");
  assert.equal(filled("{n} of {total}", { n: 2, total: 9 }), "2 of 9");
  assert.equal(filled("{n} {other}", { n: 0 }), "0 {other}");
});

test("the plural form follows the language, and falls back", () => {
  const texts = { answered: "{n} times", answeredOne: "once", answeredFew: "{n} razy" };
  assert.equal(counted(texts, "answered", 1, "en"), "once");
  assert.equal(counted(texts, "answered", 3, "en"), "3 times");
  assert.equal(counted(texts, "answered", 3, "pl"), "3 razy");
  assert.equal(counted({}, "answered", 3, "en"), "");
});

test("a day is told in words that nobody reads as another day", () => {
  const at = new Date(2026, 10, 4, 15, 30).getTime();
  assert.equal(longDate(at, "en"), "4 November 2026");
  assert.equal(longDate(at, "en", "short"), "4 November 2026 at 15:30");
  assert.equal(longDate(at, "en-US"), "November 4, 2026");
  assert.equal(longDate(at, "de"), "4. November 2026");
  assert.equal(longDate(null, "en"), "");
});

test("points are told with one decimal at most, as the language writes it", () => {
  assert.equal(shortNumber(7 / 3, "en"), "2.3");
  assert.equal(shortNumber(7 / 3, "de"), "2,3");
  assert.equal(shortNumber(4, "de"), "4");
});
