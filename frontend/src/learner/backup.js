/** Exports a learner's records to a file and imports them: as a backup, or for another device. */
import { parsed } from "../common/json.js";
import { CERTIFICATE, DECK } from "./deck.js";
import { kindAt } from "./kinds.js";
import { put } from "./migrate.js";
import {
  asAnswer,
  asOwnScenario,
  asOwnWords,
  asPlan,
  asSelfCheck,
  isCount,
  isObject,
  isTime,
} from "./records.js";
import { VERSION, isId, prefixesOf, recordPrefix } from "./store.js";

/** @typedef {import("./store.js").Store} Store */

/**
 * @typedef {object} Contents what a learner has, counted as people would
 * @property {number} scenarios that were opened
 * @property {number} answers that were checked
 * @property {number} words texts of their own
 * @property {number} checks self-checks
 * @property {number} results of quizzes and assessments
 *
 * @typedef {object} Preview what importing a file would change
 * @property {"unreadable" | "too-new" | "other-course" | null} problem why it can't be imported
 * @property {number | null} made when the copy was made, in ms since 1970; null: the file doesn't say
 * @property {number} added records that are not here yet
 * @property {number} newer records that change what is here
 * @property {number} same records that are here already
 * @property {number} damaged entries that aren't valid records
 * @property {Map<string, any>} records to be merged, by their path within the course
 */

/**
 * @param {Iterable<[path: string, record: any]>} records
 * @returns {Contents}
 */
function contentsOf(records) {
  const opened = new Set();
  const found = { scenarios: 0, answers: 0, words: 0, checks: 0, results: 0 };
  for (const [path, record] of records) {
    const [place, item] = path.split("/");
    if (place === DECK) found.results += item === CERTIFICATE ? 0 : record.results.length;
    else if (isSelfCheck(path)) found.checks += 1;
    else if (item) opened.add(place);
    if (isOwnText(path)) found.words += 1;
    else if (item && kindAt(path).as === asAnswer) {
      found.answers += record.log.length + (record.dropped || 0);
    }
  }
  return { ...found, scenarios: opened.size };
}

/**
 * @param {Store} store
 * @param {string} course
 * @returns {Map<string, any>} all readable records, by their path within the course
 */
function recordsOf(store, course) {
  const prefix = recordPrefix(course);
  const records = new Map();
  for (const key of store.keys(prefix).sort()) {
    const path = key.slice(prefix.length);
    const record = store.read(key, kindAt(path).as);
    if (record !== null) records.set(path, record);
  }
  return records;
}

/**
 * @param {Store} store
 * @param {string} course
 * @returns {Contents} all that the learner has in this course
 */
export const inventory = (store, course) => contentsOf(recordsOf(store, course));

/**
 * @param {Store} store
 * @param {string} course
 * @param {Preview} found
 * @returns {Contents & {replaced: number}} what importing it would add, and how many of the learner's
 *   own texts and self-checks would give way to newer ones
 */
export function gains(store, course, found) {
  const here = recordsOf(store, course);
  const both = new Map(here);
  let replaced = 0;
  for (const [path, record] of found.records) {
    const before = here.get(path);
    const after = before === undefined ? record : kindAt(path).merge(before, record);
    both.set(path, after);
    if (before === undefined || !(isOwnText(path) || isSelfCheck(path))) continue;
    if (!sameAs({ ...before, at: 0 }, { ...after, at: 0 })) replaced += 1;
  }
  const [had, has] = [contentsOf(here), contentsOf(both)];
  return {
    scenarios: has.scenarios - had.scenarios,
    answers: has.answers - had.answers,
    words: has.words - had.words,
    checks: has.checks - had.checks,
    results: has.results - had.results,
    replaced,
  };
}

/** @param {string} path @returns {boolean} whether its record is the learner's own words: a reply, a plan */
function isOwnText(path) {
  const { as } = kindAt(path);
  return as === asOwnWords || as === asPlan || as === asOwnScenario;
}

/** @param {string} path @returns {boolean} */
const isSelfCheck = (path) => kindAt(path).as === asSelfCheck;

/**
 * @param {Store} store
 * @param {string} course
 * @returns {string} a JSON file with all records of the course, including the quarantine
 */
export function exported(store, course) {
  /** @type {Record<string, unknown>} */
  const records = {};
  for (const [path, record] of recordsOf(store, course)) {
    const { shorter } = kindAt(path).as;
    records[path] = shorter ? shorter(record) : record;
  }
  const aside = store.asides(course).map((key) => store.text(key));
  const made = new Date(store.now()).toISOString();
  return JSON.stringify({ answerable: VERSION, course, made, records, aside }, null, 1);
}

/**
 * @param {Store} store
 * @param {string} course
 * @param {string} text of a file
 * @param {ReadonlyMap<string, string>} [renamed] scenarios' ids by their earlier ids: the file may be
 *   older than the new id
 * @returns {Preview}
 */
export function preview(store, course, text, renamed = new Map()) {
  const found = { problem: null, made: null, added: 0, newer: 0, same: 0, damaged: 0, records: new Map() };
  const file = parsed(text);
  const version = isObject(file) && isCount(file.answerable) ? file.answerable : 0;
  // This version can't know what else a later version contains.
  if (version > VERSION) return { ...found, problem: "too-new" };
  if (!isObject(file) || version === 0 || !isObject(file.records)) {
    return { ...found, problem: "unreadable" };
  }
  if (file.course !== course) return { ...found, problem: "other-course" };
  const made = Date.parse(String(file.made));
  for (const [name, value] of Object.entries(file.records)) {
    const [place, ...rest] = name.split("/");
    const path = [renamed.get(place) || place, ...rest].join("/");
    const { as, merge } = kindAt(path);
    let record = name.split("/").every(isId) ? as(value) : null;
    if (record === null) {
      found.damaged += 1;
      continue;
    }
    const here = store.read(recordPrefix(course) + path, as);
    if (here === null) found.added += 1;
    else if (sameAs(merge(here, record), here)) found.same += 1;
    else found.newer += 1;
    const twin = found.records.get(path);
    if (twin) record = merge(twin, record); // The file has it under both ids.
    found.records.set(path, record);
  }
  return { ...found, made: isTime(made) ? made : null };
}

/**
 * Merges the records of a preview with what is stored by now.
 * @param {Store} store
 * @param {string} course
 * @param {Preview} found
 */
export function imported(store, course, { records }) {
  for (const [path, record] of records) put(store, course, path, record);
  store.announce({ key: null, here: true });
}

/**
 * Removes every record of the course, its quarantine, and what earlier versions stored.
 * @param {Store} store
 * @param {string} course
 */
export function erased(store, course) {
  const all = prefixesOf(course).flatMap((prefix) => store.texts(prefix));
  store.remove([...all, ...store.asides(course)]);
}

/** @param {unknown} one @param {unknown} other @returns {boolean} in any order of fields */
const sameAs = (one, other) => ordered(one) === ordered(other);

/** @param {unknown} value @returns {string} */
const ordered = (value) =>
  JSON.stringify(value, (_, inner) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort()) : inner,
  );
