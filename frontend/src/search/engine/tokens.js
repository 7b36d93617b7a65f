/** Text to the terms that search finds it by. `site/search/tokens.py` does the same, and explains it. */
import RULES from "../../../../generator/answerable/site/search/rules.json" with { type: "json" };

const LETTER = `[\\p{L}\\p{N}${RULES.marks}]`;
const WORD = new RegExp(`${LETTER}+(?:(?:['-]|(?<=[0-9])[.,:](?=[0-9]))${LETTER}+)*`, "gu");
const UNSPACED = new RegExp(`([${RULES.unspaced}]+)`, "u");
const JOINTS = /['.,:-]/;
const ALL_JOINTS = /['.,:-]/g;
const IGNORED = new RegExp(`[${RULES.ignored}]`, "gu");
const APOSTROPHES = new RegExp(`[${RULES.apostrophes}]`, "gu");
const HYPHENS = new RegExp(`[${RULES.hyphens}]`, "gu");
const MARKS = new RegExp(`[${RULES.marks}]`, "gu");
const LETTERS = new RegExp(`[${Object.keys(RULES.letters).filter((one) => one !== "-").join("")}-]`, "gu");
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
const ASCII = /^[\x00-\x7f]*$/;
const CODE = /\p{Nd}/u;

/** @type {Record<string, string>} */
const BY = RULES.letters;
/** @type {Record<string, string[][]>} */
const SPELLINGS = RULES.spellings;

/**
 * For each language: how a word may begin that is written otherwise, as a pattern and what to put in its place.
 * @type {Record<string, string[]>}
 */
export const BEGINNINGS = RULES.beginnings;
/** @type {Record<string, {links: string[], never: string[]}>} */
const COMPOUNDS = RULES.compounds;

/** @param {string} language @returns {string} without its region */
export const baseOf = (language) => language.split("-")[0].toLowerCase();

/** @param {string} language @returns {{links: string[], never: string[]} | undefined} how it joins words to one */
export const compoundsIn = (language) => COMPOUNDS[baseOf(language)];

/** @param {string} text @returns {string} in lower case, with one form of each character, apostrophe and hyphen */
export const normal = (text) =>
  text
    .replace(/\u00ad/g, "")
    .replace(APOSTROPHES, "'")
    .replace(HYPHENS, "-")
    .normalize("NFKC")
    .toLowerCase()
    .replace(IGNORED, "");

/**
 * The words of a text as they are written, in lower case: `wi-fi` is one.
 * @param {string} text
 * @returns {string[]}
 */
export const words = (text) => normal(text).match(WORD) || [];

/**
 * A word without accents, hyphens and apostrophes, and with the digits 0 to 9.
 * @param {string} word
 * @returns {string}
 */
export function folded(word) {
  const whole = word.replace(ALL_JOINTS, "");
  if (ASCII.test(whole)) return whole;
  return whole
    .normalize("NFD")
    .replace(MARKS, "")
    .replace(LETTERS, (letter) => BY[letter])
    .replace(OTHER_DIGITS, (digit) => String(digit.charCodeAt(0) & 15))
    .normalize("NFC");
}

/** @param {string} word @returns {boolean} whether it is of a script that is written without spaces */
export const isUnspaced = (word) => UNSPACED.test(word);

/** @param {string} word @returns {string[]} the runs of the word that are of one such script, or of none */
const runs = (word) => word.split(UNSPACED).filter(Boolean);

/**
 * The ways to read a word: as a whole without its joints, and as its parts. Each is a list of units.
 * @param {string} word as `words` gives it
 * @returns {string[][]}
 */
export function readings(word) {
  const parts = word.split(JOINTS);
  if (parts.length === 1) return [runs(word)];
  const least = word.includes("'") ? 2 : 1;
  const long = parts.filter((part) => part.length >= least);
  return [runs(parts.join("")), long.flatMap(runs)].filter((units) => units.length);
}

/**
 * @param {string} language
 * @param {(word: string) => string} stem
 */
export function termsIn(language, stem) {
  const spellings = (SPELLINGS[baseOf(language)] || []).map(
    ([pattern, by]) => /** @type {const} */ ([new RegExp(pattern, "u"), by]),
  );
  /** @type {Map<string, string[]>} */
  const known = new Map();

  /** @param {string} word @returns {string} */
  const respelled = (word) => {
    const rule = spellings.find(([pattern]) => pattern.test(word));
    return rule ? word.replace(...rule) : word;
  };

  /** @param {string} unit @returns {string[]} any of which is the unit, or if it is unspaced, all of which are */
  const found = (unit) => {
    if (isUnspaced(unit)) {
      const plain = folded(unit);
      return plain.split("").map((_, at) => plain.slice(at, at + 2));
    }
    if (CODE.test(unit)) return [folded(unit)];
    const spelled = respelled(unit);
    const terms = [folded(stem(spelled))];
    if (!ASCII.test(spelled)) terms.push(folded(stem(folded(spelled))));
    return terms;
  };

  /** @param {string} unit of a word @returns {string[]} */
  return function terms(unit) {
    let terms = known.get(unit);
    if (!terms) {
      terms = [...new Set(found(unit))].filter(Boolean);
      known.set(unit, terms);
    }
    return terms;
  };
}
