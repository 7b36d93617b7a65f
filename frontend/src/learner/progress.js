/** A learner's progress: what the records say about scenarios and their items. */
import { attemptsOf } from "./attempt.js";
import { isAnswered } from "./kinds.js";
import { VISIT, asAnswer, asVisit } from "./records.js";
import { recordPrefix } from "./store.js";

/**
 * @typedef {import("./records.js").Answer} Answer
 * @typedef {ReadonlyMap<string, Answer>} Answers by `scenario/item`
 *
 * @typedef {import("./tracked.js").Tracked} Tracked
 *
 * @typedef {object} State how far a learner has come in a scenario
 * @property {"new" | "begun" | "done"} reached begun: its page was opened; done: and its first question
 *   was answered right at least once, wherever that was
 * @property {string[]} changed items of its own that changed since they were answered
 * @property {string[]} missed items of its own whose last check was not fully right
 * @property {string[]} sure items answered wrongly with full confidence, and never right since
 * @property {boolean} due whether the time for its review has come
 */

/**
 * @param {import("./store.js").Store} store
 * @param {string} course
 * @returns {Map<string, Answer>} every answer with at least one check, by `scenario/item`
 */
export function answersOf(store, course) {
  const answers = new Map();
  store.forEach(recordPrefix(course), asAnswer, isAnswered, (path, answer) => {
    if (attemptsOf(answer) > 0) answers.set(path, answer);
  });
  return answers;
}

/**
 * @param {import("./store.js").Store} store
 * @param {string} course
 * @returns {Set<string>} the scenarios whose pages were opened
 */
export function visitsOf(store, course) {
  const visits = new Set();
  const isVisit = (/** @type {string} */ item) => item === VISIT;
  store.forEach(recordPrefix(course), asVisit, isVisit, (path) => visits.add(path.split("/")[0]));
  return visits;
}

/** The id of the item that every scenario has, which is its first one. */
const WHICH_REPLY = "which-reply";

/**
 * @param {import("./store.js").Store} store
 * @param {string} course
 * @returns {Set<string>} the scenarios that are done, for pages that don't name them all
 */
export function doneIn(store, course) {
  const answers = answersOf(store, course);
  const opened = [...visitsOf(store, course)];
  return new Set(opened.filter((id) => wasRight(answers.get(`${id}/${WHICH_REPLY}`))));
}

/**
 * @param {Tracked} tracked
 * @param {Answers} answers
 * @param {boolean} isOpened whether its page was opened
 * @param {boolean} due whether the time for its review has come
 * @returns {State}
 */
export function stateOf({ scenario, items, derived }, answers, isOpened, due) {
  const path = (/** @type {string} */ id) => `${scenario}/${id}`;
  const saved = items.flatMap(({ id, rev }) => {
    const answer = answers.get(path(id));
    return answer ? [{ id, rev, answer }] : [];
  });
  const ids = (/** @type {(one: typeof saved[0]) => boolean} */ fits) =>
    saved.filter(fits).map(({ id }) => id);
  const [first] = items;
  const isDone = !first || wasRight(answers.get(path(first.id)));
  const all = [...items.map(({ id }) => id), ...derived].filter((id) => answers.has(path(id)));
  return {
    reached: !isOpened ? "new" : isDone ? "done" : "begun",
    changed: ids(({ rev, answer }) => answer.rev !== rev),
    missed: ids(({ answer: { log } }) => log.length > 0 && log[log.length - 1][1] < 1),
    sure: all.filter((id) => isSureButWrong(/** @type {Answer} */ (answers.get(path(id))))),
    due,
  };
}

/** @param {Answer | undefined} answer @returns {boolean} whether it was right at least once */
const wasRight = (answer) => answer !== undefined && answer.log.some(([, score]) => score === 1);

/** @param {Answer} answer @returns {boolean} whether it was wrong although sure, and never right since */
function isSureButWrong({ log }) {
  const scores = log.map(([, score]) => score);
  const lastRight = scores.lastIndexOf(1);
  return log.some(([, score, sure], place) => place > lastRight && sure === 2 && score < 1);
}

/**
 * @param {readonly string[]} scenarios ids, in their order
 * @param {ReadonlySet<string>} done
 * @param {string | null} last the scenario that was open last
 * @returns {string | null} where to continue; null: all are done
 */
export function nextOf(scenarios, done, last) {
  const place = last === null ? 0 : Math.max(scenarios.indexOf(last), 0);
  // First the last one itself, then those after it, then those before it.
  const inOrder = [...scenarios.slice(place), ...scenarios.slice(0, place)];
  return inOrder.find((id) => !done.has(id)) ?? null;
}
