/**
 * What the types of item have in common, and how one is written: a function that takes the parts of
 * an item on the page and returns how its form is read, filled in and graded. A type uses native
 * controls; each entry of its form is `[data-entry]`, and its place in the key `[data-choice]`.
 *
 * @typedef {import("./grade.js").Grade} Grade
 *
 * @typedef {object} Parts
 * @property {HTMLElement} element the item
 * @property {HTMLFormElement} form
 * @property {ReadonlyMap<string, HTMLElement>} entries by id, in the order of the page's HTML
 * @property {ReadonlyMap<string, HTMLElement>} key by id of the entry, in its own order
 * @property {() => void} changed has to be called where an answer changes without an event of a control
 * @property {AbortSignal} signal ends the listeners of a type
 *
 * @typedef {object} ItemType
 * @property {() => any} answer what has been entered; null as long as it cannot be checked
 * @property {(answer: any) => void} put shows an answer in the form
 * @property {(answer: any) => boolean} valid whether `put` and `grade` can take a saved answer
 * @property {(answer: any) => Grade} grade
 * @property {(answer: any) => [string, boolean][]} marks entries that get a mark, right or wrong
 * @property {(entry: HTMLElement) => HTMLElement} markIn the part of an entry that takes its mark
 * @property {(answer: any) => string[]} reasons entries whose reasons are told with the verdict
 * @property {boolean} quotes whether such a reason comes with the words of its entry
 * @property {((ids: string[]) => string[]) | null} mixed the order for entries shuffled so; null
 *   when they keep theirs
 * @property {HTMLElement | null} list whose entries give the answer by their order; null for most
 * @property {() => void} arranged called after something else has put the entries into another order
 */
import { need } from "../common/dom.js";

/** What a type does that says nothing else. */
export const PLAIN = {
  markIn: (/** @type {HTMLElement} */ entry) => entry,
  reasons: () => /** @type {string[]} */ ([]),
  quotes: true,
  mixed: null,
  list: null,
  arranged: () => {},
};

/** For types whose entries may come in any order. */
export const inAnyOrder = (/** @type {string[]} */ ids) => ids;

/** @param {unknown} value @returns {value is string} */
export const isText = (value) => typeof value === "string";

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * @param {unknown} ids
 * @param {{has: (id: any) => boolean}} known
 * @returns {ids is string[]} whether they are some of those known, none twice
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
