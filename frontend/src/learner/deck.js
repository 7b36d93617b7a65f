/**
 * The record of a module's quiz or of the course's assessment: the newest attempt, and the results of
 * earlier ones. `assessment.js` says how an attempt proceeds.
 *
 * @typedef {object} Given an answer to one question
 * @property {string} rev revision of the item
 * @property {any} answer in the form of the item's type; null: it is incomplete
 * @property {import("../items/draft.js").Draft | null} [draft] all that is entered, while it is open
 * @property {number} at ms since 1970
 *
 * @typedef {object} Attempt
 * @property {number} seed of the draw, and of the order of the choices
 * @property {number} at when it was drawn, in ms since 1970
 * @property {string[]} keys the questions in their order
 * @property {Record<string, Given>} answers by key
 * @property {number | null} done when it was handed in; null: it is open
 * @property {Record<string, number>} scores by key, once it is handed in
 * @property {number} [place] index of the question where the learner is; the number of questions: at
 *   the check before handing in
 *
 * @typedef {object} Result the result of an attempt
 * @property {number} at when it was handed in
 * @property {number} points
 * @property {number} of how many questions there were
 * @property {boolean | null} passed null if there is no pass mark
 *
 * @typedef {object} Deck the record of a quiz
 * @property {Attempt | null} attempt the newest one
 * @property {Result[]} results newest first
 */
import { isCount, isObject, isTime } from "./records.js";
import { recordPrefix } from "./store.js";

/** Replaces the scenario's id in the key of a deck's record. */
export const DECK = "_deck";
/** Ids of records below it. A module's record has the module's id. */
export const ASSESSMENT = "_assessment";
export const CERTIFICATE = "_certificate";

/** How many results are kept; the best passed one is always kept. */
export const RESULTS = 24;

/**
 * Whether two records, perhaps from two tabs, are of the same attempt.
 * @param {Attempt | null} one
 * @param {Attempt | null} other
 * @returns {boolean}
 */
export const same = (one, other) =>
  one !== null && other !== null && one.seed === other.seed && one.at === other.at;

/**
 * @param {Deck | null} deck
 * @returns {Result | null} the passed result with the highest share of points, the newest of equals
 */
export const bestPassed = (deck) =>
  first(deck ? deck.results.filter(({ passed }) => passed) : [], ({ points, of }) => points / of);

/**
 * @param {Deck | null} deck
 * @returns {Result | null} the result with the most points, the newest of equals; not that with the
 *   highest share, because to repeat the few that were missed is no better result
 */
export const bestOf = (deck) => first(deck ? deck.results : [], ({ points }) => points);

/** @param {Result[]} results @param {(one: Result) => number} worth @returns {Result | null} */
const first = (results, worth) =>
  [...results].sort((a, b) => worth(b) - worth(a) || b.at - a.at)[0] || null;

/**
 * @param {Deck | null} deck
 * @returns {{answered: number, total: number, at: number} | null} how far the learner is in an attempt
 *   that isn't handed in, and when it began; null if nothing is answered
 */
export function openIn(deck) {
  const attempt = deck && deck.attempt;
  if (!attempt || attempt.done !== null) return null;
  const answered = attempt.keys.filter((key) => (attempt.answers[key]?.answer ?? null) !== null);
  if (answered.length === 0) return null;
  return { answered: answered.length, total: attempt.keys.length, at: attempt.at };
}

/**
 * @param {import("./store.js").Store} store
 * @param {string} course
 * @returns {Map<string, Deck>} the records of its quizzes, by id
 */
export function decksOf(store, course) {
  const prefix = `${recordPrefix(course)}${DECK}/`;
  const ids = store.keys(prefix).map((key) => key.slice(prefix.length));
  return new Map(
    ids.flatMap((id) => {
      const deck = id === CERTIFICATE ? null : store.read(prefix + id, asDeck);
      return deck ? [/** @type {[string, Deck]} */ ([id, deck])] : [];
    }),
  );
}

/**
 * Merges two records of one quiz, from two devices or tabs: the results of both, and the newer
 * attempt; for the same attempt, the answers of both. The order of the two makes no difference, and
 * merging again changes nothing.
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
    // If it was handed in on one side, that one counts; if on both, the earlier one.
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
 * @returns {T} the later one; for equal times, always the same one
 */
function later(one, other, a, b) {
  if (a !== b) return a > b ? one : other;
  return JSON.stringify(one) > JSON.stringify(other) ? one : other;
}

/** @param {Result[]} results @returns {Result[]} without duplicates, newest first */
export function kept(results) {
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
const isNumber = (value) => typeof value === "number" && value >= 0 && value < Infinity;

/** @param {unknown} value @returns {value is Attempt} */
function isAttempt(value) {
  return (
    isObject(value) &&
    isCount(value.seed) &&
    isTime(value.at) &&
    Array.isArray(value.keys) &&
    value.keys.every((key) => typeof key === "string") &&
    new Set(value.keys).size === value.keys.length &&
    isObject(value.answers) &&
    Object.values(value.answers).every(
      (given) => isObject(given) && typeof given.rev === "string" && isTime(given.at),
    ) &&
    (value.done === null || isTime(value.done)) &&
    isObject(value.scores) &&
    Object.values(value.scores).every((score) => isNumber(score) && score <= 1) &&
    (value.place === undefined || isCount(value.place))
  );
}

/** @param {unknown} value @returns {value is Result} */
const isResult = (value) =>
  isObject(value) &&
  isTime(value.at) &&
  isNumber(value.points) &&
  isNumber(value.of) &&
  value.of > 0 &&
  value.points <= value.of &&
  (value.passed === null || typeof value.passed === "boolean");

/** @param {unknown} value @returns {Deck | null} null if it isn't a deck's record */
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

/** @param {unknown} value @returns {Certificate | null} null if it isn't a certificate */
export function asCertificate(value) {
  const fits =
    isObject(value) &&
    typeof value.name === "string" &&
    typeof value.signature === "boolean" &&
    isTime(value.at);
  return fits ? /** @type {Certificate} */ (/** @type {unknown} */ (value)) : null;
}
