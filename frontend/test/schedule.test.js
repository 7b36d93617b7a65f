import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DAY, dateOf, endOfDay, startOf } from "../src/learner/days.js";
import {
  dueAt,
  gradeOf,
  isReviewedToday,
  lastDaysFor,
  memoryAfter,
  mixed,
  reviewDays,
  shareOf,
  sittings,
} from "../src/learner/schedule.js";
import { generator } from "./generate.js";

const read = async (name) => JSON.parse(await readFile(new URL(`golden/${name}.json`, import.meta.url), "utf8"));
const golden = await read("fsrs");
const histories = await read("histories");
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
  assert.equal(dueAt("a", [], null), null);
  assert.ok(memoryAfter([check(NOW, 3), check(NOW - 9 * DAY, 3)]).due > NOW - 9 * DAY);
});

for (const { name, checks, grades, stability, difficulty, days } of histories) {
  test(`as another program reckons it: ${name}`, () => {
    const history = checks.map(([at, score, sure]) => [at, score, sure, "r"]);
    assert.deepEqual(sittings(history).map(({ grade }) => grade), grades);
    const memory = memoryAfter(history);
    assert.ok(Math.abs(memory.stability - stability) < 1e-4 * stability, `${memory.stability}, not ${stability}`);
    assert.ok(Math.abs(memory.difficulty - difficulty) < 1e-4, `${memory.difficulty}, not ${difficulty}`);
    assert.equal((memory.due - memory.last) / DAY, days);
  });
}

test("a mistake stays a mistake, whatever is tried in the same sitting", () => {
  const random = generator(11);
  for (let round = 0; round < 200; round += 1) {
    const before = [check(NOW - 9 * DAY, 3), check(NOW - 5 * DAY, 3)];
    const later = [];
    for (let at = NOW, n = random.below(9); n >= 0; n -= 1) later.push(check((at += 20_000), 2 + random.below(3)));
    const wrong = [...before, check(NOW, 1)];
    assert.deepEqual(memoryAfter([...wrong, ...later]), memoryAfter(wrong));
  }
});

test("nobody waits longer than a year", () => {
  const history = [];
  for (let n = 0, at = NOW - 9000 * DAY; n < 12; n += 1, at += 400 * DAY) history.push(check(at, 4));
  const { due, last } = memoryAfter(history);
  assert.equal((due - last) / DAY, 365);
});

test("needed until: one last review in the week before, and none is put off", () => {
  const random = generator(3);
  const until = NOW + 60 * DAY;
  for (let round = 0; round < 500; round += 1) {
    const log = [];
    for (let at = NOW - 90 * DAY; log.length < 1 + random.below(6); at += random.below(30) * DAY) {
      log.push(check(at, 1 + random.below(4)));
    }
    const scenario = `scenario-${round}`;
    const [free, cut] = [dueAt(scenario, log, null), dueAt(scenario, log, until)];
    assert.ok(cut <= free);
    assert.ok(cut < until);
    const week = until - 7 * DAY;
    assert.ok(cut === free || (cut >= week && cut < until));
    // After that last review, the date asks for nothing more.
    const after = [...log, check(Math.max(until - DAY / 2, log.at(-1)[0] + 1), 3)];
    assert.equal(dueAt(scenario, after, until), dueAt(scenario, after, null));
  }
});

test("last reviews are spread over the week", () => {
  const until = NOW + 30 * DAY;
  const log = [check(NOW - 300 * DAY, 4), check(NOW - 200 * DAY, 4), check(NOW, 4)];
  const days = new Set();
  for (let n = 0; n < 60; n += 1) days.add(dueAt(`scenario-${n}`, log, until));
  assert.equal(days.size, 7);
});

test("more scenarios than a week can hold are spread over more days", () => {
  assert.equal(lastDaysFor(29, 10), 7);
  assert.equal(lastDaysFor(200, 10), 20);
  const until = NOW + 60 * DAY;
  const log = [check(NOW - 300 * DAY, 4), check(NOW - 200 * DAY, 4), check(NOW, 4)];
  const days = new Set();
  for (let n = 0; n < 300; n += 1) days.add(dueAt(`scenario-${n}`, log, until, lastDaysFor(200, 10)));
  assert.equal(days.size, 20);
});

test("a day's share: what is due longest, less what was reviewed already", () => {
  const due = [5, 1, 9, 3].map((days) => ({ name: days, due: NOW - days * DAY }));
  const later = { name: 0, due: endOfDay(NOW) };
  const names = (reviewed, most) => shareOf([...due, later], reviewed, most, NOW).map(({ name }) => name);
  assert.deepEqual(names(0, 10), [9, 5, 3, 1]);
  assert.deepEqual(names(0, 3), [9, 5, 3]);
  assert.deepEqual(names(2, 3), [9]);
  assert.deepEqual(names(3, 3), []);
  assert.deepEqual(names(7, 3), []);
});

test("reviewed today: answered today after an earlier sitting", () => {
  assert.equal(isReviewedToday([], NOW), false);
  assert.equal(isReviewedToday([check(NOW, 3)], NOW), false, "learned today, not reviewed");
  assert.equal(isReviewedToday([check(NOW - 1000, 1), check(NOW, 3)], NOW), false);
  assert.equal(isReviewedToday([check(NOW - 3 * DAY, 3), check(NOW, 1)], NOW), true);
  assert.equal(isReviewedToday([check(NOW - 3 * DAY, 3), check(NOW - DAY, 1)], NOW), false);
});

test("review days: what is overdue comes first, no day holds more than the share", () => {
  const overdue = [...Array(25).keys()].map((n) => [`s${n}`, [check(NOW - 30 * DAY - n, 3)]]);
  const days = reviewDays(new Map(overdue), { until: null, most: 10 }, NOW, 56);
  assert.deepEqual([...days].slice(0, 3), [["2026-03-10", 10], ["2026-03-11", 10], ["2026-03-12", 5]]);
  assert.ok([...days.values()].every((n) => n > 0 && n <= 10));
  assert.deepEqual([...days.keys()], [...days.keys()].sort());
  const one = reviewDays(new Map([["b", [check(NOW - 1000, 3)]]]), { until: null, most: 10 }, NOW, 56);
  assert.equal([...one.keys()][0], "2026-03-13", "three days after a first right answer");
  assert.equal(reviewDays(new Map(), { until: null, most: 10 }, NOW, 56).size, 0);
});

test("a session takes what is due longest and mixes the modules", () => {
  const due = [
    ["a1", "a", 1],
    ["a2", "a", 2],
    ["a3", "a", 3],
    ["b1", "b", 9],
    ["c1", "c", 4],
  ].map(([name, module, at]) => ({ name, module, due: at }));
  assert.deepEqual(mixed(due).map(({ name }) => name), ["a1", "c1", "b1", "a2", "a3"]);
  assert.deepEqual(mixed([]), []);
});

test("days begin and end where the learner is", () => {
  assert.equal(dateOf(NOW), "2026-03-10");
  assert.equal(dateOf(endOfDay(NOW) - 1), "2026-03-10");
  assert.equal(dateOf(endOfDay(NOW)), "2026-03-11");
  assert.equal(startOf("2026-03-11", NOW), endOfDay(NOW));
  assert.equal(startOf("2026-03-09", NOW), null, "a past day asks for nothing");
  assert.equal(startOf(null, NOW), null);
});
