import assert from "node:assert/strict";
import { test } from "node:test";
import { erased, exported, gains, imported, inventory, preview } from "../src/learner/backup.js";
import {
  LAST,
  OWN_REPLY,
  PLAN,
  PREFERENCES,
  SEARCHES,
  SELF_CHECK,
  SETTINGS,
  asAnswer,
  asOwnWords,
} from "../src/learner/records.js";
import { Store, recordKey, recordPrefix } from "../src/learner/store.js";
import { FakeStorage } from "./fake-storage.js";
import { generator } from "./generate.js";

const COURSE = "course";
const open = () => new Store(() => new FakeStorage(), () => 9000);

/** A store with made-up records of every kind, at places that often collide. */
function madeUp(random) {
  const store = open();
  const put = (record, ...ids) => store.update(recordKey(COURSE, ...ids), (v) => v, () => record);
  for (let n = random.below(8); n > 0; n -= 1) {
    put(random.record(), random.one(["a", "b", "c"]), random.one(["which-reply", "more"]));
  }
  const at = () => random.below(4);
  if (random.below(2)) put({ text: random.one(["x", "y"]), at: at() }, "a", OWN_REPLY);
  if (random.below(2)) put({ scenario: random.one(["a", "b"]), at: at() }, LAST);
  if (random.below(2)) {
    put({ neededUntil: random.one([null, "2027-01-02"]), at: at() }, SETTINGS);
  }
  if (random.below(2)) put({ when: "x", will: random.one(["y", "z"]), by: null, made: 1, at: at() }, "a", PLAN);
  for (const made of [1, 2]) {
    const check = { answers: { owns: 1 + random.below(5) }, made, at: at() };
    if (random.below(2)) put(check, SELF_CHECK, String(made));
  }
  if (random.below(2)) {
    const role = { department: random.one(["d", "e"]), channel: null };
    put({ ...random.one([{}, { role }]), at: at() }, PREFERENCES);
  }
  if (random.below(2)) put({ texts: random.one([["x"], ["y", "x"]]), at: at() }, SEARCHES);
  return store;
}

/** Everything in a store, as values. */
const contents = (store) => JSON.parse(exported(store, COURSE)).records;

const taken = (into, from) => {
  const copy = open();
  for (const text of [exported(into, COURSE), from]) {
    imported(copy, COURSE, preview(copy, COURSE, text));
  }
  return copy;
};

test("a copy opened elsewhere brings everything", () => {
  const random = generator(1);
  for (let round = 0; round < 200; round += 1) {
    const store = madeUp(random);
    const there = open();
    const found = preview(there, COURSE, exported(store, COURSE));
    assert.equal(found.problem, null);
    assert.equal(found.damaged, 0);
    assert.equal(found.added, Object.keys(contents(store)).length);
    imported(there, COURSE, found);
    assert.deepEqual(contents(there), contents(store));
  }
});

test("opening copies: in any order the same, and again the same", () => {
  const random = generator(7);
  for (let round = 0; round < 100; round += 1) {
    const [one, other] = [madeUp(random), madeUp(random)];
    const [oneText, otherText] = [exported(one, COURSE), exported(other, COURSE)];
    const both = taken(one, otherText);
    assert.deepEqual(contents(taken(other, oneText)), contents(both));
    for (const text of [oneText, otherText]) {
      const again = preview(both, COURSE, text);
      assert.deepEqual([again.added, again.newer], [0, 0]);
      assert.deepEqual(contents(taken(both, text)), contents(both));
    }
  }
});

