/**
 * The types of item, as what they have in common: reading a form, showing an answer in it, and
 * grading it. All of them stand on native controls; each entry of an item is `[data-entry]`, and
 * its place in the key `[data-choice]`.
 *
 * @typedef {import("../grade.js").Grade} Grade
 *
 * @typedef {object} Parts
 * @property {HTMLFormElement} form
 * @property {ReadonlyMap<string, HTMLElement>} entries by id, in the order of the page's HTML
 * @property {ReadonlyMap<string, HTMLElement>} key by id of the entry, in its own order
 *
 * @typedef {object} ItemType
 * @property {() => any} answer what has been entered; null as long as it cannot be checked
 * @property {(answer: any) => void} put shows an answer in the form
 * @property {(answer: any) => boolean} valid whether `put` and `grade` can take a saved answer
 * @property {(answer: any) => Grade} grade
 * @property {(answer: any) => [string, boolean][]} marks entries that get a mark, right or wrong
 * @property {(answer: any) => string[]} reasons entries whose reasons are told with the verdict
 * @property {((ids: string[]) => string[]) | null} mixed the order for entries shuffled so; null
 *   when they keep theirs
 */
import { need } from "../dom.js";
import * as grade from "../grade.js";

/** @param {unknown} value @returns {value is string} */
const isText = (value) => typeof value === "string";

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {object} value @param {string} name @returns {boolean} */
const hasOwn = (value, name) => Object.prototype.hasOwnProperty.call(value, name);

/**
 * @param {unknown} ids
 * @param {{has: (id: any) => boolean}} known
 * @returns {ids is string[]} whether they are some of those known, none twice
 */
const areOf = (ids, known) =>
  Array.isArray(ids) && ids.every((id) => known.has(id)) && new Set(ids).size === ids.length;

/** @param {ReadonlyMap<string, HTMLElement>} key @returns {Map<string, string>} */
const rightIn = (key) => new Map([...key].map(([id, { dataset }]) => [id, dataset.right || ""]));

/** @param {HTMLElement} entry @returns {HTMLInputElement} */
const inputOf = (entry) => need(entry, "input", HTMLInputElement);

const keepsOrder = (/** @type {string[]} */ ids) => ids;

/** @param {Parts} parts @returns {ItemType} one of several: the chosen id */
function choice({ entries, key }) {
  const right = rightIn(key);
  const theRight = [...right.keys()].find((id) => right.get(id) === "true") || "";
  return {
    answer: () => [...entries.keys()].find((id) => inputOf(the(entries, id)).checked) ?? null,
    put: (id) => {
      inputOf(the(entries, id)).checked = true;
    },
    valid: (id) => entries.has(id),
    grade: (id) => grade.gradeChoice(id, theRight),
    marks: (id) => [[id, id === theRight]],
    reasons: (id) => [id],
    mixed: keepsOrder,
  };
}

/** @param {Parts} parts @returns {ItemType} any of several: the ticked ids, sorted */
function multiple({ entries, key }) {
  const right = rightIn(key);
  const rights = new Set([...right.keys()].filter((id) => right.get(id) === "true"));
  return {
    answer: () => {
      const ticked = [...entries.keys()].filter((id) => inputOf(the(entries, id)).checked).sort();
      return ticked.length > 0 ? ticked : null;
    },
    put: (ids) => {
      for (const [id, entry] of entries) inputOf(entry).checked = ids.includes(id);
    },
    valid: (ids) => areOf(ids, entries) && ids.length > 0,
    grade: (ids) => grade.gradeMultiple(ids, rights),
    marks: (/** @type {string[]} */ ids) => ids.map((id) => [id, rights.has(id)]),
    reasons: (/** @type {string[]} */ ids) => ids.filter((id) => !rights.has(id)),
    mixed: keepsOrder,
  };
}

/**
 * @param {Parts} parts
 * @param {(entry: HTMLElement) => string} read what is entered for an entry; empty: nothing yet
 * @param {(entry: HTMLElement, place: string) => void} write
 * @returns {ItemType} a place for each entry: the places by entry
 */
function places({ entries, key }, read, write) {
  const right = rightIn(key);
  const known = new Set(right.values());
  return {
    answer: () => {
      const given = [...entries].map(([id, entry]) => [id, read(entry)]).sort();
      return given.every(([, place]) => place) ? Object.fromEntries(given) : null;
    },
    put: (given) => {
      for (const [id, entry] of entries) write(entry, given[id]);
    },
    valid: (given) =>
      isGroup(given) &&
      [...entries.keys()].every((id) => hasOwn(given, id) && known.has(/** @type {any} */ (given[id]))),
    grade: (given) => grade.gradePlaces(given, right),
    marks: (given) => [...entries.keys()].map((id) => [id, given[id] === right.get(id)]),
    reasons: () => [],
    mixed: keepsOrder,
  };
}

