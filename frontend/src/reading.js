/**
 * What the records of a course say, read once for all that a page shows of them.
 *
 * @typedef {object} Reading what the records of a course say at this moment
 * @property {import("./progress.js").Answers} answers
 * @property {Map<string, number>} dues when each answered item is due, in ms, by its path
 */
import { store } from "./device.js";
import { answersOf, stateOf } from "./progress.js";
import { SETTINGS, asSettings } from "./records.js";
import { dueAt, endOfDay, startOf } from "./schedule.js";
import { recordKey } from "./store.js";

/** @type {Map<string, Reading>} */
const readings = new Map();

/** Reads anew after each change. Called once, before any element listens to changes. */
export function watchReadings() {
  store.subscribe(() => readings.clear(), new AbortController().signal);
}

/**
 * @param {string} course
 * @returns {Reading}
 */
function reading(course) {
  let found = readings.get(course);
  if (!found) {
    const answers = answersOf(store, course);
    const until = startOf(neededUntil(course), store.now());
    const dues = new Map();
    for (const [path, { log }] of answers) {
      const due = dueAt(path, log, until);
      if (due !== null) dues.set(path, due);
    }
    readings.set(course, (found = { answers, dues }));
  }
  return found;
}

/** @param {string} course @returns {import("./progress.js").Answers} */
export const answers = (course) => reading(course).answers;

/** @param {string} course @returns {ReadonlyMap<string, number>} when items are due, by path */
export const dues = (course) => reading(course).dues;

/**
 * @param {string} course
 * @returns {string | null} the date until which the learner needs the course: their own, or the
 *   author's, which stands in the page
 */
export function neededUntil(course) {
  const settings = store.read(recordKey(course, SETTINGS), asSettings);
  if (settings) return settings.neededUntil;
  const tracking = document.querySelector("template[data-needed-until]");
  return tracking instanceof HTMLElement ? tracking.dataset.neededUntil || null : null;
}

/**
 * @param {string} course
 * @param {import("./tracked.js").Tracked} tracked
 * @returns {import("./progress.js").State} how far the learner has come in a scenario by now
 */
export function stateNow(course, tracked) {
  const { answers: all, dues: when } = reading(course);
  const end = endOfDay(store.now());
  return stateOf(tracked, all, (path) => (when.get(path) || Infinity) < end);
}
