/** What reviews a scenario: not the same question every time, and not always the same case. */
import { sittings } from "../../learner/schedule.js";

/** @typedef {import("../../learner/records.js").Check} Check */

/** Every how many reviews of a scenario another case of its idea is asked. */
const VARIED = 3;

/**
 * @param {readonly string[]} items ids of all questions of the scenario
 * @param {(item: string) => import("../../learner/records.js").Answer | undefined} answerTo
 * @returns {string[]} the same, the best choice first: what was not right at its last check, then what
 *   was checked longest ago or never
 */
export function byNeed(items, answerTo) {
  const last = (/** @type {string} */ item) => {
    const log = answerTo(item)?.log || [];
    return log.length > 0 ? log[log.length - 1] : null;
  };
  const standing = items.map((item) => {
    const check = last(item);
    return { item, right: check === null || check[1] === 1, at: check === null ? 0 : check[0] };
  });
  return standing
    .sort((a, b) => Number(a.right) - Number(b.right) || a.at - b.at)
    .map(({ item }) => item);
}

/**
 * @typedef {object} Case a scenario, as a case of an idea
 * @property {string} scenario
 * @property {string} module
 * @property {readonly string[]} tags
 */

/**
 * Which scenario is asked about in the review of another. Whoever meets the same case again and again
 * remembers the case, and not what it stands for. So at the third, sixth … review of a scenario, another
 * case of the same idea is asked: another scenario of its module, whose objectives they share. The one
 * with the most tags in common comes first; of equals, the one that was asked longest ago. If there is
 * none, it is the scenario itself; likewise if another one was missed since this one became due, perhaps when it stood
 * in: who misses one after another would never be asked about the one that is due.
 * @param {readonly (Case & {due: number})[]} due what is reviewed, in the order of the session
 * @param {readonly Case[]} free scenarios that may be asked instead, none of which is due
 * @param {readonly (Case & {at: number})[]} missed scenarios whose last answer, at this time, was not
 *   fully right
 * @param {(scenario: string) => readonly Check[]} historyOf
 * @returns {string[]} for each one that is due, the scenario to ask about; none stands in for two
 */
export function casesFor(due, free, missed, historyOf) {
  const left = new Set(free);
  const isMissed = (/** @type {Case & {due: number}} */ { scenario, module, due: since }) =>
    missed.some((other) => other.module === module && other.scenario !== scenario && other.at > since);
  return due.map((one) => {
    if (sittings(historyOf(one.scenario)).length % VARIED > 0 || isMissed(one)) return one.scenario;
    const [other] = alike(one, [...left], historyOf);
    if (!other) return one.scenario;
    left.delete(other);
    return other.scenario;
  });
}

/**
 * @param {Case} one
 * @param {readonly Case[]} others
 * @param {(scenario: string) => readonly Check[]} historyOf
 * @returns {Case[]} those of the same idea, the best choice first
 */
function alike(one, others, historyOf) {
  const shared = (/** @type {Case} */ { tags }) => tags.filter((tag) => one.tags.includes(tag)).length;
  const last = (/** @type {Case} */ { scenario }) => Math.max(0, ...historyOf(scenario).map(([at]) => at));
  return others
    .filter(({ module }) => module === one.module)
    .sort((a, b) => shared(b) - shared(a) || last(a) - last(b));
}
