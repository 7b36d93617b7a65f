import assert from "node:assert/strict";
import { test } from "node:test";
import { byNeed, casesFor } from "../src/elements/review-session/choosing.js";

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

/** A history of as many sittings, a day apart, the last one on this day. */
const sat = (times, day = 100) => Array.from({ length: times }, (_, n) => [(day - times + n) * 86_400_000, 1, null, "r"]);

/** @param {Record<string, [sittings: number, module: string, tags?: string[], day?: number]>} known */
const casting = (known) => {
  const caseOf = (scenario) => ({ scenario, module: known[scenario][1], tags: known[scenario][2] || [], due: 7 });
  const historyOf = (scenario) => sat(known[scenario][0], known[scenario][3]);
  const missedAt = (at) => (scenario) => ({ ...caseOf(scenario), at });
  return (due, free, missed = [], at = 8) =>
    casesFor(due.map(caseOf), free.map(caseOf), missed.map(missedAt(at)), historyOf);
};

test("every third review asks of another scenario of the module", () => {
  const asked = [1, 2, 3, 4, 5, 6, 7].map((n) => casting({ own: [n, "m"], other: [1, "m"] })(["own"], ["other"])[0]);
  assert.deepEqual(asked, ["own", "own", "other", "own", "own", "other", "own"]);
});

test("of the same module, the one with the most tags in common, then the one asked longest ago", () => {
  const cast = casting({
    own: [3, "m", ["rules", "promises"]],
    elsewhere: [1, "n", ["rules", "promises"]],
    one: [1, "m", ["rules"], 10],
    longAgo: [1, "m", ["rules"], 5],
    both: [1, "m", ["promises", "rules"], 90],
    untagged: [1, "m"],
  });
  assert.deepEqual(cast(["own"], ["elsewhere", "one", "longAgo", "both", "untagged"]), ["both"]);
  assert.deepEqual(cast(["own"], ["elsewhere", "untagged", "one", "longAgo"]), ["longAgo"]);
  assert.deepEqual(cast(["own"], ["elsewhere", "untagged"]), ["untagged"]);
  assert.deepEqual(cast(["own"], ["elsewhere"]), ["own"]);
  assert.deepEqual(cast(["own"], []), ["own"]);
});

test("no scenario stands in for two", () => {
  const cast = casting({ a: [3, "m"], b: [6, "m"], c: [3, "m"], x: [1, "m", [], 5], y: [2, "m", [], 9] });
  assert.deepEqual(cast(["a", "b", "c"], ["y", "x"]), ["x", "y", "c"]);
});

test("if another scenario of the module was missed since, its own question is asked", () => {
  const cast = casting({ own: [3, "m"], missed: [1, "m"], other: [1, "m"], elsewhere: [1, "n"] });
  assert.deepEqual(cast(["own"], ["other"], ["missed"]), ["own"]);
  assert.deepEqual(cast(["own"], ["other"], ["missed"], 7), ["other"]);
  assert.deepEqual(cast(["own"], ["other"], ["own", "elsewhere"]), ["other"]);
});
