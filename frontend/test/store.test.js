import assert from "node:assert/strict";
import { test } from "node:test";
import { attemptsOf, checked, opened } from "../src/attempt.js";
import { asAnswer, asOwnWords } from "../src/records.js";
import { Store, recordKey, recordPrefix } from "../src/store.js";
import { FakeStorage } from "./fake-storage.js";

const KEY = recordKey("accountability", "wrong-address", "which-reply");
const CHECK = { rev: "1a2b3c4d", seed: 7, answer: "3fa9", score: 0 };
const clock = () => 1_700_000_000_000;
const open = (area) => new Store(() => area, clock);
const answer = (store, check = CHECK) =>
  store.update(KEY, asAnswer, (before) => checked(before, check, store.now()));

test("a key names version, course, the site's root, scenario and item", () => {
  assert.equal(KEY, "answerable/2/accountability@//wrong-address/which-reply");
});

for (const id of ["", "a/b", "A", "../x", "a b", "-a", "a--b", "ä"]) {
  test(`"${id}" is no id`, () => {
    assert.throws(() => recordKey("course", id), TypeError);
  });
}

test("a record comes back after the page is gone", () => {
  const area = new FakeStorage();
  answer(open(area));
  const again = open(area);
  assert.deepEqual(again.read(KEY, asAnswer), {
    ...CHECK,
    at: clock(),
    log: [[clock(), 0, null, CHECK.rev]],
  });
  assert.equal(again.durable, true);
});

test("two tabs that take turns lose no attempt", () => {
  const area = new FakeStorage();
  const [one, two] = [open(area), open(area)];
  for (const store of [one, two, two, one, two]) answer(store);
  assert.equal(attemptsOf(one.read(KEY, asAnswer)), 5);
  assert.equal(attemptsOf(two.read(KEY, asAnswer)), 5);
});

test("records of one tab do not touch those of another", () => {
  const area = new FakeStorage();
  const words = recordKey("accountability", "wrong-address", "own-reply");
  const [one, two] = [open(area), open(area)];
  one.read(words, asOwnWords);
  answer(one);
  two.update(words, asOwnWords, () => ({ text: "I will call the driver.", at: 1 }));
  answer(one);
  assert.equal(one.read(words, asOwnWords).text, "I will call the driver.");
  assert.equal(attemptsOf(two.read(KEY, asAnswer)), 2);
});

test("fields that a later version added survive a change", () => {
  const area = new FakeStorage();
  const later = { ...CHECK, at: 5, log: [], mood: "good" };
  area.setItem(KEY, JSON.stringify(later));
  answer(open(area));
  assert.equal(JSON.parse(area.getItem(KEY)).mood, "good");
});

test("null removes a record", () => {
  const area = new FakeStorage();
  const store = open(area);
  answer(store);
  store.update(KEY, asAnswer, () => null);
  assert.equal(area.length, 0);
  assert.equal(store.read(KEY, asAnswer), null);
});

test("denied access: everything works until the page is left, and that is known", () => {
  const store = new Store(() => {
    throw new DOMException("denied", "SecurityError");
  }, clock);
  assert.equal(store.durable, false);
  answer(store);
  answer(store);
  assert.equal(attemptsOf(store.read(KEY, asAnswer)), 2);
  assert.deepEqual(store.keys("answerable/2/accountability@"), [KEY]);
});

test("no storage at all counts as denied", () => {
  assert.equal(new Store(() => null, clock).durable, false);
});

test("what is written is short, and read back in full", () => {
  const area = new FakeStorage();
  const store = open(area);
  answer(store, { ...CHECK, sure: 2 });
  answer(store, { ...CHECK, score: 1 });
  assert.equal(
    area.getItem(KEY),
    `{"rev":"1a2b3c4d","seed":7,"answer":"3fa9","log":[[${clock()},0,2],[${clock()},1]]}`,
  );
  const again = store.update(KEY, asAnswer, (before) => opened(before, "r2", 9));
  assert.deepEqual(open(area).read(KEY, asAnswer), again);
  assert.deepEqual(again.log[0], [clock(), 0, 2, "1a2b3c4d"], "a check keeps its own revision");
  assert.equal(again.score, null);
});

