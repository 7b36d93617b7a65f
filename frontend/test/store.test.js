import assert from "node:assert/strict";
import { test } from "node:test";
import { attemptsOf, checked, opened } from "../src/learner/attempt.js";
import { asAnswer, asOwnWords } from "../src/learner/records.js";
import { Store, recordKey, recordPrefix } from "../src/learner/store.js";
import { FakeStorage } from "./fake-storage.js";

const KEY = recordKey("accountability", "wrong-address", "which-reply");
/** The shelf on which the records of its scenario stand. */
const TEXT = `${recordPrefix("accountability")}~212`;
const CHECK = { rev: "1a2b3c4d", seed: 7, answer: "3fa9", score: 0 };
const clock = () => 1_700_000_000_000;
const open = (area) => new Store(() => area, clock);
const everything = (store) => {
  const found = new Map();
  store.forEach(recordPrefix("accountability"), asAnswer, () => true, (path, record) =>
    found.set(path, record),
  );
  return found;
};
const answer = (store, check = CHECK) =>
  store.update(KEY, asAnswer, (before) => checked(before, check, store.now()));

test("a key names version, course, the site's root, scenario and item", () => {
  assert.equal(KEY, "answerable/4/accountability@//wrong-address/which-reply");
});

for (const id of ["", "a/b", "A", "../x", "a b", "-a", "a--b", "ä"]) {
  test(`"${id}" is no id`, () => {
    assert.throws(() => recordKey("course", id), TypeError);
  });
}

test("all records of a scenario are on one shelf, which stays the same", () => {
  const area = new FakeStorage();
  const store = open(area);
  for (const item of ["which-reply", "more", "own-reply"]) {
    const key = recordKey("accountability", "wrong-address", item);
    store.update(key, asAnswer, () => checked(null, CHECK, 1));
  }
  assert.deepEqual([...area.entries.keys()], [TEXT]);
  assert.equal(store.keys(`${recordKey("accountability", "wrong-address")}/`).length, 3);
});

test("scenarios that share a shelf are told apart", () => {
  const area = new FakeStorage();
  const store = open(area);
  const ids = Array.from({ length: 600 }, (_, place) => `scenario-${place}`);
  const key = (id) => recordKey("accountability", id, "more");
  for (const id of ids) {
    store.update(key(id), asAnswer, () => checked(null, { ...CHECK, answer: id }, 1));
  }
  assert.ok(area.length <= 256);
  const [one] = ids;
  assert.deepEqual(store.keys(`${recordKey("accountability", one)}/`), [key(one)]);
  assert.deepEqual(store.keys(recordPrefix("accountability")).sort(), ids.map(key).sort());
  store.update(key(one), asAnswer, () => null);
  const all = everything(open(area));
  assert.deepEqual([...all.keys()].sort(), ids.slice(1).map((id) => `${id}/more`).sort());
  for (const [path, { answer: kept }] of all) assert.equal(path, `${kept}/more`);
});

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
  area.setItem(TEXT, JSON.stringify({ "which-reply": later, "later-kind": { depth: 3 } }));
  answer(open(area));
  const kept = JSON.parse(area.getItem(TEXT));
  assert.equal(asAnswer(kept["which-reply"]).mood, "good");
  assert.deepEqual(kept["later-kind"], { depth: 3 });
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
  assert.deepEqual(store.keys("answerable/4/accountability@"), [KEY]);
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
    area.getItem(TEXT),
    `{"wrong-address/which-reply":["1a2b3c4d",7,"3fa9",[[${clock()},0,2],[${clock()},1]]]}`,
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
  const before = area.getItem(TEXT);
  area.limit = TEXT.length + before.length;
  const store = open(area);
  answer(store, { ...CHECK, answer: "a-much-longer-choice" });
  assert.equal(store.durable, false);
  assert.equal(attemptsOf(store.read(KEY, asAnswer)), 2);
  assert.equal(area.getItem(TEXT), before);

  area.limit = Infinity;
  answer(store);
  assert.equal(attemptsOf(open(area).read(KEY, asAnswer)), 3, "kept again once there is room");
});

