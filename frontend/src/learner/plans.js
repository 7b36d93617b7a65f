/** Plans of what a learner will do differently, and what is made from them: reminders and a mail. */
import { dateAfter, dateOf } from "./days.js";
import { PLAN, asPlan } from "./records.js";
import { recordPrefix } from "./store.js";

/** @typedef {import("./records.js").Plan} Plan */

/** How many days after a plan was made its reminders come. */
const REMINDERS = [1, 7, 30];

/**
 * @param {{when: string, will: string, by: string}} typed `by` is a date, or empty
 * @param {Plan | null} before
 * @param {number} now
 * @returns {Plan | null} null if nothing was typed; a new date is only kept if it is to come
 */
export function planned({ when, will, by }, before, now) {
  if (!(when + will).trim() && !by) return null;
  const isKept = isToCome(by, now) || by === before?.by;
  return { when, will, by: isKept && by ? by : null, made: before?.made ?? now, at: now };
}

/** @param {string} date YYYY-MM-DD, or empty @param {number} now @returns {boolean} */
export const isToCome = (date, now) => date > dateOf(now);

/** @param {Plan} plan @returns {boolean} whether it says anything */
export const isWritten = ({ when, will }) => (when + will).trim() !== "";

/**
 * @param {import("./store.js").Store} store
 * @param {string} course
 * @returns {[scenario: string, plan: Plan][]} those that say anything, soonest first
 */
export function plansOf(store, course) {
  const found = /** @type {[string, Plan][]} */ ([]);
  const isPlan = (/** @type {string} */ item) => item === PLAN;
  store.forEach(recordPrefix(course), asPlan, isPlan, (path, plan) => {
    if (isWritten(plan)) found.push([path.split("/")[0], plan]);
  });
  return found.sort(([, one], [, other]) => bySoonest(one, other));
}

/** @param {Plan} one @param {Plan} other @returns {number} for sorting: soonest first, without a date last */
export function bySoonest(one, other) {
  const [first, second] = [one.by ?? "9999-12-31", other.by ?? "9999-12-31"];
  return first < second ? -1 : first > second ? 1 : one.made - other.made;
}

/**
 * @param {Plan} plan
 * @param {number} now
 * @returns {string[]} the dates of its reminders that are to come, YYYY-MM-DD
 */
export const reminders = (plan, now) =>
  REMINDERS.map((days) => dateAfter(plan.made, days)).filter((date) => isToCome(date, now));

/**
 * @param {string} subject
 * @param {readonly string[]} lines
 * @returns {string} the address of a new mail without a recipient (RFC 6068)
 */
export const mailLink = (subject, lines) =>
  `mailto:?subject=${encoded(subject)}&body=${encoded(lines.join("\n"))}`;

/** @param {string} text @returns {string} half a character, which can't be encoded, is replaced */
const encoded = (text) =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd")).replace(/%0A/g, "%0D%0A");
