/** Parses untrusted JSON: storage that anything on this host may write to, files that people open. */

/** How deep values may be nested. Our own records are 6 deep; browsers give up at 5,000. */
const DEEPEST = 500;

/** How many values a text may hold: 50 times as many as 5,000 answers. */
const MOST = 5_000_000;

/**
 * @param {string} text
 * @returns {unknown} undefined if it isn't JSON, or is too large or nested too deeply: browsers can't
 *   write such values, and some can't read them
 */
export function parsed(text) {
  if (!isBounded(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {string} text @returns {boolean} */
function isBounded(text) {
  if (text.length < 2 * DEEPEST) return true; // Each level needs two characters; most texts are short.
  let depth = 0;
  let values = 0;
  let quoted = false;
  for (let place = 0; place < text.length; place += 1) {
    const sign = text.charCodeAt(place);
    if (quoted) {
      if (sign === 0x5c) place += 1; // a backslash, and the character that it escapes
      else if (sign === 0x22) quoted = false;
    } else if (sign === 0x22) quoted = true;
    else if (sign === 0x5b || sign === 0x7b) {
      depth += 1; // [ or {
      values += 1;
      if (depth > DEEPEST || values > MOST) return false;
    } else if (sign === 0x5d || sign === 0x7d) depth -= 1;
    else if (sign === 0x2c) {
      values += 1;
      if (values > MOST) return false;
    }
  }
  return true;
}
