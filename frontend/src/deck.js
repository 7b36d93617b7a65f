/**
 * A module's quiz or the course's assessment: a draw from a pool of items, the answers to it, and
 * how earlier attempts went. Nothing here knows the page.
 *
 * @typedef {object} Candidate an item that can be drawn
 * @property {string} key `scenario/item`
 * @property {string} module
 * @property {string} scenario
 * @property {readonly string[]} replies the scenarios whose replies it shows
 *
 * @typedef {object} Given an answer to one question
 * @property {string} rev revision of the item
 * @property {any} answer as the item's type has it
 * @property {number} at ms since 1970
 *
 * @typedef {object} Attempt
 * @property {number} seed of the draw, and of the order of the choices
 * @property {number} at when it was drawn, in ms since 1970
 * @property {string[]} keys the questions in their order
 * @property {Record<string, Given>} answers by key
 * @property {number | null} done when it was handed in; null: it is open
 * @property {Record<string, number>} scores by key, once it is handed in
 *
 * @typedef {object} Result how an attempt went
 * @property {number} at when it was handed in
 * @property {number} points
 * @property {number} of how many questions there were
 * @property {boolean | null} passed null where nobody passes or fails
 *
 * @typedef {object} Deck the record of a quiz
 * @property {Attempt | null} attempt the newest one
 * @property {Result[]} results newest first
 */
import { isObject } from "./records.js";
import { shuffled } from "./shuffle.js";

/** What stands in the place of a scenario's id in the key of a deck's record. */
export const DECK = "_deck";
/** Ids of records below it. Modules have theirs by their own id. */
export const ASSESSMENT = "_assessment";
export const CERTIFICATE = "_certificate";

/** How many results are kept; the best one that passed is kept in any case. */
export const RESULTS = 24;

/** @type {Deck} */
const EMPTY = { attempt: null, results: [] };

/**
 * Draws questions: from each module about the same number, then from each scenario; and no reply
 * twice as long as there are other questions, because the one that returns would be the right one.
 * @param {readonly Candidate[]} pool in any order
 * @param {number} n how many; fewer come where the pool is smaller
 * @param {number} seed the same seed and pool give the same draw
 * @returns {string[]} keys, mixed over the modules
 */
export function drawn(pool, n, seed) {
  const sorted = [...pool].sort((a, b) => (a.key < b.key ? -1 : 1));
  const left = shuffled(sorted, seed);
  /** @type {Map<string, number>} */
  const used = new Map();
  const count = (/** @type {string} */ name) => used.get(name) || 0;
  const cost = (/** @type {Candidate} */ one) => [
    one.replies.some((scenario) => count(`reply ${scenario}`) > 0) ? 1 : 0,
    count(`module ${one.module}`),
    count(`scenario ${one.scenario}`),
  ];
  const keys = [];
  while (keys.length < n && left.length > 0) {
    let best = 0;
    for (let place = 1; place < left.length; place += 1) {
      if (less(cost(left[place]), cost(left[best]))) best = place;
    }
    const [taken] = left.splice(best, 1);
    keys.push(taken.key);
    const names = taken.replies.map((scenario) => `reply ${scenario}`);
    names.push(`module ${taken.module}`, `scenario ${taken.scenario}`);
    for (const name of names) used.set(name, count(name) + 1);
  }
  return keys;
}

/** @param {number[]} a @param {number[]} b @returns {boolean} whether a comes before b */
function less(a, b) {
  const place = a.findIndex((number, index) => number !== b[index]);
  return place >= 0 && a[place] < b[place];
}

/**
 * The record when an attempt begins.
 * @param {Deck | null} before
 * @param {readonly string[]} keys
 * @param {number} seed
 * @param {number} now ms since 1970
 * @returns {Deck}
 */
export function begun(before, keys, seed, now) {
  const attempt = { seed, at: now, keys: [...keys], answers: {}, done: null, scores: {} };
  return { ...(before || EMPTY), attempt };
}

/**
 * Whether two views, in two tabs perhaps, are of the same attempt.
 * @param {Attempt | null} one
 * @param {Attempt | null} other
 * @returns {boolean}
 */
export const same = (one, other) =>
  one !== null && other !== null && one.seed === other.seed && one.at === other.at;

