/**
 * Texts stand in the HTML, so that they are in the course's language; here their gaps are filled.
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
 * The text for a number: `data-answered-one`, `data-answered-few` …, as the language's plural
 * rules ask, or plain `data-answered`.
 * @param {DOMStringMap} texts an element's dataset
 * @param {string} name such as `answered`
 * @param {number} n also fills the gap `{n}`
 * @param {string} language such as `en`
 * @returns {string} empty when there is no such text
 */
export function counted(texts, name, n, language) {
  const rule = new Intl.PluralRules(language || undefined).select(n);
  const text = texts[name + rule[0].toUpperCase() + rule.slice(1)] || texts[name] || "";
  return filled(text, { n });
}

/**
 * @param {number | null} at ms since 1970
 * @param {string} language such as `en`
 * @returns {string} the day, in words
 */
export function longDate(at, language) {
  if (at === null) return "";
  return new Intl.DateTimeFormat(language || undefined, { dateStyle: "long" }).format(at);
}
