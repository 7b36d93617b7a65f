/**
 * The state of taking a quiz, as a value that is independent of the page. `learner/assessment.js`
 * says how the record changes.
 *
 * @typedef {import("../../learner/deck.js").Attempt} Attempt
 * @typedef {import("../../learner/deck.js").Deck} Deck
 * @typedef {import("../../learner/deck.js").Given} Given
 * @typedef {import("../../learner/deck.js").Result} Result
 * @typedef {{points: number, of: number, percent: number}} Points
 *
 * @typedef {object} Taking
 * @property {"start" | "open" | "done"} phase
 * @property {Attempt | null} attempt null while there is none
 * @property {boolean} isAnother whether the page showed a different attempt, or none, before
 * @property {boolean} isResumed whether it was started on an earlier visit
 * @property {boolean} hasChanged whether the course has changed since it began
 * @property {string[]} newer keys of answers that the page doesn't show yet
 * @property {Result[]} earlier how other attempts went, newest first
 *
 * @typedef {{type: "read", deck: Deck | null, revisions: ReadonlyMap<string, string>}
 *   | {type: "answered", key: string, given: Omit<Given, "at">, now: number}} TakingEvent the saved
 *   record is shown, with the revisions of the items on the page; an answer was given or removed
 */
import { answered, byGuessing, current, tally } from "../../learner/assessment.js";
import { same } from "../../learner/deck.js";

/** @type {Taking} */
export const NOTHING = {
  phase: "start",
  attempt: null,
  isAnother: false,
  isResumed: false,
  hasChanged: false,
  newer: [],
  earlier: [],
};

/** @param {Taking} taking @param {TakingEvent} event @returns {Taking} */
export function after(taking, event) {
  if (event.type === "read") return read(taking, event.deck, event.revisions);
  const { attempt } = taking;
  if (!attempt) return taking;
  const own = answered({ attempt, results: [] }, attempt, event.key, event.given, event.now);
  return { ...taking, attempt: (own && own.attempt) || attempt };
}

/**
 * @param {Taking} before
 * @param {Deck | null} deck
 * @param {ReadonlyMap<string, string>} revisions
 * @returns {Taking}
 */
function read(before, deck, revisions) {
  const saved = deck && deck.attempt && current(deck.attempt, revisions);
  const attempt = saved && saved.attempt.keys.length > 0 ? saved.attempt : null;
  const phase = attempt === null ? "start" : attempt.done === null ? "open" : "done";
  const isAnother = attempt !== null && !same(before.attempt, attempt);
  const shown = (!isAnother && before.attempt && before.attempt.answers) || {};
  const isNewer = (/** @type {string} */ key) => {
    const given = attempt && attempt.answers[key];
    // The words may have changed since it was handed in.
    if (!given || given.rev !== revisions.get(key)) return false;
    return !shown[key] || shown[key].at < given.at;
  };
  return {
    phase,
    attempt,
    isAnother,
    isResumed:
      phase === "open" && before.attempt === null && Object.keys(attempt?.answers || {}).length > 0,
    hasChanged: phase === "open" && saved !== null && saved.changed,
    newer: attempt ? attempt.keys.filter(isNewer) : [],
    earlier: deck ? deck.results.slice(phase === "done" ? 1 : 0) : [],
  };
}

/** @param {Attempt} attempt @param {string} key @returns {"none" | "right" | "partly" | "wrong"} */
export function outcomeOf(attempt, key) {
  const given = attempt.answers[key];
  if (!given || given.answer === null) return "none";
  const score = attempt.scores[key];
  return score >= 1 ? "right" : score > 0 ? "partly" : "wrong";
}

/** @param {Attempt} attempt @returns {string[]} keys of what was not fully right */
export const missedIn = ({ keys, scores }) => keys.filter((key) => scores[key] < 1);

/**
 * @param {Attempt} attempt which has been handed in
 * @param {ReadonlyMap<string, number>} chances of guessing right, 0 to 1 by key
 * @param {number | null} passMark in per cent; null: nobody passes or fails
 * @returns {{total: Points, guessed: Points, passed: boolean}}
 */
export function resultOf(attempt, chances, passMark) {
  // Everything that was handed in counts, even questions that the course no longer has.
  const total = tally(Object.keys(attempt.scores), attempt.scores);
  const passed = passMark !== null && total.percent >= passMark;
  return { total, guessed: byGuessing(attempt.keys, chances), passed };
}
