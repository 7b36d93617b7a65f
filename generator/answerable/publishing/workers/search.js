/*
 * Stands where the theme's search worker stood, so that neither the engine nor the whole index is
 * loaded before somebody searches. `answerable build` puts `const ENGINE = …, INDEX = …;` above
 * these lines: both addresses, from this file.
 *
 * Messages of the theme: 0 sets up, 1 is ready, 2 asks, 3 answers.
 */
"use strict";

const SET_UP = 0;
const READY = 1;
const ANSWER = 3;

/** @type {{config: object, options: object} | null} what the theme wants to be set up */
let wanted = null;
/** @type {Promise<void> | null} once somebody has searched */
let engine = null;

async function load() {
  const answer = await fetch(new URL(INDEX, location));
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  const { docs } = await answer.json();
  const ready = new Promise((resolve) => {
    const post = self.postMessage.bind(self);
    self.postMessage = (message) => {
      if (message.type !== READY) return post(message);
      self.postMessage = post; // The page has heard that already.
      resolve();
    };
  });
  importScripts(new URL(ENGINE, location));
  hand({ type: SET_UP, data: { ...wanted, docs } });
  await ready;
}

/** Gives a message to the engine, whose own listener knows no other way in. */
function hand(data) {
  self.dispatchEvent(new MessageEvent("message", { data }));
}

addEventListener("message", (event) => {
  if (!event.isTrusted) return; // one that was handed on
  event.stopImmediatePropagation();
  if (event.data.type === SET_UP) {
    wanted = event.data.data;
    self.postMessage({ type: READY });
    return;
  }
  if (engine === null && event.data.data === "") {
    self.postMessage({ type: ANSWER, data: { items: [] } }); // The theme asks so on every page.
    return;
  }
  engine ??= load().catch((error) => {
    engine = null; // The next letter tries again.
    throw error;
  });
  engine.then(() => hand(event.data));
});
