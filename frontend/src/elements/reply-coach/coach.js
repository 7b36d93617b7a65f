/**
 * Reads a reply in the learner's own words as a coach would: who takes the problem on, what happens
 * next, by when, and what is handed back to the customer. It finds words, it doesn't mark: a reply
 * with all of them can still be poor, and a good one can do without.
 *
 * The rules of a language know phrases, not grammar. They work on clauses, because the same words mean
 * different things depending on who does what: “I’ll call you by noon” is a promise, “you can call us
 * until noon” isn't.
 *
 * @typedef {object} Rules how a language says it; every expression has the flags `g` and `i`, `u` too
 * @property {RegExp} breaks where a clause ends, apart from the end of a sentence
 * @property {RegExp} owner somebody here takes it on, up to the place where the action begins
 * @property {RegExp} refused what right behind an owner means that nobody takes it on
 * @property {RegExp} idle actions that leave open what is done, or that do nothing for the customer
 * @property {RegExp} supposed makes a clause a wish, a condition or a quotation
 * @property {RegExp} time a time that a customer can rely on
 * @property {RegExp} elsewhere makes a time something else than a promise: opening hours, the past
 * @property {RegExp} vague a time that nobody can rely on
 * @property {RegExp} back something that the customer is to do
 * @property {RegExp} spared makes that its opposite: what the customer need not do
 *
 * @typedef {object} Span a part of the reply
 * @property {number} start
 * @property {number} end
 *
 * @typedef {object} Reading
 * @property {Span | null} who
 * @property {Span | null} next the action; null if it is left open, or nobody takes it on
 * @property {Span | null} when
 * @property {Span | null} idle an action that leaves open what is done, if there is no other
 * @property {Span | null} vague a time that nobody can rely on, if there is no other
 * @property {Span[]} back
 */

const SENTENCE = /[.!?…]+(?=\s|$)|[;:\n–—]|\s-\s/gu;

/**
 * @param {string} reply
 * @param {Rules} rules
 * @returns {Reading}
 */
export function read(reply, rules) {
  /** @type {Reading} */
  const reading = { who: null, next: null, when: null, idle: null, vague: null, back: [] };
  for (const clause of clausesOf(reply, rules)) readClause(clause, rules, reading);
  return {
    ...reading,
    idle: reading.next ? null : reading.idle,
    vague: reading.when ? null : reading.vague,
  };
}

/**
 * @typedef {object} Clause
 * @property {string} text
 * @property {number} start where it begins in the reply
 *
 * @param {string} reply
 * @param {Rules} rules
 * @returns {Clause[]} without those in quotation marks: they are somebody else's words
 */
function clausesOf(reply, { breaks }) {
  // What is quoted keeps its length, so that places stay the same.
  const own = reply
    .replace(/[“„«"][^“”„«»"]*[”“»"]/gu, (quoted) => ";".repeat(quoted.length))
    .replace(/[’‘]/gu, "'");
  const ends = [SENTENCE, breaks].flatMap((end) => [...own.matchAll(end)]);
  const places = ends.map(({ index = 0, 0: { length } }) => [index, index + length]);
  places.sort(([a], [b]) => a - b).push([own.length, own.length]);
  /** @type {Clause[]} */
  const clauses = [];
  let start = 0;
  for (const [end, next] of places) {
    if (end > start) clauses.push({ text: own.slice(start, end), start });
    start = Math.max(start, next);
  }
  return clauses;
}

/** @param {Clause} clause @param {Rules} rules @param {Reading} reading is filled in */
function readClause(clause, rules, reading) {
  const { text } = clause;
  const back = backIn(clause, rules);
  if (back) reading.back.push(back);
  if (found(rules.supposed, clause)) return;
  const [owner, isRefused] = ownerIn(clause, rules);
  if (owner) {
    const action = { text: text.slice(owner.end - clause.start), start: owner.end };
    const idle = found(rules.idle, action);
    reading.who = reading.who || owner;
    if (idle) reading.idle = reading.idle || { start: owner.start, end: idle.end };
    else if (/\p{L}/u.test(action.text)) reading.next = reading.next || trimmed(action);
  }
  if ((back && !owner) || isRefused || found(rules.elsewhere, clause)) return;
  reading.when = reading.when || found(rules.time, clause);
  reading.vague = reading.vague || found(rules.vague, clause);
}

/**
 * @param {Clause} clause
 * @param {Rules} rules
 * @returns {[owner: Span | null, isRefused: boolean]} who takes it on, or that somebody here doesn't
 */
function ownerIn({ text, start }, { owner, refused }) {
  const owners = [...text.matchAll(owner)].map(({ index = 0, 0: words }) => [index, index + words.length]);
  const [first] = owners.filter(([, end]) => !refused.test(text.slice(end)));
  if (first) return [{ start: start + first[0], end: start + first[1] }, false];
  return [null, owners.length > 0];
}

/** @param {Clause} clause @param {Rules} rules @returns {Span | null} */
function backIn(clause, { back, spared }) {
  return found(spared, clause) ? null : found(back, clause);
}

/** @param {RegExp} expression @param {Clause} clause @returns {Span | null} its first match */
function found(expression, { text, start }) {
  const [match] = text.matchAll(expression);
  if (!match) return null;
  const [words] = match;
  const at = start + (match.index || 0);
  return trimmed({ text: words, start: at });
}

/** @param {Clause} clause @returns {Span} without spaces and commas around it */
function trimmed({ text, start }) {
  const before = text.length - text.replace(/^[\s,]+/u, "").length;
  return { start: start + before, end: start + text.replace(/[\s,]+$/u, "").length };
}
