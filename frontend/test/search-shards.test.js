import assert from "node:assert/strict";
import { test } from "node:test";
import { openSearch } from "../src/search/engine/engine.js";
import { placeOf } from "../src/search/engine/shards.js";

/** A search of one page, which is published anew under another version as soon as `state` says so. */
function published(state) {
  const page = (title) => ["a/", title, "", "", "", "", "", ["Words."], ""];
  const rest = { pages: 1, language: "en", stemmer: false, terms: "key", tails: "yek", texts: "B", names: {}, synonyms: [] };
  return async (address) => {
    state.asked.push(address);
    if (state.broken) throw new Error("no connection");
    const version = state.renewed ? "new" : "old";
    const texts_version = state.reordered || state.renewed ? "other" : "same";
    const head = { ...rest, texts_version };
    const [name] = /\w+-?\d?(?=\.js)/.exec(address);
    const content = { head, "terms-1": "key  AQ", "tails-1": "yek", "texts-1": [page(`The ${version} key`)] }[name];
    return { version: name === "texts-1" ? texts_version : version, content };
  };
}

test("each shard is loaded once, and only the head before a question", async () => {
  const state = { asked: [] };
  const engine = openSearch({ root: "/", language: "en", load: published(state) });
  assert.deepEqual(state.asked, ["/search/head.js"]);
  await engine.search("key");
  await engine.search("key");
  assert.deepEqual(state.asked, ["/search/head.js", "/search/terms-1.js?old", "/search/texts-1.js?same"]);
});

test("an index that has been published anew is read anew, not mixed", async () => {
  const state = { asked: [] };
  const engine = openSearch({ root: "/", language: "en", load: published(state) });
  await engine.facets().catch(() => {}); // It knows the old head now.
  state.renewed = true;
  const { hits } = await engine.search("key");
  assert.equal(hits[0].title.map(({ text }) => text).join(""), "The new key");
});

test("texts of pages in another order are not mixed with the head's", async () => {
  const state = { asked: [] };
  const engine = openSearch({ root: "/", language: "en", load: published(state) });
  await engine.facets().catch(() => {}); // It knows the old head now.
  state.reordered = true;
  assert.equal((await engine.search("key")).total, 1);
  assert.equal(state.asked.filter((address) => address.includes("head")).length, 2);
});

test("what could not be loaded is asked for again", async () => {
  const state = { asked: [], broken: true };
  const engine = openSearch({ root: "/", language: "en", load: published(state) });
  await assert.rejects(engine.search("key"), /no connection/);
  await assert.rejects(engine.search("key"), /no connection/);
  state.broken = false;
  assert.equal((await engine.search("key")).total, 1);
});

test("who pastes a letter is answered by its first words", async () => {
  const state = { asked: [] };
  const engine = openSearch({ root: "/", language: "en", load: published(state) });
  const { total } = await engine.search(`${"key ".repeat(24)} nowhere`);
  assert.equal(total, 1);
});

test("the shard of a word is the last one that does not begin after it", () => {
  const firsts = ["b", "d", "f"];
  assert.deepEqual(["a", "b", "c", "d", "z"].map((word) => placeOf(firsts, word)), [-1, 0, 0, 1, 2]);
});
