import assert from "node:assert/strict";
import { test } from "node:test";
import { answered, begun, handedIn } from "../src/learner/assessment.js";
import { ASSESSMENT, bestOf, bestPassed, openIn } from "../src/learner/deck.js";
import { overviewOf } from "../src/learner/overview.js";

const KEYS = ["a/one", "b/one"];
const DAY = 24 * 60 * 60 * 1000;

/** @param {number} count how many of two questions are answered @param {number} at when it began */
const opened = (count, at = 1) =>
  KEYS.slice(0, count).reduce(
    (deck, key) => answered(deck, deck.attempt, key, { rev: "r", answer: "x", draft: null }, at),
    /** @type {any} */ (begun(null, KEYS, 1, at)),
  );

/** @param {number} score of each question */
const finished = (score, mark = 80) =>
  handedIn(opened(2), opened(2).attempt, Object.fromEntries(KEYS.map((key) => [key, score])), mark, 9);

/** @param {string} reached one letter for each scenario of two modules with two each: n, b, d */
const scenarios = (reached) =>
  [...reached].map((letter, place) => ({
    id: `s${place}`,
    module: place < 2 ? "m" : "n",
    reached: { n: "new", b: "begun", d: "done" }[letter],
  }));

/** @param {readonly {module: string}[]} all @returns {Map<string, number>} */
const sizesOf = (all) =>
  new Map(all.map(({ module }) => [module, all.filter((one) => one.module === module).length]));

/** @param {string} reached @param {any} [more] */
const overview = (reached, more = {}) =>
  overviewOf({
    scenarios: scenarios(reached),
    sizes: sizesOf(scenarios(reached)),
    decks: new Map(),
    histories: new Map(),
    last: null,
    due: 0,
    path: [],
    quizzes: ["m", "n", ASSESSMENT],
    ...more,
  });

test("scenarios that a page doesn't know of count as new", () => {
  const { done, total, completed } = overview("dd", { sizes: new Map([["m", 2], ["n", 300]]) });
  assert.deepEqual({ done, total, completed }, { done: 2, total: 302, completed: 1 });
});

test("it counts scenarios, modules that are complete, and days", () => {
  const check = (/** @type {number} */ day) => [day * DAY, 1, null, "r"];
  const histories = new Map([["s0", [check(1), check(1), check(5)]], ["s1", [check(5)]]]);
  const { done, total, completed, days, modules } = overview("ddbn", { histories });
  assert.deepEqual([done, total, completed, days], [2, 4, 1, 2]);
  assert.deepEqual(modules.get("n"), { done: 0, total: 2 });
});

for (const [what, reached, more, expected] of [
  ["a newcomer starts", "nnnn", {}, { name: "start", scenario: "s0" }],
  ["with the short path, if there is one", "nnnn", { path: ["s2", "s1"] }, { name: "start", scenario: "s2" }],
  ["a visit alone is no longer new", "nnnn", { last: "s1" }, { name: "scenario", scenario: "s1" }],
  ["a visit to a removed scenario is", "nnnn", { last: "gone" }, { name: "start", scenario: "s0" }],
  [
    "the short path goes on, wherever the learner was",
    "dndn",
    { path: ["s2", "s1"], last: "s3" },
    { name: "scenario", scenario: "s1" },
  ],
  [
    "when it is done, the course goes on",
    "nddn",
    { path: ["s2", "s1"], last: "s2" },
    { name: "scenario", scenario: "s3" },
  ],
  ["on the way, the next scenario", "dnnn", { last: "s0" }, { name: "scenario", scenario: "s1" }],
  ["what is due comes before anything new", "dnnn", { due: 3 }, { name: "review", due: 3 }],
  [
    "a quiz that was begun comes first",
    "dnnn",
    { due: 3, decks: new Map([["m", opened(1)]]) },
    { name: "quiz", deck: "m", answered: 1, total: 2 },
  ],
  [
    "of two, the one begun last",
    "dddd",
    { decks: new Map([["m", opened(1, 1)], [ASSESSMENT, opened(1, 2)]]) },
    { name: "quiz", deck: ASSESSMENT, answered: 1, total: 2 },
  ],
  [
    "a quiz that the course no longer has isn't offered",
    "dnnn",
    { decks: new Map([["gone", opened(1)], [ASSESSMENT, opened(1)]]), quizzes: ["m", "n"] },
    { name: "scenario", scenario: "s1" },
  ],
  ["without an assessment, nothing comes after all scenarios", "dddd", { quizzes: ["m", "n"] }, { name: "none" }],
  ["a quiz without an answer isn't begun", "dddd", { decks: new Map([["m", opened(0)]]) }, { name: "assessment" }],
  ["after all scenarios, the assessment", "dddd", {}, { name: "assessment" }],
  [
    "after a failed one, again",
    "dddd",
    { decks: new Map([[ASSESSMENT, finished(0.5)]]) },
    { name: "assessment" },
  ],
  [
    "after a passed one, the certificate",
    "dddd",
    { decks: new Map([[ASSESSMENT, finished(1)]]) },
    { name: "certificate" },
  ],
  [
    "whoever passed early still has scenarios to do",
    "dnnn",
    { decks: new Map([[ASSESSMENT, finished(1)]]) },
    { name: "scenario", scenario: "s1" },
  ],
]) {
  test(`${what}`, () => assert.deepEqual(overview(/** @type {string} */ (reached), more).step, expected));
}

test("of a quiz's record: the best result, the best passed one, and how far an attempt is", () => {
  assert.equal(openIn(null), null);
  assert.equal(openIn(finished(1)), null);
  assert.deepEqual(openIn(opened(1, 7)), { answered: 1, total: 2, at: 7 });
  assert.equal(bestOf(null), null);
  assert.equal(bestOf(finished(0.5))?.points, 1);
  const whole = { at: 1, points: 8, of: 10, passed: null };
  const repeated = { at: 2, points: 2, of: 2, passed: null };
  assert.equal(bestOf({ attempt: null, results: [repeated, whole] }), whole);
  assert.equal(bestPassed(finished(0.5)), null);
  assert.equal(bestPassed(finished(1))?.points, 2);
});
