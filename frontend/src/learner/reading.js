/**
 * Caches what the records of a course say, so that all elements of a page read them only once.
 *
 * @typedef {object} Reading what the records of a course say at this moment
 * @property {Map<string, import("./records.js").Answer>} answers with at least one check
 * @property {Map<string, number | null>} dues when items are due, for items asked about so far
 * @property {number | null} until start of the day on which the course is needed; null: no date
 */
import { attemptsOf } from "./attempt.js";
import { store } from "./device.js";
import { kindAt } from "./kinds.js";
import { answersOf, stateOf } from "./progress.js";
import { SETTINGS, asAnswer, asSettings } from "./records.js";
import { dueAt, endOfDay, startOf } from "./schedule.js";
import { recordKey, recordPrefix } from "./store.js";

/** @type {Map<string, Reading>} */
const readings = new Map();

/**
 * Follows changes, so that one new answer doesn't cause thousands of others to be read again. Called
 * once, before any element listens to changes.
 */
export function watchReadings() {
  store.subscribe(({ key, here }) => {
    for (const [course, { answers: all, dues }] of readings) {
      const prefix = recordPrefix(course);
      const path = here && key && key.startsWith(prefix) ? key.slice(prefix.length) : null;
      if (path === null || path === SETTINGS) readings.delete(course);
      else if (kindAt(path).as === asAnswer) {
        const answer = store.read(prefix + path, asAnswer);
        if (answer && attemptsOf(answer) > 0) all.set(path, answer);
        else all.delete(path);
        dues.delete(path);
      }
    }
  }, new AbortController().signal);
}

/**
 * @param {string} course
 * @returns {Reading}
 */
function reading(course) {
  let found = readings.get(course);
  if (!found) {
    const until = startOf(neededUntil(course), store.now());
    found = { answers: answersOf(store, course), dues: new Map(), until };
    readings.set(course, found);
  }
  return found;
}

/** @param {string} course @returns {import("./progress.js").Answers} */
export const answers = (course) => reading(course).answers;

/**
 * @param {string} course
 * @param {string} path of an item's record
 * @returns {number | null} when it is due, in ms since 1970; null: it was never checked
 */
export function dueOf(course, path) {
  const { answers: all, dues, until } = reading(course);
  let due = dues.get(path);
  if (due === undefined) {
    const answer = all.get(path);
    due = answer ? dueAt(path, answer.log, until) : null;
    dues.set(path, due);
  }
  return due;
}

/**
 * @param {string} course
 * @returns {string | null} the date until which the learner needs the course: their own, or the
 *   author's from the page
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
 * @returns {import("./progress.js").State} the learner's current progress in a scenario
 */
export function stateNow(course, tracked) {
  const end = endOfDay(store.now());
  return stateOf(tracked, answers(course), (path) => (dueOf(course, path) ?? Infinity) < end);
}
