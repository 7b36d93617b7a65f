/**
 * What the coach asks about a reply, in the order of a good reply.
 *
 * @typedef {"who" | "next" | "idle" | "when" | "vague" | "back" | "all"} Ask
 *   who, next, when: it is missing; idle, vague, back: words that leave something open; all: nothing is
 */

const FEWEST_WORDS = 4; // Before that, a reply has only begun.

/**
 * @param {string} reply
 * @param {import("./coach.js").Reading} reading
 * @returns {{ask: Ask, words: string}[]} `words` are those of the reply that the question is about, or
 *   empty; no questions about a reply that has only begun
 */
export function questionsAbout(reply, { who, next, when, idle, vague, back }) {
  if (reply.split(/\s+/u).filter(Boolean).length < FEWEST_WORDS) return [];
  const about = (/** @type {Ask} */ ask, /** @type {import("./coach.js").Span | null} */ span = null) => ({
    ask,
    words: span ? reply.slice(span.start, span.end) : "",
  });
  const asked = [
    ...(who ? [] : [about("who")]),
    ...(idle ? [about("idle", idle)] : who && !next ? [about("next")] : []),
    ...(vague ? [about("vague", vague)] : when ? [] : [about("when")]),
    ...back.map((span) => about("back", span)),
  ];
  return asked.length > 0 ? asked : [about("all")];
}