/**
 * The record after an answer. An attempt that is no longer open, or no longer the newest one, takes
 * no more answers.
 * @param {Deck | null} before
 * @param {Attempt} attempt the one on the page
 * @param {string} key
 * @param {{rev: string, answer: any}} given answer null takes the answer back
 * @param {number} now ms since 1970
 * @returns {Deck | null}
 */
export function answered(before, attempt, key, { rev, answer }, now) {
  const open = before && before.attempt;
  if (!open || open.done !== null || !same(open, attempt)) return before;
  const answers = { ...open.answers, [key]: { rev, answer, at: now } };
  return { ...before, attempt: { ...open, answers } };
}

/**
 * The attempt as the page can show it: questions that the course no longer has are left out and,
 * while it goes on, answers to questions that have changed meanwhile.
 * @param {Attempt} attempt
 * @param {ReadonlyMap<string, string>} revisions of the items on the page, by key
 * @returns {{attempt: Attempt, changed: boolean}}
 */
export function current(attempt, revisions) {
  const keys = attempt.keys.filter((key) => revisions.has(key));
  const answers = Object.fromEntries(
    Object.entries(attempt.answers).filter(
      ([key, { rev }]) => attempt.done !== null || revisions.get(key) === rev,
    ),
  );
  const changed =
    keys.length < attempt.keys.length ||
    Object.keys(answers).length < Object.keys(attempt.answers).length;
  return { attempt: { ...attempt, keys, answers }, changed };
}

/**
 * @param {Attempt} attempt
 * @returns {string[]} keys of the questions without an answer
 */
export const unanswered = (attempt) =>
  attempt.keys.filter((key) => !attempt.answers[key] || attempt.answers[key].answer === null);

/**
 * The record when the attempt is handed in. Only the first of two tabs hands it in: the other one
 * gets the record back as it was.
 * @param {Deck | null} before
 * @param {Attempt} attempt the one on the page, with all of its answers
 * @param {Record<string, number>} scores 0 to 1 by key; what is missing counts 0
 * @param {number | null} passMark in per cent; null: nobody passes or fails
 * @param {number} now ms since 1970
 * @returns {Deck | null}
 */
export function handedIn(before, attempt, scores, passMark, now) {
  const open = before && before.attempt;
  if (!open || open.done !== null || !same(open, attempt)) return before;
  const own = Object.fromEntries(attempt.keys.map((key) => [key, scores[key] || 0]));
  const { points, of, percent } = tally(attempt.keys, own);
  const passed = passMark === null ? null : percent >= passMark;
  return {
    ...before,
    attempt: { ...attempt, done: now, scores: own },
    results: kept([{ at: now, points, of, passed }, ...before.results]),
  };
}

/**
 * Points of some questions. Per cent are rounded down, so that what is shown as the pass mark has
 * reached it.
 * @param {readonly string[]} keys
 * @param {Record<string, number>} scores
 * @returns {{points: number, of: number, percent: number}}
 */
export function tally(keys, scores) {
  const sum = keys.reduce((points, key) => points + (scores[key] || 0), 0);
  const points = Math.round(sum * 1e6) / 1e6; // three thirds are one point
  return { points, of: keys.length, percent: percentOf(points, keys.length) };
}

/** @param {number} points @param {number} of @returns {number} whole per cent, rounded down */
export const percentOf = (points, of) => (of > 0 ? Math.floor((100 * points) / of + 1e-6) : 0);

/**
 * What guessing alone would bring: the expected points are the sum of the items' own.
 * @param {readonly string[]} keys
 * @param {ReadonlyMap<string, number>} chances 0 to 1 by key
 * @returns {{points: number, of: number, percent: number}}
 */
export function byGuessing(keys, chances) {
  const { points, of } = tally(keys, Object.fromEntries(chances));
  return { points, of, percent: of > 0 ? Math.round((100 * points) / of) : 0 };
}

/**
 * @param {Deck | null} deck
 * @returns {Result | null} the passed result with the highest share of points, the newest of equals
 */
export function bestPassed(deck) {
  const passed = (deck ? deck.results : []).filter((result) => result.passed);
  return passed.sort((a, b) => b.points / b.of - a.points / a.of || b.at - a.at)[0] || null;
}

