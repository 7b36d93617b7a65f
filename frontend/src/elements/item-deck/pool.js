/** Reads from a quiz's page which questions may be drawn. */
import { dataAt, fragmentOf } from "../../common/data.js";
import { all, data, linked, need } from "../../common/dom.js";
import { newSeed, shuffled } from "../../common/shuffle.js";
import { hashed } from "../../learner/known.js";

/** How many portions are drawn from at least, besides those with the questions of an attempt. */
const DRAWN = 2;

/**
 * Fills the list of a quiz on very many scenarios, which are in files (`site/quizzes.py`): from two
 * portions at random, and from more if these have too few questions.
 * @param {HTMLElement} list with `data-portions`, their folder, and `data-of`, how many there are
 * @param {readonly string[]} scenarios that have to be among them
 * @param {number} count how many questions are asked
 * @returns {Promise<boolean>} whether they could be loaded
 */
export async function fillPool(list, scenarios, count) {
  const total = Number(data(list, "of"));
  const needed = new Set(scenarios.map((one) => hashed(one) % total));
  const others = shuffled([...Array(total).keys()], newSeed()).filter((number) => !needed.has(number));
  const folder = new URL(data(list, "portions"), document.baseURI).href;
  let next = [...needed, ...others.splice(0, DRAWN)];
  list.replaceChildren();
  while (next.length > 0) {
    const loaded = await Promise.all(next.map((number) => portionAt(`${folder}${number}.js`)));
    if (loaded.includes(null)) return false;
    for (const portion of loaded) list.append(portion ?? "");
    next = poolIn(list).entries.size < count ? others.splice(0, 1) : [];
  }
  return true;
}

/** @param {string} address @returns {Promise<DocumentFragment | null>} its scenarios; null: can't be loaded */
async function portionAt(address) {
  const html = await dataAt(address);
  return html === null ? null : linked(fragmentOf(html), address);
}

/**
 * @typedef {import("../../learner/assessment.js").Candidate & {rev: string, chance: number}} Entry an item
 *   that may be drawn, with its revision, and the chance of guessing it right, 0 to 1
 */

/**
 * @param {string} scenario
 * @param {string} module
 * @param {string} text such as `which-reply:1a2b:0.5:lost-key more:3c4d:0.25:`: items, each with its
 *   revision, chance, and the scenarios whose replies it shows
 * @returns {Entry[]}
 */
export const entriesIn = (scenario, module, text) =>
  text.split(" ").map((one) => {
    const [item, rev, chance, replies] = one.split(":");
    return {
      key: `${scenario}/${item}`,
      module,
      scenario,
      rev,
      chance: Number(chance),
      replies: replies.split(",").filter(Boolean),
    };
  });

/**
 * @param {HTMLElement} list whose entries `[data-scenario data-module data-items]` contain a link each
 * @returns {{entries: Map<string, Entry>, links: Map<string, HTMLAnchorElement>}} the items by key, and
 *   the links to their scenarios
 */
export function poolIn(list) {
  const scenarios = all(list, "[data-scenario]");
  const entries = scenarios.flatMap((one) =>
    entriesIn(data(one, "scenario"), data(one, "module"), data(one, "items")),
  );
  return {
    entries: new Map(entries.map((entry) => [entry.key, entry])),
    links: new Map(scenarios.map((one) => [data(one, "scenario"), need(one, "a", HTMLAnchorElement)])),
  };
}
