import assert from "node:assert/strict";
import { test } from "node:test";

import {
  answered,
  begun,
  byGuessing,
  current,
  drawn,
  handedIn,
  percentOf,
  tally,
  unanswered,
} from "../src/learner/assessment.js";
import { RESULTS, asDeck, bestPassed, mergedDecks } from "../src/learner/deck.js";

/** Modules of four scenarios with four items each, two of which show the scenario's replies. */
function pool(modules = 3) {
  const found = [];
  for (let m = 0; m < modules; m += 1) {
    for (let s = 0; s < 4; s += 1) {
      const scenario = `m${m}-s${s}`;
      const next = `m${m}-s${(s + 1) % 4}`;
      for (const [item, replies] of [
        ["which-reply", [scenario]],
        ["whose-reply", [scenario, next]],
        ["which-lesson", []],
        ["first-solution", []],
      ]) {
        found.push({ key: `${scenario}/${item}`, module: `m${m}`, scenario, replies });
      }
    }
  }
  return found;
}

const count = (values) => {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
};

const SEEDS = [...Array(40).keys()].map((n) => n * 104729);

test("a draw takes from each module about the same number, and no question twice", () => {
  for (const seed of SEEDS) {
    const keys = drawn(pool(), 10, seed);
    assert.equal(new Set(keys).size, 10);
    const modules = [...count(keys.map((key) => key.slice(0, 2))).values()];
    assert.ok(Math.max(...modules) - Math.min(...modules) <= 1, String(modules));
  }
});

test("no reply is shown twice as long as other questions are left", () => {
  const replies = new Map(pool().map((one) => [one.key, one.replies]));
  for (const seed of SEEDS) {
    const shown = drawn(pool(), 20, seed).flatMap((key) => replies.get(key));
    assert.equal(new Set(shown).size, shown.length);
  }
});

test("a scenario comes back only after the others of its module", () => {
  for (const seed of SEEDS) {
    const keys = drawn(pool(1), 4, seed);
    assert.ok(new Set(keys.map((key) => key.split("/")[0])).size >= 3, keys.join());
  }
});

test("a draw is the same for the same seed, whatever the order of the page", () => {
  for (const seed of SEEDS) {
    assert.deepEqual(drawn(pool(), 8, seed), drawn(pool().reverse(), 8, seed));
  }
  assert.ok(new Set(SEEDS.map((seed) => drawn(pool(), 8, seed).join())).size > 30);
});

test("a small pool is drawn whole", () => {
  assert.deepEqual(
    drawn(pool(1), 99, 5).sort(),
    pool(1).map(({ key }) => key).sort(),
  );
  assert.deepEqual(drawn([], 5, 1), []);
});

const KEYS = ["a/x", "b/x", "c/x"];
const open = () => begun(null, KEYS, 7, 100);
const given = (deck, key, answer, now = 200) =>
  answered(deck, deck.attempt, key, { rev: "r1", answer }, now);

test("answers are kept one by one, and taken back", () => {
  let deck = open();
  assert.deepEqual(unanswered(deck.attempt), KEYS);
  deck = given(deck, "b/x", "right");
  assert.deepEqual(unanswered(deck.attempt), ["a/x", "c/x"]);
  deck = given(deck, "b/x", null, 300);
  assert.deepEqual(unanswered(deck.attempt), KEYS);
});

test("an attempt that another tab has replaced or handed in takes no more answers", () => {
  const mine = open();
  const theirs = begun(mine, KEYS, 8, 150);
  assert.equal(answered(theirs, mine.attempt, "a/x", { rev: "r1", answer: "x" }, 200), theirs);
  const done = handedIn(mine, mine.attempt, {}, 80, 300);
  assert.equal(answered(done, mine.attempt, "a/x", { rev: "r1", answer: "x" }, 400), done);
  assert.equal(answered(null, mine.attempt, "a/x", { rev: "r1", answer: "x" }, 400), null);
});

test("two tabs hand in once", () => {
  const deck = open();
  const first = handedIn(deck, deck.attempt, { "a/x": 1 }, 80, 300);
  assert.equal(first.results.length, 1);
  assert.equal(handedIn(first, deck.attempt, { "a/x": 1 }, 80, 310), first);
});

test("questions that are gone or changed do not stand in the way of going on", () => {
  const deck = given(given(open(), "a/x", 1), "b/x", 2);
  const { attempt, changed } = current(deck.attempt, new Map([["a/x", "r1"], ["b/x", "r2"]]));
  assert.ok(changed);
  assert.deepEqual(attempt.keys, ["a/x", "b/x"]);
  assert.deepEqual(unanswered(attempt), ["b/x"]);
  const same = current(deck.attempt, new Map(KEYS.map((key) => [key, "r1"])));
  assert.ok(!same.changed);
  assert.deepEqual(same.attempt, deck.attempt);
});

