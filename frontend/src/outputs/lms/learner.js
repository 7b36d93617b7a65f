/** Several learners of a platform at one computer: each finds their own records in its browser. */
import { prefixesOf, recordPrefix } from "../../learner/store.js";

const ASIDE = "answerable/lms/";

/**
 * Puts aside what another learner has left here, and brings back what this one had.
 * @param {import("../../learner/store.js").Area} area
 * @param {string} course
 * @param {string} learner the platform's name for them; "" where it tells none
 */
export function keepApart(area, course, learner) {
  if (learner === "") return;
  const owner = ASIDE + recordPrefix(course);
  const [before, now] = [area.getItem(owner), hashOf(learner)];
  if (before === now) return;
  // What was kept before any platform named a learner belongs to the first one that it names.
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

/** @param {string} text @returns {string} FNV-1a of 32 bits: names of learners are not kept here */
function hashOf(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
