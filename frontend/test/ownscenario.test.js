import assert from "node:assert/strict";
import { test } from "node:test";
import { written } from "../src/learner/ownscenario.js";
import { asOwnScenario } from "../src/learner/records.js";

const LABELS = {
  title: "Title",
  situation: "Scenario",
  given: "Not accountable",
  effect: "Why",
  better: "Accountable",
  why: "Why",
  lesson: "Lesson",
  solutions: "Solutions",
};
const OWN = {
  title: "The early bus leaves before the time in the timetable",
  situation: "",
  given: "",
  effect: "",
  better: "",
  why: "",
  solutions: [],
  lesson: "",
  at: 1,
};
const body = (text) => written({ ...OWN, situation: text }, LABELS).split("Scenario:\n")[1].trimEnd();

test("a file has a label before each part that has words, in the order of the file", () => {
  const own = { ...OWN, situation: "A bus left.\nToo early.", solutions: ["", " Wait. ", "Ask."], lesson: "Go." };
  assert.equal(
    written(own, LABELS),
    "Title:\nThe early bus leaves before the time in the timetable\n\nScenario:\nA bus left.\n\n" +
      "Too early.\n\nLesson:\nGo.\n\nSolutions:\n1. Wait.\n2. Ask.\n",
  );
});

test("what looks like a label has a backslash, within a line as well", () => {
  assert.equal(body("Lesson: never"), "\\Lesson: never");
  assert.equal(body("It rained. Lesson: never say so."), "It rained.\n\\Lesson: never say so.");
  assert.equal(body("(a) Lesson: x"), "(a)\n\\Lesson: x");
  assert.equal(body("Responses"), "\\Responses");
  assert.equal(body("See http://a.example for more of it."), "\\See http://a.example for more of it.");
});

test("lists stay lists; signs that would make something else of a line are left out", () => {
  assert.equal(body("1. One.\n2. Note: two\nThen."), "1. One.\n2. \\Note: two\n\nThen.");
  assert.equal(body("---\n# Rain fell.\n```\n"), "Rain fell.");
});

test("a title stays on one line", () => {
  const first = (title) => written({ ...OWN, title }, LABELS).split("\n")[1];
  assert.equal(first("It rained.\nLesson: go"), "\\It rained. Lesson – go");
  assert.equal(first("✅ Lesson: go"), "\\Lesson: go");
});

test("records that aren't drafts are refused", () => {
  assert.deepEqual(asOwnScenario(OWN), OWN);
  for (const change of [{ title: 1 }, { solutions: [1] }, { solutions: "x" }, { at: -1 }]) {
    assert.equal(asOwnScenario({ ...OWN, ...change }), null);
  }
});
