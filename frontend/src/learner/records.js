/**
 * The kinds of record in the store, and functions that validate them.
 *
 * @typedef {0 | 1 | 2 | null} Sureness 0: not sure, 1: fairly sure, 2: sure; null: not said
 *
 * @typedef {[at: number, score: number, sure: Sureness, rev: string]} Check one check of an answer:
 *   ms since 1970, 0 (wrong) to 1 (right), how sure the learner was, revision of the item
 *
 * @typedef {object} Answer the learner's side of one item
 * @property {string} rev revision of the item that the attempt belongs to
 * @property {number} seed order of the choices in the attempt
 * @property {any} answer what was checked, in the form of the item's type; null while there is none
 * @property {number | null} score of the answer; null while an attempt is open
 * @property {number | null} at time of the last check; null before the first
 * @property {Check[]} log the newest checks, in order
 * @property {import("../items/draft.js").Draft} [draft] what was entered but not checked yet
 * @property {number} [dropped] how many older checks are no longer in the log
 *
 * @typedef {object} OwnWords the learner's own words: a reply of their own; or a reflection, which
 *   earlier versions asked for where there is a plan now
 * @property {string} text
 * @property {number} at ms since 1970
 *
 * @typedef {object} Plan what the learner will do differently: “when … happens, I will …”
 * @property {string} when
 * @property {string} will
 * @property {string | null} by a date, YYYY-MM-DD; null: no date
 * @property {number} made when it was begun, in ms since 1970
 * @property {number} at when it was changed last, in ms since 1970
 *
 * @typedef {object} OwnScenario a draft of a scenario that the learner writes
 * @property {string} title
 * @property {string} situation
 * @property {string} given the reply that was given
 * @property {string} effect what it did to the customer
 * @property {string} better
 * @property {string} why the better reply is better
 * @property {string[]} solutions
 * @property {string} lesson
 * @property {number} at ms since 1970
 *
 * @typedef {object} SelfCheck how often the learner did what the statements of the self-check say
 * @property {Record<string, number>} answers 1 (never) to 5 (nearly always), by statement
 * @property {number} made when it was taken, in ms since 1970
 * @property {number} at when it was changed last, in ms since 1970
 *
 * @typedef {object} SelfCheckDraft what was chosen in the self-check and not handed in yet
 * @property {Record<string, number>} answers as in a self-check
 * @property {number} at when it was changed last, in ms since 1970
 *
 * @typedef {object} Visit that a scenario was opened
 * @property {number} at when it was opened first, in ms since 1970
 *
 * @typedef {object} LastVisit the scenario that was open last
 * @property {string} scenario
 * @property {number} at ms since 1970
 *
 * @typedef {object} Settings the learner's settings for this course
 * @property {string | null} neededUntil a date, YYYY-MM-DD; null: no date
 * @property {number} [most] reviews a day; missing: as many as the course suggests
 * @property {number} at ms since 1970
 *
 * @typedef {object} Preferences how the learner wants the pages to be
 * @property {boolean} [coach] whether the coach asks about their own replies; missing: it does
 * @property {boolean} [whole] whether all steps of a scenario are shown at once; missing: they aren't
 * @property {import("./shortpath.js").Role} [role] for a short path; missing: none
 * @property {boolean} [selfCheck] whether the home page says when a self-check is due; missing: it does
 * @property {number} at ms since 1970
 *
 * @typedef {object} Searches what the learner has searched for
 * @property {string[]} texts newest first
 * @property {number} at when the newest was searched for, in ms since 1970
 */

/**
 * A kind of record.
 * @template T
 * @typedef {((value: unknown) => T | null) & {shorter?: (record: T) => unknown}} Kind gives the
 *   record, or null if the value isn't one; `shorter` gives the form in which it is stored, if that
 *   differs
 */

/** Ids of a scenario's records that aren't answers. */
export const OWN_REPLY = "own-reply";
export const REFLECTION = "reflection";
export const PLAN = "plan";
export const VISIT = "visit";
/** Id of what counts as a review of a scenario, although another one of the same idea was asked. */
export const SAME_IDEA = "same-idea";
/** Ids of the course's own records, in place of a scenario's id. */
export const LAST = "_last";
export const SETTINGS = "_settings";
export const PREFERENCES = "_preferences";
export const SEARCHES = "_searches";
export const OWN_SCENARIO = "_own-scenario";
export const SELF_CHECK = "_self-check";
export const SELF_CHECK_DRAFT = "_self-check-draft";

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export const isObject = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {unknown} value @returns {value is number} */
export const isCount = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

