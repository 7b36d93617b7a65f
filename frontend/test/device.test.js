import assert from "node:assert/strict";
import { test } from "node:test";

const page = new EventTarget();
Object.assign(globalThis, { document: page, addEventListener: page.addEventListener.bind(page) });
const { store, watchDevice } = await import("../src/learner/device.js");

test("a page that is looked at on a later day shows what is due by then", () => {
  let now = new Date(2026, 10, 11, 23, 59).getTime();
  store.now = () => now;
  const { signal } = new AbortController();
  let renewed = 0;
  store.subscribe(({ key, here }) => {
    assert.deepEqual({ key, here }, { key: null, here: false });
    renewed += 1;
  }, signal);
  watchDevice();
  const look = (/** @type {string} */ event) => {
    page.dispatchEvent(new Event(event));
    return renewed;
  };
  assert.equal(look("focus"), 0);
  now += 60_000;
  assert.equal(look("visibilitychange"), 1);
  assert.equal(look("focus"), 1, "once a day");
  now += 24 * 60 * 60_000;
  assert.equal(look("focus"), 2);
});
