import assert from "node:assert/strict";
import { test } from "node:test";
import { attemptsOf, checked } from "../src/learner/attempt.js";
import { carryOver, followAliases } from "../src/learner/migrate.js";
import { asDeck } from "../src/learner/deck.js";
import { LAST, SETTINGS, asAnswer, asLastVisit, asOwnWords, asSettings } from "../src/learner/records.js";
import { rootOf } from "../src/common/site.js";
import { Store, recordKey, recordPrefix } from "../src/learner/store.js";
import { FakeStorage } from "./fake-storage.js";

const open = (area) => new Store(() => area, () => 5000, carryOver);
const key = (...ids) => recordKey("course", ...ids);
const CHECK = { rev: "r1", seed: 3, answer: "new", score: 1 };

/** Texts as version 1 wrote them. */
const FIRST = {
  "answerable/1/course/lost-key/which-reply":
    '{"right":false,"attempts":3,"at":1000,"rev":"r1","seed":11,"choice":"3fa9"}',
  "answerable/1/course/no-room/which-reply":
    '{"right":null,"attempts":0,"at":null,"rev":"r2","seed":12,"choice":null}',
  "answerable/1/course/wet-dog/which-reply":
    '{"right":true,"attempts":2,"at":2000,"rev":"r3","seed":13,"choice":null}',
  "answerable/1/course/lost-key/own-reply": '{"text":"Coming!","at":900}',
  "answerable/1/course/last": '{"scenario":"no-room","at":3000}',
};

/** Texts as version 2 wrote them, one a record. */
const SECOND = {
  "answerable/2/course@//lost-key/which-reply":
    '{"rev":"r1","seed":11,"answer":"3fa9","log":[[900,0,2],[1000,1]],"dropped":2}',
  "answerable/2/course@//lost-key/own-reply": '{"text":"Coming!","at":900}',
  "answerable/2/course@//lost-key/dialogue":
    '{"rev":"r1","seed":0,"answer":["a","b"],"log":[[800,0.5,null,"r0"]],"score":null,"at":800}',
  "answerable/2/course@//no-room/which-reply":
    '{"rev":"r2","seed":12,"answer":null,"log":[],"score":null,"at":null}',
  "answerable/2/course@//_last": '{"scenario":"no-room","at":3000}',
  "answerable/2/course@//_settings": '{"neededUntil":"2027-01-02","at":5}',
  "answerable/2/course@//_deck/door":
    '{"attempt":null,"results":[{"at":7,"points":2,"of":3,"passed":null}]}',
};

/** Texts as version 3 wrote them, one a scenario. */
const THIRD = {
  "answerable/3/course@//lost-key":
    '{"which-reply":["r1",11,"3fa9",[[900,0,2],[1000,1]],{"dropped":2}],' +
    '"own-reply":{"text":"Coming!","at":900},' +
    '"dialogue":["r1",0,["a","b"],[[800,0.5,null,"r0"]],{"score":null}]}',
  "answerable/3/course@//no-room": '{"which-reply":["r2",12,null,[]]}',
  "answerable/3/course@//_last": SECOND["answerable/2/course@//_last"],
  "answerable/3/course@//_settings": SECOND["answerable/2/course@//_settings"],
  "answerable/3/course@//_deck/door": SECOND["answerable/2/course@//_deck/door"],
};

const filled = (texts) => {
  const area = new FakeStorage();
  for (const [name, text] of Object.entries(texts)) area.setItem(name, text);
  return area;
};

