import assert from "node:assert/strict";
import { test } from "node:test";
import { checked, opened } from "../src/attempt.js";
import { ASSESSMENT, DECK, asDeck } from "../src/deck.js";
import { Session, findApi } from "../src/lms/api.js";
import { keepApart } from "../src/lms/learner.js";
import { LIMIT, codesIn, read, written } from "../src/lms/state.js";
import { Tracking, duration } from "../src/lms/tracking.js";
import { answersOf, stateOf } from "../src/progress.js";
import { LAST, asAnswer, asLastVisit } from "../src/records.js";
import { Store, recordKey } from "../src/store.js";
import { FakeStorage } from "./fake-storage.js";
import { generator } from "./generate.js";

const ID = "course";

/** Time that passes with every look at it. */
function clock(start) {
  let time = start;
  return () => (time += 10);
}

/** A platform that keeps values as strictly as the standard lets it. */
class Platform {
  constructor(values = {}, { refuses = () => false, code = 101 } = {}) {
    this.values = new Map(Object.entries(values));
    this.refuses = refuses;
    this.code = code;
    this.calls = [];
    this.error = 0;
    this.api = {
      LMSInitialize: () => this.answer("LMSInitialize", "true"),
      LMSFinish: () => this.answer("LMSFinish", "true"),
      LMSCommit: () => this.answer("LMSCommit", "true"),
      LMSGetLastError: () => String(this.error),
      LMSGetValue: (name) => {
        if (name === "cmi.interactions._count") return String(this.count());
        return this.answer(name, this.values.get(name) ?? "");
      },
      LMSSetValue: (name, value) => {
        assert.equal(typeof value, "string");
        if (name === "cmi.suspend_data") assert.ok(value.length <= LIMIT, `${value.length} characters`);
        const answer = this.answer(`${name}=`, "true");
        if (answer === "true") this.values.set(name, value);
        this.calls.push(`${name}=${value}`);
        return answer;
      },
    };
  }

  answer(name, good) {
    if (good === "true" && !name.endsWith("=")) this.calls.push(name);
    const refused = this.refuses(name);
    this.error = refused ? this.code : 0;
    return refused ? "false" : good;
  }

  count() {
    return [...this.values.keys()].filter((name) => /^cmi\.interactions\.\d+\.id$/.test(name)).length;
  }

  get(name) {
    return this.values.get(name);
  }
}

/** @param {number} scenarios how many, each with an item of its own and one that is derived */
function courseOf(scenarios, assessed = false) {
  const tracked = Array.from({ length: scenarios }, (_, n) => ({
    scenario: `s${n}`,
    aliases: [],
    items: [{ id: "which-reply", rev: `r${n}` }],
    derived: ["which-lesson"],
  }));
  const codes = Array.from({ length: 2 * scenarios }, (_, n) => n.toString(36).padStart(3, "_"));
  return { id: ID, tracked, codes, assessed };
}

/** One sitting of a learner, in a browser with this storage. */
function sitting(platform, course, { storage = new FakeStorage(), now = clock(1_000_000) } = {}) {
  const store = new Store(() => storage, now);
  const session = new Session(platform.api);
  assert.ok(session.begin());
  const tracking = new Tracking(session, course, now);
  tracking.restore(store);
  tracking.tell(store);
  const check = (scenario, score, item = "which-reply") => {
    store.update(recordKey(ID, scenario, item), asAnswer, (before) =>
      checked(before, { rev: `r${scenario.slice(1)}`, seed: 1, answer: "x", score }, now()),
    );
    tracking.tell(store);
  };
  const finish = (points, passed) => {
    store.update(recordKey(ID, DECK, ASSESSMENT), asDeck, (before) => ({
      attempt: null,
      results: [{ at: now(), points, of: 10, passed }, ...(before ? before.results : [])],
    }));
    tracking.tell(store);
  };
  return { store, session, tracking, check, finish, storage };
}

const reached = (store, course) =>
  course.tracked.map((one) => stateOf(one, answersOf(store, ID), () => false));

