/** A learner's own words, wherever in a scenario they were written. */
import { kindAt } from "./kinds.js";
import { OWN_REPLY, REFLECTION, isObject } from "./records.js";
import { recordKey } from "./store.js";

/**
 * @typedef {object} Words
 * @property {string} scenario
 * @property {string} item under which they are saved: the own reply, a question, the reflection
 * @property {string} text
 * @property {number | null} at ms since 1970; null: a draft
 */

/**
 * @param {import("./store.js").Store} store
 * @param {string} course
 * @param {string} scenario
 * @returns {Words[]} the reply first, the reflection last, including answers to questions that the
 *   course no longer has
 */
export function wordsOf(store, course, scenario) {
  const prefix = `${recordKey(course, scenario)}/`;
  const found = store.keys(prefix).flatMap((key) => {
    const item = key.slice(prefix.length);
    const record = store.read(key, kindAt(`${scenario}/${item}`).as);
    const { text } = (record && (isObject(record.answer) ? record.answer : record)) || {};
    if (typeof text !== "string" || !text.trim()) return [];
    return [{ scenario, item, text, at: record.at }];
  });
  return found.sort((one, other) => place(one) - place(other) || (one.item < other.item ? -1 : 1));
}

/**
 * @param {string} title
 * @param {readonly {of: string, about: string, text: string}[]} parts
 * @returns {string} all of them as the text of a file, with CRLF
 */
export function asFile(title, parts) {
  const written = parts.map(({ of, about, text }) => `${of}\n${about}\n\n${text.trim()}\n`);
  return [`${title}\n`, ...written].join("\n---\n\n").replace(/\r?\n/g, "\r\n");
}

/** @param {Words} words @returns {number} */
const place = ({ item }) => (item === OWN_REPLY ? 0 : item === REFLECTION ? 2 : 1);
