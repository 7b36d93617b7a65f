/**
 * What all item types share. An item type is a function that takes the parts of an item on the page
 * and returns functions that read, fill in and grade its form. Types use native controls; each entry
 * of the form is a `[data-entry]`, and its counterpart in the key a `[data-choice]`.
 *
 * @typedef {import("./grade.js").Grade} Grade
 * @typedef {"right" | "wrong" | "missed"} Mark missed: it should have been ticked
 *
 * @typedef {object} Parts
 * @property {HTMLElement} element the item
 * @property {HTMLFormElement} form
 * @property {ReadonlyMap<string, HTMLElement>} entries by id, in the order of the page's HTML
 * @property {ReadonlyMap<string, HTMLElement>} key by id of the entry, in its own order
 * @property {() => void} changed must be called if an answer changes without an event from a control
 * @property {AbortSignal} signal ends the listeners of a type
 *
 * @typedef {object} ItemType
 * @property {() => any} answer what has been entered; null while it can't be checked
 * @property {(answer: any) => void} put shows an answer in the form
 * @property {(answer: any) => boolean} valid whether `put` and `grade` can take a saved answer
 * @property {(answer: any) => Grade} grade
 * @property {(answer: any) => [id: string, mark: Mark][]} marks entries that get a mark
 * @property {(entry: HTMLElement) => HTMLElement} markIn the part of an entry that takes its mark
 * @property {boolean} quotes whether the verdict repeats the words of the entries that it explains
 * @property {((ids: string[]) => string[]) | null} mixed may change the order of shuffled entries; null:
 *   they are not shuffled
 * @property {HTMLElement | null} list whose entries give the answer by their order; null for most
 * @property {() => void} arranged called after other code has reordered the entries
 */
import { need } from "../common/dom.js";

/** Defaults for item types. */
export const PLAIN = {
  markIn: (/** @type {HTMLElement} */ entry) => entry,
  quotes: true,
  mixed: null,
  list: null,
  arranged: () => {},
};

/** @param {boolean} right @returns {Mark} */
export const markOf = (right) => (right ? "right" : "wrong");

/**
 * @param {readonly [id: string, mark: Mark][]} marks
 * @returns {readonly [id: string, mark: Mark][]} those that a verdict explains: what isn't right, or
 *   everything if all is right
 */
export function explained(marks) {
  const amiss = marks.filter(([, mark]) => mark !== "right");
  return amiss.length > 0 ? amiss : marks;
}

/** For types whose entries may come in any order. */
export const inAnyOrder = (/** @type {string[]} */ ids) => ids;

/** @param {unknown} value @returns {value is string} */
export const isText = (value) => typeof value === "string";

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * @param {unknown} ids
 * @param {{has: (id: any) => boolean}} known
 * @returns {ids is string[]} whether they are known ids without duplicates
 */
export const areOf = (ids, known) =>
  Array.isArray(ids) && ids.every((id) => known.has(id)) && new Set(ids).size === ids.length;

/** @param {ReadonlyMap<string, HTMLElement>} key @returns {Map<string, string>} */
export const rightIn = (key) => new Map([...key].map(([id, { dataset }]) => [id, dataset.right || ""]));

/** @param {HTMLElement} entry @returns {HTMLInputElement} */
export const inputOf = (entry) => need(entry, "input", HTMLInputElement);

/** @param {HTMLElement} entry @returns {HTMLElement} */
export const labelOf = (entry) => need(entry, "label", HTMLElement);

/** @param {Element} entry @returns {string} */
export const entryId = (entry) => entry.getAttribute("data-entry") || "";

/**
 * @param {ReadonlyMap<string, HTMLElement>} entries
 * @param {string} id
 * @returns {HTMLElement}
 */
export const the = (entries, id) => /** @type {HTMLElement} */ (entries.get(id));
