import assert from "node:assert/strict";
import { test } from "node:test";
import { checked, opened } from "../src/attempt.js";
import { answeredScenarios, nextStep } from "../src/progress.js";
import { asAnswer, asLastVisit, asOwnReply } from "../src/records.js";
import { Store, recordKey } from "../src/store.js";
import { FakeStorage } from "./fake-storage.js";

const IDS = ["one", "two", "three", "four"];

test("answered is what was checked in this course, right or not", () => {
  const store = new Store(() => new FakeStorage(), () => 1);
  const check = { rev: "r", seed: 1, choice: "c", right: false };
  const put = (course, scenario, change) =>
    store.update(recordKey(course, scenario, "which-reply"), asAnswer, change);
  put("course", "one", () => checked(null, check, 1));
  put("course", "two", () => opened(null, "r", 1));
  put("course-2", "three", () => checked(null, check, 1));
  store.update(recordKey("course", "four", "own-reply"), asOwnReply, () => ({ text: "x", at: 1 }));
  store.update(recordKey("course", "last"), asLastVisit, () => ({ scenario: "four", at: 1 }));
  assert.deepEqual([...answeredScenarios(store, "course")], ["one"]);
});

for (const [what, answered, last, expected] of [
  ["a newcomer starts", [], null, { state: "new" }],
  ["the scenario left open comes first", ["one"], "three", { state: "under way", next: "three" }],
  ["a visit alone counts as begun", [], "one", { state: "under way", next: "one" }],
  ["after an answered one, the next", ["two"], "two", { state: "under way", next: "three" }],
  ["answered ones are passed over", ["two", "three"], "two", { state: "under way", next: "four" }],
  ["after the last, the first", ["four"], "four", { state: "under way", next: "one" }],
  ["a removed scenario is no place", ["one"], "gone", { state: "under way", next: "two" }],
  ["a removed scenario alone is no start", [], "gone", { state: "new" }],
  ["all answered", IDS, "two", { state: "done" }],
]) {
  test(what, () => {
    assert.deepEqual(nextStep(IDS, new Set(answered), last), expected);
  });
}

test("a course without scenarios is new", () => {
  assert.deepEqual(nextStep([], new Set(), null), { state: "new" });
});
