/** The result of a quiz that was handed in: how it went, and what to do next. */
import { all, data, need, pageLanguage } from "../../common/dom.js";
import { filled, longDate, shortNumber } from "../../common/message.js";
import { percentOf, tally } from "../../learner/assessment.js";
import { missedIn, resultOf, toRepeat } from "./taking.js";

/** How many scenarios are worth repeating at once. */
const TO_REPEAT = 3;

/**
 * @param {HTMLElement} element the quiz
 * @param {import("../../learner/deck.js").Attempt} attempt
 * @param {ReadonlyMap<string, import("./pool.js").Entry>} entries of the pool, by key
 * @param {ReadonlyMap<string, HTMLAnchorElement>} links to scenarios, by id
 * @param {number | null} passMark in per cent; null: nobody passes or fails
 */
export function showResult(element, attempt, entries, links, passMark) {
  const chances = new Map([...entries].map(([key, { chance }]) => [key, chance]));
  const { total, guessed, verdict } = resultOf(attempt, chances, passMark);
  const result = need(element, "[data-part=result]", HTMLElement);
  result.dataset.result = verdict;
  for (const one of all(result, "[data-when]")) {
    one.hidden = !data(one, "when").split(" ").includes(verdict);
  }
  need(result, "[data-total]", HTMLElement).textContent = filled(data(element, "points"), worded(total));
  need(result, "progress", HTMLProgressElement).value = total.percent;
  const chance = need(result, "[data-chance]", HTMLElement);
  chance.textContent = filled(data(chance, "chance"), worded(guessed));
  for (const redo of all(result, "[data-redo]")) redo.hidden = missedIn(attempt).length === 0;
  showModules(result, attempt, entries);
  showRepeats(result, attempt, links);
}

/**
 * @param {HTMLElement} result
 * @param {import("../../learner/deck.js").Attempt} attempt
 * @param {ReadonlyMap<string, import("./pool.js").Entry>} entries
 */
function showModules(result, attempt, entries) {
  for (const row of all(result, "tr[data-module]")) {
    const keys = attempt.keys.filter((key) => entries.get(key)?.module === row.dataset.module);
    row.hidden = keys.length === 0;
    const cell = need(row, "td", HTMLTableCellElement);
    cell.textContent = filled(data(cell, "text"), worded(tally(keys, attempt.scores)));
  }
}

/**
 * @param {HTMLElement} result
 * @param {import("../../learner/deck.js").Attempt} attempt
 * @param {ReadonlyMap<string, HTMLAnchorElement>} links
 */
function showRepeats(result, attempt, links) {
  const part = need(result, "[data-repeat]", HTMLElement);
  const entries = toRepeat(attempt, TO_REPEAT).flatMap((scenario) => {
    const link = links.get(scenario);
    if (!link) return [];
    const entry = document.createElement("li");
    entry.append(link.cloneNode(true));
    return [entry];
  });
  need(part, "ul", HTMLUListElement).replaceChildren(...entries);
  part.hidden = entries.length === 0;
}

/** @param {HTMLElement} element the quiz @param {import("../../learner/deck.js").Result[]} results */
export function showEarlier(element, results) {
  const part = need(element, "[data-part=earlier]", HTMLElement);
  const language = pageLanguage();
  need(part, "ul", HTMLUListElement).replaceChildren(
    ...results.map(({ at, points, of }) => {
      const entry = document.createElement("li");
      entry.textContent = filled(data(element, "resultEntry"), {
        date: longDate(at, language, "short"),
        points: shortNumber(points, language),
        total: of,
        percent: percentOf(points, of),
      });
      return entry;
    }),
  );
  part.hidden = results.length === 0;
}

/** @param {import("./taking.js").Points} points @returns {Record<string, string | number>} */
const worded = ({ points, of, percent }) => ({
  points: shortNumber(points, pageLanguage()),
  total: of,
  percent,
});
