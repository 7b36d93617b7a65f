import assert from "node:assert/strict";
import { test } from "node:test";
import { DAY, dateAfter, dateOf, dayOf } from "../src/learner/days.js";
import { kindAt } from "../src/learner/kinds.js";
import { bySoonest, isWritten, mailLink, planned, reminders } from "../src/learner/plans.js";
import { asPlan } from "../src/learner/records.js";

const NOW = new Date(2026, 2, 9, 15).getTime();
const TYPED = { when: "a guest waits", will: "go over", by: "2026-03-20" };
const PLAN = { ...TYPED, made: NOW, at: NOW };

test("a plan is what was typed, and remembers when it was begun", () => {
  assert.deepEqual(planned(TYPED, null, NOW), PLAN);
  assert.deepEqual(planned({ ...TYPED, will: "ask" }, PLAN, NOW + DAY), {
    ...PLAN,
    will: "ask",
    at: NOW + DAY,
  });
  assert.equal(planned({ when: " ", will: "\n", by: "" }, PLAN, NOW), null);
});

test("a date must be to come when it is chosen, and stays once it has passed", () => {
  for (const by of ["2026-03-09", "2026-03-08", "0002-01-01", ""]) {
    assert.equal(planned({ ...TYPED, by }, null, NOW).by, null, by);
  }
  assert.equal(planned({ ...TYPED, by: "2026-03-10" }, null, NOW).by, "2026-03-10");
  assert.equal(planned(TYPED, PLAN, NOW + 60 * DAY).by, TYPED.by);
});

test("plans are sorted by date; those without one come last, the oldest first", () => {
  const plans = [
    { ...PLAN, by: null, made: 2 },
    { ...PLAN, by: "2026-05-01" },
    { ...PLAN, by: null, made: 1 },
    { ...PLAN, by: "2026-04-01" },
  ];
  assert.deepEqual(
    plans.sort(bySoonest).map(({ by, made }) => by || made),
    ["2026-04-01", "2026-05-01", 1, 2],
  );
  assert.ok(isWritten(PLAN));
  assert.ok(!isWritten({ ...PLAN, when: " ", will: "" }));
});

test("reminders come 1, 7 and 30 days after, and only if they are to come", () => {
  assert.deepEqual(reminders(PLAN, NOW), ["2026-03-10", "2026-03-16", "2026-04-08"]);
  assert.deepEqual(reminders(PLAN, NOW + 7 * DAY), ["2026-04-08"]);
  assert.deepEqual(reminders(PLAN, NOW + 40 * DAY), []);
});

test("a date later is right where clocks change, and back to a time", () => {
  const late = new Date(2026, 2, 28, 23, 30).getTime();
  assert.equal(dateAfter(late, 1), "2026-03-29");
  assert.equal(dateAfter(late, 365), "2027-03-28");
  assert.equal(dateOf(dayOf("2026-10-25")), "2026-10-25");
});

test("the mail says it all again, whatever was typed", () => {
  const lines = ["When this happens: 100 % & “so”?", "مرحبا #1", "half \ud800"];
  const link = mailLink("Plan: ü+ö", lines);
  assert.match(link, /^mailto:\?subject=[^&]*&body=[\w%!~*'().-]*$/);
  const [, subject, body] = /subject=(.*)&body=(.*)/.exec(link).map(decodeURIComponent);
  assert.equal(subject, "Plan: ü+ö");
  assert.deepEqual(body.split("\r\n"), [...lines.slice(0, 2), "half \ufffd"]);
});

test("records that aren't plans are refused, and the newer plan wins", () => {
  assert.deepEqual(asPlan(PLAN), PLAN);
  assert.deepEqual(asPlan({ ...PLAN, by: null }), { ...PLAN, by: null });
  const wrong = [{ when: 1 }, { will: null }, { by: "2026-13-01" }, { by: undefined }, { made: -1 }, { at: NaN }];
  for (const change of wrong) assert.equal(asPlan({ ...PLAN, ...change }), null, JSON.stringify(change));
  const { merge } = kindAt("lost-key/plan");
  const newer = { ...PLAN, will: "ask", at: NOW + 1 };
  assert.deepEqual(merge(PLAN, newer), newer);
  assert.deepEqual(merge(newer, PLAN), newer);
});
