/**
 * How far a learner is in a course, and the one next step. Every page that tells of either reads this
 * value, so that all of them tell the same story.
 *
 * @typedef {import("./deck.js").Deck} Deck
 *
 * @typedef {object} ModuleOverview
 * @property {number} done how many of its scenarios
 * @property {number} total
 *
 * @typedef {{name: "start", scenario: string} | {name: "scenario", scenario: string}
 *   | {name: "quiz", deck: string, answered: number, total: number} | {name: "review", due: number}
 *   | {name: "assessment"} | {name: "certificate"} | {name: "none"}} Step quiz: one that was begun; a
 *   deck is a module's id, or `ASSESSMENT`
 *
 * @typedef {object} Overview
 * @property {number} done how many scenarios
 * @property {number} total
 * @property {ReadonlyMap<string, ModuleOverview>} modules by id
 * @property {number} completed how many modules are done
 * @property {number} days on how many days the learner has practised
 * @property {number} due how many reviews wait today
 * @property {import("./deck.js").Result | null} passed the best passed assessment
 * @property {string | null} scenario where to start or continue; null: all are done
 * @property {Step} step
 */
import { ASSESSMENT, bestPassed, openIn } from "./deck.js";
import { nextOf } from "./progress.js";
import { dateOf } from "./days.js";

/**
 * @param {object} records
 * @param {readonly {id: string, module: string, reached: "new" | "begun" | "done"}[]} records.scenarios
 *   in the course's order, as far as they are known
 * @param {ReadonlyMap<string, number>} records.sizes how many scenarios each module has
 * @param {ReadonlyMap<string, Deck>} records.decks by id
 * @param {ReadonlyMap<string, readonly import("./records.js").Check[]>} records.histories by scenario
 * @param {string | null} records.last the scenario that was open last
 * @param {number} records.due how many reviews wait today
 * @param {readonly string[]} records.path the scenarios of the short path, which comes first; or none
 * @param {readonly string[]} records.quizzes the decks that the course offers
 * @returns {Overview}
 */
export function overviewOf({ scenarios, sizes, decks, histories, last, due, path, quizzes }) {
  const modules = modulesOf(scenarios, sizes);
  const done = new Set(scenarios.filter(({ reached }) => reached === "done").map(({ id }) => id));
  const ids = scenarios.map(({ id }) => id);
  const passed = bestPassed(decks.get(ASSESSMENT) || null);
  const scenario = nextOf(path, done, last) ?? nextOf(ids, done, last);
  const isNew = done.size === 0 && !ids.includes(last ?? "");
  const offered = new Map([...decks].filter(([id]) => quizzes.includes(id)));
  const isAssessed = quizzes.includes(ASSESSMENT);
  return {
    done: done.size,
    total: [...sizes.values()].reduce((sum, size) => sum + size, 0),
    modules,
    completed: [...modules.values()].filter((one) => one.done === one.total).length,
    days: new Set([...histories.values()].flat().map(([at]) => dateOf(at))).size,
    due,
    passed,
    scenario,
    step: openStep(offered) || plannedStep({ due, scenario, isNew, isAssessed, isPassed: passed !== null }),
  };
}

/**
 * @param {readonly {module: string, reached: string}[]} scenarios
 * @param {ReadonlyMap<string, number>} sizes
 * @returns {Map<string, ModuleOverview>}
 */
function modulesOf(scenarios, sizes) {
  const modules = new Map([...sizes].map(([id, total]) => [id, { done: 0, total }]));
  for (const { module, reached } of scenarios) {
    const found = modules.get(module);
    if (found && reached === "done") found.done += 1;
  }
  return modules;
}

/** @param {ReadonlyMap<string, Deck>} decks @returns {Step | null} the quiz that was begun last */
function openStep(decks) {
  const open = [...decks].flatMap(([deck, record]) => {
    const begun = openIn(record);
    return begun ? [{ deck, ...begun }] : [];
  });
  const [newest] = open.sort((a, b) => b.at - a.at);
  if (!newest) return null;
  const { deck, answered, total } = newest;
  return { name: "quiz", deck, answered, total };
}

/**
 * What is due comes before anything new: it is short, and waiting would undo it.
 * @param {{due: number, scenario: string | null, isNew: boolean, isAssessed: boolean, isPassed: boolean}} state
 * @returns {Step}
 */
function plannedStep({ due, scenario, isNew, isAssessed, isPassed }) {
  if (due > 0) return { name: "review", due };
  if (scenario !== null) return { name: isNew ? "start" : "scenario", scenario };
  if (!isAssessed) return { name: "none" };
  return { name: isPassed ? "certificate" : "assessment" };
}
