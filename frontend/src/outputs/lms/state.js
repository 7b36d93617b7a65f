/**
 * The state that a platform stores for a learner between sessions: one text. It says which items were
 * answered and how, and the result of the assessment. Each item has a code of three characters, so
 * that the text remains valid after an update of the course.
 *
 *     3;<time>;<result>;<right answers>;<partly right>;<wrong>;<scenarios all right>;<others>;<unopened>;<before>
 *
 * The time is when it was written, in ms since 1970, in base 36. The result is empty, or
 * `<points>/<of>/<time>/<passed>`, which ends with 1, 0 or, without a pass mark, nothing. The two lists
 * of scenarios are empty unless there is no room for all answers: then they name scenarios that are done
 * and whose own items have all been answered, so that a course of any size can be completed. Version 1
 * has no such lists. The last two, since version 3, name scenarios of which only quizzes have asked
 * something, and first questions of scenarios that were right before, although their last answer wasn't.
 */

/** @typedef {import("../../learner/deck.js").Result} Result */

/**
 * @typedef {object} State
 * @property {number} at when it was written, in ms since 1970
 * @property {Map<string, number>} scores 0 to 1 by code, in the order in which they were given
 * @property {Map<string, number>} finished scenarios that are named as a whole: 1 (everything right at
 *   the last answer) or 0, by code
 * @property {ReadonlySet<string>} unopened scenarios that were never opened, although quizzes have
 *   asked questions of theirs, by code
 * @property {ReadonlySet<string>} before first items of scenarios that were right once, although the
 *   last answer wasn't, by code
 * @property {Result | null} result of the assessment
 *
 * @typedef {{code: string, items: string[]}} Group a scenario and its own items, by their codes
 */

const VERSION = "3";

/** How many lists a version has. */
const LISTS = new Map([["1", 3], ["2", 5], [VERSION, 7]]);

const CODE_LENGTH = 3;

/** The score of an answer, by the index of its list. */
const SCORES = [1, 0.5, 0];

/** The same for a whole scenario. */
const FINISHED = [1, 0];

/** @param {number} score @returns {number} index of the list; -1: none */
export const levelOf = (score) => (score >= 1 ? 0 : score > 0 ? 1 : score === 0 ? 2 : -1);

/** @param {string} text @returns {string[]} */
export const codesIn = (text) => text.match(new RegExp(`.{${CODE_LENGTH}}`, "g")) || [];

/**
 * @param {Omit<State, "finished">} state
 * @param {readonly Group[]} groups the scenarios of the course
 * @param {number} limit the most characters
 * @returns {{text: string, left: number}} the text, and how many answers it leaves out
 */
export function written({ at, scores, unopened, before, result }, groups, limit) {
  const head = [VERSION, at.toString(36), result === null ? "" : writtenResult(result)].join(";");
  const lines = SCORES.length + FINISHED.length + 2;
  const room = Math.floor((limit - head.length - lines) / CODE_LENGTH);
  const fits = fitted({ scores, unopened, before }, groups, room);
  const { named, finished } = fits;
  const lists = [
    ...SCORES.map((_, level) => named.filter((code) => levelOf(scoreIn(scores, code)) === level)),
    ...FINISHED.map((score) => finished.filter(({ items }) => worst(scores, items) === score)
      .map(({ code }) => code)),
    fits.unopened,
    fits.before,
  ];
  const text = [head, ...lists.map((codes) => codes.join(""))].join(";");
  return { text, left: scores.size - named.length };
}

/**
 * Which answers are named one by one, and which scenarios as a whole. What tells whether a scenario is
 * done comes before single answers.
 * @param {Pick<State, "scores" | "unopened" | "before">} state
 * @param {readonly Group[]} groups
 * @param {number} room the most codes
 * @returns {{named: string[], finished: Group[], unopened: string[], before: string[]}}
 */
function fitted({ scores, unopened, before }, groups, room) {
  const codes = [...scores.keys()];
  const whole = { named: codes, finished: [], unopened: [...unopened], before: [...before] };
  if (codes.length + unopened.size + before.size <= room) return whole;
  const isFinished = (/** @type {Group} */ { code, items }) =>
    !unopened.has(code) &&
    items.every((one) => scores.has(one)) &&
    (scoreIn(scores, items[0]) >= 1 || before.has(items[0]));
  const finished = groups.filter(isFinished).slice(-room);
  const done = new Set(finished.flatMap(({ items }) => items));
  const more = [...whole.unopened, ...whole.before.filter((code) => !done.has(code))];
  const kept = new Set(last(more, room - finished.length));
  // Without its answers, a half-done scenario would have to be started again.
  const begun = new Set(groups.filter((one) => !isFinished(one)).flatMap(({ items }) => items));
  const byNeed = [...codes.filter((code) => !begun.has(code)), ...codes.filter((code) => begun.has(code))];
  return {
    named: last(byNeed, room - finished.length - kept.size),
    finished,
    unopened: whole.unopened.filter((code) => kept.has(code)),
    before: whole.before.filter((code) => kept.has(code)),
  };
}

/** @template T @param {T[]} list @param {number} most @returns {T[]} */
const last = (list, most) => (most > 0 ? list.slice(-most) : []);

/** @param {ReadonlyMap<string, number>} scores @param {string[]} codes @returns {number} 1 or 0 */
const worst = (scores, codes) => Number(codes.every((code) => scoreIn(scores, code) >= 1));

/** @param {ReadonlyMap<string, number>} scores @param {string} code @returns {number} */
const scoreIn = (scores, code) => scores.get(code) ?? NaN;

/** @param {string} text @returns {State | null} null if it isn't a state, or is from a later version */
export function read(text) {
  const [version, at, result, ...lists] = text.split(";");
  const time = timeIn(at);
  if (time === null || lists.length !== LISTS.get(version)) return null;
  return {
    at: time,
    scores: scored(lists, SCORES),
    finished: scored(lists.slice(SCORES.length), FINISHED),
    unopened: new Set(codesIn(lists[SCORES.length + FINISHED.length] || "")),
    before: new Set(codesIn(lists[SCORES.length + FINISHED.length + 1] || "")),
    result: resultIn(result),
  };
}

/** @param {string[]} lists of codes @param {number[]} scores of each list @returns {Map<string, number>} */
function scored(lists, scores) {
  const pairs = scores.flatMap((score, place) =>
    codesIn(lists[place] || "").map((code) => /** @type {[string, number]} */ ([code, score])),
  );
  return new Map(pairs);
}

/** @param {Result} result @returns {string} */
const writtenResult = ({ at, points, of, passed }) =>
  [points, of, at.toString(36), passed === null ? "" : Number(passed)].join("/");

/** @param {string} text @returns {Result | null} */
function resultIn(text) {
  const [points, of, at, passed] = text.split("/");
  const time = timeIn(at);
  if (time === null || !(Number(points) >= 0) || !(Number(of) > 0)) return null;
  const verdict = passed === "" ? null : passed === "1";
  return { at: time, points: Number(points), of: Number(of), passed: verdict };
}

/** @param {string | undefined} text @returns {number | null} */
function timeIn(text) {
  const time = parseInt(text || "", 36);
  return Number.isSafeInteger(time) && time >= 0 ? time : null;
}
