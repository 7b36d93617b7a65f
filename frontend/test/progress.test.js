import assert from "node:assert/strict";
import { test } from "node:test";
import { checked, opened } from "../src/learner/attempt.js";
import { answersOf, doneIn, nextOf, stateOf } from "../src/learner/progress.js";
import { LAST, VISIT, asAnswer, asLastVisit, asOwnWords, asVisit } from "../src/learner/records.js";
import { Store, recordKey } from "../src/learner/store.js";
import { trackedIn } from "../src/learner/tracked.js";
import { FakeStorage } from "./fake-storage.js";

const IDS = ["one", "two", "three", "four"];
const CHECK = { rev: "r", seed: 1, answer: "c", score: 0 };

test("answers are what was checked in this course, right or not", () => {
  const store = new Store(() => new FakeStorage(), () => 1);
  const put = (course, scenario, change) =>
    store.update(recordKey(course, scenario, "which-reply"), asAnswer, change);
  put("course", "one", () => checked(null, CHECK, 1));
  put("course", "two", () => opened(null, "r", 1));
  put("course-2", "three", () => checked(null, CHECK, 1));
  store.update(recordKey("course", "_deck", "door"), asAnswer, () => checked(null, CHECK, 1));
  store.update(recordKey("course", "four", "own-reply"), asOwnWords, () => ({ text: "x", at: 1 }));
  store.update(recordKey("course", LAST), asLastVisit, () => ({ scenario: "four", at: 1 }));
  assert.deepEqual([...answersOf(store, "course").keys()], ["one/which-reply"]);
});

test("done is what was opened, and answered right at least once, whatever came after", () => {
  const store = new Store(() => new FakeStorage(), () => 1);
  const put = (scenario, item, scores) => {
    for (const score of scores) {
      store.update(recordKey("course", scenario, item), asAnswer, (before) =>
        checked(before, { ...CHECK, score }, 1),
      );
    }
  };
  const open = (scenario) => store.update(recordKey("course", scenario, VISIT), asVisit, () => ({ at: 1 }));
  for (const scenario of ["one", "two", "three"]) open(scenario);
  put("one", "which-reply", [0, 1, 0]);
  put("two", "which-reply", [0.5]);
  put("three", "another", [1]);
  put("four", "which-reply", [1]);
  assert.deepEqual([...doneIn(store, "course")], ["one"]);
});

test("what a page follows: ids, earlier ids, items and their revisions", () => {
  assert.deepEqual(trackedIn("one|old|older:which-reply=1a,more=2b+whose-reply two: three|older"), [
    {
      scenario: "one",
      aliases: ["old", "older"],
      items: [
        { id: "which-reply", rev: "1a" },
        { id: "more", rev: "2b" },
      ],
      derived: ["whose-reply"],
    },
    { scenario: "two", aliases: [], items: [], derived: [] },
    { scenario: "three", aliases: ["older"], items: [], derived: [] },
  ]);
  assert.deepEqual(trackedIn(""), []);
});

test("a scenario is done once it was opened, and its first question answered right at least once", () => {
  const [tracked] = trackedIn("one:a=r,b=r");
  const reached = (isOpened, ...scores) => {
    const record = scores.reduce((before, score, at) => checked(before, { ...CHECK, score }, at + 1), null);
    return stateOf(tracked, new Map(record ? [["one/a", record]] : []), isOpened, false).reached;
  };
  assert.equal(reached(false), "new");
  assert.equal(reached(true), "begun");
  assert.equal(reached(true, 0, 0.5), "begun");
  assert.equal(reached(true, 0, 1), "done");
  assert.equal(reached(true, 1, 0), "done");
  assert.equal(reached(false, 1), "new", "a quiz asked it");
});

for (const [what, checks, expected] of [
  ["right at last is not missed", [[0, null], [1, null]], { missed: 0, sure: 0 }],
  ["wrong at last is missed", [[1, null], [0.5, null]], { missed: 1, sure: 0 }],
  ["sure and wrong", [[0, 2]], { missed: 1, sure: 1 }],
  ["sure and wrong, then wrong again without confidence", [[0, 2], [0, 0]], { missed: 1, sure: 1 }],
  ["sure and wrong, then mended", [[0, 2], [1, 0]], { missed: 0, sure: 0 }],
  ["mended, and wrong again while not sure", [[0, 2], [1, null], [0, 1]], { missed: 1, sure: 0 }],
  ["fairly sure is not sure", [[0, 1]], { missed: 1, sure: 0 }],
]) {
  test(what, () => {
    const [tracked] = trackedIn("one:a=r");
    let record = null;
    checks.forEach(([score, sure], at) => {
      record = checked(record, { ...CHECK, score, sure }, at + 1);
    });
    const { missed, sure } = stateOf(tracked, new Map([["one/a", record]]), true, false);
    assert.deepEqual({ missed: missed.length, sure: sure.length }, expected);
  });
}

test("changed is what was answered in another wording; what is due is told by the schedule", () => {
  const [tracked] = trackedIn("one:a=r2,b=r,c=r");
  const answers = new Map([
    ["one/a", checked(null, CHECK, 1)],
    ["one/b", checked(null, CHECK, 1)],
  ]);
  const state = stateOf(tracked, answers, true, true);
  assert.deepEqual(state.changed, ["a"]);
  assert.equal(state.due, true);
});

test("what only quizzes ask can be sure-but-wrong, and is no step on the way", () => {
  const [tracked] = trackedIn("one:a=r+whose-reply+which-lesson");
  const answers = new Map([["one/whose-reply", checked(null, { ...CHECK, sure: 2 }, 1)]]);
  const state = stateOf(tracked, answers, false, true);
  assert.deepEqual(state, {
    reached: "new",
    changed: [],
    missed: [],
    sure: ["whose-reply"],
    due: true,
  });
});

for (const [what, done, last, expected] of [
  ["a newcomer starts with the first", [], null, "one"],
  ["the scenario left open comes first", ["one"], "three", "three"],
  ["after a finished one, the next", ["two"], "two", "three"],
  ["finished ones are passed over", ["two", "three"], "two", "four"],
  ["after the last, the first", ["four"], "four", "one"],
  ["a removed scenario is no place", ["one"], "gone", "two"],
  ["all done", IDS, "two", null],
]) {
  test(`${what}`, () => {
    assert.equal(nextOf(IDS, new Set(done), last), expected);
  });
}

test("a course without scenarios has none to continue with", () => {
  assert.equal(nextOf([], new Set(), null), null);
});
