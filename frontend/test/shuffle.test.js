import assert from "node:assert/strict";
import { test } from "node:test";
import { newSeed, shuffled } from "../src/common/shuffle.js";

const ITEMS = ["a", "b", "c", "d", "e"];

test("every result is a permutation, and the items given stay as they were", () => {
  for (let seed = 0; seed < 500; seed += 1) {
    assert.deepEqual(shuffled(ITEMS, seed * 7919).sort(), ITEMS);
  }
  assert.deepEqual(ITEMS, ["a", "b", "c", "d", "e"]);
  assert.deepEqual(shuffled([], 1), []);
});

test("the same seed gives the same order", () => {
  for (const seed of [0, 1, 2 ** 31, 2 ** 32 - 1]) {
    assert.deepEqual(shuffled(ITEMS, seed), shuffled(ITEMS, seed));
  }
});

test("every item comes to every place about equally often", () => {
  const rounds = 6000;
  const counts = new Map();
  for (let seed = 0; seed < rounds; seed += 1) {
    shuffled(ITEMS, seed).forEach((item, place) => {
      const cell = `${item}${place}`;
      counts.set(cell, (counts.get(cell) || 0) + 1);
    });
  }
  assert.equal(counts.size, ITEMS.length ** 2);
  const expected = rounds / ITEMS.length;
  const parts = [...counts.values()].map((n) => (n - expected) ** 2 / expected);
  const chiSquare = parts.reduce((sum, part) => sum + part, 0);
  // 16 degrees of freedom: 99.9 % of fair shuffles stay below 39.3.
  assert.ok(chiSquare < 39.3, `chi-square ${chiSquare}`);
});

test("two choices change places for about half of the seeds", () => {
  let first = 0;
  for (let seed = 0; seed < 2000; seed += 1) if (shuffled(["x", "y"], seed)[0] === "x") first += 1;
  assert.ok(first > 900 && first < 1100, `${first} of 2000`);
});

test("a new seed is a whole number of 32 bits, and not always the same", () => {
  const seeds = Array.from({ length: 20 }, newSeed);
  assert.ok(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32));
  assert.ok(new Set(seeds).size > 1);
});
