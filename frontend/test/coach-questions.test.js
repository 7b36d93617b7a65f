import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "../src/elements/reply-coach/coach.js";
import { questionsAbout } from "../src/elements/reply-coach/questions.js";
import { RULES } from "../src/elements/reply-coach/rules/rules.js";

const asked = (reply) => questionsAbout(reply, read(reply, RULES.en)).map(({ ask, words }) => (words ? `${ask}: ${words}` : ask));

test("a reply that has only begun is left in peace", () => {
  assert.deepEqual(asked(""), []);
  assert.deepEqual(asked("I am sorry"), []);
});

test("what is missing is asked for, in the order of a good reply", () => {
  assert.deepEqual(asked("I am so sorry about this."), ["who", "when"]);
  assert.deepEqual(asked("I'll send you a new one."), ["when"]);
});

test("words that leave something open are quoted", () => {
  assert.deepEqual(asked("I’ll look into it and get back to you soon."), ["idle: I’ll look into", "vague: soon"]);
  assert.deepEqual(asked("You will have to call the courier."), ["who", "when", "back: You will have to"]);
});

test("when nothing is missing, the learner is sent back to the customer, not praised", () => {
  assert.deepEqual(asked("I'll call the courier now and ring you back by four."), ["all"]);
});
