/** How far a learner has come in a course. Whether an answer was right makes no difference. */
import { OWN_REPLY, asAnswer } from "./records.js";
import { recordKey } from "./store.js";

/**
 * @param {import("./store.js").Store} store
 * @param {string} course
 * @returns {Set<string>} ids of the scenarios with at least one checked answer
 */
export function answeredScenarios(store, course) {
  const answered = new Set();
  const prefix = `${recordKey(course)}/`;
  for (const key of store.keys(prefix)) {
    const [scenario, item] = key.slice(prefix.length).split("/");
    if (!item || item === OWN_REPLY) continue;
    const answer = store.read(key, asAnswer);
    if (answer && answer.attempts > 0) answered.add(scenario);
  }
  return answered;
}

/**
 * Where to go on.
 * @param {readonly string[]} scenarios ids in the course's order
 * @param {ReadonlySet<string>} answered
 * @param {string | null} last the scenario that was open last
 * @returns {{state: "new" | "done"} | {state: "under way", next: string}}
 */
export function nextStep(scenarios, answered, last) {
  const place = last === null ? -1 : scenarios.indexOf(last);
  const begun = place >= 0 || scenarios.some((id) => answered.has(id));
  if (!begun) return { state: "new" };
  // The last one itself comes first, then those after it, then the ones before it.
  const from = Math.max(place, 0);
  const inOrder = [...scenarios.slice(from), ...scenarios.slice(0, from)];
  const next = inOrder.find((id) => !answered.has(id));
  return next === undefined ? { state: "done" } : { state: "under way", next };
}
