/**
 * Fills the gaps in a text. The texts are in the HTML, so that they are in the course's language.
 */

/**
 * @param {string} text with gaps such as `{n}`
 * @param {Record<string, string | number>} values a gap without a value stays as it is
 * @returns {string}
 */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (gap, name) => (name in values ? String(values[name]) : gap));
}

/**
 * The text for a number: `data-answered-one`, `data-answered-few` …, by the language's plural
 * rules, or else `data-answered`.
 * @param {DOMStringMap} texts an element's dataset
 * @param {string} name such as `answered`
 * @param {number} n also fills the gap `{n}`
 * @param {string} language such as `en`
 * @returns {string} empty if there is no such text
 */
export function counted(texts, name, n, language) {
  const rule = new Intl.PluralRules(language || undefined).select(n);
  const text = texts[name + rule[0].toUpperCase() + rule.slice(1)] || texts[name] || "";
  return filled(text, { n });
}

/**
 * @param {number | null} at ms since 1970
 * @param {string} language such as `en`
 * @param {"short"} [time] with the time of day
 * @returns {string} the day, in words
 */
export function longDate(at, language, time) {
  if (at === null) return "";
  // Browsers take `en` as American; the interface's English is British.
  const own = language === "en" ? "en-GB" : language || undefined;
  return new Intl.DateTimeFormat(own, { dateStyle: "long", timeStyle: time }).format(at);
}

/**
 * @param {string[]} parts
 * @param {string} language such as `en`
 * @returns {string} such as `4 scenarios and 12 answers`
 */
export function listed(parts, language) {
  return new Intl.ListFormat(language || undefined, { type: "conjunction" }).format(parts);
}

/**
 * @param {number} points
 * @param {string} language such as `en`
 * @returns {string} with at most one decimal
 */
export function shortNumber(points, language) {
  return new Intl.NumberFormat(language || undefined, { maximumFractionDigits: 1 }).format(points);
}