test("removed records are gone, and everybody hears of it once", () => {
  const area = new FakeStorage();
  const store = open(area);
  answer(store);
  const heard = [];
  store.subscribe((change) => heard.push(change), new AbortController().signal);
  store.remove([KEY]);
  assert.equal(area.length, 0);
  assert.deepEqual(heard, [{ key: null, here: true }]);
});

test("each course is prepared once, before its first record is read", () => {
  const prepared = [];
  const store = new Store(() => new FakeStorage(), clock, (_, course) => prepared.push(course));
  store.read(KEY, asAnswer);
  store.keys(recordPrefix("accountability"));
  store.read(recordKey("other", "_last"), asOwnWords);
  assert.deepEqual(prepared, ["accountability", "other"]);
});

test("a full storage: the answer stays in memory, what was kept before stays kept", () => {
  const area = new FakeStorage();
  answer(open(area));
  const before = area.getItem(KEY);
  area.limit = KEY.length + before.length;
  const store = open(area);
  answer(store, { ...CHECK, answer: "a-much-longer-choice" });
  assert.equal(store.durable, false);
  assert.equal(attemptsOf(store.read(KEY, asAnswer)), 2);
  assert.equal(area.getItem(KEY), before);

  area.limit = Infinity;
  answer(store);
  assert.equal(attemptsOf(open(area).read(KEY, asAnswer)), 3, "kept again once there is room");
});

for (const [what, text] of [
  ["cut-off JSON", '{"rev":"1a2b'],
  ["JSON of another kind", "[1,2]"],
  ["a record without a log", '{"rev":"x","seed":1,"answer":null,"score":null,"at":null}'],
  ["a log of another kind", '{"rev":"x","seed":1,"log":[[1]]}'],
  ["a score that is none", '{"rev":"x","seed":1,"log":[[1,2]]}'],
  ["a confidence that is none", '{"rev":"x","seed":1,"log":[[1,0,3]]}'],
  ["negative attempts", '{"rev":"x","seed":1,"log":[],"dropped":-1}'],
]) {
  test(`${what} is set aside, never wiped`, () => {
    const area = new FakeStorage();
    area.setItem(KEY, text);
    const store = open(area);
    assert.equal(store.read(KEY, asAnswer), null);
    assert.equal(store.damaged.has(KEY), true);
    answer(store);
    assert.equal(attemptsOf(open(area).read(KEY, asAnswer)), 1);
    const aside = store.keys("answerable/aside/");
    assert.deepEqual(
      aside.map((key) => area.getItem(key)),
      [text],
    );
    assert.deepEqual(store.keys("answerable/2/"), [KEY], "set-aside text is no record");
  });
}

test("damaged text stays where it is when there is no room to move it", () => {
  const area = new FakeStorage();
  area.setItem(KEY, "{damaged");
  area.limit = KEY.length + "{damaged".length;
  const store = open(area);
  assert.equal(store.read(KEY, asAnswer), null);
  area.limit = Infinity;
  answer(store);
  assert.equal(area.getItem(KEY), "{damaged");
  assert.equal(attemptsOf(store.read(KEY, asAnswer)), 1, "in memory");
});

test("listeners hear changes made here and elsewhere, until they leave", () => {
  const store = open(new FakeStorage());
  const heard = [];
  const life = new AbortController();
  store.subscribe((change) => heard.push(change), life.signal);
  answer(store);
  store.announce({ key: null, here: false });
  life.abort();
  answer(store);
  assert.deepEqual(heard, [
    { key: KEY, here: true },
    { key: null, here: false },
  ]);
});
