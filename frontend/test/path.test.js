import assert from "node:assert/strict";
import { test } from "node:test";
import { after, start } from "../src/elements/scenario-path/path.js";

/** @param {...import("../src/elements/scenario-path/path.js").PathEvent} events */
const walked = (...events) => events.reduce(after, start(5, false));

test("steps that were reached can be returned to, and those ahead cannot", () => {
  const back = walked({ type: "went", to: 1 }, { type: "went", to: 3 }, { type: "went", to: 2 });
  assert.deepEqual([back.at, back.furthest], [2, 3]);
});

test("once the question is answered, every step can be reached, from the first one on", () => {
  const path = walked({ type: "answered" });
  assert.deepEqual([path.at, path.furthest], [0, 4]);
});

test("an address that names no step leads to the first or the last one", () => {
  assert.equal(walked({ type: "went", to: -1 }).at, 0);
  assert.equal(walked({ type: "went", to: 9 }).at, 4);
});

test("seeing it all at once keeps the place", () => {
  const path = walked({ type: "went", to: 2 }, { type: "viewed", whole: true });
  assert.deepEqual(path, { total: 5, at: 2, furthest: 2, whole: true });
  assert.equal(after(path, { type: "viewed", whole: false }).at, 2);
});
