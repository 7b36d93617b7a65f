/**
 * Schedules reviews: spaced repetition by FSRS-6, as implemented in ts-fsrs, with its default weights
 * and a desired retention of 90 %.
 *
 * A scenario is what is remembered: all checks of its questions are its history, and any of its
 * questions can review it, or once in a while another scenario of the same idea (`choosing.js`). The
 * schedule isn't stored. The memory state is computed from the history, so that records of two devices
 * can be merged and a newer model can be used at any time. Learners don't rate themselves; each check is
 * graded by its outcome:
 *
 *   not fully right -> Again; right and not sure -> Hard; right -> Good; right and sure -> Easy
 *
 * Only what is recalled after a while says something about memory. So checks less than six hours apart
 * are one sitting, which counts once, by its worst check: a mistake that is put right a moment later
 * stays a mistake.
 *
 * Reviews are days apart, so FSRS runs without its steps of a few minutes for drills
 * (`enable_short_term: false`), and without randomness (`enable_fuzz: false`).
 */
import { FSRSAlgorithm, Rating } from "ts-fsrs";
import { DAY, dateOf, endOfDay } from "./days.js";

/** @typedef {import("./records.js").Check} Check */

/** Checks less than this apart, in ms, belong to one sitting. */
const PAUSE = 6 * 60 * 60 * 1000;
/** The longest interval in days: nobody should wait longer for a question they need at work. */
const LONGEST = 365;
/** Over how many days before the "needed until" date the last reviews are spread, at least. */
const LAST_DAYS = 7;

const fsrs = new FSRSAlgorithm({
  enable_short_term: false,
  enable_fuzz: false,
  maximum_interval: LONGEST,
});

/** @param {Check} check @returns {import("ts-fsrs").Grade} */
export function gradeOf([, score, sure]) {
  if (score < 1) return Rating.Again;
  if (sure === 0) return Rating.Hard;
  return sure === 2 ? Rating.Easy : Rating.Good;
}

/**
 * @typedef {object} Sitting
 * @property {number} at time of its first check, ms since 1970
 * @property {import("ts-fsrs").Grade} grade the lowest of its checks
 *
 * @param {readonly Check[]} history in order
 * @returns {Sitting[]}
 */
export function sittings(history) {
  /** @type {Sitting[]} */
  const found = [];
  let last = -Infinity;
  for (const check of history) {
    const [grade, open] = [gradeOf(check), found[found.length - 1]];
    if (check[0] - last < PAUSE) open.grade = /** @type {typeof grade} */ (Math.min(open.grade, grade));
    else found.push({ at: check[0], grade });
    last = check[0];
  }
  return found;
}

/**
 * @param {readonly Check[]} history in order
 * @param {number} now
 * @returns {boolean} whether a check at this time would belong to the last sitting
 */
export const isFresh = (history, now) => history.length > 0 && now - history[history.length - 1][0] < PAUSE;

/**
 * @param {readonly Check[]} history in order
 * @returns {{stability: number, difficulty: number, last: number, due: number} | null} the memory state
 *   after the last sitting: stability in days, difficulty from 1 to 10, times in ms since 1970; null
 *   without a check
 */
export function memoryAfter(history) {
  let memory = null;
  let before = null;
  let last = 0;
  let elapsed = 0;
  let days = 0;
  for (const { at, grade } of sittings(history)) {
    elapsed = memory === null ? 0 : Math.max(0, dayNumber(at) - dayNumber(last));
    before = memory;
    memory = fsrs.next_state(before, elapsed, grade);
    days = intervalOf(before, elapsed, grade);
    last = at;
  }
  return memory && { ...memory, last, due: last + days * DAY };
}

/**
 * The interval, as in ts-fsrs' scheduler for whole days: a better grade always gives a longer one, up
 * to the longest.
 * @param {import("ts-fsrs").FSRSState | null} before
 * @param {number} elapsed days
 * @param {import("ts-fsrs").Grade} grade
 * @returns {number} days
 */
function intervalOf(before, elapsed, grade) {
  const free = [Rating.Again, Rating.Hard, Rating.Good, Rating.Easy].map((one) =>
    fsrs.next_interval(
      fsrs.next_state(before, elapsed, /** @type {import("ts-fsrs").Grade} */ (one)).stability,
      elapsed,
    ),
  );
  const again = Math.min(free[0], free[1]);
  const hard = Math.max(free[1], again + 1);
  const good = Math.max(free[2], hard + 1);
  const easy = Math.max(free[3], good + 1);
  return Math.min([again, hard, good, easy][grade - 1], LONGEST);
}

