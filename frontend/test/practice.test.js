import assert from "node:assert/strict";
import { test } from "node:test";
import { after, fresh, isNew, recordChecked, recordEntered, verdictOn } from "../src/elements/scenario-quiz/practice.js";
import { standing } from "../src/learner/attempt.js";

const NOW = 1_700_000_000_000;
const given = (/** @type {any} */ answer, score = 1) => ({ rev: "r1", answer, score, sure: null });
const entered = (/** @type {any} */ draft) => ({ rev: "r1", answer: null, draft });
const restored = (/** @type {any} */ record) =>
  after(fresh(7), { type: "restored", standing: standing(record, "r1", () => true) });

test("what the learner enters is under way until it is checked", () => {
  const typing = after(fresh(7), { type: "entered" });
  assert.deepEqual(typing, { seed: 7, shown: null, underWay: true, unsaved: true });
  assert.deepEqual(after(typing, { type: "kept" }), { ...typing, unsaved: false });
  const done = after(typing, { type: "checked", answer: ["a"] });
  assert.deepEqual(done, { seed: 7, shown: '["a"]', underWay: false, unsaved: false });
});

test("the same answer checked again is no other attempt, and its draft is gone", () => {
  const first = recordChecked(null, fresh(7), given("a"), NOW);
  const shown = restored(first);
  assert.ok(!isNew(shown, "a"));
  assert.ok(isNew(shown, "b"));
  const drafted = recordEntered(first, shown, entered([["q", "b"]]));
  assert.deepEqual(drafted.draft, [["q", "b"]]);
  const again = recordChecked(drafted, shown, given("a"), NOW + 1);
  assert.deepEqual(again, first);
  assert.equal(recordChecked(null, shown, given("a"), NOW), null);
});

test("another answer is another attempt", () => {
  const first = recordChecked(null, fresh(7), given("a", 0), NOW);
  const second = recordChecked(first, restored(first), given("b", 1), NOW + 1);
  assert.equal(second?.log.length, 2);
  assert.equal(second?.score, 1);
});

test("what is entered before any check opens an attempt and keeps its order", () => {
  const record = recordEntered(null, fresh(7), entered([["q", "b"]]));
  assert.equal(record.seed, 7);
  assert.equal(record.score, null);
  assert.deepEqual(restored(record), fresh(7));
  assert.equal(restored({ ...record, seed: 9 }).seed, 9);
});

test("after a check, what is entered is kept beside the checked answer", () => {
  const first = recordChecked(null, fresh(7), given("a"), NOW);
  const record = recordEntered(first, restored(first), entered([["q", "b"]]));
  assert.equal(record.score, 1);
  assert.equal(record.answer, "a");
});

test("an answer to an item that has changed since is not shown", () => {
  const record = recordChecked(null, fresh(7), { ...given("a"), rev: "r0" }, NOW);
  assert.equal(restored(record).shown, null);
});

test("another attempt begins with nothing, in another order", () => {
  const done = after(fresh(7), { type: "checked", answer: "a" });
  assert.deepEqual(after(done, { type: "again", seed: 8 }), fresh(8));
});

test("a verdict is right, partly right or wrong", () => {
  assert.deepEqual([1, 0.5, 0].map(verdictOn), ["right", "partly", "wrong"]);
});