test("the state reads back as what was written", () => {
  const random = generator(1);
  for (let n = 0; n < 300; n += 1) {
    const codes = new Set(Array.from({ length: random.below(60) }, () => String(100 + random.below(900))));
    const scores = new Map([...codes].map((code) => [code, random.one([0, 0.5, 1])]));
    const passed = random.one([true, false, null]);
    const result = random.one([null, { at: random.below(1e9), points: random.below(90) / 9, of: 10, passed }]);
    const state = { at: 1_700_000_000_000 + random.below(1e9), scores, result };
    const back = read(written(state));
    assert.deepEqual({ ...back, scores: [...back.scores].sort() }, { ...state, scores: [...scores].sort() });
  }
});

test("a state of any course fits, and keeps the newest answers", () => {
  for (const count of [300, 1000, 1355, 1356, 5000]) {
    const codes = Array.from({ length: count }, (_, n) => n.toString(36).padStart(3, "_"));
    const scores = new Map(codes.map((code, n) => [code, (n % 3) / 2]));
    const result = { at: Date.UTC(2080), points: 99.333333, of: 100, passed: true };
    const text = written({ at: Date.UTC(2080), scores, result });
    assert.ok(text.length <= LIMIT);
    assert.match(text, /^[\x21-\x7e]*$/);
    const kept = read(text).scores;
    assert.ok(kept.size === count || kept.size >= 1330, `${kept.size} of ${count}`);
    assert.ok(codes.slice(-kept.size).every((code) => kept.get(code) === scores.get(code)));
  }
});

test("what is no state, or of a later version, is none", () => {
  for (const text of ["", "1", "1;;;", "2;abc;;;;", "bookmark=3", "1;abc;;;", "1;;;;;"]) {
    assert.equal(read(text), null, text);
  }
  assert.deepEqual(read("1;abc;;aaa;;"), { at: 13368, scores: new Map([["aaa", 1]]), result: null });
  assert.deepEqual(codesIn("aaabbb"), ["aaa", "bbb"]);
});

test("the platform is found in windows around the page and around its opener", () => {
  const api = {};
  const top = { API: api };
  top.parent = top;
  const denied = { get API() { throw new Error("another host"); }, parent: top };
  assert.equal(findApi({ parent: denied }), api);
  const alone = { opener: { parent: top } };
  alone.parent = alone.top = alone;
  assert.equal(findApi(alone), api);
  const frame = { parent: alone, top: alone };
  assert.equal(findApi(frame), api);
  const nowhere = { opener: null };
  nowhere.parent = nowhere.top = nowhere;
  assert.equal(findApi(nowhere), null);
  const circle = {};
  circle.parent = { parent: circle };
  assert.equal(findApi(circle), null);
});

test("a platform that throws, or keeps no such element, stops nobody", () => {
  const throws = new Session({ LMSInitialize() { throw new Error("gone"); } });
  assert.equal(throws.begin(), false);
  assert.equal(throws.refused, true);
  assert.equal(throws.get("cmi.suspend_data"), "");
  const platform = new Platform({}, { refuses: (name) => name === "cmi.core.score.min=", code: 401 });
  const session = new Session(platform.api);
  assert.equal(session.set("cmi.core.score.min", 0), false);
  assert.equal(session.refused, false);
  platform.code = 201;
  session.set("cmi.core.score.min", 0);
  assert.equal(session.refused, true);
});

test("opening a course makes it incomplete and no more", () => {
  const platform = new Platform();
  const { store, tracking } = sitting(platform, courseOf(2));
  store.update(recordKey(ID, LAST), asLastVisit, () => ({ scenario: "s1", at: 5 }));
  store.update(recordKey(ID, "s0", "which-reply"), asAnswer, (before) => opened(before, "r0", 1));
  tracking.tell(store);
  tracking.end();
  assert.equal(platform.get("cmi.core.lesson_status"), "incomplete");
  assert.equal(platform.get("cmi.core.lesson_location"), "s1");
  assert.equal(platform.get("cmi.core.exit"), "suspend");
  assert.equal(platform.get("cmi.core.score.raw"), undefined);
  assert.equal(platform.count(), 0);
});

