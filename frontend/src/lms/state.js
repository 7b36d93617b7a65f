/**
 * What a platform keeps of a learner from one session to the next: one text, `suspend_data`. It says
 * which items were answered and how, and how the assessment went. Each item is named by a code of
 * three characters, so that the text outlasts an update of the course.
 *
 *     1;<time>;<result>;<codes of right answers>;<of partly right ones>;<of wrong ones>
 *
 * The time is when it was written, in ms since 1970 to the base of 36; the result is empty, or
 * `<points>/<of>/<time>/<passed>` with 1, 0 or, where nobody passes or fails, nothing at its end.
 */

/** @typedef {import("../deck.js").Result} Result */

/**
 * @typedef {object} State
 * @property {number} at when it was written, in ms since 1970
 * @property {Map<string, number>} scores 0 to 1 by code, in the order in which they were given
 * @property {Result | null} result of the assessment
 */

/** How many characters SCORM 1.2 lets a platform refuse to go beyond. */
export const LIMIT = 4096;

const VERSION = "1";

const CODE_LENGTH = 3;

/** What an answer scores, by its place among the lists. */
const SCORES = [1, 0.5, 0];

/** @param {number} score @returns {number} place among the lists; -1: none */
export const levelOf = (score) => (score >= 1 ? 0 : score > 0 ? 1 : score === 0 ? 2 : -1);

/** @param {string} text @returns {string[]} */
export const codesIn = (text) => text.match(new RegExp(`.{${CODE_LENGTH}}`, "g")) || [];

/** @param {State} state @returns {string} `LIMIT` characters at most: the newest answers that fit */
export function written({ at, scores, result }) {
  const head = [VERSION, at.toString(36), result === null ? "" : writtenResult(result)].join(";");
  const room = Math.floor((LIMIT - head.length - SCORES.length) / CODE_LENGTH);
  const newest = [...scores].slice(-room);
  const lists = SCORES.map((_, level) =>
    newest.flatMap(([code, score]) => (levelOf(score) === level ? [code] : [])).join(""),
  );
  return [head, ...lists].join(";");
}

/** @param {string} text @returns {State | null} null when it is none, or of a later version */
export function read(text) {
  const [version, at, result, ...lists] = text.split(";");
  const time = timeIn(at);
  if (version !== VERSION || time === null || lists.length !== SCORES.length) return null;
  const scores = new Map(
    lists.flatMap((list, level) =>
      codesIn(list).map((code) => /** @type {[string, number]} */ ([code, SCORES[level]])),
    ),
  );
  return { at: time, scores, result: resultIn(result) };
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
