import assert from "node:assert/strict";
import { test } from "node:test";
import { erased, exported, gains, imported, inventory, preview } from "../src/learner/backup.js";
import { kindAt } from "../src/learner/kinds.js";
import { SELF_CHECK, SELF_CHECK_DRAFT, asSelfCheck, asSelfCheckDraft } from "../src/learner/records.js";
import {
  compared,
  draftOf,
  handIn,
  idOf,
  isNext,
  keepDraft,
  nextDay,
  reminderOf,
  selfChecksOf,
  stageOf,
  taken,
  written,
} from "../src/learner/selfcheck.js";
import { Store, recordKey } from "../src/learner/store.js";
import { FakeStorage } from "./fake-storage.js";

const START = new Date(2026, 9, 1, 22).getTime();
/** @param {number} days after the start, in the evening */
const after = (days) => new Date(2026, 9, 1 + days, 22).getTime();
const FIRST = { answers: { owns: 2, step: 3, time: 4 }, made: START, at: START };
const LATER = { answers: { owns: 4, step: 3, time: 1 }, made: after(42), at: after(42) };

test("until six weeks have passed, answers change the self-check; then they are the next one", () => {
  assert.deepEqual(taken([], FIRST.answers, START), FIRST);
  const changed = taken([FIRST], { owns: 1 }, after(41));
  assert.deepEqual(changed, { answers: { owns: 1 }, made: START, at: after(41) });
  assert.equal(idOf(changed), idOf(FIRST));
  assert.deepEqual(taken([FIRST], LATER.answers, after(42)), LATER);
  assert.notEqual(idOf(LATER), idOf(FIRST));
  assert.equal(nextDay(FIRST), "2026-11-12");
  assert.ok(isNext([FIRST, LATER], after(84)));
});

test("two of the same weeks, from two devices, are one", () => {
  const storage = new FakeStorage();
  const store = new Store(() => storage, () => LATER.at);
  const keep = (check) => store.update(recordKey("c", SELF_CHECK, idOf(check)), asSelfCheck, () => check);
  const other = { answers: { owns: 5 }, made: after(3), at: after(3) };
  keep(other);
  keep(FIRST);
  assert.deepEqual(selfChecksOf(store, "c"), [{ ...other, made: START }]);
  assert.equal(stageOf(selfChecksOf(store, "c"), after(42)), "due");
  const changed = taken(selfChecksOf(store, "c"), { owns: 1 }, after(5));
  keep(changed);
  assert.deepEqual(selfChecksOf(store, "c"), [changed]);
  keep(LATER);
  assert.deepEqual(selfChecksOf(store, "c"), [changed, LATER]);
});

test("what is chosen is kept until it is handed in, or until it can't be any more", () => {
  let now = START;
  const storage = new FakeStorage();
  const open = () => new Store(() => storage, () => now);
  assert.equal(draftOf(open(), "c"), null);
  keepDraft(open(), "c", { owns: 2 });
  assert.deepEqual(draftOf(open(), "c"), { owns: 2 });
  const copy = exported(open(), "c");
  now = after(1);
  handIn(open(), "c", FIRST.answers);
  assert.equal(draftOf(open(), "c"), null);
  imported(open(), "c", preview(open(), "c", copy));
  assert.equal(draftOf(open(), "c"), null, "a copy doesn't bring it back");

  now = after(2);
  keepDraft(open(), "c", { owns: 5 });
  assert.deepEqual(draftOf(open(), "c"), { owns: 5 });
  now = after(43);
  assert.equal(draftOf(open(), "c"), null, "the second self-check begins with nothing");
  keepDraft(open(), "c", { step: 1 });
  assert.deepEqual(draftOf(open(), "c"), { step: 1 });
  assert.equal(inventory(open(), "c").checks, 1);
  erased(open(), "c");
  assert.equal(draftOf(open(), "c"), null);
});

