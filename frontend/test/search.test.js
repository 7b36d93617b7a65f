import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, queryIn } from "../src/elements/course-search/query.js";
import { clearSearches, keepSearch, recentSearches } from "../src/elements/course-search/recent.js";
import { Store } from "../src/learner/store.js";
import { FakeStorage } from "./fake-storage.js";

const FILTERS = ["department", "topic"];

test("an address brings back what was asked", () => {
  for (const asked of [
    { text: "parcel", chosen: {} },
    { text: "a & b = 50 %", chosen: { department: ["Back office", "Sales"], topic: ["née"] } },
  ]) {
    assert.deepEqual(queryIn(addressOf(asked), FILTERS), asked);
  }
});

test("an address has only what is asked for, and nobody else's parameters count", () => {
  assert.equal(addressOf({ text: "  ", chosen: {} }), "");
  assert.equal(addressOf({ text: " two words ", chosen: {} }), "?q=two+words");
  assert.deepEqual(queryIn("?q=x&topic=&colour=red", FILTERS), { text: "x", chosen: {} });
  assert.deepEqual(queryIn("", FILTERS), { text: "", chosen: {} });
});

test("the last searches are kept, each once, the newest first", () => {
  const store = new Store(() => new FakeStorage(), () => 1);
  assert.deepEqual(recentSearches(store, "inn"), []);
  for (const text of ["a", "b", " a ", " ", ..."cdefgh"]) keepSearch(store, "inn", text);
  assert.deepEqual(recentSearches(store, "inn"), [..."hgfedc"]);
  keepSearch(store, "inn", "e");
  assert.deepEqual(recentSearches(store, "inn"), [..."ehgfdc"]);
  clearSearches(store, "inn");
  assert.deepEqual(recentSearches(store, "inn"), []);
});
