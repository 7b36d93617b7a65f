/**
 * Caches what the records of a course say, so that all elements of a page read them only once.
 *
 * @typedef {object} Reading what the records of a course say at this moment
 * @property {Map<string, import("./records.js").Answer>} answers with at least one check
 * @property {Map<string, import("./records.js").Check[]>} histories all checks of a scenario, in order
 * @property {Map<string, number | null>} dues when scenarios are due, for those asked about so far
 * @property {import("./schedule.js").Wish} wish
 * @property {Set<string>} visits scenarios whose pages were opened
 * @property {ReadonlyMap<string, import("./deck.js").Deck>} decks records of quizzes, by id
 * @property {readonly import("./records.js").SelfCheck[]} checks self-checks, oldest first
 */
import { attemptsOf } from "./attempt.js";
import { decksOf } from "./deck.js";
import { store } from "./device.js";
import { kindAt } from "./kinds.js";
import { overviewOf } from "./overview.js";
import { answersOf, stateOf, visitsOf } from "./progress.js";
import {
  LAST,
  PREFERENCES,
  SETTINGS,
  asAnswer,
  asLastVisit,
  asPreferences,
  asSettings,
  asVisit,
} from "./records.js";
import { endOfDay, startOf } from "./days.js";
import { dueAt, isReviewedToday, lastDaysFor, shareOf } from "./schedule.js";
import { selfChecksOf } from "./selfcheck.js";
import { recordKey, recordPrefix } from "./store.js";

/** How many reviews a day, unless the learner says otherwise: about five minutes. */
const REVIEWS_A_DAY = 10;

/** @type {Map<string, Reading>} */
const readings = new Map();

/**
 * Follows changes, so that one new answer doesn't cause thousands of others to be read again. Called
 * once, before any element listens to changes.
 */
export function watchReadings() {
  store.subscribe(({ key, here }) => {
    for (const [course, { answers: all, histories, dues, visits }] of readings) {
      const prefix = recordPrefix(course);
      const path = here && key && key.startsWith(prefix) ? key.slice(prefix.length) : null;
      if (path === null || path[0] === "_") {
        readings.delete(course);
        continue;
      }
      const [scenario] = path.split("/");
      const { as } = kindAt(path);
      if (as === asVisit) visits.add(scenario);
      if (as !== asAnswer) continue;
      const answer = store.read(prefix + path, asAnswer);
      if (answer && attemptsOf(answer) > 0) all.set(path, answer);
      else all.delete(path);
      histories.set(scenario, historyIn(all, scenario));
      dues.delete(scenario);
    }
  }, new AbortController().signal);
}

/**
 * @param {string} course
 * @returns {Reading}
 */
function reading(course) {
  let found = readings.get(course);
  if (!found) {
    const all = answersOf(store, course);
    const histories = historiesIn(all);
    const [visits, decks] = [visitsOf(store, course), decksOf(store, course)];
    const checks = selfChecksOf(store, course);
    found = { answers: all, histories, dues: new Map(), wish: wishFor(course), visits, decks, checks };
    readings.set(course, found);
  }
  return found;
}

/** @param {string} course @returns {import("./progress.js").Answers} */
export const answers = (course) => reading(course).answers;

/** @param {string} course @returns {ReadonlyMap<string, readonly import("./records.js").Check[]>} */
export const histories = (course) => reading(course).histories;

/**
 * @param {string} course
 * @param {string} scenario
 * @returns {number | null} when it is due, in ms since 1970; null: no question of it was ever checked
 */
export function dueOf(course, scenario) {
  const { histories: all, dues, wish } = reading(course);
  let due = dues.get(scenario);
  if (due === undefined) {
    const spread = lastDaysFor(all.size, wish.most);
    due = dueAt(scenario, all.get(scenario) || [], wish.until, spread);
    dues.set(scenario, due);
  }
  return due;
}

/**
 * @param {string} course
 * @param {readonly import("./tracked.js").Tracked[]} tracked
 * @returns {{scenario: string, due: number}[]} what is still to review today, longest overdue first
 */
export function reviewsToday(course, tracked) {
  const now = store.now();
  const { histories: all, wish } = reading(course);
  const reviewed = tracked.filter(({ scenario }) => isReviewedToday(all.get(scenario) || [], now));
  return shareOf(duesOf(course, tracked), reviewed.length, wish.most, now);
}

/**
 * @param {string} course
 * @param {readonly import("./tracked.js").Tracked[]} tracked
 * @returns {{scenario: string, due: number}[]} when each is due, without those never answered
 */