test("the preview tells what is new, newer, the same and damaged, and changes nothing", () => {
  const store = open();
  const words = (id, text, at) =>
    store.update(recordKey(COURSE, id, OWN_REPLY), asOwnWords, () => ({ text, at }));
  words("same", "s", 5);
  words("older-here", "o", 5);
  words("newer-here", "n", 50);
  const before = contents(store);
  const file = {
    answerable: 2,
    course: COURSE,
    records: {
      "same/own-reply": { text: "s", at: 5 },
      "older-here/own-reply": { text: "O", at: 9 },
      "newer-here/own-reply": { text: "N", at: 9 },
      "fresh/own-reply": { text: "f", at: 1 },
      "fresh/which-reply": { rev: 1 },
      "../x/own-reply": { text: "f", at: 1 },
      "__proto__/own-reply": { text: "f", at: 1 },
    },
  };
  const found = preview(store, COURSE, JSON.stringify(file));
  const { added, newer, same, damaged } = found;
  assert.deepEqual({ added, newer, same, damaged }, { added: 1, newer: 1, same: 2, damaged: 3 });
  assert.deepEqual(contents(store), before);
  const told = [];
  store.subscribe((change) => told.push(change), new AbortController().signal);
  imported(store, COURSE, found);
  assert.deepEqual(told, [{ key: null, here: true }], "all of it together");
  assert.equal(contents(store)["newer-here/own-reply"].text, "n");
  assert.equal(contents(store)["older-here/own-reply"].text, "O");
});

test("what a copy adds is counted as people would", () => {
  const store = open();
  const words = (id, text, at) =>
    store.update(recordKey(COURSE, id, OWN_REPLY), asOwnWords, () => ({ text, at }));
  words("a", "older", 5);
  store.update(recordKey(COURSE, "a", "which-reply"), asAnswer, () => asAnswer(["r", 0, null, [[5, 0]]]));
  assert.deepEqual(inventory(store, COURSE), { scenarios: 1, answers: 1, words: 1, checks: 0, results: 0 });
  const result = { at: 9, points: 1, of: 2, passed: false };
  const records = {
    "a/own-reply": { text: "newer", at: 9 },
    "a/which-reply": ["r", 0, null, [[5, 0], [8, 1]]],
    "b/which-reply": ["r", 0, null, [[7, 1]]],
    "c/own-reply": { text: "mine", at: 9 },
    "_deck/m": { attempt: null, results: [result] },
    [LAST]: { scenario: "b", at: 9 },
  };
  const made = "2027-05-03T10:00:00.000Z";
  const found = preview(store, COURSE, JSON.stringify({ answerable: 4, course: COURSE, made, records }));
  assert.equal(found.made, Date.parse(made));
  const added = { scenarios: 2, answers: 2, words: 1, checks: 0, results: 1 };
  assert.deepEqual(gains(store, COURSE, found), { ...added, replaced: 1 });
  imported(store, COURSE, found);
  const none = { scenarios: 0, answers: 0, words: 0, checks: 0, results: 0, replaced: 0 };
  assert.deepEqual(gains(store, COURSE, found), none);
});

test("a copy that does not say when it was made is read all the same", () => {
  for (const made of [undefined, null, "yesterday", {}]) {
    const found = preview(open(), COURSE, JSON.stringify({ answerable: 4, course: COURSE, made, records: {} }));
    assert.deepEqual([found.problem, found.made], [null, null]);
  }
});

test("a copy from before a scenario got another name brings its records under the new one", () => {
  const file = {
    answerable: 2,
    course: COURSE,
    records: {
      "old/own-reply": { text: "o", at: 5 },
      "older/own-reply": { text: "oo", at: 3 },
      "old/reflection": { text: "r", at: 5 },
    },
  };
  const renamed = new Map([["old", "now"], ["older", "now"]]);
  const store = open();
  imported(store, COURSE, preview(store, COURSE, JSON.stringify(file), renamed));
  assert.deepEqual(contents(store), {
    "now/own-reply": { text: "o", at: 5 },
    "now/reflection": { text: "r", at: 5 },
  });
  const again = preview(store, COURSE, JSON.stringify(file), renamed);
  assert.deepEqual([again.added, again.newer], [0, 0]);
});

