/** The learner's last searches, which stay on the device. */
import { SEARCHES, asSearches } from "../../learner/records.js";
import { recordKey } from "../../learner/store.js";

/** How many are kept. */
const MOST = 6;

/** @typedef {import("../../learner/store.js").Store} Store */

/** @param {Store} store @param {string} course @returns {string[]} newest first */
export const recentSearches = (store, course) =>
  store.read(recordKey(course, SEARCHES), asSearches)?.texts || [];

/** @param {Store} store @param {string} course @param {string} text that has led somewhere */
export function keepSearch(store, course, text) {
  const kept = text.trim();
  if (!kept) return;
  store.update(recordKey(course, SEARCHES), asSearches, (before) => {
    const others = (before ? before.texts : []).filter((one) => one !== kept);
    return { texts: [kept, ...others].slice(0, MOST), at: store.now() };
  });
}

/** @param {Store} store @param {string} course */
export function clearSearches(store, course) {
  store.update(recordKey(course, SEARCHES), asSearches, () => null);
}
