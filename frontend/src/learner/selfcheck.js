/**
 * Self-checks: how often the learner did what a list of statements says. The second one, six weeks
 * after the first, shows what has moved.
 */
import { dateAfter, dateOf, endOfDay } from "./days.js";
import { newer } from "./kinds.js";
import { SELF_CHECK, SELF_CHECK_DRAFT, asSelfCheck, asSelfCheckDraft } from "./records.js";
import { recordKey, recordPrefix } from "./store.js";

/**
 * @typedef {import("./records.js").SelfCheck} SelfCheck
 * @typedef {import("./store.js").Store} Store
 */

/** How many days after a self-check another one tells something new. */
const DAYS = 42;

/**
 * @param {Store} store
 * @param {string} course
 * @returns {SelfCheck[]} all that are kept, in no particular order
 */
const kept = (store, course) =>
  store.keys(`${recordPrefix(course)}${SELF_CHECK}/`).flatMap((key) => store.read(key, asSelfCheck) ?? []);

/** @param {SelfCheck} check @param {number} now @returns {boolean} whether it is of a day to come */
const isAhead = ({ made }, now) => made >= endOfDay(now);

/**
 * @param {Store} store
 * @param {string} course
 * @returns {SelfCheck[]} oldest first, each at least six weeks after the one before. Those of the same
 *   weeks, from two devices, are one, with the answers that were changed last. Those from days to come,
 *   taken while the clock was ahead, are left out
 */
export function selfChecksOf(store, course) {
  const checks = kept(store, course).filter((check) => !isAhead(check, store.now()));
  checks.sort((one, other) => one.made - other.made);
  const apart = /** @type {SelfCheck[]} */ ([]);
  for (const check of checks) {
    const before = newestOf(apart);
    if (before === null || isNext(apart, check.made)) apart.push(check);
    else apart[apart.length - 1] = { ...newer(before, check), made: before.made };
  }
  return apart;
}

/** @param {readonly SelfCheck[]} checks oldest first @returns {SelfCheck | null} */
export const newestOf = (checks) => checks[checks.length - 1] ?? null;

/** @param {SelfCheck} check @returns {string} the date from which another one makes sense, YYYY-MM-DD */
export const nextDay = ({ made }) => dateAfter(made, DAYS);

/**
 * @param {readonly SelfCheck[]} checks oldest first
 * @param {number} now
 * @returns {boolean} whether what is answered now is one of its own: before, it changes the newest one
 */
export function isNext(checks, now) {
  const newest = newestOf(checks);
  return newest === null || nextDay(newest) <= dateOf(now);
}

/**
 * @param {readonly SelfCheck[]} checks oldest first
 * @param {number} now
 * @returns {"none" | "waiting" | "due" | "compared"} how far the learner is; due: the second one, the
 *   only one that is announced
 */
export function stageOf(checks, now) {
  if (checks.length === 0) return "none";
  if (checks.length > 1) return "compared";
  return isNext(checks, now) ? "due" : "waiting";
}

/**
 * @param {readonly SelfCheck[]} checks oldest first
 * @param {Record<string, number>} answers
 * @param {number} now
 * @returns {SelfCheck} the record to be kept
 */
export function taken(checks, answers, now) {
  const newest = newestOf(checks);
  const made = newest === null || isNext(checks, now) ? now : newest.made;
  return { answers, made, at: now };
}

/** @param {SelfCheck} check @returns {string} id of its record: two devices may each have one */
export const idOf = ({ made }) => String(made);

/**
 * Keeps a self-check that is handed in. Its draft goes, and so do self-checks from days to come, which
 * would return on those days as if they were newer.
 * @param {Store} store
 * @param {string} course
 * @param {Record<string, number>} answers
 */
export function handIn(store, course, answers) {
  const now = store.now();
  const record = taken(selfChecksOf(store, course), answers, now);
  store.change(recordKey(course, SELF_CHECK_DRAFT), asSelfCheckDraft, () => null);
  for (const check of kept(store, course).filter((one) => isAhead(one, now))) {
    store.change(recordKey(course, SELF_CHECK, idOf(check)), asSelfCheck, () => null);
  }
  store.update(recordKey(course, SELF_CHECK, idOf(record)), asSelfCheck, () => record);
}

/**
 * Keeps what is chosen and not handed in yet.
 * @param {Store} store
 * @param {string} course
 * @param {Record<string, number>} answers
 */
export const keepDraft = (store, course, answers) =>
  store.update(recordKey(course, SELF_CHECK_DRAFT), asSelfCheckDraft, () => ({ answers, at: store.now() }));

/**
 * @param {Store} store
 * @param {string} course
 * @returns {Record<string, number> | null} what was chosen and not handed in yet; null: nothing, or only
 *   changes to a self-check that can't be changed any more
 */
export function draftOf(store, course) {
  const draft = store.read(recordKey(course, SELF_CHECK_DRAFT), asSelfCheckDraft);
  const checks = selfChecksOf(store, course);
  if (draft === null || draft.at <= (newestOf(checks)?.at ?? 0)) return null;
  return isNext(checks, draft.at) === isNext(checks, store.now()) ? draft.answers : null;
}

/**
 * @param {readonly SelfCheck[]} checks oldest first
 * @param {number} now
 * @returns {{id: string, date: string} | null} the day of the second one, for the calendar; null if it
 *   isn't to come
 */
export function reminderOf(checks, now) {
  if (stageOf(checks, now) !== "waiting") return null;
  return { id: "self-check", date: nextDay(checks[0]) };
}

/**
 * @param {SelfCheck} check
 * @param {ReadonlyMap<string, string>} statements by id
 * @param {readonly string[]} scale its words, from never to nearly always
 * @returns {string} such as `Often: I named the next step.`, a line for each statement
 */
export const written = ({ answers }, statements, scale) =>
  [...statements]
    .filter(([id]) => id in answers)
    .map(([id, text]) => `${scale[answers[id] - 1]}: ${text}`)
    .join("\n");

/**
 * @param {readonly SelfCheck[]} checks oldest first, at least one
 * @param {readonly string[]} statements ids
 * @returns {{statement: string, first: number, last: number, moved: "more" | "less" | "same"}[]} how the
 *   newest one differs from the first; statements that only one of them knows are left out
 */
export function compared(checks, statements) {
  const [first, last] = [checks[0].answers, checks[checks.length - 1].answers];
  return statements
    .filter((id) => id in first && id in last)
    .map((id) => ({
      statement: id,
      first: first[id],
      last: last[id],
      moved: last[id] > first[id] ? "more" : last[id] < first[id] ? "less" : "same",
    }));
}