for (const [what, text, problem] of [
  ["no JSON", "{", "unreadable"],
  ["an empty file", "", "unreadable"],
  ["other JSON", "[1]", "unreadable"],
  ["no records", '{"answerable":2,"course":"course","records":[]}', "unreadable"],
  ["a later version", '{"answerable":5,"course":"course","records":{}}', "too-new"],
  ["a later version of another shape", '{"answerable":5,"shelves":[]}', "too-new"],
  ["other JSON with fields", '{"a":1}', "unreadable"],
  ["no version", '{"course":"course","records":{}}', "unreadable"],
  ["version 0", '{"answerable":0,"course":"course","records":{}}', "unreadable"],
  ["a version below 0", '{"answerable":-1,"course":"course","records":{}}', "unreadable"],
  ["a version as text", '{"answerable":"4","course":"course","records":{}}', "unreadable"],
  ["a half version", '{"answerable":3.5,"course":"course","records":{}}', "unreadable"],
  ["half a copy", exported(open(), COURSE).slice(0, 40), "unreadable"],
  ["a date that is no JSON", '{"answerable":4,"course":"course","records":{"a/own-reply":{"text":"x","at":NaN}}}', "unreadable"],
  ["text in UTF-16, read as UTF-8", "{\0\"\0a\0", "unreadable"],
  ["lists without end", "[".repeat(10_000) + "]".repeat(10_000), "unreadable"],
  ["objects without end", '{"a":'.repeat(10_000) + "1" + "}".repeat(10_000), "unreadable"],
  [
    "a record without end",
    `{"answerable":4,"course":"course","records":{"a/b":["r",1,${"[".repeat(10_000)}${"]".repeat(10_000)},[]]}}`,
    "unreadable",
  ],
  ["values without end", `[${"0,".repeat(6_000_000)}0]`, "unreadable"],
  ["another course", '{"answerable":2,"course":"inn","records":{}}', "other-course"],
]) {
  test(`${what} is refused`, () => {
    assert.equal(preview(open(), COURSE, text).problem, problem);
  });
}

test("what was put aside goes into the copy", () => {
  const area = new FakeStorage();
  area.setItem(recordKey(COURSE, "a"), "{cut off");
  const store = new Store(() => area, () => 9000);
  store.read(recordKey(COURSE, "a", "which-reply"), asAnswer);
  assert.deepEqual(JSON.parse(exported(store, COURSE)).aside, ["{cut off"]);
});

test("deleting leaves nothing of this course and everything of others", () => {
  const area = new FakeStorage();
  const other = recordKey("course-2", "a");
  const foreign = { "answerable/1/course-2/a/own-reply": "1", theme: "dark", [other]: "2" };
  for (const [key, text] of Object.entries(foreign)) area.setItem(key, text);
  area.setItem("answerable/1/course/a/own-reply", "{}");
  area.setItem("answerable/2/course@//a/own-reply", "{}");
  area.setItem(recordKey(COURSE, "a"), "{cut off");
  const store = new Store(() => area, () => 9000);
  store.read(recordKey(COURSE, "a", "which-reply"), asAnswer);
  store.update(recordKey(COURSE, "_deck", "door"), (v) => v, () => ({ x: 1 }));
  erased(store, COURSE);
  assert.deepEqual(Object.fromEntries(area.entries), foreign);
  assert.deepEqual(store.keys(recordPrefix(COURSE)), []);
});

test("deleting takes damaged text that there was no room to move", () => {
  const area = new FakeStorage();
  const text = `${recordPrefix(COURSE)}~97`; // the shelf of the scenario "a"
  area.setItem(text, "{cut off");
  area.limit = text.length + "{cut off".length;
  const store = new Store(() => area, () => 9000);
  store.read(recordKey(COURSE, "a", "which-reply"), asAnswer);
  erased(store, COURSE);
  assert.deepEqual([...area.entries], []);
});