test("version 1 is carried over on first use: answers, open attempts, words, the last visit", () => {
  const area = filled(FIRST);
  const store = open(area);
  assert.deepEqual(store.read(key("lost-key", "which-reply"), asAnswer), {
    rev: "r1",
    seed: 11,
    answer: "3fa9",
    score: 0,
    at: 1000,
    log: [[1000, 0, null, "r1"]],
    dropped: 2,
  });
  assert.equal(store.read(key("no-room", "which-reply"), asAnswer).seed, 12);
  const again = store.read(key("wet-dog", "which-reply"), asAnswer);
  assert.equal(again.score, null, "an attempt that was open stays open");
  assert.equal(attemptsOf(again), 2);
  assert.equal(store.read(key("lost-key", "own-reply"), asOwnWords).text, "Coming!");
  assert.equal(store.read(key(LAST), asLastVisit).scenario, "no-room");
  assert.deepEqual(store.keys("answerable/1/"), []);
});

for (const [version, texts] of [
  [2, SECOND],
  [3, THIRD],
]) test(`version ${version} is carried over on first use: everything`, () => {
  const area = filled(texts);
  const store = open(area);
  assert.deepEqual(store.read(key("lost-key", "which-reply"), asAnswer), {
    rev: "r1",
    seed: 11,
    answer: "3fa9",
    score: 1,
    at: 1000,
    log: [
      [900, 0, 2, "r1"],
      [1000, 1, null, "r1"],
    ],
    dropped: 2,
  });
  const talk = store.read(key("lost-key", "dialogue"), asAnswer);
  assert.deepEqual([talk.answer, talk.score, talk.log], [["a", "b"], null, [[800, 0.5, null, "r0"]]]);
  assert.equal(store.read(key("no-room", "which-reply"), asAnswer).seed, 12);
  assert.equal(store.read(key("lost-key", "own-reply"), asOwnWords).text, "Coming!");
  assert.equal(store.read(key(LAST), asLastVisit).scenario, "no-room");
  assert.equal(store.read(key(SETTINGS), asSettings).neededUntil, "2027-01-02");
  assert.equal(store.read(key("_deck", "door"), asDeck).results[0].points, 2);
  assert.deepEqual(store.texts(`answerable/${version}/`), []);
  assert.equal(store.texts(recordPrefix("course")).length, area.length, "nothing is left over");
  const all = store.keys(recordPrefix("course")).map((key) => key.slice(recordPrefix("course").length));
  assert.deepEqual(all.sort(), [
    "_deck/door",
    "_last",
    "_settings",
    "lost-key/dialogue",
    "lost-key/own-reply",
    "lost-key/which-reply",
    "no-room/which-reply",
  ]);
});

test("what a tab with version 3 writes later is merged, and what it left damaged is put aside", () => {
  const area = filled(THIRD);
  const store = open(area);
  store.update(key("lost-key", "which-reply"), asAnswer, (before) => checked(before, CHECK, 4000));
  area.setItem(
    "answerable/3/course@//lost-key",
    '{"which-reply":["r1",11,"3fa9",[[1000,1],[2000,0]],{"dropped":3}],"more":7,"No id":8}',
  );
  area.setItem("answerable/3/course@//no-room", '{"which-reply":');
  area.setItem("answerable/3/other@//no-room", "{}");
  const later = open(area);
  const { answer, log } = later.read(key("lost-key", "which-reply"), asAnswer);
  assert.equal(answer, "new");
  assert.deepEqual(
    log.map(([at]) => at),
    [900, 1000, 2000, 4000],
  );
  const asides = later.asides("course").map((aside) => area.getItem(aside));
  assert.deepEqual(asides.sort(), ["7", "8", '{"which-reply":']);
  assert.deepEqual(later.asides("other"), []);
  assert.deepEqual(later.texts("answerable/3/"), ["answerable/3/other@//no-room"]);
});

