import assert from "node:assert/strict";
import { test } from "node:test";
import { scoreOfEnding, walk } from "../src/elements/scenario-dialogue/dialogue.js";

const turns = new Map([
  ["start", { replies: new Map([["r1", "calm"], ["r2", "angry"]]), ending: null }],
  ["calm", { replies: new Map([["r3", "done"]]), ending: null }],
  ["angry", { replies: new Map([["r4", "start"], ["r5", "gone"]]), ending: null }],
  ["done", { replies: new Map(), ending: "good" }],
  ["gone", { replies: new Map(), ending: "poor" }],
]);

test("a path leads from turn to turn", () => {
  assert.deepEqual(walk(turns, "start", []), ["start"]);
  assert.deepEqual(walk(turns, "start", ["r1", "r3"]), ["start", "calm", "done"]);
});

test("a path may come back to a turn", () => {
  assert.deepEqual(walk(turns, "start", ["r2", "r4", "r1"]), ["start", "angry", "start", "calm"]);
});

test("what is no path is told", () => {
  assert.equal(walk(turns, "start", ["r3"]), null);
  assert.equal(walk(turns, "start", ["r1", "r3", "r1"]), null);
  assert.equal(walk(turns, "start", [7]), null);
});

test("a better ending has a higher score", () => {
  assert.deepEqual(["good", "mixed", "poor"].map(scoreOfEnding), [1, 0.5, 0]);
});
