/**
 * What a learner asks for, and how an address says it: `?q=parcel&department=Billing&progress=open`.
 *
 * @typedef {object} Query
 * @property {string} text
 * @property {Record<string, string[]>} chosen values per filter; filters without any are left out
 */

/**
 * @param {string} address its query, with or without the question mark
 * @param {readonly string[]} filters their names; anything else is ignored
 * @returns {Query}
 */
export function queryIn(address, filters) {
  const parameters = new URLSearchParams(address);
  const chosen = filters
    .map((name) => /** @type {const} */ ([name, parameters.getAll(name).filter(Boolean)]))
    .filter(([, values]) => values.length > 0);
  return { text: parameters.get("q") || "", chosen: Object.fromEntries(chosen) };
}

/** @param {Query} query @returns {string} with its question mark; empty if nothing is asked for */
export function addressOf({ text, chosen }) {
  const parameters = new URLSearchParams(text.trim() && { q: text.trim() });
  for (const [name, values] of Object.entries(chosen)) {
    for (const value of values) parameters.append(name, value);
  }
  return String(parameters) && `?${parameters}`;
}
