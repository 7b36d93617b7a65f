/*
 * Stands where the theme's search worker stood, so that nothing of the search is loaded before
 * somebody searches. `answerable build` puts `const ENGINE = …, WORDS = …, INDEX = …;` above these
 * lines: addresses, from this file. Without an index, the page brings the texts.
 *
 * Messages of the theme: 0 sets up, 1 is ready, 2 asks, 3 answers.
 */
"use strict";

const SET_UP = 0;
const READY = 1;
const ANSWER = 3;

/** On file:// a frame stands in for the worker, and its own address is that of the page. */
const HERE = self.document ? document.currentScript.src : location;

/** @type {{config: object, docs: object[]} | null} what the theme wants to be set up */
let wanted = null;
/** @type {Promise<(query: string) => void> | null} once somebody has searched */
let engine = null;

async function load() {
  if (INDEX) {
    const answer = await fetch(new URL(INDEX, HERE));
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    wanted.docs = (await answer.json()).docs;
  }
  await importScripts(new URL(ENGINE, HERE), new URL(WORDS, HERE));
  return asking(wanted); // See words.js.
}

addEventListener("message", (event) => {
  const { type, data, passed } = event.data;
  if (passed) return; // It is for the engine.
  event.stopImmediatePropagation();
  if (type === SET_UP) {
    wanted = data;
    self.postMessage({ type: READY });
    return;
  }
  if (!engine && data === "") {
    self.postMessage({ type: ANSWER, data: { items: [] } }); // The theme asks so on every page.
    return;
  }
  engine ??= load().catch((error) => {
    engine = null; // The next letter tries again.
    throw error;
  });
  engine.then((ask) => ask(data));
});
