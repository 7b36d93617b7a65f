/** What somebody types to what is asked for: words, phrases, and filters such as `department:billing`. */
import { folded, normal, words } from "./tokens.js";

/**
 * @typedef {object} Question
 * @property {string[]} words also those of the phrases
 * @property {string[][]} phrases
 * @property {Record<string, string[]>} filters what is written after the name of each facet
 * @property {boolean} unfinished whether the last word may be the beginning of a longer one
 */

/** How many words of a question count: who pastes a whole letter gets what its beginning is about. */
const MOST = 24;

/** How many letters of it count: a single long word is read in as many ways as it has letters. */
export const LONGEST = 300;
const QUOTED = /"([^"]*)"/g;
const FILTER = /(?:^|\s)([\p{L}\p{M}-]+):\s?(?:"([^"]*)"?|(\S+))/gu;

/**
 * @param {string} text
 * @param {Record<string, string[]>} names what learners call each facet
 * @returns {Question}
 */
export function questionOf(text, names) {
  /** @type {Record<string, string[]>} */
  const filters = {};
  const rest = withoutFilters(text.slice(0, LONGEST), names, (facet, value) => {
    (filters[facet] ||= []).push(value);
    return true;
  });
  const phrases = [...rest.matchAll(QUOTED)].map(([, phrase]) => words(phrase)).filter((one) => one.length > 1);
  return {
    words: words(rest).slice(0, MOST),
    phrases,
    filters,
    unfinished: /[\p{L}\p{N}\p{M}]$/u.test(rest),
  };
}

/**
 * @param {string} text
 * @param {Record<string, string[]>} names what learners call each facet
 * @param {(facet: string, value: string) => boolean} isOut whether a filter in the text is left out
 * @returns {string}
 */
export function withoutFilters(text, names, isOut) {
  const known = new Map(
    Object.entries(names).flatMap(([facet, all]) => [facet, ...all].map((name) => [key(name), facet])),
  );
  return text.replace(/[“”„‟«»″＂]/g, '"').replace(FILTER, (whole, name, quoted, bare) => {
    const facet = known.get(key(name));
    return facet && isOut(facet, quoted ?? bare) ? " " : whole;
  });
}

/** @param {string} text @returns {string} equal for texts that differ by capitals, accents and spaces */
export const key = (text) => folded(normal(text).trim().replace(/\s+/g, " "));