/** The end of the year 9999, in ms: adding intervals to later times could exceed the range of dates. */
const LATEST = 253402300799999;

/** @param {unknown} value @returns {value is number} ms since 1970 */
export const isTime = (value) => isCount(value) && value <= LATEST;

const LONGEST_LOG = 1000; // checks

/** @param {unknown} value @returns {value is number} */
const isScore = (value) => typeof value === "number" && value >= 0 && value <= 1;

/**
 * An answer, either in full, as in version 2 of the store, or in the form that `shorter` writes.
 * @type {Kind<Answer>}
 */
export const asAnswer = Object.assign(
  (/** @type {unknown} */ value) => {
    // By index, because destructuring an array is slow, and thousands are read in a row.
    if (Array.isArray(value)) return answerOf(value[0], value[1], value[2], value[3], value[4]);
    if (!isObject(value)) return null;
    const { rev, seed, answer, log, ...more } = value;
    return answerOf(rev, seed, answer, log, more);
  },
  { shorter: shorterAnswer },
);

/** Fields that can't be among the optional ones, because they are already in the array. */
const TOLD_BEFORE = ["rev", "seed", "answer", "log"];

/**
 * @param {unknown} rev
 * @param {unknown} seed
 * @param {unknown} answer
 * @param {unknown} checks
 * @param {unknown} more optional fields
 * @returns {Answer | null}
 */
function answerOf(rev, seed, answer, checks, more) {
  if (typeof rev !== "string" || !isCount(seed) || !Array.isArray(checks)) return null;
  if (checks.length > LONGEST_LOG) return null; // No version keeps so many: it isn't our record.
  const log = [];
  for (const check of checks) {
    const read = asCheck(check, rev);
    if (read === null) return null;
    log.push(read);
  }
  const last = log.length > 0 ? log[log.length - 1] : null;
  const given = { rev, seed, answer: answer ?? null, score: last && last[1], at: last && last[0], log };
  if (more === undefined) return given;
  if (!isObject(more) || TOLD_BEFORE.some((name) => name in more)) return null;
  const record = /** @type {Answer} */ ({ ...given, ...more });
  const { score, at, dropped = 0 } = record;
  const fits = (score === null || isScore(score)) && (at === null || isTime(at)) && isCount(dropped);
  return fits ? record : null;
}

/** @param {unknown} value @param {string} rev used if the check has none @returns {Check | null} */
function asCheck(value, rev) {
  if (!Array.isArray(value)) return null;
  const at = value[0];
  const score = value[1];
  const sure = value.length > 2 ? value[2] : null;
  const of = value.length > 3 ? value[3] : rev;
  const fits =
    isTime(at) &&
    isScore(score) &&
    (sure === null || sure === 0 || sure === 1 || sure === 2) &&
    typeof of === "string";
  return fits ? [at, score, sure, of] : null;
}

/**
 * @param {Answer} record
 * @returns {unknown} `[rev, seed, answer, log, more]`, which `asAnswer` reads back as the same record.
 *   The last check isn't repeated, checks of the record's own revision leave it out, and `more` is
 *   only there if there are optional fields
 */
function shorterAnswer({ rev, seed, answer, score, at, log, ...more }) {
  const last = log.length > 0 ? log[log.length - 1] : [null, null];
  const checks = log.map(([when, result, sure, of]) => {
    if (of !== rev) return [when, result, sure, of];
    return sure === null ? [when, result] : [when, result, sure];
  });
  const rest = {
    ...more,
    ...(score === last[1] ? {} : { score }),
    ...(at === last[0] ? {} : { at }),
  };
  const told = [rev, seed, answer, checks];
  return Object.keys(rest).length > 0 ? [...told, rest] : told;
}

/** @param {unknown} value @returns {OwnWords | null} null if it isn't valid */
export function asOwnWords(value) {
  const fits = isObject(value) && typeof value.text === "string" && isTime(value.at);
  return fits ? /** @type {OwnWords} */ (/** @type {unknown} */ (value)) : null;
}

