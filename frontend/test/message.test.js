import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, filled } from "../src/message.js";

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