/**
 * Two records of one quiz, from two devices or tabs, as one. In any order the same, and again the
 * same: the results of both, and the newer attempt; of one attempt, the answers of both.
 * @param {Deck} one
 * @param {Deck} other
 * @returns {Deck}
 */
export function mergedDecks(one, other) {
  return {
    attempt: mergedAttempts(one.attempt, other.attempt),
    results: kept([...one.results, ...other.results]),
  };
}

/** @param {Attempt | null} one @param {Attempt | null} other @returns {Attempt | null} */
function mergedAttempts(one, other) {
  if (!one || !other) return one || other;
  if (!same(one, other)) return later(one, other, one.at, other.at);
  if (one.done !== null || other.done !== null) {
    // Handed in on either side: that is what counts; on both sides, the earlier one.
    const earliness = (/** @type {Attempt} */ { done }) => (done === null ? -Infinity : -done);
    return later(one, other, earliness(one), earliness(other));
  }
  const keys = [...new Set([...Object.keys(one.answers), ...Object.keys(other.answers)])].sort();
  const answers = Object.fromEntries(
    keys.map((key) => {
      const [a, b] = [one.answers[key], other.answers[key]];
      return [key, a && b ? later(a, b, a.at, b.at) : a || b];
    }),
  );
  return { ...later(one, other, 0, 0), answers };
}

/**
 * @template T
 * @param {T} one @param {T} other @param {number} a @param {number} b their times
 * @returns {T} the later one; of two at the same time always the same
 */
function later(one, other, a, b) {
  if (a !== b) return a > b ? one : other;
  return JSON.stringify(one) > JSON.stringify(other) ? one : other;
}

/** @param {Result[]} results @returns {Result[]} without repetitions, newest first */
function kept(results) {
  const unique = new Map(
    results.map(({ at, points, of, passed }) => {
      const result = { at, points, of, passed };
      return [JSON.stringify(result), result];
    }),
  );
  const sorted = [...unique]
    .sort(([a, x], [b, y]) => y.at - x.at || (a < b ? -1 : 1))
    .map(([, result]) => result);
  const newest = sorted.slice(0, RESULTS);
  const best = bestPassed({ attempt: null, results: sorted });
  return !best || newest.includes(best) ? newest : [...newest, best];
}

/** @param {unknown} value @returns {value is number} */
const isTime = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

/** @param {unknown} value @returns {value is number} */
const isNumber = (value) => typeof value === "number" && value >= 0 && value < Infinity;

/** @param {unknown} value @returns {value is Attempt} */
function isAttempt(value) {
  return (
    isObject(value) &&
    isTime(value.seed) &&
    isTime(value.at) &&
    Array.isArray(value.keys) &&
    value.keys.every((key) => typeof key === "string") &&
    isObject(value.answers) &&
    Object.values(value.answers).every(
      (given) => isObject(given) && typeof given.rev === "string" && isTime(given.at),
    ) &&
    (value.done === null || isTime(value.done)) &&
    isObject(value.scores) &&
    Object.values(value.scores).every(isNumber)
  );
}

/** @param {unknown} value @returns {value is Result} */
const isResult = (value) =>
  isObject(value) &&
  isTime(value.at) &&
  isNumber(value.points) &&
  isNumber(value.of) &&
  value.of > 0 &&
  (value.passed === null || typeof value.passed === "boolean");

/** @param {unknown} value @returns {Deck | null} null when it is not a deck's record */
export function asDeck(value) {
  const fits =
    isObject(value) &&
    (value.attempt === null || isAttempt(value.attempt)) &&
    Array.isArray(value.results) &&
    value.results.every(isResult);
  return fits ? /** @type {Deck} */ (/** @type {unknown} */ (value)) : null;
}

/**
 * What the learner wrote on the certificate.
 * @typedef {object} Certificate
 * @property {string} name
 * @property {boolean} signature whether there is a line for a trainer
 * @property {number} at ms since 1970
 */

/** @param {unknown} value @returns {Certificate | null} null when it is not a certificate */
export function asCertificate(value) {
  const fits =
    isObject(value) &&
    typeof value.name === "string" &&
    typeof value.signature === "boolean" &&
    isTime(value.at);
  return fits ? /** @type {Certificate} */ (/** @type {unknown} */ (value)) : null;
}
