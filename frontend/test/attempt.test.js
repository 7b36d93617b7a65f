import assert from "node:assert/strict";
import { test } from "node:test";
import { checked, opened, standing } from "../src/attempt.js";

const CHOICES = ["3fa9", "77b0", "c21e"];
const CHECK = { rev: "r1", seed: 11, choice: "77b0", right: true };

test("nothing saved: a new item", () => {
  const now = standing(null, "r1", CHOICES);
  assert.deepEqual(now, { state: "new", choice: null, seed: null, attempts: 0 });
});

test("an open attempt keeps its order and selects nothing", () => {
  const now = standing(opened(null, "r1", 42), "r1", CHOICES);
  assert.deepEqual(now, { state: "open", choice: null, seed: 42, attempts: 0 });
});

test("a checked answer comes back with its order", () => {
  const saved = checked(opened(null, "r1", 11), CHECK, 1000);
  const now = standing(saved, "r1", CHOICES);
  assert.deepEqual(now, { state: "checked", choice: "77b0", seed: 11, attempts: 1 });
  assert.equal(saved.at, 1000);
});

test("another revision marks nothing and keeps the count", () => {
  const saved = checked(checked(null, CHECK, 1), CHECK, 2);
  const now = standing(saved, "r2", CHOICES);
  assert.deepEqual(now, { state: "changed", choice: null, seed: null, attempts: 2 });
});

test("another revision of an item that was opened and never checked is new", () => {
  assert.equal(standing(opened(null, "r1", 3), "r2", CHOICES).state, "new");
});

test("a saved choice that the page no longer offers counts as changed", () => {
  const saved = checked(null, { ...CHECK, choice: "gone" }, 1);
  assert.equal(standing(saved, "r1", CHOICES).state, "changed");
});

test("trying again keeps the last result and the count, and takes the new revision", () => {
  const again = opened(checked(null, CHECK, 1000), "r2", 99);
  assert.deepEqual(again, {
    rev: "r2",
    seed: 99,
    choice: null,
    right: true,
    attempts: 1,
    at: 1000,
  });
});

test("each check counts", () => {
  const once = checked(null, CHECK, 1);
  const twice = checked(opened(once, "r1", 5), { ...CHECK, choice: "3fa9", right: false }, 2);
  assert.equal(twice.attempts, 2);
  assert.equal(twice.right, false);
  assert.equal(once.attempts, 1, "the earlier record is left as it was");
});
