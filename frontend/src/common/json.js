/** JSON of unknown origin: storage that anything on this host may write to, files that people open. */

/** How deep values may be nested. What is kept is 6 deep; 5,000 is where browsers give up. */
const DEEPEST = 500;

/** How many values a text may hold: 50 times as many as 5,000 answers. */
const MOST = 5_000_000;

/**
 * @param {string} text
 * @returns {unknown} undefined when it is not JSON, or too much of it to handle: browsers fail to
 *   write, and some to read, what is nested without end
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
  if (text.length < 2 * DEEPEST) return true; // Each level needs two signs; most texts are short.
  let depth = 0;
  let values = 0;
  let quoted = false;
  for (let place = 0; place < text.length; place += 1) {
    const sign = text.charCodeAt(place);
    if (quoted) {
      if (sign === 0x5c) place += 1; // a backslash, and what it guards
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
