/**
 * The state of an item in practice mode, as a value that is independent of the page: what is shown,
 * and what is saved.
 *
 * @typedef {object} Practice
 * @property {number} seed of the order of the entries
 * @property {string | null} shown the checked answer that is shown, as text
 * @property {boolean} underWay whether the learner has entered something since: it is never removed
 * @property {boolean} unsaved whether some of it isn't saved yet
 *
 * @typedef {{type: "restored", standing: import("../../learner/attempt.js").Standing}
 *   | {type: "entered"} | {type: "kept"} | {type: "checked", answer: any}
 *   | {type: "again", seed: number}} PracticeEvent saved work is shown; a control changes; what is
 *   entered is saved; an answer is checked; the learner tries again
 */
import { checked, drafted, opened } from "../../learner/attempt.js";

/** @param {number} seed @returns {Practice} nothing entered, nothing checked */
export const fresh = (seed) => ({ seed, shown: null, underWay: false, unsaved: false });

/** @param {Practice} practice @param {PracticeEvent} event @returns {Practice} */
export function after(practice, event) {
  switch (event.type) {
    case "restored": {
      const { state, seed, answer } = event.standing;
      const shown = state === "checked" ? JSON.stringify(answer) : null;
      return { ...fresh(seed === null ? practice.seed : seed), shown };
    }
    case "entered":
      return { ...practice, underWay: true, unsaved: true };
    case "kept":
      return { ...practice, unsaved: false };
    case "checked":
      return { ...fresh(practice.seed), shown: JSON.stringify(event.answer) };
    case "again":
      return fresh(event.seed);
  }
}

/** @param {Practice} practice @param {any} answer @returns {boolean} whether checking it counts */
export const isNew = ({ shown }, answer) => shown !== JSON.stringify(answer);

/** @param {number} score 0 to 1 @returns {"right" | "partly" | "wrong"} the verdict's name */
export const verdictOn = (score) => (score === 1 ? "right" : score > 0 ? "partly" : "wrong");

/**
 * The record after an answer is checked. The same answer again isn't another attempt.
 * @param {import("../../learner/records.js").Answer | null} before
 * @param {Practice} practice before the check
 * @param {{rev: string, answer: any, score: number, sure: import("../../learner/records.js").Sureness}} given
 * @param {number} now ms since 1970
 * @returns {import("../../learner/records.js").Answer | null}
 */
export function recordChecked(before, practice, given, now) {
  if (!isNew(practice, given.answer)) return before && drafted(before, null);
  return checked(before, { ...given, seed: practice.seed }, now);
}

/**
 * The record with what is entered but not checked, and with the order, which a reload must keep.
 * @param {import("../../learner/records.js").Answer | null} before
 * @param {Practice} practice
 * @param {{rev: string, answer: any, draft: import("../../items/draft.js").Draft | null}} entered
 * @returns {import("../../learner/records.js").Answer}
 */
export function recordEntered(before, { shown, seed }, { rev, answer, draft }) {
  return before && shown !== null
    ? drafted(before, draft)
    : { ...drafted(opened(before, rev, seed), draft), answer };
}
