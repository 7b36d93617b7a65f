import assert from "node:assert/strict";
import { test } from "node:test";
import { byNeed } from "../src/elements/review-session/choosing.js";

const answer = (...checks) => ({ log: checks.map(([at, score]) => [at, score, null, "r"]) });

test("what was missed comes first, then what was asked longest ago or never", () => {
  const answers = new Map([
    ["late", answer([1, 0], [9, 1])],
    ["early", answer([4, 1])],
    ["missed", answer([2, 1], [8, 0.5])],
    ["missed-before", answer([3, 0])],
  ]);
  const ids = ["late", "early", "missed", "never", "missed-before"];
  const chosen = byNeed(ids, (item) => answers.get(item));
  assert.deepEqual(chosen, ["missed-before", "missed", "never", "early", "late"]);
  assert.deepEqual(byNeed([], () => undefined), []);
});

test("a question that was reviewed gives way to the others", () => {
  const ids = ["a", "b", "c"];
  const answers = new Map();
  const asked = [];
  for (let at = 1; at <= 6; at += 1) {
    const [item] = byNeed(ids, (id) => answers.get(id));
    answers.set(item, answer([at, 1]));
    asked.push(item);
  }
  assert.deepEqual(asked, ["a", "b", "c", "a", "b", "c"]);
});
