/**
 * Schedules reviews: spaced repetition by FSRS-6, as implemented in ts-fsrs, with its default weights
 * and a desired retention of 90 %.
 *
 * The schedule isn't stored. The memory state is computed from the log of an item's checks, so that
 * records of two devices can be merged and a newer model can be used at any time. Learners don't rate
 * themselves; each check is graded by its outcome:
 *
 *   not fully right -> Again; right and not sure -> Hard; right -> Good; right and sure -> Easy
 *
 * Reviews are days apart, so FSRS runs without its steps of a few minutes for drills
 * (`enable_short_term: false`), and without randomness (`enable_fuzz: false`).
 */
import { FSRSAlgorithm, Rating } from "ts-fsrs";

/** @typedef {import("./records.js").Check} Check */

export const DAY = 24 * 60 * 60 * 1000;
/** Over how many days before the "needed until" date the last reviews are spread. */
const LAST_DAYS = 7;

const fsrs = new FSRSAlgorithm({ enable_short_term: false, enable_fuzz: false });

/** @param {Check} check @returns {import("ts-fsrs").Grade} */
export function gradeOf([, score, sure]) {
  if (score < 1) return Rating.Again;
  if (sure === 0) return Rating.Hard;
  return sure === 2 ? Rating.Easy : Rating.Good;
}

/**
 * @param {readonly Check[]} log in order
 * @returns {{stability: number, difficulty: number, last: number, due: number} | null} the memory state
 *   after the last check: stability in days, difficulty from 1 to 10, times in ms since 1970; null
 *   without a check
 */
export function memoryAfter(log) {
  let memory = null;
  let before = null;
  let last = 0;
  let elapsed = 0;
  for (const check of log) {
    elapsed = memory === null ? 0 : Math.max(0, dayNumber(check[0]) - dayNumber(last));
    before = memory;
    memory = fsrs.next_state(before, elapsed, gradeOf(check));
    last = check[0];
  }
  if (memory === null) return null;
  const days = intervalOf(before, elapsed, gradeOf(log[log.length - 1]));
  return { ...memory, last, due: last + days * DAY };
}

/**
 * The interval, as in ts-fsrs' scheduler for whole days: a better grade always gives a longer one.
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
  return [again, hard, good, easy][grade - 1];
}

/** @param {number} at @returns {number} days since 1970; days end at midnight UTC, as in ts-fsrs */
const dayNumber = (at) => Math.floor(at / DAY);

/**
 * When an item is due. If it is needed until a date, the interval is cut so that one last review falls
 * in the week before that date. The day depends on the item, so that reviews are spread over the week.
 * After that review the date has no more effect.
 * @param {string} path of the item's record
 * @param {readonly Check[]} log
 * @param {number | null} until start of the day on which it is needed, in ms; null: no date
 * @returns {number | null} ms since 1970; null without a check
 */
export function dueAt(path, log, until) {
  const memory = memoryAfter(log);
  if (memory === null || until === null) return memory && memory.due;
  const slot = until - (1 + (hash(path) % LAST_DAYS)) * DAY;
  return memory.last < slot ? Math.min(memory.due, slot) : memory.due;
}

/** @param {string} text @returns {number} the same for the same text */
function hash(text) {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return sum;
}

/**
 * How many items are due on each of the next days, if every review is done on its day and right.
 * @param {ReadonlyMap<string, readonly Check[]>} logs by the path of the record
 * @param {number | null} until
 * @param {number} now
 * @param {number} days how far to look
 * @returns {Map<string, number>} by date, in order
 */
export function reviewDays(logs, until, now, days) {
  const counts = new Map();
  const horizon = now + days * DAY;
  for (const [path, before] of logs) {
    let log = [...before];
    for (;;) {
      const due = dueAt(path, log, until);
      if (due === null || due > horizon) break;
      const at = Math.max(due, now);
      counts.set(dateOf(at), (counts.get(dateOf(at)) || 0) + 1);
      // FSRS counts whole days: a second review on the same day wouldn't count.
      log = [...log, /** @type {Check} */ ([at, 1, null, ""])];
    }
  }
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The items of one session: the longest overdue first, and never two in a row from one module if
 * another module also has items due.
 * @template {{module: string, due: number}} T
 * @param {readonly T[]} due
 * @param {number} size
 * @returns {T[]}
 */
export function session(due, size) {
  /** @type {Map<string, T[]>} */
  const modules = new Map();
  for (const one of [...due].sort((a, b) => a.due - b.due)) {
    modules.set(one.module, [...(modules.get(one.module) || []), one]);
  }
  const mixed = [];
  for (let round = 0; mixed.length < Math.min(size, due.length); round += 1) {
    for (const queue of modules.values()) {
      if (round < queue.length && mixed.length < size) mixed.push(queue[round]);
    }
  }
  return mixed;
}

/** @param {number} at @returns {number} the end of that day, in the learner's time zone */
export function endOfDay(at) {
  const day = new Date(at);
  return day.setHours(24, 0, 0, 0);
}

/** @param {number} at @returns {string} that day in the learner's time zone, YYYY-MM-DD */
export function dateOf(at) {
  const day = new Date(at);
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/**
 * @param {string | null} date YYYY-MM-DD
 * @param {number} now
 * @returns {number | null} the start of that day in the learner's time zone; null if it is past or null
 */
export function startOf(date, now) {
  if (!date) return null;
  const [year, month, day] = date.split("-").map(Number);
  const at = new Date(year, month - 1, day).getTime();
  return at > now ? at : null;
}
