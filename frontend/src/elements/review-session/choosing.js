/** Which of a scenario's questions reviews it: not the same one every time. */

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
