import assert from "node:assert/strict";
import { test } from "node:test";
import { calendar } from "../src/learner/calendar.js";

const ABOUT = {
  course: "inn",
  host: "inn.example",
  url: "https://inn.example/course/review/",
  description: "Tür, Tisch & Theke; immer, wieder: \\o/\nZeile zwei ".repeat(4),
};
const EVENTS = [
  { id: "review-20260310", date: "2026-03-10", summary: "Review: 3 questions, mixed; 日本語 " + "x".repeat(90) },
  { id: "review-20260401", date: "2026-04-01", summary: "Review: one question" },
];
const NOW = Date.UTC(2026, 2, 9, 8, 7, 6, 5);

/** A strict reader of what we write: unfolds, then splits names, parameters and values. */
function read(text) {
  assert.match(text, /^(?:[^\r\n]*\r\n)+$/, "every line ends with CRLF");
  for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
  assert.ok(!Buffer.from(text).toString().includes("\uFFFD"));
  return text
    .replace(/\r\n /g, "")
    .split("\r\n")
    .filter(Boolean)
    .map((line) => {
      const [, name, parameters, value] = /^([A-Z-]+)((?:;[A-Z]+=[A-Z]+)*):(.*)$/.exec(line);
      return [name + parameters, value];
    });
}

const unescaped = (text) => text.replace(/\\(.)/g, (_, c) => (c === "n" ? "\n" : c));

test("a calendar of all-day events, read back as it was meant", () => {
  const lines = read(calendar(EVENTS, ABOUT, NOW));
  assert.deepEqual(lines.slice(0, 3), [
    ["BEGIN", "VCALENDAR"],
    ["VERSION", "2.0"],
    ["PRODID", "-//Answerable//Course//EN"],
  ]);
  assert.deepEqual(lines.at(-1), ["END", "VCALENDAR"]);
  const starts = lines.flatMap(([name], n) => (name === "BEGIN" && n > 0 ? [n] : []));
  assert.equal(starts.length, EVENTS.length);
  for (const [number, start] of starts.entries()) {
    const event = Object.fromEntries(lines.slice(start + 1, start + 8));
    const day = EVENTS[number].date.replaceAll("-", "");
    assert.deepEqual(event, {
      UID: `review-${day}-inn@inn.example`,
      DTSTAMP: "20260309T080706Z",
      "DTSTART;VALUE=DATE": day,
      SUMMARY: event.SUMMARY,
      DESCRIPTION: event.DESCRIPTION,
      URL: ABOUT.url,
      TRANSP: "TRANSPARENT",
    });
    assert.equal(unescaped(event.SUMMARY), EVENTS[number].summary);
    assert.equal(unescaped(event.DESCRIPTION), ABOUT.description);
    assert.deepEqual(lines[start + 8], ["END", "VEVENT"]);
  }
});

test("the ids stay from file to file, also without a host", () => {
  const ids = (now, about) => read(calendar(EVENTS, about, now)).filter(([name]) => name === "UID");
  assert.deepEqual(ids(NOW, ABOUT), ids(NOW + 1e9, ABOUT));
  const offline = { ...ABOUT, host: "", url: null };
  assert.equal(ids(NOW, offline)[0][1], "review-20260310-inn@device.invalid");
  assert.ok(!calendar(EVENTS, offline, NOW).includes("URL"));
});
