/**
 * Which scenarios a page knows of: those in its list, `[data-known]`. That of a large course has only
 * the first; others are loaded in portions (`site/portions.py`): those of which the learner has a record,
 * and those up to the next one that isn't done.
 */
import { dataAt, fragmentOf } from "../common/data.js";
import { all, data, linked, need } from "../common/dom.js";
import { store } from "./device.js";
import { doneIn } from "./progress.js";
import { LAST, asLastVisit } from "./records.js";
import { recordKey, recordPrefix } from "./store.js";
import { followed } from "./tracked.js";

/** @returns {HTMLElement | null} the list of this page */
const listHere = () => document.querySelector("[data-known]");

/** @returns {HTMLElement[]} the entries of the scenarios that this page knows of, in the course's order */
export function knownHere() {
  const list = listHere();
  return list ? all(list, ":scope > [data-id]") : [];
}

/** @param {string} course @returns {import("./tracked.js").Tracked[]} what the page follows of all of them */
export const trackedHere = (course) =>
  followed(course, knownHere().map(({ dataset }) => dataset.tracked ?? "").join(" "));

/**
 * @param {string} scenario
 * @returns {HTMLAnchorElement | null} the link to it, if the page knows of it
 */
export const linkTo = (scenario) =>
  document.querySelector(`[data-known] > [data-id="${scenario}"] a`);

/** @returns {Map<string, number>} how many scenarios each module has, by its id */
export function sizesHere() {
  const sizes = data(need(document, "[data-known]", HTMLElement), "sizes");
  const pairs = sizes.split(" ").filter(Boolean).map((one) => one.split(":"));
  return new Map(pairs.map(([module, size]) => [module, Number(size)]));
}

/**
 * An element that needs the scenarios of the page: it comes to life once they are known.
 * @param {(element: HTMLElement, signal: AbortSignal) => void} mount
 * @returns {(element: HTMLElement, signal: AbortSignal) => void}
 */
export const onceKnown = (mount) => (element, signal) => {
  const list = listHere();
  if (!list || !("portions" in list.dataset)) mount(element, signal);
  else completed(list).then(() => signal.aborted || mount(element, signal));
};

/** @type {WeakMap<HTMLElement, Promise<void>>} */
const lists = new WeakMap();

/** @param {HTMLElement} list @returns {Promise<void>} */
function completed(list) {
  const coming = lists.get(list) || complete(list);
  lists.set(list, coming);
  return coming;
}

/** @param {HTMLElement} list */
async function complete(list) {
  const course = data(list, "course");
  const ids = idsIn(course);
  if (ids.size === 0) return;
  const folder = new URL(data(list, "portions"), document.baseURI).href;
  const places = (await dataAt(`${folder}places.js`))?.split(".");
  if (!places) return; // No connection: the page tells of what it knows.
  /** @type {Map<number, DocumentFragment>} */
  const portions = new Map();
  const load = async (/** @type {number} */ number) => {
    const address = `${folder}${number}.js`;
    const html = await dataAt(address);
    portions.set(number, linked(fragmentOf(html ?? ""), address));
  };
  const wanted = portionsOf(places, ids);
  await Promise.all(wanted.map(load));

  const done = doneIn(store, course);
  const last = store.read(recordKey(course, LAST), asLastVisit)?.scenario ?? "";
  const has = (/** @type {number} */ number) => portions.get(number)?.querySelector(`[data-id="${last}"]`);
  const start = Math.max(wanted.findIndex(has), 0);
  for (let step = 0; step < places.length; step += 1) {
    const number = ((wanted[start] ?? 0) + step) % places.length;
    if (!portions.has(number)) await load(number);
    const entries = all(/** @type {DocumentFragment} */ (portions.get(number)), "[data-tracked]");
    const from = entries.findIndex((one) => one.dataset.id === last) + 1;
    if (entries.slice(from).some((one) => !done.has(data(one, "id")))) break;
  }

  const known = [...portions].sort(([one], [other]) => one - other);
  const first = list.firstElementChild;
  for (const [, entries] of known) list.append(entries);
  if (portions.has(0)) first?.remove();
}

/** @param {string} course @returns {Set<string>} the scenarios of which there is a record */
function idsIn(course) {
  const ids = new Set();
  const anything = (/** @type {any} */ value) => value;
  store.forEach(recordPrefix(course), anything, () => true, (path) => ids.add(path.split("/")[0]));
  return ids;
}

/** @param {readonly string[]} places @param {Set<string>} ids @returns {number[]} the portions that may name them */
function portionsOf(places, ids) {
  const wanted = new Set([...ids].map(letters));
  return places.flatMap((names, number) => {
    for (let at = 0; at < names.length; at += 3) if (wanted.has(names.slice(at, at + 3))) return [number];
    return [];
  });
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** @param {string} name @returns {string} 18 bits of an id's hash as three letters, as in `site/portions.py` */
export function letters(name) {
  const bits = hashed(name);
  const some = (bits ^ (bits >>> 18)) & 0x3ffff;
  return [12, 6, 0].map((shift) => LETTERS[(some >>> shift) & 63]).join("");
}

/** @param {string} name @returns {number} 32 bits: FNV-1a */
export function hashed(name) {
  let bits = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) bits = Math.imul(bits ^ name.charCodeAt(at), 0x01000193);
  return bits >>> 0;
}
