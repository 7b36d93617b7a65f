/**
 * Whether an item of the catalogue passes the filters. What is asked for and what an item offers are
 * both maps from a filter's name to values.
 */

/**
 * @param {Record<string, readonly string[]>} offered values of one item, such as
 *   `{channel: ["Phone"], tag: ["refund", "invoice"]}`
 * @param {Record<string, string>} asked one value per filter; all of them must be offered
 * @returns {boolean}
 */
export function fits(offered, asked) {
  return Object.entries(asked).every(([name, value]) => (offered[name] || []).includes(value));
}

/**
 * @param {string} query the address's query, such as `?tag=refund`
 * @param {readonly string[]} names the filters that exist; anything else is ignored
 * @returns {Record<string, string>}
 */
export function askedIn(query, names) {
  const parameters = new URLSearchParams(query);
  /** @type {Record<string, string>} */
  const asked = {};
  for (const name of names) {
    const value = parameters.get(name);
    if (value) asked[name] = value;
  }
  return asked;
}

/**
 * The query that asks for these filters. Its other parameters are kept.
 * @param {string} query
 * @param {readonly string[]} names
 * @param {Record<string, string>} asked
 * @returns {string} with its question mark; empty if nothing is left in it
 */
export function queryFor(query, names, asked) {
  const parameters = new URLSearchParams(query);
  for (const name of names) {
    if (asked[name]) parameters.set(name, asked[name]);
    else parameters.delete(name);
  }
  const text = parameters.toString();
  return text && `?${text}`;
}
