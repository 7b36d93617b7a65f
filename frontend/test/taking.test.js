import assert from "node:assert/strict";
import { test } from "node:test";
import { NOTHING, after, missedIn, outcomeOf, resultOf } from "../src/elements/item-deck/taking.js";
import { answered, begun, handedIn } from "../src/learner/assessment.js";

const KEYS = ["a/one", "a/two", "b/one"];
const revisions = new Map(KEYS.map((key) => [key, "r1"]));
const begin = (seed = 1, now = 1) => begun(null, KEYS, seed, now);
const given = (/** @type {any} */ answer) => ({ rev: "r1", answer, draft: null });
const read = (/** @type {any} */ taking, /** @type {any} */ deck) =>
  after(taking, { type: "read", deck, revisions });

/** @param {any} deck @param {string} key @param {any} answer @param {number} now */
const answer = (deck, key, answer, now) => answered(deck, deck.attempt, key, given(answer), now);

test("without a record there is a start, and nothing else", () => {
  assert.deepEqual(read(NOTHING, null), NOTHING);
});

test("an attempt that was begun on an earlier visit is resumed with its answers", () => {
  const taking = read(NOTHING, answer(begin(), "a/two", "x", 5));
  assert.equal(taking.phase, "open");
  assert.ok(taking.isAnother && taking.isResumed);
  assert.deepEqual(taking.newer, ["a/two"]);
});

test("what was answered on this page is not put into its form again", () => {
  let deck = begin();
  let taking = read(NOTHING, deck);
  assert.ok(!taking.isResumed);
  taking = after(taking, { type: "answered", key: "a/one", given: given("x"), now: 5 });
  deck = answer(deck, "a/one", "x", 5);
  taking = read(taking, deck);
  assert.deepEqual([taking.isAnother, taking.isResumed, taking.newer], [false, false, []]);
});

test("what another tab answered later is", () => {
  const taking = read(read(NOTHING, begin()), answer(begin(), "b/one", "y", 9));
  assert.deepEqual(taking.newer, ["b/one"]);
  assert.ok(!taking.isAnother);
});

test("a new attempt is another one, and a course that changed is told once it is open", () => {
  const first = read(NOTHING, begin());
  assert.ok(read(first, begin(2, 2)).isAnother);
  const deck = answer(begin(), "a/one", "x", 5);
  const event = /** @type {const} */ ({ type: "read", deck, revisions: new Map([["a/one", "r2"]]) });
  const taking = after(NOTHING, event);
  assert.ok(taking.hasChanged);
  assert.deepEqual(taking.attempt?.keys, ["a/one"]);
  assert.deepEqual(taking.newer, []);
});

test("handed in, it says how each question and the whole went", () => {
  const deck = answer(answer(begin(), "a/one", "x", 5), "a/two", "y", 6);
  const done = handedIn(deck, /** @type {any} */ (deck).attempt, { "a/one": 1, "a/two": 0.5 }, 50, 9);
  const taking = read(NOTHING, done);
  const attempt = /** @type {import("../src/learner/deck.js").Attempt} */ (taking.attempt);
  assert.equal(taking.phase, "done");
  assert.deepEqual(taking.earlier, []);
  assert.deepEqual(KEYS.map((key) => outcomeOf(attempt, key)), ["right", "partly", "none"]);
  assert.deepEqual(missedIn(attempt), ["a/two", "b/one"]);
  const chances = new Map(KEYS.map((key) => [key, 0.5]));
  const { total, guessed, passed } = resultOf(attempt, chances, 50);
  assert.deepEqual([total.points, total.percent, guessed.percent, passed], [1.5, 50, 50, true]);
  assert.ok(!resultOf(attempt, chances, null).passed);
});
