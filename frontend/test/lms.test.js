import assert from "node:assert/strict";
import { test } from "node:test";
import { checked, opened } from "../src/learner/attempt.js";
import { ASSESSMENT, DECK, asDeck } from "../src/learner/deck.js";
import { findApi } from "../src/outputs/lms/connection.js";
import { keepApart } from "../src/outputs/lms/learner.js";
import { responseTo } from "../src/outputs/lms/responses.js";
import { Scorm12, duration } from "../src/outputs/lms/scorm12.js";
import { Scorm2004 } from "../src/outputs/lms/scorm2004.js";
import { codesIn, read, written } from "../src/outputs/lms/state.js";
import { Tracking } from "../src/outputs/lms/tracking.js";
import { answersOf, stateOf } from "../src/learner/progress.js";
import { LAST, VISIT, asAnswer, asLastVisit, asVisit } from "../src/learner/records.js";
import { Store, recordKey } from "../src/learner/store.js";
import { FakeStorage } from "./fake-storage.js";
import { generator } from "./generate.js";

const ID = "course";

/** What SCORM 1.2 leaves room for. */
const LIMIT = 4096;

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
        const answer = this.answer(`${name}=`, "true", value);
        if (answer === "true") this.values.set(name, value);
        this.calls.push(`${name}=${value}`);
        return answer;
      },
    };
  }

  answer(name, good, value = "") {
    if (good === "true" && !name.endsWith("=")) this.calls.push(name);
    const refused = this.refuses(name, value);
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
  const codes = Array.from({ length: 3 * scenarios }, (_, n) => n.toString(36).padStart(3, "_"));
  const ids = ["which-reply", "which-lesson"];
  const questions = Object.fromEntries(
    tracked.flatMap(({ scenario }) => ids.map((id) => [`${scenario}/${id}`, QUESTION])),
  );
  return { id: ID, tracked, codes, questions, assessed, reportsFailed: false };
}

const QUESTION = {
  type: "choice",
  weight: 1,
  asks: "Which reply?",
  entries: [["x", "I’ll call you by four."], ["y", "It isn’t ours; ask them!"]],
  right: "x",
};

/** One sitting of a learner, in a browser with this storage; the platform is told of every `most` changes. */
function sitting(platform, course, { storage = new FakeStorage(), now = clock(1_000_000), most = 1 } = {}) {
  const store = new Store(() => storage, now);
  const session = new Scorm12(platform.api);
  assert.ok(session.begin());
  const tracking = new Tracking(session, course, now);
  tracking.restore(store);
  tracking.tell(store);
  let changes = 0;
  const changed = () => {
    changes += 1;
    if (changes % most === 0) tracking.tell(store);
  };
  const open = (scenario) => {
    store.update(recordKey(ID, scenario, VISIT), asVisit, (before) => before || { at: now() });
    changed();
  };
  const check = (scenario, score, item = "which-reply", answer = "x") => {
    store.update(recordKey(ID, scenario, item), asAnswer, (before) =>
      checked(before, { rev: `r${scenario.slice(1)}`, seed: 1, answer, score }, now()),
    );
    changed();
  };
  const finish = (points, passed) => {
    store.update(recordKey(ID, DECK, ASSESSMENT), asDeck, (before) => ({
      attempt: null,
      results: [{ at: now(), points, of: 10, passed }, ...(before ? before.results : [])],
    }));
    changed();
  };
  return { store, session, tracking, open, check, finish, storage };
}

const reached = (store, course) => {
  const answers = answersOf(store, ID);
  const opened = new Set([...answers.keys()].map((path) => path.split("/")[0]));
  return course.tracked.map((one) => stateOf(one, answers, opened.has(one.scenario), false));
};

test("the state reads back as what was written", () => {
  const random = generator(1);
  for (let n = 0; n < 300; n += 1) {
    const codes = new Set(Array.from({ length: random.below(60) }, () => String(100 + random.below(900))));
    const finished = new Map();
    const scores = new Map([...codes].map((code) => [code, random.one([0, 0.5, 1])]));
    const passed = random.one([true, false, null]);
    const result = random.one([null, { at: random.below(1e9), points: random.below(90) / 9, of: 10, passed }]);
    const unopened = new Set(random.one([[], ["aaa"], ["aaa", "bbb"]]));
    const before = new Set(random.one([[], ["bbb"]]));
    const state = { at: 1_700_000_000_000 + random.below(1e9), scores, unopened, before, result };
    const { text, left } = written(state, [], LIMIT);
    const back = read(text);
    const expected = { ...state, finished, scores: [...scores].sort() };
    assert.deepEqual({ ...back, scores: [...back.scores].sort() }, expected);
    assert.equal(left, 0);
  }
});