test("what was handed in stays answered when its question changes", () => {
  const deck = given(open(), "a/x", 1);
  const done = handedIn(deck, deck.attempt, { "a/x": 1 }, 80, 300);
  const { attempt } = current(done.attempt, new Map(KEYS.map((key) => [key, "r2"])));
  assert.deepEqual(attempt, done.attempt);
});

test("points are added up, and per cent are rounded down", () => {
  assert.deepEqual(tally(["a", "b", "c"], { a: 1, b: 0.5 }), { points: 1.5, of: 3, percent: 50 });
  const thirds = tally(["a", "b", "c"], { a: 1 / 3, b: 1 / 3, c: 1 / 3 });
  assert.equal(thirds.points, 1);
  assert.equal(percentOf(15.99, 20), 79);
  assert.equal(percentOf(16, 20), 80);
  assert.equal(percentOf(29, 100), 29); // 100 * 0.29 is a little less in binary
  assert.equal(percentOf(0, 0), 0);
});

test("the pass mark is reached exactly or not at all", () => {
  const keys = [..."abcdefghijklmnopqrst"];
  const scores = (n) => Object.fromEntries(keys.slice(0, n).map((key) => [key, 1]));
  for (const [n, passed] of [[15, false], [16, true], [20, true]]) {
    const deck = begun(null, keys, 1, 1);
    assert.equal(handedIn(deck, deck.attempt, scores(n), 80, 2).results[0].passed, passed);
  }
  const quiz = begun(null, keys, 1, 1);
  assert.equal(handedIn(quiz, quiz.attempt, {}, null, 2).results[0].passed, null);
});

test("guessing brings the sum of the chances of what was drawn", () => {
  const chances = new Map([["a", 0.5], ["b", 1 / 3], ["c", 0], ["d", 1]]);
  assert.deepEqual(byGuessing(["a", "b", "c"], chances), { points: 0.833333, of: 3, percent: 28 });
});

/** Some decks that two devices may have: all of one attempt, or of several. */
function decks() {
  const start = open();
  const one = given(given(start, "a/x", "p", 210), "b/x", "q", 220);
  const two = given(given(start, "a/x", "r", 230), "c/x", "s", 220);
  const done = handedIn(one, one.attempt, { "a/x": 1 }, 30, 400);
  const late = handedIn(two, two.attempt, { "c/x": 1 }, 30, 500);
  const next = begun(done, KEYS, 9, 600);
  const many = { attempt: null, results: [] };
  for (let n = 0; n < 40; n += 1) {
    many.results.push({ at: 1000 + n, points: n === 3 ? 3 : 1, of: 3, passed: n === 3 });
  }
  return [{ attempt: null, results: [] }, start, one, two, done, late, next, many];
}

test("merging is the same in any order, and again", () => {
  for (const a of decks()) {
    assert.deepEqual(mergedDecks(mergedDecks(a, a), a), mergedDecks(a, a));
    for (const b of decks()) {
      const merged = mergedDecks(a, b);
      assert.deepEqual(mergedDecks(b, a), merged);
      assert.deepEqual(mergedDecks(merged, b), merged);
      assert.deepEqual(mergedDecks(merged, a), merged);
      assert.deepEqual(asDeck(JSON.parse(JSON.stringify(merged))), merged);
    }
  }
});

test("merging an attempt keeps the newest answer to each question", () => {
  const [, , one, two] = decks();
  const { answers } = mergedDecks(one, two).attempt;
  assert.deepEqual(
    Object.entries(answers).map(([key, { answer }]) => [key, answer]),
    [["a/x", "r"], ["b/x", "q"], ["c/x", "s"]],
  );
});

test("what was handed in stays so, at its first time", () => {
  const [, start, , , done, late, next] = decks();
  assert.equal(mergedDecks(start, done).attempt.done, 400);
  assert.equal(mergedDecks(late, done).attempt.done, 400);
  assert.equal(mergedDecks(late, next).attempt.done, null);
  assert.equal(mergedDecks(late, next).results.length, 2);
});

test("old results go, the best one that passed stays", () => {
  const many = decks().at(-1);
  const { results } = mergedDecks(many, many);
  assert.equal(results.length, RESULTS + 1);
  assert.equal(results[0].at, 1039);
  assert.deepEqual(bestPassed({ attempt: null, results }).at, 1003);
  assert.equal(bestPassed(null), null);
});

test("what is no deck is refused", () => {
  const good = handedIn(open(), open().attempt, { "a/x": 1 }, 30, 400);
  assert.deepEqual(asDeck(good), good);
  const spoilt = [
    null,
    [],
    {},
    { ...good, results: [{ at: 1 }] },
    { ...good, results: [{ at: 1, points: 1, of: 0, passed: true }] },
    { ...good, attempt: { ...good.attempt, keys: [1] } },
    { ...good, attempt: { ...good.attempt, answers: { a: 1 } } },
    { ...good, attempt: { ...good.attempt, scores: { a: "1" } } },
    { ...good, attempt: { ...good.attempt, seed: -1 } },
  ];
  for (const value of spoilt) assert.equal(asDeck(value), null, JSON.stringify(value));
});
