import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, placeAt } from "../src/elements/item-deck/places.js";
import { entriesIn } from "../src/elements/item-deck/pool.js";
import {
  NOTHING,
  after,
  missedIn,
  outcomeOf,
  resultOf,
  screenOf,
  toRepeat,
} from "../src/elements/item-deck/taking.js";
import { answered, begun, handedIn, placed } from "../src/learner/assessment.js";

const KEYS = ["a/one", "a/two", "b/one"];
const revisions = new Map(KEYS.map((key) => [key, "r1"]));
const begin = (seed = 1, now = 1) => begun(null, KEYS, seed, now);
const given = (/** @type {any} */ answer) => ({ rev: "r1", answer, draft: null });
const read = (/** @type {any} */ taking, /** @type {any} */ deck) =>
  after(taking, { type: "read", deck, revisions });

/** @param {any} deck @param {string} key @param {any} answer @param {number} now */
const answer = (deck, key, answer, now) => answered(deck, deck.attempt, key, given(answer), now);

test("without a record there is a start, and nothing else", () => {
  const taking = read(NOTHING, null);
  assert.deepEqual(taking, NOTHING);
  assert.equal(screenOf(taking), "start");
  assert.equal(screenOf(after(taking, { type: "loading" })), "waiting");
  assert.equal(screenOf(after(taking, { type: "unreachable" })), "start");
});

test("an attempt that was begun on an earlier visit is resumed with its answers, at its place", () => {
  const deck = answer(begin(), "a/two", "x", 5);
  const moved = placed(deck, /** @type {any} */ (deck?.attempt), 2);
  const taking = read(NOTHING, moved);
  assert.equal(taking.phase, "open");
  assert.equal(taking.place, 2);
  assert.ok(taking.isResumed);
  assert.deepEqual(taking.newer, ["a/two"]);
});

test("its screens are shown once the questions are loaded, one question each", () => {
  const waiting = read(NOTHING, begin());
  assert.equal(screenOf(waiting), "waiting");
  assert.equal(screenOf(after(waiting, { type: "unreachable" })), "unreachable");
  const here = after(waiting, { type: "loaded" });
  const screens = [0, 2, 3, 9].map((place) => screenOf(after(here, { type: "moved", place })));
  assert.deepEqual(screens, ["question", "question", "check", "check"]);
  assert.equal(read(here, begin()).questions, "here");
});

test("what was answered on this page is not put into its form again", () => {
  let deck = begin();
  let taking = read(NOTHING, deck);
  assert.ok(!taking.isResumed);
  taking = after(taking, { type: "answered", key: "a/one", given: given("x"), now: 5 });
  deck = answer(deck, "a/one", "x", 5);
  taking = read(taking, deck);
  assert.deepEqual([taking.isResumed, taking.newer], [false, []]);
});

test("what another tab answered later is, and its place is its own", () => {
  const there = answer(begin(), "b/one", "y", 9);
  const moved = placed(there, /** @type {any} */ (there?.attempt), 3);
  const taking = read(read(NOTHING, begin()), moved);
  assert.deepEqual(taking.newer, ["b/one"]);
  assert.equal(taking.place, 0);
});

test("a new attempt needs its questions, and a course that changed is told once it is open", () => {
  const first = after(read(NOTHING, begin()), { type: "loaded" });
  assert.equal(read(first, begin(2, 2)).questions, "none");
  const deck = answer(begin(), "a/one", "x", 5);
  const event = /** @type {const} */ ({ type: "read", deck, revisions: new Map([["a/one", "r2"]]) });
  const taking = after(NOTHING, event);
  assert.ok(taking.hasChanged);
  assert.deepEqual(taking.attempt?.keys, ["a/one"]);
  assert.deepEqual(taking.newer, []);
});

test("handed in, it says how each question and the whole went, and what to repeat", () => {
  const deck = answer(answer(begin(), "a/one", "x", 5), "a/two", "y", 6);
  const done = handedIn(deck, /** @type {any} */ (deck).attempt, { "a/one": 1, "a/two": 0.5 }, 50, 9);
  const taking = read(NOTHING, done);
  const attempt = /** @type {import("../src/learner/deck.js").Attempt} */ (taking.attempt);
  assert.equal(taking.phase, "done");
  assert.equal(screenOf(after(taking, { type: "unreachable" })), "result");
  assert.deepEqual(taking.earlier, []);
  assert.deepEqual(KEYS.map((key) => outcomeOf(attempt, key)), ["right", "partly", "none"]);
  assert.deepEqual(missedIn(attempt), ["a/two", "b/one"]);
  assert.deepEqual(toRepeat(attempt, 3), ["b", "a"]);
  assert.deepEqual(toRepeat(attempt, 1), ["b"]);
  const chances = new Map(KEYS.map((key) => [key, 0.5]));
  const { total, guessed, verdict } = resultOf(attempt, chances, 50);
  assert.deepEqual([total.points, total.percent, guessed.percent, verdict], [1.5, 50, 50, "passed"]);
  assert.equal(resultOf(attempt, chances, 51).verdict, "missed");
  assert.equal(resultOf(attempt, chances, null).verdict, "over");
  const perfect = { ...attempt, scores: Object.fromEntries(KEYS.map((key) => [key, 1])) };
  assert.equal(resultOf(perfect, chances, 100).verdict, "perfect");
});

test("each screen has an address", () => {
  for (const place of [0, 1, 2, 3]) assert.equal(placeAt(addressOf(place, 3), 3), place);
  assert.equal(addressOf(0, 3), "#question-1");
  for (const other of ["", "#top", "#question-4", "#question-0", "#question-", "#question-1x"]) {
    assert.equal(placeAt(other, 3), null);
  }
});

test("a page lists which items may be drawn", () => {
  assert.deepEqual(entriesIn("lost-key", "m", "which-reply:1a:0.5:lost-key more:2b:0.25:"), [
    { key: "lost-key/which-reply", module: "m", scenario: "lost-key", rev: "1a", chance: 0.5, replies: ["lost-key"] },
    { key: "lost-key/more", module: "m", scenario: "lost-key", rev: "2b", chance: 0.25, replies: [] },
  ]);
});
