import assert from "node:assert/strict";
import { test } from "node:test";
import { asPreferences } from "../src/learner/records.js";
import { shortPath } from "../src/learner/shortpath.js";

/** @param {string} text `module department channel difficulty` of each scenario, whose id is its number */
const places = (text) =>
  text.trim().split(/\s*\n\s*/).map((line, place) => {
    const [module, department, channel, difficulty] = line.split(" ");
    const word = (/** @type {string} */ one) => (one === "-" ? "" : one);
    const where = { department: word(department), channel: word(channel) };
    return { id: String(place), module, ...where, difficulty: Number(difficulty) };
  });

const COURSE = places(`
  a care phone 3
  a care phone 1
  a care chat 2
  b sales phone 2
  b care mail 1
  c sales chat 1
  c desk - 1
  d - phone 1
  d sales mail 2
`);

for (const [what, department, channel, expected] of [
  ["both fit before the department, the department before the channel", "care", "phone", "10427"],
  ["of equal matches, one of each module comes before a second of one", null, "phone", "17305"],
  ["easy comes before hard among those that fit alike", "sales", null, "53814"],
  ["what fits comes first, even if most of it is in one module", "care", null, "14205"],
]) {
  test(`${what}`, () => {
    assert.equal(shortPath(COURSE, { department, channel }).join(""), expected);
  });
}

test("the same role gives the same path, and changes nothing in the course", () => {
  const before = structuredClone(COURSE);
  const role = { department: "sales", channel: "phone" };
  assert.deepEqual(shortPath(COURSE, role), shortPath(structuredClone(COURSE), role));
  assert.equal(new Set(shortPath(COURSE, role)).size, 5);
  assert.deepEqual(COURSE, before);
});

test("there is no path without a role, for work that the course doesn't have, or in a short course", () => {
  for (const role of [null, { department: null, channel: null }, { department: "farm", channel: "" }]) {
    assert.deepEqual(shortPath(COURSE, role), [], JSON.stringify(role));
  }
  assert.deepEqual(shortPath(COURSE.slice(0, 5), { department: "care", channel: null }), []);
  assert.equal(shortPath(COURSE.slice(0, 6), { department: "care", channel: null }).length, 5);
});

test("a role is kept among the preferences, and only words are one", () => {
  const kept = { at: 1, role: { department: "care", channel: null } };
  assert.deepEqual(asPreferences(kept), kept);
  for (const role of [null, "care", {}, { department: 1, channel: null }, { department: "care" }]) {
    assert.equal(asPreferences({ at: 1, role }), null, JSON.stringify(role));
  }
});
