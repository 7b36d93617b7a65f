/** Days, in the learner's time zone. Dates are written as YYYY-MM-DD, times are ms since 1970. */

export const DAY = 24 * 60 * 60 * 1000;

/** @param {number} at @returns {number} the end of that day, in the learner's time zone */
export function endOfDay(at) {
  const day = new Date(at);
  return day.setHours(24, 0, 0, 0);
}

/** @param {number} at @returns {string} that day in the learner's time zone, YYYY-MM-DD */
export function dateOf(at) {
  const day = new Date(at);
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/**
 * @param {string | null} date YYYY-MM-DD
 * @param {number} now
 * @returns {number | null} the start of that day in the learner's time zone; null if it is past or null
 */
export function startOf(date, now) {
  if (!date) return null;
  const at = dayOf(date);
  return at > now ? at : null;
}

/**
 * @param {string} date YYYY-MM-DD
 * @returns {number} the start of that day
 */
export function dayOf(date) {
  const [year, month, day] = date.split("-").map(Number);
  return new Date(year, month - 1, day).getTime();
}

/**
 * @param {number} at
 * @param {number} days
 * @returns {string} the date so many days later
 */
export function dateAfter(at, days) {
  const day = new Date(at);
  day.setDate(day.getDate() + days); // Not in ms: a day may have 23 or 25 hours.
  return dateOf(day.getTime());
}
