/** Numbers as letters, as `site/search/codec.py` writes them: Base64 VLQ without signs. */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const MORE = 32;

/** @type {Uint8Array} the value of each letter, by its code */
const VALUES = new Uint8Array(128);
[...DIGITS].forEach((digit, value) => {
  VALUES[digit.charCodeAt(0)] = value;
});

/** @param {string} text @returns {number[]} */
export function numbers(text) {
  const found = [];
  let value = 0;
  let factor = 1;
  for (let at = 0; at < text.length; at++) {
    const digit = VALUES[text.charCodeAt(at)];
    value += (digit % MORE) * factor;
    if (digit < MORE) {
      found.push(value);
      value = 0;
      factor = 1;
    } else factor *= MORE;
  }
  return found;
}

/** @param {number[]} gaps @returns {number[]} the numbers between which they lie, ascending */
export function fromGaps(gaps) {
  let before = -1;
  return gaps.map((gap) => (before += gap + 1));
}

/**
 * @param {string} text
 * @param {(page: number, level: number) => void} each called with each page that a term has, and with how
 *   well the term fits it
 */
export function postings(text, each) {
  const all = numbers(text);
  let page = -1;
  for (let at = 0; at < all.length; at += 2) {
    page += all[at] + 1;
    each(page, all[at + 1]);
  }
}
