/** Keeps the records of learners apart who use a platform in the same browser. */
import { prefixesOf, recordPrefix } from "../../learner/store.js";

const ASIDE = "answerable/lms/";

/**
 * Moves another learner's records out of the way, and restores this learner's own.
 * @param {import("../../learner/store.js").Area} area
 * @param {string} course
 * @param {string} learner the platform's name for them; "" if it gives none
 */
export function keepApart(area, course, learner) {
  if (learner === "") return;
  const owner = ASIDE + recordPrefix(course);
  const [before, now] = [area.getItem(owner), hashOf(learner)];
  if (before === now) return;
  // Records from before the platform named a learner belong to the first one that it names.
  if (before !== null) move(area, prefixesOf(course).slice(0, -1), (key) => `${ASIDE}${before}/${key}`);
  const mine = prefixesOf(course).map((prefix) => `${ASIDE}${now}/${prefix}`);
  move(area, mine, (key) => key.slice(`${ASIDE}${now}/`.length));
  area.setItem(owner, now);
}

/**
 * @param {import("../../learner/store.js").Area} area
 * @param {string[]} prefixes of the keys to be moved
 * @param {(key: string) => string} target
 */
function move(area, prefixes, target) {
  const keys = Array.from({ length: area.length }, (_, index) => area.key(index) || "");
  for (const key of keys.filter((one) => prefixes.some((prefix) => one.startsWith(prefix)))) {
    area.setItem(target(key), area.getItem(key) || "");
    area.removeItem(key);
  }
}

/** @param {string} text @returns {string} 32-bit FNV-1a, so that learners' names aren't stored */
function hashOf(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