/** @param {number} at @returns {number} days since 1970; days end at midnight UTC, as in ts-fsrs */
const dayNumber = (at) => Math.floor(at / DAY);

/**
 * @typedef {object} Wish what a learner asks of the schedule
 * @property {number | null} until start of the day on which the course is needed, in ms; null: no date
 * @property {number} most reviews a day
 */

/**
 * When a scenario is due. If it is needed until a date, the interval is cut so that one last review
 * falls in the days before that date, a week or as many as all scenarios take. Which day depends on
 * the scenario, so that reviews are spread. After that review the date has no more effect.
 * @param {string} scenario
 * @param {readonly Check[]} history
 * @param {number | null} until start of the day on which it is needed, in ms; null: no date
 * @param {number} lastDays see `lastDaysFor`
 * @returns {number | null} ms since 1970; null without a check
 */
export function dueAt(scenario, history, until, lastDays = LAST_DAYS) {
  const memory = memoryAfter(history);
  if (memory === null || until === null) return memory && memory.due;
  const slot = until - (1 + (hash(scenario) % lastDays)) * DAY;
  return memory.last < slot ? Math.min(memory.due, slot) : memory.due;
}

/**
 * @param {number} scenarios how many are under way
 * @param {number} most reviews a day
 * @returns {number} over how many days their last reviews have to be spread
 */
export const lastDaysFor = (scenarios, most) => Math.max(LAST_DAYS, Math.ceil(scenarios / most));

/** @param {string} text @returns {number} the same for the same text */
function hash(text) {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return sum;
}

/**
 * What is left of today's share: the scenarios that are due longest, as many as the learner wants to
 * review in a day. The others come on the days after.
 * @template {{due: number}} T
 * @param {readonly T[]} scenarios with a due time
 * @param {number} reviewed how many were reviewed today already
 * @param {number} most reviews a day
 * @param {number} now
 * @returns {T[]}
 */
export function shareOf(scenarios, reviewed, most, now) {
  const end = endOfDay(now);
  const waiting = scenarios.filter(({ due }) => due < end).sort((a, b) => a.due - b.due);
  return waiting.slice(0, Math.max(0, most - reviewed));
}

/**
 * @param {readonly Check[]} history
 * @param {number} now
 * @returns {boolean} whether it was answered today, having been answered in an earlier sitting
 */
export function isReviewedToday(history, now) {
  const all = sittings(history);
  return all.length > 1 && endOfDay(all[all.length - 1].at) === endOfDay(now);
}

/**
 * How many scenarios are to be reviewed on each of the next days, if every review is done on its day
 * and right.
 * @param {ReadonlyMap<string, readonly Check[]>} histories by scenario
 * @param {Wish} wish
 * @param {number} now
 * @param {number} days how far to look
 * @returns {Map<string, number>} by date, in order; days without a review are left out
 */
export function reviewDays(histories, { until, most }, now, days) {
  const spread = lastDaysFor(histories.size, most);
  const state = [...histories].flatMap(([scenario, history]) => {
    const due = dueAt(scenario, history, until, spread);
    return due === null ? [] : [{ scenario, history, due }];
  });
  let reviewed = state.filter(({ history }) => isReviewedToday(history, now)).length;
  const counts = new Map();
  for (let day = 0; day < days; day += 1) {
    const at = now + day * DAY;
    const share = shareOf(state, reviewed, most, at);
    for (const one of share) {
      one.history = [...one.history, /** @type {Check} */ ([at, 1, null, ""])];
      one.due = /** @type {number} */ (dueAt(one.scenario, one.history, until, spread));
    }
    if (share.length > 0) counts.set(dateOf(at), share.length);
    reviewed = 0;
  }
  return counts;
}

/**
 * What is due, in the order of a session: the longest overdue first, and never two in a row from one
 * module if another module also has something due.
 * @template {{module: string, due: number}} T
 * @param {readonly T[]} due
 * @returns {T[]}
 */
export function mixed(due) {
  /** @type {Map<string, T[]>} */
  const modules = new Map();
  for (const one of [...due].sort((a, b) => a.due - b.due)) {
    modules.set(one.module, [...(modules.get(one.module) || []), one]);
  }
  const queues = [...modules.values()];
  const rounds = Math.max(0, ...queues.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) =>
    queues.flatMap((queue) => queue.slice(round, round + 1)),
  ).flat();
}