export function duesOf(course, tracked) {
  return tracked.flatMap(({ scenario }) => {
    const due = dueOf(course, scenario);
    return due === null ? [] : [{ scenario, due }];
  });
}

/**
 * @param {string} course
 * @returns {import("./records.js").Settings} the learner's own, or what the author says on the page
 */
export function settingsOf(course) {
  const own = store.read(recordKey(course, SETTINGS), asSettings);
  if (own) return own;
  const tracking = document.querySelector("template[data-needed-until]");
  const neededUntil = (tracking instanceof HTMLElement && tracking.dataset.neededUntil) || null;
  return { neededUntil, at: 0 };
}

/** @param {string} course @returns {import("./schedule.js").Wish} */
export function wishFor(course) {
  const { neededUntil, most = REVIEWS_A_DAY } = settingsOf(course);
  return { until: startOf(neededUntil, store.now()), most };
}

/**
 * @param {import("./progress.js").Answers} all
 * @returns {Map<string, import("./records.js").Check[]>} by scenario
 */
function historiesIn(all) {
  /** @type {Map<string, import("./records.js").Check[]>} */
  const found = new Map();
  for (const [path, { log }] of all) {
    const [scenario] = path.split("/");
    found.set(scenario, [...(found.get(scenario) || []), ...log]);
  }
  for (const checks of found.values()) checks.sort(byTime);
  return found;
}

/**
 * @param {import("./progress.js").Answers} all
 * @param {string} scenario
 * @returns {import("./records.js").Check[]}
 */
function historyIn(all, scenario) {
  const own = [...all].filter(([path]) => path.startsWith(`${scenario}/`));
  return own.flatMap(([, { log }]) => log).sort(byTime);
}

/** @param {import("./records.js").Check} a @param {import("./records.js").Check} b */
const byTime = (a, b) => a[0] - b[0];

/**
 * @param {string} course
 * @param {import("./tracked.js").Tracked} tracked
 * @returns {import("./progress.js").State} the learner's current progress in a scenario
 */
export function stateNow(course, tracked) {
  const { scenario } = tracked;
  const due = (dueOf(course, scenario) ?? Infinity) < endOfDay(store.now());
  return stateOf(tracked, answers(course), isOpened(course, scenario), due);
}

/**
 * @param {string} course
 * @param {string} scenario
 * @returns {boolean} whether its page was opened; records from before visits were kept only say that a
 *   question was answered, which is on that page unless a quiz asked it first
 */
export function isOpened(course, scenario) {
  const { visits, histories: all, decks } = reading(course);
  if (visits.has(scenario)) return true;
  const [first] = all.get(scenario) || [];
  if (!first) return false;
  return ![...decks.values()].some(({ results }) => results.some(({ at }) => at === first[0]));
}

/**
 * @param {string} course
 * @returns {import("./shortpath.js").Role | null} where the learner works; null: not said
 */
export const roleNow = (course) =>
  store.read(recordKey(course, PREFERENCES), asPreferences)?.role ?? null;

/**
 * @param {string} course
 * @param {readonly import("./tracked.js").Tracked[]} tracked its scenarios, as far as they are known
 * @param {ReadonlyMap<string, string>} modules of the scenarios, by id
 * @param {ReadonlyMap<string, number>} sizes how many scenarios each module has
 * @param {object} [ways] what may be the next step besides a scenario; without it, `step` ignores it
 * @param {readonly string[]} [ways.path] the scenarios of the short path
 * @param {readonly string[]} [ways.quizzes] the decks that the course offers
 * @returns {import("./overview.js").Overview} how far the learner is in the course, and what to do next
 */
export function overviewNow(course, tracked, modules, sizes, { path = [], quizzes = [] } = {}) {
  const { decks, histories: all } = reading(course);
  const last = store.read(recordKey(course, LAST), asLastVisit);
  const scenarios = tracked.map((one) => ({
    id: one.scenario,
    module: modules.get(one.scenario) || "",
    reached: stateNow(course, one).reached,
  }));
  const due = reviewsToday(course, tracked).length;
  const own = { scenarios, sizes, decks, histories: all, last: last && last.scenario, due };
  return overviewOf({ ...own, path, quizzes });
}

/**
 * @param {string} course
 * @param {string} id of a quiz
 * @returns {import("./deck.js").Deck | null}
 */
export const deckNow = (course, id) => reading(course).decks.get(id) || null;

/** @param {string} course @returns {readonly import("./records.js").SelfCheck[]} oldest first */
export const selfChecksNow = (course) => reading(course).checks;
