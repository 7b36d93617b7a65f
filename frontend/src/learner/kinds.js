/** Which kind of record is kept under which path, and how two of them are merged. */
import { merged } from "./attempt.js";
import { CERTIFICATE, DECK, asCertificate, asDeck, mergedDecks } from "./deck.js";
import {
  LAST,
  OWN_REPLY,
  OWN_SCENARIO,
  PLAN,
  PREFERENCES,
  REFLECTION,
  SEARCHES,
  SELF_CHECK,
  SELF_CHECK_DRAFT,
  SETTINGS,
  VISIT,
  asAnswer,
  asLastVisit,
  asOwnScenario,
  asOwnWords,
  asPlan,
  asPreferences,
  asSearches,
  asSelfCheck,
  asSelfCheckDraft,
  asSettings,
  asVisit,
} from "./records.js";

/**
 * @typedef {object} Place
 * @property {import("./records.js").Kind<any>} as
 * @property {(one: any, other: any) => any} merge gives the same in either order, and
 *   when repeated
 */

/** @param {string | undefined} item @returns {boolean} whether its record is words, not an answer */
const isWords = (item) => item === OWN_REPLY || item === REFLECTION;

/** @param {string} item of a scenario @returns {boolean} whether its record is an answer */
export const isAnswered = (item) => !isWords(item) && item !== PLAN && item !== VISIT;

/**
 * @param {string} path of a record within its course: `scenario/item`, or `_last`
 * @returns {Place}
 */
export function kindAt(path) {
  const [place, item] = path.split("/");
  if (place === LAST) return { as: asLastVisit, merge: newer };
  if (place === SETTINGS) return { as: asSettings, merge: newer };
  if (place === PREFERENCES) return { as: asPreferences, merge: newer };
  if (place === SEARCHES) return { as: asSearches, merge: newer };
  if (place === OWN_SCENARIO) return { as: asOwnScenario, merge: newer };
  if (place === SELF_CHECK) return { as: asSelfCheck, merge: newer };
  if (place === SELF_CHECK_DRAFT) return { as: asSelfCheckDraft, merge: newer };
  if (place === DECK) {
    if (item === CERTIFICATE) return { as: asCertificate, merge: newer };
    return { as: asDeck, merge: mergedDecks };
  }
  if (isWords(item)) return { as: asOwnWords, merge: newer };
  if (item === PLAN) return { as: asPlan, merge: newer };
  if (item === VISIT) return { as: asVisit, merge: older };
  return { as: asAnswer, merge: merged };
}

/**
 * @template {{at: number}} T
 * @param {T} one
 * @param {T} other
 * @returns {T} the newer one; for equal times, always the same one
 */
export function newer(one, other) {
  if (one.at !== other.at) return one.at > other.at ? one : other;
  return JSON.stringify(one) > JSON.stringify(other) ? one : other;
}

/**
 * @template {{at: number}} T
 * @param {T} one
 * @param {T} other
 * @returns {T} the older one; for equal times, always the same one
 */
const older = (one, other) => (newer(one, other) === one ? other : one);