/** @param {unknown} value @returns {value is string} a date that exists, YYYY-MM-DD */
const isDate = (value) =>
  typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));

/** @param {unknown} value @returns {Plan | null} null if it isn't valid */
export function asPlan(value) {
  const fits =
    isObject(value) &&
    typeof value.when === "string" &&
    typeof value.will === "string" &&
    (value.by === null || isDate(value.by)) &&
    isTime(value.made) &&
    isTime(value.at);
  return fits ? /** @type {Plan} */ (/** @type {unknown} */ (value)) : null;
}

const TEXTS = ["title", "situation", "given", "effect", "better", "why", "lesson"];

/** @param {unknown} value @returns {OwnScenario | null} null if it isn't valid */
export function asOwnScenario(value) {
  const fits =
    isObject(value) &&
    TEXTS.every((name) => typeof value[name] === "string") &&
    Array.isArray(value.solutions) &&
    value.solutions.every((one) => typeof one === "string") &&
    isTime(value.at);
  return fits ? /** @type {OwnScenario} */ (/** @type {unknown} */ (value)) : null;
}

/** How many steps the scale of the self-check has. */
const SCALE = 5;

/** @param {unknown} value @returns {SelfCheckDraft | null} null if it isn't valid */
export function asSelfCheckDraft(value) {
  const isStep = (/** @type {unknown} */ one) => isCount(one) && one >= 1 && one <= SCALE;
  const fits =
    isObject(value) &&
    isObject(value.answers) &&
    Object.values(value.answers).every(isStep) &&
    isTime(value.at);
  return fits ? /** @type {SelfCheckDraft} */ (/** @type {unknown} */ (value)) : null;
}

/** @param {unknown} value @returns {SelfCheck | null} null if it isn't valid */
export function asSelfCheck(value) {
  const fits = isObject(value) && isTime(value.made) && asSelfCheckDraft(value) !== null;
  return fits ? /** @type {SelfCheck} */ (/** @type {unknown} */ (value)) : null;
}

/** @param {unknown} value @returns {Visit | null} null if it isn't valid */
export function asVisit(value) {
  const fits = isObject(value) && isTime(value.at);
  return fits ? /** @type {Visit} */ (/** @type {unknown} */ (value)) : null;
}

/** @param {unknown} value @returns {LastVisit | null} null if it isn't valid */
export function asLastVisit(value) {
  const fits = isObject(value) && typeof value.scenario === "string" && isTime(value.at);
  return fits ? /** @type {LastVisit} */ (/** @type {unknown} */ (value)) : null;
}

/** @param {unknown} value @returns {Settings | null} null if it isn't valid */
export function asSettings(value) {
  const fits =
    isObject(value) &&
    isTime(value.at) &&
    (value.most === undefined || (isCount(value.most) && value.most > 0)) &&
    (value.neededUntil === null || isDate(value.neededUntil));
  return fits ? /** @type {Settings} */ (/** @type {unknown} */ (value)) : null;
}

/** @param {unknown} value @returns {boolean} */
const isRole = (value) => {
  const isWord = (/** @type {unknown} */ one) => one === null || typeof one === "string";
  return isObject(value) && isWord(value.department) && isWord(value.channel);
};

/** @param {unknown} value @returns {Preferences | null} null if it isn't valid */
export function asPreferences(value) {
  const isSwitch = (/** @type {unknown} */ one) => one === undefined || typeof one === "boolean";
  const fits =
    isObject(value) &&
    isTime(value.at) &&
    isSwitch(value.coach) &&
    isSwitch(value.whole) &&
    isSwitch(value.selfCheck) &&
    (value.role === undefined || isRole(value.role));
  return fits ? /** @type {Preferences} */ (/** @type {unknown} */ (value)) : null;
}

/** @param {unknown} value @returns {Searches | null} null if it isn't valid */
export function asSearches(value) {
  const fits =
    isObject(value) &&
    Array.isArray(value.texts) &&
    value.texts.every((one) => typeof one === "string") &&
    isTime(value.at);
  return fits ? /** @type {Searches} */ (/** @type {unknown} */ (value)) : null;
}