test("each check is told once, and committed at once", () => {
  const platform = new Platform();
  const { check, tracking, store } = sitting(platform, courseOf(3));
  check("s0", 0);
  assert.equal(platform.calls.at(-1), "LMSCommit");
  check("s0", 1);
  check("s2", 0.5, "which-lesson");
  tracking.tell(store);
  const told = [0, 1, 2].map((n) => [
    platform.get(`cmi.interactions.${n}.id`),
    platform.get(`cmi.interactions.${n}.result`),
  ]);
  assert.deepEqual(told, [["s0.which-reply", "wrong"], ["s0.which-reply", "correct"], ["s2.which-lesson", "wrong"]]);
  assert.equal(platform.count(), 3);
  assert.match(platform.get("cmi.interactions.0.time"), /^\d\d:\d\d:\d\d$/);
});

test("without an assessment, a course is completed when each scenario has been answered", () => {
  const platform = new Platform();
  const { check, finish, tracking } = sitting(platform, courseOf(2));
  check("s0", 0);
  check("s1", 1, "which-lesson");
  finish(10, true);
  assert.equal(platform.get("cmi.core.lesson_status"), "incomplete");
  check("s1", 0);
  assert.equal(platform.get("cmi.core.lesson_status"), "completed");
  assert.equal(platform.get("cmi.core.score.raw"), undefined);
  tracking.end();
  assert.equal(platform.get("cmi.core.exit"), "");
});

test("the assessment tells score and status, and what was passed stays passed", () => {
  const platform = new Platform();
  const { check, finish } = sitting(platform, courseOf(1, true));
  check("s0", 1);
  assert.equal(platform.get("cmi.core.lesson_status"), "incomplete");
  finish(4, false);
  assert.deepEqual(["lesson_status", "score.raw"].map((n) => platform.get(`cmi.core.${n}`)), ["failed", "40"]);
  finish(9, true);
  assert.deepEqual(["lesson_status", "score.raw"].map((n) => platform.get(`cmi.core.${n}`)), ["passed", "90"]);
  finish(2, false);
  assert.deepEqual(["lesson_status", "score.raw"].map((n) => platform.get(`cmi.core.${n}`)), ["passed", "90"]);
});

test("a status on the platform is never lowered", () => {
  const platform = new Platform({ "cmi.core.lesson_status": "passed", "cmi.core.score.raw": "90" });
  const { finish } = sitting(platform, courseOf(1, true));
  finish(4, false);
  assert.deepEqual(["lesson_status", "score.raw"].map((n) => platform.get(`cmi.core.${n}`)), ["passed", "90"]);
});

test("another browser gets what the platform knows, with 300 scenarios", () => {
  const platform = new Platform();
  const course = courseOf(300, true);
  const first = sitting(platform, course);
  for (let n = 0; n < 300; n += 1) first.check(`s${n}`, n % 2);
  first.finish(9, true);
  first.tracking.end();
  const count = platform.count();
  const second = sitting(platform, course, { now: clock(2_000_000) });
  const states = reached(second.store, course);
  assert.ok(states.every((state) => state.reached === "done" && state.changed.length === 0));
  assert.deepEqual(states.map(({ missed }) => missed.length), states.map((_, n) => 1 - (n % 2)));
  const deck = second.store.read(recordKey(ID, DECK, ASSESSMENT), asDeck);
  assert.deepEqual(deck.results.map(({ points, passed }) => [points, passed]), [[9, true]]);
  assert.equal(platform.count(), count, "nothing of it is told again");
  second.check("s0", 1);
  assert.equal(platform.count(), count + 1);
  // Back in the first browser, which knows an older answer.
  second.tracking.end();
  const third = sitting(platform, course, { storage: first.storage, now: clock(3_000_000) });
  assert.deepEqual(reached(third.store, course)[0].missed, []);
});