for (const [what, text] of [
  ["a record that is none", "1"],
  ["a record without a log", '["x",1,null]'],
  ["a log of another kind", '["x",1,null,[[1]]]'],
  ["a score that is none", '["x",1,null,[[1,2]]]'],
  ["a confidence that is none", '["x",1,null,[[1,0,3]]]'],
  ["negative attempts", '["x",1,null,[],{"dropped":-1}]'],
  ["more of another kind", '["x",1,null,[],7]'],
]) {
  test(`${what} is set aside, never wiped, and leaves its neighbours alone`, () => {
    const area = new FakeStorage();
    const more = recordKey("accountability", "wrong-address", "more");
    area.setItem(TEXT, `{"wrong-address/which-reply":${text},"wrong-address/more":["r",1,"a",[[5,1]]]}`);
    const store = open(area);
    assert.equal(store.read(KEY, asAnswer), null);
    assert.equal(store.isDamaged(KEY), true);
    assert.equal(store.isDamaged(more), false);
    answer(store);
    assert.equal(attemptsOf(open(area).read(KEY, asAnswer)), 1);
    assert.equal(attemptsOf(open(area).read(more, asAnswer)), 1);
    const asides = store.asides("accountability");
    assert.deepEqual(
      asides.map((key) => area.getItem(key)),
      [text],
    );
    const all = store.keys(recordPrefix("accountability"));
    assert.deepEqual(all.sort(), [more, KEY], "set-aside text is no record");
  });
}

for (const [what, text] of [
  ["cut-off JSON", '{"wrong-address/which-reply":["1a2b'],
  ["JSON of another kind", "[1,2]"],
  [
    "what is nested without end",
    `{"wrong-address/which-reply":["r",1,${"[".repeat(10_000)}${"]".repeat(10_000)},[]]}`,
  ],
]) {
  test(`${what} is set aside as a whole`, () => {
    const area = new FakeStorage();
    area.setItem(TEXT, text);
    const other = recordKey("accountability", "lost-key", "which-reply");
    open(area).update(other, asAnswer, () => checked(null, CHECK, 4));
    const store = open(area);
    const all = everything(store);
    assert.deepEqual([...all.keys()], ["lost-key/which-reply"], "the others are read all the same");
    assert.equal(store.isDamaged(KEY), true);
    answer(store);
    assert.equal(attemptsOf(open(area).read(KEY, asAnswer)), 1);
    assert.deepEqual(
      store.asides("accountability").map((key) => area.getItem(key)),
      [text],
    );
  });
}

test("ids that every object has, such as constructor, are ids like others", () => {
  const store = open(new FakeStorage());
  const odd = recordKey("accountability", "wrong-address", "constructor");
  answer(store);
  assert.equal(store.read(odd, asAnswer), null);
  store.update(odd, asAnswer, (before) => checked(before, CHECK, 1));
  assert.equal(attemptsOf(store.read(odd, asAnswer)), 1);
});

test("damaged text stays where it is when there is no room to move it", () => {
  const area = new FakeStorage();
  area.setItem(TEXT, "{damaged");
  area.limit = TEXT.length + "{damaged".length;
  const store = open(area);
  assert.equal(store.read(KEY, asAnswer), null);
  area.limit = Infinity;
  answer(store);
  assert.equal(area.getItem(TEXT), "{damaged");
  assert.equal(attemptsOf(store.read(KEY, asAnswer)), 1, "in memory");
});

test("a damaged record stays where it is when there is no room to move it", () => {
  const area = new FakeStorage();
  const text = '{"wrong-address/which-reply":1,"wrong-address/more":["r",1,"a",[[5,1]]]}';
  area.setItem(TEXT, text);
  area.limit = TEXT.length + text.length;
  const store = open(area);
  assert.equal(store.read(KEY, asAnswer), null);
  const more = recordKey("accountability", "wrong-address", "more");
  assert.equal(attemptsOf(store.read(more, asAnswer)), 1);
  area.limit = Infinity;
  answer(store);
  assert.equal(area.getItem(TEXT), text);
  assert.equal(attemptsOf(store.read(KEY, asAnswer)), 1, "in memory");
});

test("who follows a record hears of another tab's changes to it, and of no others", () => {
  const area = new FakeStorage();
  const [one, two] = [open(area), open(area)];
  answer(one);
  let heard = 0;
  const life = new AbortController();
  one.follow(KEY, () => (heard += 1), life.signal);
  /** As the browser tells it: the key of a text. */
  const told = () => one.announce({ key: TEXT, here: false });
  two.update(recordKey("accountability", "wrong-address", "more"), asAnswer, () =>
    checked(null, CHECK, 1),
  );
  told();
  assert.equal(heard, 0, "another record of the same scenario");
  answer(one);
  told();
  assert.equal(heard, 0, "its own change, and nothing since");
  answer(two);
  told();
  assert.equal(heard, 1);
  one.announce({ key: recordKey("accountability", "lost-key"), here: false });
  assert.equal(heard, 1);
  two.remove([TEXT]);
  one.announce({ key: null, here: false });
  assert.equal(heard, 2);
  life.abort();
  answer(two);
  told();
  assert.equal(heard, 2);
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
