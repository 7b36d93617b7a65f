import assert from "node:assert/strict";
import { test } from "node:test";
import { mixLists } from "../src/outputs/anki/mix.js";
import { FakeStorage } from "./fake-storage.js";

const CHOICES = ["a", "b", "c", "d", "e", "f"];

/** A side of a card, as far as the script looks at it. */
function side({ behind }) {
  const list = {
    children: [...CHOICES],
    append(...entries) {
      this.children = [...this.children.filter((one) => !entries.includes(one)), ...entries];
    },
  };
  return {
    list,
    querySelector: (wanted) => (wanted === "#answer" && behind ? {} : null),
    querySelectorAll: (wanted) => (wanted === ".front .mixed" ? [list] : []),
  };
}

function shown(card, page, storage) {
  mixLists(card, page, storage);
  return card.list.children;
}

const refused = () => {
  throw new Error("SecurityError");
};

test("the front has another order at each look, and loses nothing", () => {
  const memory = new FakeStorage();
  const orders = new Set();
  for (let look = 0; look < 50; look += 1) {
    const order = shown(side({ behind: false }), {}, () => memory);
    assert.deepEqual([...order].sort(), CHOICES);
    orders.add(order.join(""));
  }
  assert.ok(orders.size > 10);
});

test("the back has the order of the front, on the same page and on a new one", () => {
  const memory = new FakeStorage();
  for (let look = 0; look < 20; look += 1) {
    const page = {};
    const front = shown(side({ behind: false }), page, () => memory);
    assert.deepEqual(shown(side({ behind: true }), page, refused), front);
    assert.deepEqual(shown(side({ behind: true }), {}, () => memory), front);
  }
});

test("without any memory, the back keeps the order that was written", () => {
  assert.deepEqual(shown(side({ behind: true }), {}, refused), CHOICES);
  assert.deepEqual(shown(side({ behind: true }), {}, () => new FakeStorage()), CHOICES);
  assert.notEqual(shown(side({ behind: false }), {}, refused), undefined);
});