test("one that was taken while the clock was ahead keeps nobody waiting, and gives way", () => {
  let now = after(400);
  const storage = new FakeStorage();
  const open = () => new Store(() => storage, () => now);
  handIn(open(), "c", { owns: 1 });
  assert.equal(stageOf(selfChecksOf(open(), "c"), now), "waiting");
  now = START;
  assert.deepEqual(selfChecksOf(open(), "c"), []);
  handIn(open(), "c", FIRST.answers);
  assert.deepEqual(selfChecksOf(open(), "c"), [FIRST]);
  now = after(42);
  handIn(open(), "c", LATER.answers);
  now = after(500);
  assert.deepEqual(selfChecksOf(open(), "c"), [FIRST, LATER]);
});

test("only the second one is announced, from the day on which it is due", () => {
  assert.equal(stageOf([], START), "none");
  assert.equal(stageOf([FIRST], after(41)), "waiting");
  assert.equal(stageOf([FIRST], new Date(2026, 10, 12, 1).getTime()), "due");
  assert.equal(stageOf([FIRST, LATER], after(200)), "compared");
  assert.deepEqual(reminderOf([FIRST], after(1)), { id: "self-check", date: "2026-11-12" });
  for (const [checks, now] of [[[], START], [[FIRST], after(42)], [[FIRST, LATER], after(43)]]) {
    assert.equal(reminderOf(checks, now), null);
  }
});

test("the newest is compared with the first, in words for more and less", () => {
  const between = { answers: { owns: 5 }, made: after(20), at: after(20) };
  assert.deepEqual(compared([FIRST, between, LATER], ["time", "owns", "step", "new"]), [
    { statement: "time", first: 4, last: 1, moved: "less" },
    { statement: "owns", first: 2, last: 4, moved: "more" },
    { statement: "step", first: 3, last: 3, moved: "same" },
  ]);
  const words = ["Never", "Rarely", "Sometimes", "Often", "Always"];
  assert.equal(
    written(FIRST, new Map([["time", "A time."], ["new", "No."], ["owns", "Mine."]]), words),
    "Often: A time.\nRarely: Mine.",
  );
});

test("copies bring them, two devices keep both, and deletion takes them all", () => {
  const open = () => new Store(() => new FakeStorage(), () => LATER.at);
  const put = (/** @type {Store} */ store, /** @type {any} */ check) =>
    store.update(recordKey("course", SELF_CHECK, idOf(check)), asSelfCheck, () => check);
  const [here, there] = [open(), open()];
  put(here, FIRST);
  put(there, LATER);
  put(there, { ...FIRST, answers: { owns: 5 }, at: START + 1 });
  const found = preview(here, "course", exported(there, "course"));
  assert.deepEqual([found.added, found.newer, found.damaged], [1, 1, 0]);
  const { checks, scenarios, answers, replaced } = gains(here, "course", found);
  assert.deepEqual({ checks, scenarios, answers, replaced }, { checks: 1, scenarios: 0, answers: 0, replaced: 1 });
  imported(here, "course", found);
  assert.deepEqual(selfChecksOf(here, "course").map(({ answers }) => answers), [{ owns: 5 }, LATER.answers]);
  assert.equal(inventory(here, "course").checks, 2);
  erased(here, "course");
  assert.deepEqual(selfChecksOf(here, "course"), []);
});

test("records that aren't self-checks are refused", () => {
  assert.equal(kindAt(`${SELF_CHECK}/1`).as, asSelfCheck);
  assert.equal(kindAt(SELF_CHECK_DRAFT).as, asSelfCheckDraft);
  assert.deepEqual(asSelfCheck(FIRST), FIRST);
  const wrong = [{ answers: [] }, { answers: { owns: 0 } }, { answers: { owns: 6 } }, { answers: { owns: "3" } }];
  for (const change of [...wrong, { answers: null }, { made: -1 }, { at: NaN }]) {
    assert.equal(asSelfCheck({ ...FIRST, ...change }), null, JSON.stringify(change));
    if (!("made" in change)) assert.equal(asSelfCheckDraft({ ...FIRST, ...change }), null);
  }
});
