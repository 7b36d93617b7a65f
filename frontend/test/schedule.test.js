import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import {
  DAY,
  dateOf,
  dueAt,
  endOfDay,
  gradeOf,
  memoryAfter,
  reviewDays,
  session,
  startOf,
} from "../src/learner/schedule.js";
import { generator } from "./generate.js";

const golden = JSON.parse(await readFile(new URL("golden/fsrs.json", import.meta.url), "utf8"));
const NOW = new Date(2026, 2, 10, 12).getTime();

/** A check that is graded so. */
const CHECKS = { 1: [0, null], 2: [1, 0], 3: [1, null], 4: [1, 2] };
const check = (at, grade) => [at, ...CHECKS[grade], "r"];

test("a check is graded by what happened and how sure the learner was", () => {
  for (const [score, sure, grade] of [
    [0, null, 1],
    [0.9, 2, 1],
    [1, 0, 2],
    [1, null, 3],
    [1, 1, 3],
    [1, 2, 4],
  ]) {
    assert.equal(gradeOf([1, score, sure, "r"]), grade);
  }
});

for (const [number, { reviews, expected }] of golden.vectors.entries()) {
  test(`replayed as ts-fsrs schedules it: ${number + 1}, ${reviews.length} reviews`, () => {
    const { stability, difficulty, due } = memoryAfter(
      reviews.map(({ at, grade }) => check(at, grade)),
    );
    assert.deepEqual({ stability, difficulty, due }, expected);
  });
}

test("nothing checked, nothing due; a clock set back does no harm", () => {
  assert.equal(memoryAfter([]), null);
  assert.equal(dueAt("a/b", [], null), null);
  assert.ok(memoryAfter([check(NOW, 3), check(NOW - 9 * DAY, 3)]).due > NOW - 9 * DAY);
});

test("needed until: one last review in the week before, and none is put off", () => {
  const random = generator(3);
  const until = NOW + 60 * DAY;
  for (let round = 0; round < 500; round += 1) {
    const log = [];
    for (let at = NOW - 90 * DAY; log.length < 1 + random.below(6); at += random.below(30) * DAY) {
      log.push(check(at, 1 + random.below(4)));
    }
    const path = `scenario-${round}/which-reply`;
    const [free, cut] = [dueAt(path, log, null), dueAt(path, log, until)];
    assert.ok(cut <= free);
    assert.ok(cut < until);
    const week = until - 7 * DAY;
    assert.ok(cut === free || (cut >= week && cut < until));
    // After that last review, the date asks for nothing more.
    const after = [...log, check(Math.max(until - DAY / 2, log.at(-1)[0] + 1), 3)];
    assert.equal(dueAt(path, after, until), dueAt(path, after, null));
  }
});

test("last reviews are spread over the week", () => {
  const until = NOW + 30 * DAY;
  const log = [check(NOW - 300 * DAY, 4), check(NOW - 200 * DAY, 4), check(NOW, 4)];
  const days = new Set();
  for (let n = 0; n < 60; n += 1) days.add(dueAt(`scenario-${n}/which-reply`, log, until));
  assert.equal(days.size, 7);
});

test("review days: all that is overdue comes today, later reviews follow, in order", () => {
  const logs = new Map([
    ["a/x", [check(NOW - 30 * DAY, 3)]],
    ["b/x", [check(NOW - 1000, 3)]],
  ]);
  const days = reviewDays(logs, null, NOW, 56);
  const dates = [...days.keys()];
  assert.equal(dates[0], "2026-03-10");
  assert.ok(days.has("2026-03-13"), "three days after a first right answer");
  assert.deepEqual(dates, [...dates].sort());
  assert.ok(dates.at(-1) <= dateOf(NOW + 56 * DAY));
  assert.ok([...days.values()].reduce((sum, n) => sum + n, 0) >= 4);
  assert.equal(reviewDays(new Map(), null, NOW, 56).size, 0);
});

test("a session takes what is due longest and mixes the modules", () => {
  const due = [
    ["a1", "a", 1],
    ["a2", "a", 2],
    ["a3", "a", 3],
    ["b1", "b", 9],
    ["c1", "c", 4],
  ].map(([name, module, at]) => ({ name, module, due: at }));
  const names = (size) => session(due, size).map(({ name }) => name);
  assert.deepEqual(names(10), ["a1", "c1", "b1", "a2", "a3"]);
  assert.deepEqual(names(2), ["a1", "c1"]);
  assert.deepEqual(session([], 10), []);
});

test("days begin and end where the learner is", () => {
  assert.equal(dateOf(NOW), "2026-03-10");
  assert.equal(dateOf(endOfDay(NOW) - 1), "2026-03-10");
  assert.equal(dateOf(endOfDay(NOW)), "2026-03-11");
  assert.equal(startOf("2026-03-11", NOW), endOfDay(NOW));
  assert.equal(startOf("2026-03-09", NOW), null, "a past day asks for nothing");
  assert.equal(startOf(null, NOW), null);
});
