import assert from "node:assert/strict";
import { test } from "node:test";
import { WAITING, after, isRunning } from "../src/elements/review-session/session.js";

/** @param {import("../src/elements/review-session/session.js").SessionEvent<string>[]} events */
const session = (...events) => events.reduce(after, WAITING);

const start = /** @type {const} */ ({ type: "start" });
const next = /** @type {const} */ ({ type: "next" });
const loaded = (/** @type {string[]} */ ...questions) => /** @type {const} */ ({ type: "loaded", questions });
const checked = (/** @type {number} */ score) => /** @type {const} */ ({ type: "checked", score });

test("questions come one after the other, and the session counts those that were right", () => {
  const first = session(start, loaded("a", "b"));
  assert.deepEqual(first, { phase: "asking", current: "a", queue: ["b"], asked: 1, right: 0, total: 2, explains: false });
  const second = [checked(1), next].reduce(after, first);
  assert.deepEqual(second, { phase: "asking", current: "b", queue: [], asked: 2, right: 1, total: 2, explains: false });
  const end = [checked(0.5), next].reduce(after, second);
  assert.deepEqual(end, { phase: "finished", current: null, queue: [], asked: 2, right: 1, total: 2, explains: false });
});

test("a question that is tried again counts once", () => {
  const state = session(start, loaded("a"), checked(0));
  assert.equal(after(state, checked(1)), state);
  assert.equal(state.right, 0);
});

test("nobody goes on before the question is checked", () => {
  const state = session(start, loaded("a", "b"));
  assert.equal(after(state, next), state);
});

test("a second press while the questions are on their way changes nothing", () => {
  const state = session(start);
  assert.ok(isRunning(state));
  assert.equal(after(state, start), state);
});

test("where no question can be had the session says so, and can be started again", () => {
  const state = session(start, loaded());
  assert.equal(state.phase, "unreachable");
  assert.ok(!isRunning(state));
  assert.equal(after(state, start).phase, "loading");
});

test("a session that is over can be followed by another", () => {
  const over = session(start, loaded("a"), checked(1), next);
  assert.ok(!isRunning(over));
  assert.deepEqual(after(over, start), { ...WAITING, phase: "loading" });
});

test("after every fourth question that was right the learner is asked why", () => {
  const four = ["a", "b", "c", "d", "e"];
  const upTo = (score) => session(start, loaded(...four), ...[1, 1, 1].flatMap((one) => [checked(one), next]), checked(score));
  const asked = after(upTo(1), next);
  assert.deepEqual([asked.phase, asked.current], ["explaining", "d"]);
  assert.ok(isRunning(asked));
  assert.deepEqual([after(asked, next).phase, after(asked, next).current], ["asking", "e"]);
  assert.equal(after(upTo(0.5), next).current, "e", "what was wrong is explained already");
  assert.equal(session(start, loaded("a", "b"), checked(1), next).current, "b");
});
