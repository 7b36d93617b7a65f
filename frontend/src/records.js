/**
 * The kinds of record that the store keeps, and what makes a value one of them.
 *
 * @typedef {0 | 1 | 2 | null} Sureness 0: not sure, 1: fairly sure, 2: sure; null: not said
 *
 * @typedef {[at: number, score: number, sure: Sureness, rev: string]} Check one check of an answer:
 *   ms since 1970, 0 (wrong) to 1 (right), how sure the learner was, revision of the item
 *
 * @typedef {object} Answer the learner's side of one item
 * @property {string} rev revision of the item that the attempt belongs to
 * @property {number} seed order of the choices in the attempt
 * @property {any} answer what was checked, as the item's type has it; null while nothing is chosen
 * @property {number | null} score of the answer; null while an attempt is open
 * @property {number | null} at time of the last check; null before the first
 * @property {Check[]} log the checks in order, the newest ones
 * @property {number} [dropped] how many older checks are no longer in the log
 *
 * @typedef {object} OwnWords the learner's own words: a reply of their own, a reflection
 * @property {string} text
 * @property {number} at ms since 1970
 *
 * @typedef {object} LastVisit the scenario that was open last
 * @property {string} scenario
 * @property {number} at ms since 1970
 *
 * @typedef {object} Settings what the learner has set for this course
 * @property {string | null} neededUntil a date, YYYY-MM-DD; null: no date
 * @property {number} at ms since 1970
 */

/**
 * A kind of record.
 * @template T
 * @typedef {((value: unknown) => T | null) & {shorter?: (record: T) => unknown}} Kind gives the
 *   record, or null when the value is not one; `shorter` is how it is written, where that differs
 */

/** Ids under which a scenario keeps something that is not an answer. */
export const OWN_REPLY = "own-reply";
export const REFLECTION = "reflection";
/** Ids under which a course keeps its own, in the place of a scenario's id. */
export const LAST = "_last";
export const SETTINGS = "_settings";

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export const isObject = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {unknown} value @returns {value is number} */
const isCount = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

/** @param {unknown} value @returns {value is number} */
const isScore = (value) => typeof value === "number" && value >= 0 && value <= 1;

/**
 * An answer, in full or as `shorter` writes it: the last check need not be told twice, and a check
 * of the record's own revision need not name it.
 * @type {Kind<Answer>}
 */
export const asAnswer = Object.assign(
  (/** @type {unknown} */ value) => {
    if (!isObject(value) || typeof value.rev !== "string" || !isCount(value.seed)) return null;
    const { rev } = value;
    if (!Array.isArray(value.log)) return null;
    const log = value.log.map((entry) => asCheck(entry, rev));
    if (!log.every(Boolean)) return null;
    const last = log.length > 0 ? log[log.length - 1] : null;
    const { answer = null, score = last && last[1], at = last && last[0], dropped = 0 } = value;
    if (!(score === null || isScore(score)) || !(at === null || isCount(at))) return null;
    if (!isCount(dropped)) return null;
    return /** @type {Answer} */ ({ ...value, answer, score, at, log });
  },
  { shorter: shorterAnswer },
);

/** @param {unknown} value @param {string} rev where the check names none @returns {Check | null} */
function asCheck(value, rev) {
  if (!Array.isArray(value)) return null;
  const { 0: at, 1: score, 2: sure = null, 3: of = rev } = value; // Thousands are read in a row.
  const fits =
    isCount(at) &&
    isScore(score) &&
    (sure === null || sure === 0 || sure === 1 || sure === 2) &&
    typeof of === "string";
  return fits ? [at, score, sure, of] : null;
}

/** @param {Answer} record @returns {unknown} what `asAnswer` reads back as the same record */
function shorterAnswer({ score, at, ...record }) {
  const last = record.log.length > 0 ? record.log[record.log.length - 1] : [null, null];
  const log = record.log.map(([when, result, sure, rev]) => {
    if (rev !== record.rev) return [when, result, sure, rev];
    return sure === null ? [when, result] : [when, result, sure];
  });
  return {
    ...record,
    log,
    ...(score === last[1] ? {} : { score }),
    ...(at === last[0] ? {} : { at }),
  };
}

/** @param {unknown} value @returns {OwnWords | null} null when it is none */
export function asOwnWords(value) {
  const fits = isObject(value) && typeof value.text === "string" && isCount(value.at);
  return fits ? /** @type {OwnWords} */ (/** @type {unknown} */ (value)) : null;
}

/** @param {unknown} value @returns {LastVisit | null} null when it is none */
export function asLastVisit(value) {
  const fits = isObject(value) && typeof value.scenario === "string" && isCount(value.at);
  return fits ? /** @type {LastVisit} */ (/** @type {unknown} */ (value)) : null;
}

/** @param {unknown} value @returns {Settings | null} null when it is none */
export function asSettings(value) {
  const fits =
    isObject(value) &&
    isCount(value.at) &&
    (value.neededUntil === null ||
      (typeof value.neededUntil === "string" && /^\d{4}-\d\d-\d\d$/.test(value.neededUntil)));
  return fits ? /** @type {Settings} */ (/** @type {unknown} */ (value)) : null;
}
