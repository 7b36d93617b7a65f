import assert from "node:assert/strict";
import { test } from "node:test";
import { gradeChoice } from "../src/items/choice/choice.js";
import { accepts, gradeFill } from "../src/items/fill/fill.js";
import { scoreOf } from "../src/items/grade.js";
import { gradeOrder } from "../src/items/order/order.js";
import { gradePlaces } from "../src/items/places.js";
import { explained } from "../src/items/item.js";
import { gradeTicks, markTicks } from "../src/items/ticks.js";

test("one choice is right or not", () => {
  assert.deepEqual(gradeChoice("a", "a"), { points: 1, total: 1 });
  assert.deepEqual(gradeChoice("b", "a"), { points: 0, total: 1 });
});

test("multiple choices: right ticks less wrong ones, never below nothing", () => {
  const right = new Set(["a", "b", "c"]);
  const points = (/** @type {string[]} */ ...ticked) => gradeTicks(ticked, right).points;
  assert.equal(points("a", "b", "c"), 3);
  assert.equal(points("a", "b"), 2);
  assert.equal(points("a", "b", "x"), 1);
  assert.equal(points("a", "x"), 0);
  assert.equal(points("x", "y"), 0);
  assert.equal(points(), 0);
  assert.equal(gradeTicks([], right).total, 3);
});

test("ticking everything never gains a full score", () => {
  for (let rights = 1; rights < 6; rights += 1) {
    const all = ["a", "b", "c", "d", "e", "f"];
    const grade = gradeTicks(all, new Set(all.slice(0, rights)));
    assert.ok(scoreOf(grade) < 1, `${rights} of 6 right`);
    assert.ok(grade.points >= 0);
  }
});

test("what should have been ticked is marked as missed", () => {
  const marks = markTicks(["a", "b", "c", "d"], ["a", "d"], new Set(["a", "b"]));
  assert.deepEqual(marks, [["a", "right"], ["b", "missed"], ["d", "wrong"]]);
});

test("a verdict explains what isn't right, or else everything", () => {
  assert.deepEqual(explained([["a", "right"], ["b", "missed"], ["d", "wrong"]]), [
    ["b", "missed"],
    ["d", "wrong"],
  ]);
  assert.deepEqual(explained([["a", "right"], ["b", "right"]]), [["a", "right"], ["b", "right"]]);
  assert.deepEqual(explained([]), []);
});

test("sorting and matching count entry by entry", () => {
  const right = new Map([["a", "x"], ["b", "y"], ["c", "x"]]);
  assert.deepEqual(gradePlaces({ a: "x", b: "y", c: "x" }, right), { points: 3, total: 3 });
  assert.deepEqual(gradePlaces({ a: "x", b: "x", c: "y" }, right), { points: 1, total: 3 });
  assert.deepEqual(gradePlaces({}, right), { points: 0, total: 3 });
  assert.deepEqual(gradePlaces({ a: "x", z: "x" }, right), { points: 1, total: 3 });
});

test("an order counts the entries at their place", () => {
  assert.deepEqual(gradeOrder(["a", "b", "c"], ["a", "b", "c"]), { points: 3, total: 3 });
  assert.deepEqual(gradeOrder(["c", "b", "a"], ["a", "b", "c"]), { points: 1, total: 3 });
  assert.deepEqual(gradeOrder(["b", "c", "a"], ["a", "b", "c"]), { points: 0, total: 3 });
});

test("gaps take several answers, and what makes no difference is overlooked", () => {
  const accepted = ["I’ll call", "we'll “ring”"];
  const same = [
    "I’ll call", "i'll call", "  I‘ll \t call ", "I’LL CALL.", "I`ll call…", "I'll call!?",
    "We’ll \"ring\"", "we'll «ring»", '"I\'ll call"',
  ];
  for (const given of same) assert.ok(accepts(accepted, given), given);
  for (const given of ["", "Ill call", "I’ll", "call", "I’ll call you", "I'll  cal l"]) {
    assert.ok(!accepts(accepted, given), given);
  }
  assert.ok(accepts(["follow‑up"], "follow-up"));
  assert.ok(accepts(["caf\u00e9"], "cafe\u0301"));
});

test("gaps count one by one", () => {
  const accepted = [["by", "before"], ["without"]];
  assert.deepEqual(gradeFill(["before", "Without."], accepted), { points: 2, total: 2 });
  assert.deepEqual(gradeFill(["without", "by"], accepted), { points: 0, total: 2 });
  assert.deepEqual(gradeFill(["by"], accepted), { points: 1, total: 2 });
});

test("a score is the share of the points", () => {
  assert.equal(scoreOf({ points: 1, total: 4 }), 0.25);
});
