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
 * @property {"none" | "loading" | "here" | "unreachable"} questions whether those of the attempt, or of
 *   the one that is about to begin, have been loaded
 * @property {number} place index of the question that is shown; the number of questions: all are
 *   checked before they are handed in
 * @property {boolean} isResumed whether it was started on an earlier visit
 * @property {boolean} hasChanged whether the course has changed since it began
 * @property {string[]} newer keys of answers that the page doesn't show yet
 * @property {Result[]} earlier how other attempts went, newest first
 *
 * @typedef {{type: "read", deck: Deck | null, revisions: ReadonlyMap<string, string>}
 *   | {type: "loading"} | {type: "loaded"} | {type: "unreachable"} | {type: "moved", place: number}
 *   | {type: "answered", key: string, given: Omit<Given, "at">, now: number}} TakingEvent the saved
 *   record is shown, with the revisions of the items in the course; the questions are loaded, or can't
 *   be; the learner moves to another question; an answer was given or removed
 */
import { answered, byGuessing, current, tally } from "../../learner/assessment.js";
import { same } from "../../learner/deck.js";

/** @type {Taking} */
export const NOTHING = {
  phase: "start",
  attempt: null,
  questions: "none",
  place: 0,
  isResumed: false,
  hasChanged: false,
  newer: [],
  earlier: [],
};

/** @param {Taking} taking @param {TakingEvent} event @returns {Taking} */
export function after(taking, event) {
  const { attempt } = taking;
  switch (event.type) {
    case "read":
      return read(taking, event.deck, event.revisions);
    case "loading":
      return { ...taking, questions: "loading" };
    case "loaded":
      return { ...taking, questions: "here" };
    case "unreachable":
      return { ...taking, questions: "unreachable" };
    case "moved":
      return { ...taking, place: within(attempt, event.place) };
    case "answered": {
      if (!attempt) return taking;
      const own = answered({ attempt, results: [] }, attempt, event.key, event.given, event.now);
      return { ...taking, attempt: (own && own.attempt) || attempt };
    }
  }
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
  const isSame = same(before.attempt, attempt) && before.phase === phase;
  const shown = (isSame && before.attempt && before.attempt.answers) || {};
  const isNewer = (/** @type {string} */ key) => {
    const given = attempt && attempt.answers[key];
    // The words may have changed since it was handed in.
    if (!given || given.rev !== revisions.get(key)) return false;
    return !shown[key] || shown[key].at < given.at;
  };
  return {
    phase,
    attempt,
    questions: isSame ? before.questions : "none",
    // Another tab that shows the same attempt has a place of its own.
    place: isSame ? before.place : within(attempt, (attempt && attempt.place) || 0),
    isResumed:
      phase === "open" && before.attempt === null && Object.keys(attempt?.answers || {}).length > 0,
    hasChanged: phase === "open" && saved !== null && saved.changed,
    newer: attempt ? attempt.keys.filter(isNewer) : [],
    earlier: deck ? deck.results.slice(phase === "done" ? 1 : 0) : [],
  };
}

/** @param {Attempt | null} attempt @param {number} place @returns {number} the nearest that it has */
const within = (attempt, place) => Math.max(0, Math.min(place, attempt ? attempt.keys.length : 0));

/**
 * What the page shows.
 * @param {Taking} taking
 * @returns {"start" | "waiting" | "unreachable" | "question" | "check" | "result"}
 */
export function screenOf({ phase, attempt, questions, place }) {
  // The result is in the record: it can be shown even if the questions can't.
  if (phase === "done") return "result";
  if (questions === "loading") return "waiting";
  if (!attempt) return "start";
  if (questions !== "here") return questions === "none" ? "waiting" : "unreachable";
  return place < attempt.keys.length ? "question" : "check";
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
 * The scenarios that cost the most points.
 * @param {Attempt} attempt which has been handed in
 * @param {number} most how many
 * @returns {string[]} ids, the one with the most lost points first; of equals, the one asked first
 */
export function toRepeat(attempt, most) {
  /** @type {Map<string, number>} */
  const lost = new Map();
  for (const key of missedIn(attempt)) {
    const [scenario] = key.split("/");
    lost.set(scenario, (lost.get(scenario) || 0) + 1 - attempt.scores[key]);
  }
  return [...lost].sort(([, a], [, b]) => b - a).slice(0, most).map(([scenario]) => scenario);
}

/**
 * @param {Attempt} attempt which has been handed in
 * @param {ReadonlyMap<string, number>} chances of guessing right, 0 to 1 by key
 * @param {number | null} passMark in per cent; null: nobody passes or fails
 * @returns {{total: Points, guessed: Points, verdict: "perfect" | "passed" | "missed" | "over"}} over:
 *   handed in, without a pass mark
 */
export function resultOf(attempt, chances, passMark) {
  // Everything that was handed in counts, even questions that the course no longer has.
  const total = tally(Object.keys(attempt.scores), attempt.scores);
  const guessed = byGuessing(attempt.keys, chances);
  if (total.points === total.of) return { total, guessed, verdict: "perfect" };
  if (passMark === null) return { total, guessed, verdict: "over" };
  return { total, guessed, verdict: total.percent >= passMark ? "passed" : "missed" };
}