test("restoring again changes nothing", () => {
  const platform = new Platform();
  const course = courseOf(3, true);
  const first = sitting(platform, course);
  first.check("s0", 1);
  first.finish(9, true);
  const second = sitting(platform, course, { now: clock(2_000_000) });
  assert.equal(second.tracking.restore(second.store), false);
  second.check("s1", 0);
  assert.equal(second.tracking.restore(second.store), false);
});

test("a newer answer in this browser is kept, and told", () => {
  const platform = new Platform();
  const course = courseOf(1);
  const first = sitting(platform, course);
  first.check("s0", 1);
  // Without a connection to the platform:
  const at = 1_500_000;
  const check = { rev: "r0", seed: 1, answer: "y", score: 0 };
  first.store.update(recordKey(ID, "s0", "which-reply"), asAnswer, (before) => checked(before, check, at));
  const second = sitting(platform, course, { storage: first.storage, now: clock(2_000_000) });
  assert.deepEqual(reached(second.store, course)[0].missed, ["which-reply"]);
  assert.equal(answersOf(second.store, ID).get("s0/which-reply").log.length, 2, "nothing is added");
  assert.equal(platform.get("cmi.interactions.1.result"), "wrong");
});

test("a second try at the course counts nothing of the first", () => {
  const first = sitting(new Platform(), courseOf(1, true));
  first.check("s0", 1);
  first.finish(10, true);
  const platform = new Platform();
  sitting(platform, courseOf(1, true), { storage: first.storage, now: clock(2_000_000) });
  assert.equal(platform.get("cmi.core.lesson_status"), "incomplete");
  assert.equal(platform.count(), 0);
});

test("who only looks writes nothing", () => {
  for (const mode of ["review", "browse"]) {
    const platform = new Platform({ "cmi.core.lesson_mode": mode });
    const { check, finish, tracking } = sitting(platform, courseOf(1, true));
    check("s0", 1);
    finish(9, true);
    tracking.end();
    assert.deepEqual(platform.calls, ["LMSInitialize", "LMSFinish"]);
  }
});

test("where the platform refuses, the learner goes on and is told so", () => {
  let broken = true;
  const platform = new Platform({}, { refuses: (name) => broken && name === "LMSCommit" });
  const { check, session } = sitting(platform, courseOf(2));
  check("s0", 1);
  assert.equal(session.refused, true);
  broken = false;
  check("s1", 1);
  assert.equal(session.refused, false);
  assert.equal(platform.get("cmi.core.lesson_status"), "completed");
});

test("an update of the course keeps what its items share with it", () => {
  const platform = new Platform();
  const before = courseOf(3);
  sitting(platform, before).check("s2", 1);
  const after = { ...before, tracked: before.tracked.slice(1), codes: before.codes.slice(2) };
  const { store } = sitting(platform, after, { now: clock(2_000_000) });
  assert.deepEqual(reached(store, after).map((state) => state.reached), ["new", "done"]);
});

test("learners at one computer each find their own records", () => {
  const area = new FakeStorage();
  const key = recordKey(ID, "s0", "which-reply");
  const store = () => new Store(() => area, () => 1);
  const has = () => store().read(key, asAnswer) !== null;
  const note = () => store().update(key, asAnswer, () => opened(null, "r0", 1));
  note();
  keepApart(area, ID, "ada");
  assert.equal(has(), true, "what was there before goes to the first");
  keepApart(area, ID, "");
  assert.equal(has(), true);
  keepApart(area, ID, "grace");
  assert.equal(has(), false);
  note();
  store().update(key, asAnswer, (before) => ({ ...before, seed: 7 }));
  keepApart(area, ID, "ada");
  assert.equal(store().read(key, asAnswer).seed, 1);
  keepApart(area, ID, "grace");
  assert.equal(store().read(key, asAnswer).seed, 7);
  assert.ok(![...area.entries].flat().some((text) => /ada|grace/.test(text)));
});

test("a duration has four digits of hours and two of hundredths", () => {
  assert.equal(duration(0), "0000:00:00.00");
  assert.equal(duration(59_999), "0000:01:00.00");
  assert.equal(duration(3_723_450), "0001:02:03.45");
  assert.equal(duration(-5), "0000:00:00.00");
});