test("a state of any course fits, and keeps the newest answers", () => {
  for (const count of [300, 1000, 1355, 1356, 5000]) {
    const codes = Array.from({ length: count }, (_, n) => n.toString(36).padStart(3, "_"));
    const scores = new Map(codes.map((code, n) => [code, (n % 3) / 2]));
    const result = { at: Date.UTC(2080), points: 99.333333, of: 100, passed: true };
    const { text, left } = written({ at: Date.UTC(2080), scores, unopened: new Set(["aaa"]), before: new Set(), result }, [], LIMIT);
    assert.ok(text.length <= LIMIT);
    assert.match(text, /^[\x21-\x7e]*$/);
    const kept = read(text).scores;
    assert.ok(kept.size === count || kept.size >= 1330, `${kept.size} of ${count}`);
    assert.equal(left, count - kept.size);
    assert.ok(codes.slice(-kept.size).every((code) => kept.get(code) === scores.get(code)));
  }
});

test("where answers do not fit, scenarios are named as a whole, and what is begun comes first", () => {
  const groups = Array.from({ length: 400 }, (_, n) => ({
    code: `${n}`.padStart(3, "s"),
    items: [0, 1, 2, 3].map((item) => (4 * n + item).toString(36).padStart(3, "_")),
  }));
  const answered = groups.flatMap(({ items }, n) => (n === 0 ? items.slice(0, 2) : items));
  const [never, once] = [groups[2].items[0], groups[3].items[0]];
  const wrong = [groups[1].items[3], never, once];
  const scores = new Map(answered.map((code) => [code, wrong.includes(code) ? 0 : 1]));
  const state = { at: 1, scores, unopened: new Set([groups[4].code]), before: new Set([once]), result: null };
  const { text, left } = written(state, groups, LIMIT);
  assert.ok(text.length <= LIMIT);
  const back = read(text);
  assert.equal(left, scores.size - back.scores.size);
  assert.ok(left > 0);
  for (const code of groups[0].items.slice(0, 2)) assert.equal(back.scores.get(code), 1);
  assert.equal(back.finished.get("ss1"), 0, "one of its answers was wrong");
  assert.equal(back.finished.has("ss2"), false, "it was never right, so it is not done");
  assert.equal(back.finished.get("ss3"), 0, "it was right once");
  assert.equal(back.finished.has("ss4"), false, "it was never opened, so it is not done");
  assert.deepEqual([...back.unopened], ["ss4"]);
  assert.equal(back.finished.get("ss5"), 1);
  for (const { code, items } of groups.slice(1)) {
    assert.ok(back.finished.has(code) || items.every((item) => back.scores.has(item)), code);
  }
});

test("what is no state, or of a later version, is none", () => {
  for (const text of ["", "1", "1;;;", "2;abc;;;;", "3;abc;;;;;;", "4;abc;;;;;;", "bookmark=3", "1;abc;;;", "1;;;;;"]) {
    assert.equal(read(text), null, text);
  }
  const earlier = { at: 13368, scores: new Map([["aaa", 1]]), finished: new Map(), unopened: new Set(), before: new Set(), result: null };
  assert.deepEqual(read("1;abc;;aaa;;"), earlier);
  assert.deepEqual(read("2;abc;;aaa;;;;"), earlier);
  assert.deepEqual(codesIn("aaabbb"), ["aaa", "bbb"]);
});

test("the platform is found in windows around the page and around its opener", () => {
  const api = {};
  const top = { API: api };
  top.parent = top;
  const denied = { get API() { throw new Error("another host"); }, parent: top };
  assert.equal(findApi({ parent: denied }, "API"), api);
  const alone = { opener: { parent: top } };
  alone.parent = alone.top = alone;
  assert.equal(findApi(alone, "API"), api);
  const frame = { parent: alone, top: alone };
  assert.equal(findApi(frame, "API"), api);
  const nowhere = { opener: null };
  nowhere.parent = nowhere.top = nowhere;
  assert.equal(findApi(nowhere, "API"), null);
  const circle = {};
  circle.parent = { parent: circle };
  assert.equal(findApi(circle, "API"), null);
});

