import assert from "node:assert/strict";
import { test } from "node:test";
import { LOG_LENGTH, attemptsOf, checked, drafted, merged, opened, standing } from "../src/learner/attempt.js";
import { asAnswer } from "../src/learner/records.js";
import { generator } from "./generate.js";

const CHECK = { rev: "r1", seed: 11, answer: "77b0", score: 1 };
const any = () => true;

test("nothing saved: a new item", () => {
  const now = standing(null, "r1", any);
  assert.deepEqual(now, { state: "new", seed: null, answer: null, score: null, draft: null, attempts: 0 });
});

test("an open attempt keeps its order and selects nothing", () => {
  const now = standing(opened(null, "r1", 42), "r1", any);
  assert.deepEqual(now, { state: "open", seed: 42, answer: null, score: null, draft: null, attempts: 0 });
});

test("a checked answer comes back with its order", () => {
  const saved = checked(opened(null, "r1", 11), CHECK, 1000);
  const now = standing(saved, "r1", any);
  assert.deepEqual(now, { state: "checked", seed: 11, answer: "77b0", score: 1, draft: null, attempts: 1 });
  assert.equal(saved.at, 1000);
});

test("another revision marks nothing and keeps the count", () => {
  const saved = checked(checked(null, CHECK, 1), CHECK, 2);
  const now = standing(saved, "r2", any);
  assert.deepEqual(now, { state: "changed", seed: null, answer: null, score: null, draft: null, attempts: 2 });
});

test("another revision of an item that was opened and never checked is new", () => {
  assert.equal(standing(opened(null, "r1", 3), "r2", any).state, "new");
});

test("a saved answer that the page cannot show counts as changed", () => {
  assert.equal(standing(checked(null, CHECK, 1), "r1", (id) => id === "gone").state, "changed");
});

test("what is entered is no attempt, and is gone once it is checked or the next one opens", () => {
  const draft = [["which-reply", "77b0"]];
  const open = drafted(opened(null, "r1", 42), draft);
  assert.equal(attemptsOf(open), 0);
  assert.deepEqual(standing(open, "r1", any).draft, draft);
  assert.equal(standing(open, "r2", any).draft, null);
  assert.deepEqual(asAnswer(JSON.parse(JSON.stringify(asAnswer.shorter(open)))), open);
  const once = checked(open, CHECK, 1000);
  assert.equal("draft" in once, false);
  const later = drafted(once, draft);
  assert.deepEqual(standing(later, "r1", any), {
    ...standing(once, "r1", any),
    draft,
  });
  assert.equal("draft" in opened(later, "r1", 43), false);
  assert.deepEqual(drafted(later, null), once);
});

for (const draft of [1, [], {}, [["a"]], [["a", 1]], [["a", "x".repeat(5000)]], Array(101).fill(["a", "b"])]) {
  test(`a draft that no form has is passed over: ${JSON.stringify(draft).slice(0, 20)}`, () => {
    const record = asAnswer(["r1", 1, null, [], { draft }]);
    assert.equal(standing(record, "r1", any).draft, null);
  });
}

test("trying again keeps the log, and takes the new revision", () => {
  const again = opened(checked(null, { ...CHECK, sure: 2 }, 1000), "r2", 99);
  const log = [[1000, 1, 2, "r1"]];
  assert.deepEqual(again, { rev: "r2", seed: 99, answer: null, score: null, at: 1000, log });
});

test("each check counts, with the confidence and the revision it had", () => {
  const once = checked(null, CHECK, 1);
  const twice = checked(opened(once, "r2", 5), { ...CHECK, rev: "r2", score: 0.5, sure: 0 }, 2);
  assert.deepEqual(twice.log, [
    [1, 1, null, "r1"],
    [2, 0.5, 0, "r2"],
  ]);
  assert.equal(attemptsOf(once), 1, "the earlier record is left as it was");
});

test("the newest checks are kept one by one, the others are counted", () => {
  let record = null;
  for (let at = 1; at <= 40; at += 1) record = checked(record, CHECK, at);
  assert.equal(record.log.length, LOG_LENGTH);
  assert.equal(record.log[0][0], 40 - LOG_LENGTH + 1);
  assert.equal(attemptsOf(record), 40);
  assert.equal(attemptsOf(opened(record, "r9", 1)), 40);
});

test("what two devices did becomes one", () => {
  const before = checked(null, { ...CHECK, score: 0 }, 100);
  const phone = checked(before, { ...CHECK, answer: "phone" }, 300);
  const desk = checked(before, { ...CHECK, answer: "desk", score: 0 }, 200);
  const both = merged(phone, desk);
  assert.equal(both.answer, "phone");
  assert.deepEqual(
    both.log.map(([at]) => at),
    [100, 200, 300],
  );
  assert.equal(attemptsOf(both), 3);
});

test("merging: in any order the same, and again the same, and no check is lost or made up", () => {
  const random = generator(2026);
  for (let round = 0; round < 500; round += 1) {
    const [one, other] = random.pair();
    const both = merged(one, other);
    const told = `${JSON.stringify(one)} and ${JSON.stringify(other)}`;
    assert.deepEqual(merged(other, one), both, told);
    assert.deepEqual(merged(both, other), both, told);
    assert.deepEqual(merged(one, both), both, told);
    assert.deepEqual(merged(both, both), both, told);
    assert.deepEqual(asAnswer(JSON.parse(JSON.stringify(asAnswer.shorter(both)))), both, told);
    const all = new Set([...one.log, ...other.log].map((check) => JSON.stringify(check)));
    assert.ok(both.log.every((check) => all.has(JSON.stringify(check))), told);
    assert.equal(both.log.length, Math.min(all.size, LOG_LENGTH), told);
    assert.ok(attemptsOf(both) >= Math.max(attemptsOf(one), attemptsOf(other), all.size), told);
    assert.ok(attemptsOf(both) <= attemptsOf(one) + attemptsOf(other), told);
  }
});