test("a copy that version 2 made brings everything", () => {
  const file = {
    answerable: 2,
    course: COURSE,
    records: {
      "a/which-reply": { rev: "r1", seed: 3, answer: "3fa9", log: [[4, 0, 2], [5, 1]], dropped: 1 },
      "a/more": { rev: "r2", seed: 3, answer: null, log: [], score: null, at: null },
      "_deck/door": { attempt: null, results: [{ at: 1, points: 1, of: 2, passed: null }] },
    },
  };
  const store = open();
  const found = preview(store, COURSE, JSON.stringify(file));
  assert.deepEqual([found.added, found.damaged], [3, 0]);
  imported(store, COURSE, found);
  assert.deepEqual(store.read(recordKey(COURSE, "a", "which-reply"), asAnswer), {
    rev: "r1",
    seed: 3,
    answer: "3fa9",
    score: 1,
    at: 5,
    log: [[4, 0, 2, "r1"], [5, 1, null, "r1"]],
    dropped: 1,
  });
  const again = preview(store, COURSE, JSON.stringify(file));
  assert.deepEqual([again.added, again.newer, again.same], [0, 0, 3]);
});

test("a record with a time that no date can hold is damaged", () => {
  for (const [at, damaged] of [[253402300799999, 0], [253402300800000, 5], [2 ** 53 - 1, 5]]) {
    const check = [at, 1];
    const deck = { attempt: null, results: [{ at, points: 1, of: 1, passed: true }] };
    const records = {
      "a/which-reply": ["x", 0, null, [check]],
      [`a/${OWN_REPLY}`]: { text: "x", at },
      [LAST]: { scenario: "a", at },
      [SETTINGS]: { neededUntil: null, at },
      "_deck/_assessment": deck,
    };
    const found = preview(open(), COURSE, JSON.stringify({ answerable: 4, course: COURSE, records }));
    assert.equal(found.damaged, damaged, at);
    assert.equal(found.added, 5 - damaged);
  }
});

test("what no version wrote is no record, whatever it is, and changes nothing", () => {
  const store = open();
  store.update(recordKey(COURSE, "a", OWN_REPLY), asOwnWords, () => ({ text: "mine", at: 5 }));
  const before = contents(store);
  const odd = [
    null, true, 0, "x", [], {}, [[]], ["r"], ["r", -1, null, []], ["r", 1, null, {}],
    ["r", 1, null, [[-1, 1]]], ["r", 1, null, [[1e300, 1]]], ["r", 1, null, [[1, "1"]]],
    ["r", 1, null, [], { at: "2027" }], ["r", 1, null, [], { score: 2 }],
    ["r", 1, null, Array(2000).fill([1, 1])], { text: 1, at: 5 }, { text: "x", at: "5" },
    { text: "x", at: null }, { text: ["x"], at: 1 }, { neededUntil: "2027-99-99", at: 1 },
    ["r", 1, null, [], { log: 5 }], ["r", 1, null, [], { rev: null }], ["r", 1, null, [], { seed: "1" }],
  ];
  for (const name of ["a/which-reply", "a/own-reply", "_deck/x", "_deck/_certificate", "_last", "_settings", "__proto__", "constructor", "a/__proto__", "a//b", ""]) {
    for (const value of odd) {
      const text = `{"answerable":4,"course":"course","records":{${JSON.stringify(name)}:${JSON.stringify(value)}}}`;
      const found = preview(store, COURSE, text);
      assert.deepEqual([found.problem, found.damaged, found.records.size], [null, 1, 0], text);
      imported(store, COURSE, found);
    }
  }
  assert.deepEqual(contents(store), before);
  assert.equal({}.text, undefined);
});

test("a prototype in a copy is a name like others", () => {
  const text = '{"__proto__":{"answerable":4,"course":"course","records":{"a/own-reply":{"text":"x","at":1}}}}';
  assert.equal(preview(open(), COURSE, text).problem, "unreadable");
});

test("a copy of 5,000 answers is within the bounds", () => {
  const records = Object.fromEntries(
    Array.from({ length: 5000 }, (_, n) => [`s-${n}/which-reply`, ["1a2b", n, "77b0", Array(24).fill([n, 1, 2, "r"])]]),
  );
  const found = preview(open(), COURSE, JSON.stringify({ answerable: 4, course: COURSE, records }, null, 1));
  assert.deepEqual([found.problem, found.added], [null, 5000]);
});
