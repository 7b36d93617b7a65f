/**
 * Taking a module's quiz or the course's assessment: draws items from a pool, and records answers and
 * points. Independent of the page.
 *
 * @typedef {import("./deck.js").Attempt} Attempt
 * @typedef {import("./deck.js").Deck} Deck
 *
 * @typedef {object} Candidate an item that can be drawn
 * @property {string} key `scenario/item`
 * @property {string} module
 * @property {string} scenario
 * @property {readonly string[]} replies the scenarios whose replies it shows
 */
import { kept, same } from "./deck.js";
import { shuffled } from "../common/shuffle.js";

/** @type {Deck} */
const EMPTY = { attempt: null, results: [] };

/**
 * Draws questions: about the same number from each module, then from each scenario. No reply comes
 * twice while there are other questions, because the one that comes again would be the right one.
 * @param {readonly Candidate[]} pool in any order
 * @param {number} n how many; fewer if the pool is smaller
 * @param {number} seed the same seed and pool give the same draw
 * @returns {string[]} keys, with the modules mixed
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
    let least = cost(left[best]);
    for (let place = 1; place < left.length; place += 1) {
      const other = cost(left[place]);
      if (less(other, least)) [best, least] = [place, other];
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
 * The record after an answer. An attempt that is no longer open, or no longer the newest, accepts no
 * more answers.
 * @param {Deck | null} before
 * @param {Attempt} attempt the one on the page
 * @param {string} key
 * @param {Omit<import("./deck.js").Given, "at">} given answer null removes the answer
 * @param {number} now ms since 1970
 * @returns {Deck | null}
 */
export function answered(before, attempt, key, given, now) {
  const open = before && before.attempt;
  if (!open || open.done !== null || !same(open, attempt)) return before;
  const answers = { ...open.answers, [key]: { ...given, at: now } };
  return { ...before, attempt: { ...open, answers } };
}

/**
 * The record once the learner has moved to another place in the open attempt.
 * @param {Deck | null} before
 * @param {Attempt} attempt the one on the page
 * @param {number} place
 * @returns {Deck | null}
 */
export function placed(before, attempt, place) {
  const open = before && before.attempt;
  if (!open || open.done !== null || !same(open, attempt)) return before;
  return { ...before, attempt: { ...open, place } };
}

/**
 * The attempt as the page can show it: without questions that the course no longer has and, while it
 * is open, without answers to questions that have changed since.
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
 * The record when the attempt is handed in. Only the first of two tabs can hand it in: the other one
 * gets the record back unchanged.
 * @param {Deck | null} before
 * @param {Attempt} attempt the one on the page, with all of its answers
 * @param {Record<string, number>} scores 0 to 1 by key; missing ones count as 0
 * @param {number | null} passMark in per cent; null: nobody passes or fails
 * @param {number} now ms since 1970
 * @returns {Deck | null}
 */
export function handedIn(before, attempt, scores, passMark, now) {
  const open = before && before.attempt;
  if (!open || open.done !== null || !same(open, attempt)) return before;
  const own = Object.fromEntries(attempt.keys.map((key) => [key, scores[key] || 0]));
  const answers = Object.fromEntries(
    Object.entries(attempt.answers).map(([key, { draft: _, ...given }]) => [key, given]),
  );
  const { points, of, percent } = tally(attempt.keys, own);
  const passed = passMark === null ? null : percent >= passMark;
  return {
    ...before,
    attempt: { ...attempt, answers, done: now, scores: own },
    results: kept([{ at: now, points, of, passed }, ...before.results]),
  };
}

/**
 * Points of some questions. The percentage is rounded down, so that a result shown as the pass mark
 * has really reached it.
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
 * The expected result of guessing: the sum of the items' chances.
 * @param {readonly string[]} keys
 * @param {ReadonlyMap<string, number>} chances 0 to 1 by key
 * @returns {{points: number, of: number, percent: number}}
 */
export function byGuessing(keys, chances) {
  const { points, of } = tally(keys, Object.fromEntries(chances));
  return { points, of, percent: of > 0 ? Math.round((100 * points) / of) : 0 };
}

