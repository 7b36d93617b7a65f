/** Keeps what is typed into fields on the device while it is being typed. */
import { store } from "./device.js";
import { data, need } from "../common/dom.js";
import { partFor } from "../common/parts.js";

const PAUSE = 800; // ms without typing after which it is saved, which is announced once

/** @typedef {HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement} Field */

/**
 * @template T
 * @param {readonly Field[]} fields
 * @param {HTMLElement} status announces whether it could be saved
 * @param {object} record
 * @param {string} record.key
 * @param {import("./records.js").Kind<T>} record.as
 * @param {(before: T | null) => T | null} record.typed what the fields say; null: nothing
 * @param {(record: T | null) => void} record.show puts a record into the fields
 * @param {() => string} [record.objection] what is said instead, for something that can't be kept
 * @param {AbortSignal} signal
 */
export function keepTyped(fields, status, { key, as, typed, show, objection }, signal) {
  let unsaved = false;
  let timer = 0;

  /** @returns {boolean} whether there was something to save */
  const save = () => {
    clearTimeout(timer);
    if (!unsaved) return false;
    unsaved = false;
    store.update(key, as, typed);
    return true;
  };

  const begin = () => {
    unsaved = true;
    status.textContent = "";
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (!save()) return;
      status.textContent = objection?.() || said(status, store.durable ? "saved" : "denied");
    }, PAUSE);
  };
  for (const field of fields) field.addEventListener("input", begin, { signal });
  addEventListener("pagehide", save, { signal });
  document.addEventListener("visibilitychange", () => document.hidden && save(), { signal });
  signal.addEventListener("abort", save);
  const renew = () => {
    if (unsaved) return; // What is being typed here takes precedence over what another tab saved.
    show(store.read(key, as));
    status.textContent = "";
  };
  store.follow(key, renew, signal);
  const saved = store.read(key, as);
  if (saved || typed(null) === null) show(saved);
  else unsaved = true; // Typed before this script ran.
}

/** @param {HTMLElement} status @param {"saved" | "denied"} name @returns {string} */
const said = (status, name) =>
  data(need(/** @type {DocumentFragment} */ (partFor(status, "[data-keeping]")), "p", HTMLElement), name);
