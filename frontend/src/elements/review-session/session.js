/**
 * A review of what is due, one question after another, as a value. Nothing here knows the page.
 *
 * @template Q
 * @typedef {object} Session
 * @property {"waiting" | "loading" | "asking" | "checked" | "finished" | "unreachable"} phase
 * @property {Q | null} current the question on the page
 * @property {readonly Q[]} queue what is still to come
 * @property {number} asked how many questions, with the current one
 * @property {number} right how many of them were right at the first check
 * @property {number} total how many the session has
 */

/**
 * What happens to it: the learner starts; its questions have come, or none could be had; the current
 * one is checked, with its score; the learner goes on.
 * @template Q
 * @typedef {{type: "start"} | {type: "loaded", questions: readonly Q[]}
 *   | {type: "checked", score: number} | {type: "next"}} SessionEvent
 */

/** @type {Session<any>} */
export const WAITING = { phase: "waiting", current: null, queue: [], asked: 0, right: 0, total: 0 };

/**
 * @template Q
 * @param {Session<Q>} session
 * @returns {boolean} whether it is under way, so that nothing else may be said in its place
 */
export const isRunning = ({ phase }) => phase === "loading" || phase === "asking" || phase === "checked";

/**
 * @template Q
 * @param {Session<Q>} session
 * @param {SessionEvent<Q>} event
 * @returns {Session<Q>} the same value where the event changes nothing
 */
export function after(session, event) {
  switch (event.type) {
    case "start":
      return isRunning(session) ? session : { ...WAITING, phase: "loading" };
    case "loaded":
      return event.questions.length > 0
        ? asking({ ...WAITING, queue: event.questions, total: event.questions.length })
        : { ...WAITING, phase: "unreachable" };
    case "checked":
      // Tried again, it is practice: it counts in the log alone.
      if (session.phase !== "asking") return session;
      return { ...session, phase: "checked", right: session.right + Number(event.score === 1) };
    case "next":
      if (session.phase !== "checked") return session;
      return session.queue.length > 0 ? asking(session) : { ...session, phase: "finished", current: null };
  }
}

/**
 * @template Q
 * @param {Session<Q>} session with something to come
 * @returns {Session<Q>}
 */
function asking(session) {
  const [current, ...queue] = session.queue;
  return { ...session, phase: "asking", current, queue, asked: session.asked + 1 };
}