test("what a tab with version 2 writes later is merged, and what it left damaged is put aside", () => {
  const area = filled(SECOND);
  const store = open(area);
  store.update(key("lost-key", "which-reply"), asAnswer, (before) => checked(before, CHECK, 4000));
  area.setItem(
    "answerable/2/course@//lost-key/which-reply",
    '{"rev":"r1","seed":11,"answer":"3fa9","log":[[1000,1],[2000,0]],"dropped":3}',
  );
  area.setItem("answerable/2/course@//no-room/which-reply", '{"rev":');
  area.setItem("answerable/2/other@//no-room/which-reply", "{}");
  const later = open(area).read(key("lost-key", "which-reply"), asAnswer);
  assert.equal(later.answer, "new");
  assert.deepEqual(
    later.log.map(([at]) => at),
    [900, 1000, 2000, 4000],
  );
  const [aside] = open(area).asides("course");
  assert.equal(area.getItem(aside), '{"rev":');
  assert.deepEqual(open(area).asides("other"), []);
  assert.deepEqual(store.texts("answerable/2/"), ["answerable/2/other@//no-room/which-reply"]);
});

test("other courses are left alone, and what version 1 writes later is merged", () => {
  const area = filled({ ...FIRST, "answerable/1/other/a/which-reply": "{}" });
  const store = open(area);
  store.update(key("lost-key", "which-reply"), asAnswer, (before) => checked(before, CHECK, 4000));
  assert.deepEqual(store.keys("answerable/1/"), ["answerable/1/other/a/which-reply"]);
  area.setItem("answerable/1/course/lost-key/which-reply", FIRST["answerable/1/course/lost-key/which-reply"]);
  const later = open(area).read(key("lost-key", "which-reply"), asAnswer);
  assert.equal(later.answer, "new");
  assert.equal(attemptsOf(later), 4, "the same three are not counted twice");
});

for (const [version, texts] of [
  [1, FIRST],
  [2, SECOND],
  [3, THIRD],
]) test(`a full storage: what version ${version} kept stays where it is`, () => {
  const area = filled(texts);
  area.limit = [...area.entries].reduce((sum, [k, v]) => sum + k.length + v.length, 0);
  const before = new Map(area.entries);
  const store = open(area);
  assert.equal(store.read(key("lost-key", "which-reply"), asAnswer).answer, "3fa9", "in memory");
  assert.equal(store.durable, false);
  assert.deepEqual(area.entries, before);
});

test("what version 1 left damaged is put aside and reported", () => {
  const area = filled({ "answerable/1/course/lost-key/which-reply": '{"choice":7}' });
  const store = open(area);
  assert.equal(store.read(key("lost-key", "which-reply"), asAnswer), null);
  const [aside] = store.asides("course");
  assert.equal(area.getItem(aside), '{"choice":7}');
  assert.deepEqual(store.asides("other"), []);
});

test("records follow a renamed scenario, and meet what is there already", () => {
  const store = open(new FakeStorage());
  const put = (id, at, answer) =>
    store.update(key(id, "which-reply"), asAnswer, () => checked(null, { ...CHECK, answer }, at));
  put("old", 100, "old");
  put("older", 50, "older");
  put("now", 70, "now");
  store.update(key("old", "reflection"), asOwnWords, () => ({ text: "Ring back.", at: 5 }));
  const told = [];
  store.subscribe((change) => told.push(change), new AbortController().signal);
  followAliases(store, "course", "now", ["none"]);
  followAliases(store, "course", "now", ["old", "older"]);
  assert.deepEqual(told, [{ key: null, here: true }], "once, and only where there is something");
  const record = store.read(key("now", "which-reply"), asAnswer);
  assert.equal(record.answer, "old");
  assert.deepEqual(
    record.log.map(([at]) => at),
    [50, 70, 100],
  );
  assert.equal(store.read(key("now", "reflection"), asOwnWords).text, "Ring back.");
  assert.deepEqual(store.keys(`${key("old")}/`), []);
});

test("the site's root is where the script's folder lies", () => {
  for (const [script, root] of [
    ["https://host.example/assets/answerable.js", "/"],
    ["https://host.example/a/course/assets/answerable.js?v=2", "/a/course/"],
    ["file:///home/ana/course%20one/assets/answerable.js", "/home/ana/course%20one/"],
    [null, "/"],
  ]) {
    assert.equal(rootOf(script), root);
  }
});
