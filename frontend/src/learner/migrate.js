/**
 * Moves records from earlier versions to the current format, and records of renamed scenarios to
 * their new ids. Both can run again, and in two tabs at once.
 */
import { kindAt } from "./kinds.js";
import { LAST, asAnswer, isObject } from "./records.js";
import { isId, prefixesOf, recordKey, recordPrefix } from "./store.js";

/** @typedef {import("./store.js").Store} Store */

/**
 * Moves the records of earlier versions. Version 1 kept `{rev, seed, choice, right, attempts, at}`
 * for an answer, below `answerable/1/<course>/`, and the last visit in `last`. Version 2 kept answers
 * in full, with one text per record; version 3 with one text per scenario.
 * @param {Store} store
 * @param {string} course
 */
export function carryOver(store, course) {
  const [, third, second, first] = prefixesOf(course);
  const moved = [];
  for (const before of [third, second, first]) {
    for (const from of store.texts(before)) {
      const name = from.slice(before.length);
      const path = before === first && name === "last" ? LAST : name;
      if (!path.split("/").every(isId)) continue;
      if (before === third && isScenario(path)) {
        if (putAll(store, course, path, from)) moved.push(from);
        continue;
      }
      const { as } = kindAt(path);
      const old = store.read(from, before === first && as === asAnswer ? asFirstAnswer : as);
      if (put(store, course, path, old)) moved.push(from);
    }
  }
  if (moved.length > 0) store.remove(moved);
}

/** @param {string} path within a course @returns {boolean} whether it is a whole scenario, not one record */
const isScenario = (path) => path[0] !== "_" && !path.includes("/");

/**
 * @param {Store} store
 * @param {string} course
 * @param {string} scenario
 * @param {string} from key of the text in which version 3 kept its records, by item
 * @returns {boolean} whether all of them are saved, so that the text can be removed
 */
function putAll(store, course, scenario, from) {
  const records = store.read(from, (value) => (isObject(value) ? value : null));
  if (records === null) return false;
  for (const [item, value] of Object.entries(records)) {
    const record = kindAt(`${scenario}/${item}`).as(value);
    if (record === null || !isId(item)) store.setAside(`${from}/${item}`, JSON.stringify(value));
    else put(store, course, `${scenario}/${item}`, record);
  }
  return store.durable;
}

/**
 * Moves the records of a renamed scenario to its new id.
 * @param {Store} store
 * @param {string} course
 * @param {string} scenario
 * @param {readonly string[]} aliases its earlier ids
 */
export function followAliases(store, course, scenario, aliases) {
  const moved = [];
  let found = false;
  for (const alias of aliases) {
    const before = `${recordKey(course, alias)}/`;
    for (const from of store.keys(before)) {
      found = true;
      const path = `${scenario}/${from.slice(before.length)}`;
      const old = store.read(from, kindAt(path).as);
      if (put(store, course, path, old)) moved.push(from);
    }
  }
  if (found) store.remove(moved);
}

/**
 * Adds a record to those that are stored, without an announcement.
 * @param {Store} store
 * @param {string} course
 * @param {string} path of a record; there may be one already
 * @param {any} record null: it was damaged, and is in quarantine by now
 * @returns {boolean} whether it is saved, so that the old one can be removed
 */
export function put(store, course, path, record) {
  if (record === null) return false;
  const { as, merge } = kindAt(path);
  store.change(recordPrefix(course) + path, as, (there) =>
    there === null ? record : merge(there, record),
  );
  return store.durable;
}

/** @param {unknown} value of version 1 @returns {import("./records.js").Answer | null} */
export function asFirstAnswer(value) {
  if (!isObject(value)) return null;
  const { rev, seed, choice = null, right, attempts, at = null } = value;
  if (!(choice === null || typeof choice === "string")) return null;
  const score = typeof right === "boolean" ? Number(right) : null;
  const log = score === null || typeof at !== "number" ? [] : [[at, score]];
  return asAnswer({
    rev,
    seed,
    answer: choice,
    score: choice === null ? null : score,
    at,
    log,
    dropped: Number(attempts) - log.length,
  });
}
