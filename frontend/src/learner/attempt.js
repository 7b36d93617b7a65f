/**
 * The attempts at one item. An attempt is opened, checked, and may be checked again with another
 * answer; "try again" opens the next one. Nobody can fail in practice.
 *
 * @typedef {import("./records.js").Answer} Answer
 * @typedef {import("./records.js").Check} Check
 * @typedef {import("./records.js").Sureness} Sureness
 *
 * @typedef {object} Standing how an item is to be shown when a page opens
 * @property {"new" | "open" | "checked" | "changed"} state changed: the saved answer is for an
 *   earlier wording
 * @property {number | null} seed the order to keep; null: a new one may be chosen
 * @property {any} answer what was checked, or the draft of an open attempt; else null
 * @property {number | null} score of the answer, 0 to 1, only in state "checked"
 * @property {import("../items/draft.js").Draft | null} draft what was entered since but not checked
 * @property {number} attempts number of checks so far
 */

import { isDraft } from "../items/draft.js";

/** How many checks a record keeps in its log. */
export const LOG_LENGTH = 24;

/**
 * @param {Answer | null} saved
 * @param {string} rev revision of the item on the page
 * @param {(answer: any) => boolean} isValid whether the page can show a saved answer
 * @returns {Standing}
 */
export function standing(saved, rev, isValid) {
  const nothing = { seed: null, answer: null, score: null, draft: null };
  if (!saved) return { state: "new", ...nothing, attempts: 0 };
  const { seed, answer, score } = saved;
  const draft = isDraft(saved.draft) ? saved.draft : null;
  const attempts = attemptsOf(saved);
  if (saved.rev !== rev || (answer !== null && !isValid(answer))) {
    return { state: attempts > 0 ? "changed" : "new", ...nothing, attempts };
  }
  return { state: score === null ? "open" : "checked", seed, answer, score, draft, attempts };
}

/**
 * The record with what is entered but not checked. A draft doesn't count towards results.
 * @param {Answer} record
 * @param {import("../items/draft.js").Draft | null} draft null: nothing is entered
 * @returns {Answer}
 */
export function drafted({ draft: _, ...record }, draft) {
  return draft === null ? record : { ...record, draft };
}

/**
 * The record when an attempt opens. Earlier checks stay in its log.
 * @param {Answer | null} before
 * @param {string} rev
 * @param {number} seed
 * @returns {Answer}
 */
export function opened(before, rev, seed) {
  return drafted({ at: null, log: [], ...before, rev, seed, answer: null, score: null }, null);
}

/**
 * The record after a check.
 * @param {Answer | null} before
 * @param {{rev: string, seed: number, answer: any, score: number, sure?: Sureness}} check
 * @param {number} now ms since 1970
 * @returns {Answer}
 */
export function checked(before, { rev, seed, answer, score, sure = null }, now) {
  const log = [...(before ? before.log : []), /** @type {Check} */ ([now, score, sure, rev])];
  const record = drafted({ ...before, rev, seed, answer, score, at: now, log }, null);
  return kept(record, attemptsOf(before) + 1);
}

/** @param {Answer | null} saved @returns {number} how often the item was checked */
export const attemptsOf = (saved) => (saved ? saved.log.length + (saved.dropped || 0) : 0);

/**
 * Merges two records of one item, from two devices: the checks of both, and the newer last answer.
 * The order of the two makes no difference, and merging again changes nothing.
 * @param {Answer} one
 * @param {Answer} other
 * @returns {Answer}
 */
export function merged(one, other) {
  const [newer] = [one, other].sort((a, b) => -byRecency(a, b));
  // Only the number of dropped checks is known: at least as many as either side counts.
  const attempts = Math.max(attemptsOf(one), attemptsOf(other));
  return kept({ ...newer, dropped: 0, log: [...one.log, ...other.log] }, attempts);
}

/**
 * @param {Answer} record with a log in any order, which may have duplicates
 * @param {number} atLeast the least number of attempts
 * @returns {Answer} the same with a tidy log: in order, without duplicates, not too long
 */
function kept({ dropped: before = 0, ...record }, atLeast) {
  const checks = new Map(record.log.map((check) => [JSON.stringify(check), check]));
  const log = [...checks].sort(byTimeThenText).map(([, check]) => check).slice(-LOG_LENGTH);
  const dropped = Math.max(before + checks.size, atLeast) - log.length;
  return dropped > 0 ? { ...record, log, dropped } : { ...record, log };
}

/** @param {[string, Check]} a @param {[string, Check]} b */
function byTimeThenText([aText, a], [bText, b]) {
  return a[0] - b[0] || (aText < bText ? -1 : Number(aText > bText));
}

/** @param {Answer} a @param {Answer} b @returns {number} above 0 when `a` is the newer answer */
function byRecency(a, b) {
  const [aAt, bAt] = [a.at || 0, b.at || 0];
  if (aAt !== bAt) return aAt - bAt;
  // After the same check, the one that was opened again is newer.
  if ((a.score === null) !== (b.score === null)) return a.score === null ? 1 : -1;
  const [aText, bText] = [a, b].map(({ rev, seed, answer, score, draft }) =>
    JSON.stringify([rev, seed, answer, score, draft]),
  );
  return aText < bText ? -1 : Number(aText > bText);
}
