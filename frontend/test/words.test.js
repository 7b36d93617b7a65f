import assert from "node:assert/strict";
import { test } from "node:test";
import { checked, opened } from "../src/learner/attempt.js";
import { OWN_REPLY, REFLECTION, asAnswer, asOwnWords } from "../src/learner/records.js";
import { Store, recordKey } from "../src/learner/store.js";
import { asFile, wordsOf } from "../src/learner/words.js";
import { FakeStorage } from "./fake-storage.js";

test("words are found wherever they were written; the reply comes first, the reflection last", () => {
  const store = new Store(() => new FakeStorage(), () => 9);
  const key = (item) => recordKey("course", "lost-key", item);
  const free = (text, at) => checked(null, { rev: "r", seed: 1, answer: { text, checked: [] }, score: 0 }, at);
  store.update(key(REFLECTION), asOwnWords, () => ({ text: "Ring back.", at: 3 }));
  store.update(key("which-reply"), asAnswer, () =>
    checked(null, { rev: "r", seed: 1, answer: "3fa9", score: 1 }, 4),
  );
  store.update(key("zebra"), asAnswer, () => free("Come in.", 5));
  store.update(key("apple"), asAnswer, () => ({
    ...opened(null, "r", 1),
    answer: { text: "I will", checked: [] },
  }));
  store.update(key("blank"), asAnswer, () => free(" \n", 5));
  store.update(key(OWN_REPLY), asOwnWords, () => ({ text: "At once!", at: 7 }));
  store.update(recordKey("course", "wet-dog", OWN_REPLY), asOwnWords, () => ({ text: "x", at: 1 }));
  assert.deepEqual(
    wordsOf(store, "course", "lost-key").map(({ item, text, at }) => [item, text, at]),
    [
      [OWN_REPLY, "At once!", 7],
      ["apple", "I will", null],
      ["zebra", "Come in.", 5],
      [REFLECTION, "Ring back.", 3],
    ],
  );
  assert.deepEqual(wordsOf(store, "course", "no-room"), []);
});

test("as a file, every part has its heading, and lines end as on all systems", () => {
  const parts = [
    { of: "A key", about: "My reply", text: " One.\nTwo.\r\n" },
    { of: "Self-check", about: "1 May", text: "Often: so." },
  ];
  assert.equal(
    asFile("The inn", parts),
    "The inn\n\n---\n\nA key\nMy reply\n\nOne.\nTwo.\n\n---\n\nSelf-check\n1 May\n\nOften: so.\n".replace(
      /\n/g,
      "\r\n",
    ),
  );
});
