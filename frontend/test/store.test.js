import assert from "node:assert/strict";
import { test } from "node:test";
import { checked } from "../src/attempt.js";
import { asAnswer, asOwnReply } from "../src/records.js";
import { Store, recordKey } from "../src/store.js";
import { FakeStorage } from "./fake-storage.js";

const KEY = recordKey("accountability", "wrong-address", "which-reply");
const CHECK = { rev: "1a2b3c4d", seed: 7, choice: "3fa9", right: false };
const clock = () => 1_700_000_000_000;
const open = (area) => new Store(() => area, clock);
const answer = (store, check = CHECK) =>
  store.update(KEY, asAnswer, (before) => checked(before, check, store.now()));

test("a key names version, course, scenario and item", () => {
  assert.equal(KEY, "answerable/1/accountability/wrong-address/which-reply");
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
  assert.deepEqual(again.read(KEY, asAnswer), { ...CHECK, attempts: 1, at: clock() });
  assert.equal(again.durable, true);
});

test("two tabs that take turns lose no attempt", () => {
  const area = new FakeStorage();
  const [one, two] = [open(area), open(area)];
  for (const store of [one, two, two, one, two]) answer(store);
  assert.equal(one.read(KEY, asAnswer).attempts, 5);
  assert.equal(two.read(KEY, asAnswer).attempts, 5);
});

test("records of one tab do not touch those of another", () => {
  const area = new FakeStorage();
  const words = recordKey("accountability", "wrong-address", "own-reply");
  const [one, two] = [open(area), open(area)];
  one.read(words, asOwnReply);
  answer(one);
  two.update(words, asOwnReply, () => ({ text: "I will call the driver.", at: 1 }));
  answer(one);
  assert.equal(one.read(words, asOwnReply).text, "I will call the driver.");
  assert.equal(two.read(KEY, asAnswer).attempts, 2);
});

test("fields that a later version added survive a change", () => {
  const area = new FakeStorage();
  const later = { ...CHECK, attempts: 1, at: 5, confidence: "sure" };
  area.setItem(KEY, JSON.stringify(later));
  answer(open(area));
  assert.equal(JSON.parse(area.getItem(KEY)).confidence, "sure");
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
  assert.equal(store.read(KEY, asAnswer).attempts, 2);
  assert.deepEqual(store.keys("answerable/1/accountability/"), [KEY]);
});

test("no storage at all counts as denied", () => {
  assert.equal(new Store(() => null, clock).durable, false);
});

test("a full storage: the answer stays in memory, what was kept before stays kept", () => {
  const area = new FakeStorage();
  answer(open(area));
  const before = area.getItem(KEY);
  area.limit = KEY.length + before.length;
  const store = open(area);
  answer(store, { ...CHECK, choice: "a-much-longer-choice" });
  assert.equal(store.durable, false);
  assert.equal(store.read(KEY, asAnswer).attempts, 2);
  assert.equal(area.getItem(KEY), before);

  area.limit = Infinity;
  answer(store);
  assert.equal(open(area).read(KEY, asAnswer).attempts, 3, "kept again once there is room");
});

for (const [what, text] of [
  ["cut-off JSON", '{"rev":"1a2b'],
  ["JSON of another kind", "[1,2]"],
  ["a record with a wrong field", '{"rev":"x","seed":1,"choice":null,"attempts":"3"}'],
  ["negative attempts", '{"rev":"x","seed":1,"choice":null,"right":null,"attempts":-1,"at":null}'],
]) {
  test(`${what} is set aside, never wiped`, () => {
    const area = new FakeStorage();
    area.setItem(KEY, text);
    const store = open(area);
    assert.equal(store.read(KEY, asAnswer), null);
    assert.equal(store.damaged.has(KEY), true);
    answer(store);
    assert.equal(open(area).read(KEY, asAnswer).attempts, 1);
    const aside = store.keys("answerable/aside/");
    assert.deepEqual(
      aside.map((key) => area.getItem(key)),
      [text],
    );
    assert.deepEqual(store.keys("answerable/1/"), [KEY], "set-aside text is no record");
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
  assert.equal(store.read(KEY, asAnswer).attempts, 1, "in memory");
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
