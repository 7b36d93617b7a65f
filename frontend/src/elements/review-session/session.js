/**
 * The state of a review session, question by question, as a value that is independent of the page.
 *
 * @template Q
 * @typedef {object} Session
 * @property {"waiting" | "loading" | "asking" | "checked" | "explaining" | "finished" | "unreachable"} phase
 *   explaining: the learner says in their own words why the right reply is the better one
 * @property {Q | null} current the question on the page
 * @property {readonly Q[]} queue what is still to come
 * @property {number} asked how many questions so far, including the current one
 * @property {number} right how many of them were right at the first check
 * @property {number} total how many questions the session has
 * @property {boolean} explains whether the learner is asked for a reason after the current question
 */

/**
 * What can happen: the learner starts; the questions are loaded, or none could be; the current one is
 * checked, with its score; the learner continues.
 * @template Q
 * @typedef {{type: "start"} | {type: "loaded", questions: readonly Q[]}
 *   | {type: "checked", score: number} | {type: "next"}} SessionEvent
 */

/** After every fourth question, if it was right: often enough to think, seldom enough to stay short. */
const EXPLAINED = 4;

/** @type {Session<any>} */
export const WAITING = {
  phase: "waiting",
  current: null,
  queue: [],
  asked: 0,
  right: 0,
  total: 0,
  explains: false,
};

/**
 * @template Q
 * @param {Session<Q>} session
 * @returns {boolean} whether it is running, so that nothing else may be shown in its place
 */
export const isRunning = ({ phase }) => ["loading", "asking", "checked", "explaining"].includes(phase);

/**
 * @template Q
 * @param {Session<Q>} session
 * @param {SessionEvent<Q>} event
 * @returns {Session<Q>} the same value if the event changes nothing
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
      // A second try is practice: it only counts in the log.
      return session.phase === "asking" ? answered(session, event.score === 1) : session;
    case "next":
      if (session.phase === "checked" && session.explains) return { ...session, phase: "explaining" };
      if (session.phase !== "checked" && session.phase !== "explaining") return session;
      return session.queue.length > 0 ? asking(session) : { ...session, phase: "finished", current: null };
  }
}

/**
 * @template Q
 * @param {Session<Q>} session whose queue isn't empty
 * @returns {Session<Q>}
 */
function asking(session) {
  const [current, ...queue] = session.queue;
  return { ...session, phase: "asking", current, queue, asked: session.asked + 1, explains: false };
}

/**
 * @template Q
 * @param {Session<Q>} session
 * @param {boolean} right
 * @returns {Session<Q>}
 */
function answered(session, right) {
  const explains = right && session.asked % EXPLAINED === 0;
  return { ...session, phase: "checked", right: session.right + Number(right), explains };
}