test("a platform that throws, or keeps no such element, stops nobody", () => {
  const throws = new Scorm12({ LMSInitialize() { throw new Error("gone"); } });
  assert.equal(throws.begin(), false);
  assert.equal(throws.refused, true);
  assert.equal(throws.get("cmi.suspend_data"), "");
  const platform = new Platform({}, { refuses: (name) => name === "cmi.core.score.min=", code: 401 });
  const session = new Scorm12(platform.api);
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

test("a session ends with one request: browsers send little while a page closes", () => {
  const platform = new Platform();
  const { check, tracking } = sitting(platform, courseOf(3));
  check("s0", 1);
  const before = platform.calls.length;
  tracking.end();
  const last = platform.calls.slice(before).map((call) => call.split("=")[0]);
  assert.deepEqual(last, ["cmi.core.session_time", "cmi.core.exit", "LMSFinish"]);
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
  assert.deepEqual(told, [["s0.which-reply", "wrong"], ["s0.which-reply", "correct"], ["s2.which-lesson", "0.5"]]);
  assert.equal(platform.count(), 3);
  assert.match(platform.get("cmi.interactions.0.time"), /^\d\d:\d\d:\d\d$/);
});

test("a report shows what was answered, in words where the platform takes them", () => {
  const part = (platform, name) => platform.get(`cmi.interactions.0.${name}`);
  const platform = new Platform();
  sitting(platform, courseOf(1)).check("s0", 1);
  assert.equal(part(platform, "type"), "choice");
  assert.equal(part(platform, "weighting"), "1");
  assert.equal(part(platform, "student_response"), "a_Ill_call_you_by_four");
  assert.equal(part(platform, "correct_responses.0.pattern"), "a_Ill_call_you_by_four");
  assert.match(part(platform, "latency"), /^0000:00:00\.0\d$/);
  const strict = new Platform({}, { refuses: (name, value) => /response/.test(name) && value.length > 1 });
  const { check, session } = sitting(strict, courseOf(1));
  check("s0", 1);
  assert.equal(part(strict, "student_response"), "a");
  assert.equal(session.refused, false);
});

test("answers of every type are told in the platform's own form", () => {
  const entries = [["i", "One"], ["j", "Two"]];
  const said = (question, answer) => {
    const platform = new Platform();
    const course = { ...courseOf(1), questions: { "s0/which-reply": question } };
    sitting(platform, course).check("s0", 0, "which-reply", answer);
    return ["type", "student_response", "correct_responses.0.pattern"].map((name) =>
      platform.get(`cmi.interactions.0.${name}`),
    );
  };
  const asks = { weight: 2, asks: "?", entries };
  assert.deepEqual(said({ ...asks, type: "choice", right: ["i"] }, ["i", "j"]), ["choice", "a_One,b_Two", "a_One"]);
  assert.deepEqual(
    said({ ...asks, type: "sequencing", right: ["i", "j"] }, ["j", "i"]),
    ["sequencing", "b_Two,a_One", "a_One,b_Two"],
  );
  const targets = [["p", "Yes"], ["q", "No"]];
  const sorted = { ...asks, type: "matching", targets, right: { i: "p", j: "q" } };
  assert.deepEqual(said(sorted, { i: "q", j: "q" }), ["matching", "a_One.2_No,b_Two.2_No", "a_One.1_Yes,b_Two.2_No"]);
  const gaps = { weight: 2, asks: "?", entries: [], type: "fill-in", right: ["by", "four"] };
  assert.deepEqual(said(gaps, ["at", "4"]), ["fill-in", "at, 4", "by, four"]);
  assert.deepEqual(said({ ...asks, type: "choice", right: "i" }, "gone")[1], undefined);
  assert.equal(responseTo(sorted, { i: "p" }), null);
});

test("a report names every entry of a long answer, by a few words or by its mark alone", () => {
  const entries = (count, words) => Array.from({ length: count }, (_, n) => [`e${n}`, words]);
  const said = (count, words) => {
    const platform = new Platform();
    const all = entries(count, words);
    const right = all.map(([id]) => id);
    const question = { type: "sequencing", weight: 1, asks: "?", entries: all, right };
    const course = { ...courseOf(1), questions: { "s0/which-reply": question } };
    sitting(platform, course).check("s0", 0, "which-reply", right);
    return platform.get("cmi.interactions.0.student_response");
  };
  const words = "Call the customer back by four and tell her what you have found out";
  assert.equal(said(2, words).split(",")[1], "b_Call_the_customer_back_by_four_and_tell_her_what_you_have");
  assert.equal(said(6, words).split(",")[5], "f_Call_the_customer_back_by_four");
  assert.equal(said(30, words).split(",")[29], "3_Call");
  assert.deepEqual(new Set(said(80, words).split(",")).size, 80, "no mark stands for two");
  assert.equal(said(1, "نَعَم، سَأَتَّصِلُ"), "a_نَعَم_سَأَتَّصِلُ");
  assert.equal(said(10, "😀".repeat(40)).split(",").every((one) => one.isWellFormed()), true);
});

test("a description holds every entry, however long they are", () => {
  const words = "Call the customer back by four and tell her what you have found out";
  const entries = Array.from({ length: 5 }, (_, n) => [`e${n}`, words]);
  const targets = [["p", "accountable"], ["q", "not accountable"]];
  const values = new Map();
  const api = { SetValue: (name, value) => (values.set(name, value), "true"), GetLastError: () => "0" };
  const question = { type: "matching", weight: 1, asks: "Which of these help the customer most?", entries, targets, right: {} };
  const answer = { id: "s.i", at: 0, latency: null, score: 1, response: null, right: null, question };
  new Scorm2004(api).setInteraction(0, answer);
  const description = values.get("cmi.interactions.0.description");
  assert.ok(description.length <= 250);
  const marks = description.split(" | ").slice(1).map((one) => one.split(": ")[0]);
  assert.deepEqual(marks, ["a", "b", "c", "d", "e", "1", "2"]);
  assert.match(description, /e: Call the customer back/);
});

test("without an assessment, a course is completed when each scenario is done", () => {
  const platform = new Platform();
  const { open, check, finish, tracking } = sitting(platform, courseOf(2));
  const status = () => platform.get("cmi.core.lesson_status");
  open("s0");
  check("s0", 1);
  check("s0", 0); // It was right once.
  check("s1", 1, "which-lesson");
  check("s1", 1); // In a quiz.
  finish(10, true);
  assert.equal(status(), "incomplete");
  open("s1");
  assert.equal(status(), "completed");
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
  assert.deepEqual(["lesson_status", "score.raw"].map((n) => platform.get(`cmi.core.${n}`)), ["incomplete", "40"]);
  finish(9, true);
  assert.deepEqual(["lesson_status", "score.raw"].map((n) => platform.get(`cmi.core.${n}`)), ["passed", "90"]);
  finish(2, false);
  assert.deepEqual(["lesson_status", "score.raw"].map((n) => platform.get(`cmi.core.${n}`)), ["passed", "90"]);
});

test("a failed try is told as failed where the course says so", () => {
  const platform = new Platform();
  const { finish } = sitting(platform, { ...courseOf(1, true), reportsFailed: true });
  finish(4, false);
  assert.equal(platform.get("cmi.core.lesson_status"), "failed");
  finish(9, true);
  assert.equal(platform.get("cmi.core.lesson_status"), "passed");
});

test("a course with more answers than the platform has room for is completed over three sessions", () => {
  const platform = new Platform();
  const course = courseOf(700);
  for (const [session, from, to] of [[1, 0, 300], [2, 300, 600], [3, 600, 700]]) {
    const { store, open, check, tracking } = sitting(platform, course, { now: clock(session * 1_000_000), most: 25 });
    const before = reached(store, course).filter((one) => one.reached === "done").length;
    assert.equal(before, from, "another device knows what is done");
    for (let n = from; n < to; n += 1) {
      assert.equal(platform.get("cmi.core.lesson_status"), "incomplete");
      open(`s${n}`);
      check(`s${n}`, 1, "which-lesson");
      check(`s${n}`, 1);
      if (n % 2) check(`s${n}`, 0);
    }
    assert.equal(tracking.left > 0, session > 1);
    tracking.end();
  }
  assert.equal(platform.get("cmi.core.lesson_status"), "completed");
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
  assert.deepEqual(states.map((one) => one.reached), states.map((_, n) => (n % 2 ? "done" : "begun")));
  assert.ok(states.every((state) => state.changed.length === 0));
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

test("who only looks finds on another device what the platform knows", () => {
  const platform = new Platform();
  const course = courseOf(2, true);
  const first = sitting(platform, course);
  first.check("s0", 1);
  first.finish(9, true);
  first.tracking.end();
  platform.values.set("cmi.core.lesson_mode", "review");
  const { store } = sitting(platform, course, { now: clock(2_000_000) });
  assert.deepEqual(reached(store, course).map((one) => one.reached), ["done", "new"]);
  const deck = store.read(recordKey(ID, DECK, ASSESSMENT), asDeck);
  assert.deepEqual(deck.results.map(({ points, passed }) => [points, passed]), [[9, true]]);
});

test("what was right once stays done in another browser, although a quiz was answered wrongly", () => {
  const platform = new Platform();
  const course = courseOf(2);
  const first = sitting(platform, course);
  first.check("s0", 1);
  first.check("s0", 0);
  first.check("s1", 0);
  first.tracking.end();
  const { store } = sitting(platform, course, { now: clock(2_000_000) });
  assert.deepEqual(reached(store, course).map((one) => one.reached), ["done", "begun"]);
});

test("where the platform refuses, the learner goes on and is told so", () => {
  let broken = true;
  const platform = new Platform({}, { refuses: (name) => broken && name === "LMSCommit" });
  const { open, check, session } = sitting(platform, courseOf(2));
  for (const scenario of ["s0", "s1"]) open(scenario);
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
  const codes = [...before.codes.slice(2, 6), ...before.codes.slice(7)];
  const after = { ...before, tracked: before.tracked.slice(1), codes };
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