/** @param {Parts} parts @returns {ItemType} replies and what they are */
function sort(parts) {
  const radios = (/** @type {HTMLElement} */ entry) => [...entry.querySelectorAll("input")];
  const type = places(
    parts,
    (entry) => (radios(entry).find((radio) => radio.checked) || { value: "" }).value,
    (entry, place) => {
      for (const radio of radios(entry)) radio.checked = radio.value === place;
    },
  );
  const wrong = (/** @type {any} */ given) => type.marks(given).filter(([, right]) => !right);
  return { ...type, reasons: (given) => wrong(given).map(([id]) => id) };
}

/** @param {Parts} parts @returns {ItemType} excuses and the lessons that answer them */
function match(parts) {
  const select = (/** @type {HTMLElement} */ entry) => need(entry, "select", HTMLSelectElement);
  return places(
    parts,
    (entry) => select(entry).value,
    (entry, lesson) => {
      select(entry).value = lesson;
    },
  );
}

/** @param {Parts} parts @returns {ItemType} steps in the order in which they stand */
function order({ entries, key }) {
  const right = [...key.keys()];
  const list = () => {
    const [first] = entries.values();
    return /** @type {HTMLElement} */ (first.parentElement);
  };
  return {
    answer: () => [...list().children].map((entry) => entryId(entry)),
    put: (ids) => {
      for (const id of ids) list().append(the(entries, id));
    },
    valid: (ids) => areOf(ids, entries) && ids.length === entries.size,
    grade: (ids) => grade.gradeOrder(ids, right),
    marks: (/** @type {string[]} */ ids) => ids.map((id, place) => [id, right[place] === id]),
    reasons: () => [],
    // By chance the right order may come out: nobody should be right without having moved a step.
    mixed: (ids) => (ids.join() === right.join() ? [...ids.slice(1), ids[0]] : ids),
  };
}

/** @param {Parts} parts @returns {ItemType} texts for the gaps of a phrase, in order */
function fill({ entries, key }) {
  const accepted = [...key.values()].map(({ dataset }) => JSON.parse(dataset.accept || "[]"));
  const inputs = () => [...entries.values()].map(inputOf);
  return {
    answer: () => {
      const given = inputs().map((input) => input.value.trim());
      return given.every(Boolean) ? given : null;
    },
    put: (given) => {
      inputs().forEach((input, place) => {
        input.value = given[place];
      });
    },
    valid: (given) =>
      Array.isArray(given) && given.length === entries.size && given.every(isText),
    grade: (given) => grade.gradeFill(given, accepted),
    marks: (given) =>
      [...entries.keys()].map((id, place) => [id, grade.accepts(accepted[place], given[place])]),
    reasons: () => [],
    mixed: null,
  };
}

/** @param {Parts} parts @returns {ItemType} own words, and what was found in them */
function free({ form }) {
  const text = need(form, "textarea", HTMLTextAreaElement);
  const boxes = () =>
    [...form.elements].filter(
      (one) => one instanceof HTMLInputElement && one.type === "checkbox",
    ).map((one) => /** @type {HTMLInputElement} */ (one));
  return {
    answer: () => ({
      text: text.value,
      checked: boxes().filter((box) => box.checked).map((box) => box.value),
    }),
    put: (given) => {
      text.value = given.text;
      for (const box of boxes()) box.checked = given.checked.includes(box.value);
    },
    valid: (given) =>
      isGroup(given) &&
      isText(given.text) &&
      areOf(given.checked, new Set(boxes().map((box) => box.value))),
    grade: (given) => ({ points: given.checked.length, total: boxes().length }),
    marks: () => [],
    reasons: () => [],
    mixed: null,
  };
}

/** By the name that an item carries as its `data-type`. */
export const TYPES = { choice, multiple, sort, order, match, fill, free };

/** @param {Element} entry @returns {string} */
export const entryId = (entry) => entry.getAttribute("data-entry") || "";

/**
 * @param {ReadonlyMap<string, HTMLElement>} entries
 * @param {string} id
 * @returns {HTMLElement}
 */
function the(entries, id) {
  return /** @type {HTMLElement} */ (entries.get(id));
}
