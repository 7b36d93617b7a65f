/**
 * Between the records of this browser and a session with a platform. What the platform knows is
 * brought into the records; what the learner answers from then on is told to the platform.
 *
 * Only what was answered since the platform's own state was written counts, so that a second try at
 * the course starts from nothing, whatever this browser still remembers of the first.
 */
import { percentOf } from "../assessment.js";
import { ASSESSMENT, DECK, asDeck, bestPassed } from "../deck.js";
import { put } from "../migrate.js";
import { answersOf } from "../progress.js";
import { LAST, asLastVisit } from "../records.js";
import { newSeed } from "../shuffle.js";
import { recordPrefix } from "../store.js";
import { levelOf, read, written } from "./state.js";

/**
 * @typedef {import("../store.js").Store} Store
 * @typedef {import("../records.js").Answer} Answer
 * @typedef {import("../records.js").Check} Check
 * @typedef {import("../tracked.js").Tracked} Tracked
 *
 * @typedef {object} Course what the package says of it
 * @property {string} id
 * @property {Tracked[]} tracked its scenarios
 * @property {string[]} codes of all items, in the order of `tracked`, own ones first
 * @property {boolean} assessed whether the assessment tells if it is passed
 */

/** Where the results of the assessment are kept. */
const RESULTS = `${DECK}/${ASSESSMENT}`;

/** Modes in which somebody only looks: nothing may be written then. */
const LOOKING = ["review", "browse"];

/** What a course can be, from the least to the most. A status never goes back. */
const STATUSES = ["not attempted", "browsed", "incomplete", "failed", "completed", "passed"];

export class Tracking {
  /**
   * @param {import("./api.js").Session} session that is open
   * @param {Course} course
   * @param {() => number} now ms since 1970
   */
  constructor(session, course, now) {
    this.session = session;
    this.course = course;
    this.now = now;
    /** @private */
    this.began = now();
    const paths = course.tracked.flatMap(({ scenario, items, derived }) =>
      [...items.map(({ id }) => id), ...derived].map((id) => `${scenario}/${id}`),
    );
    /** @private @type {Map<string, string>} */
    this.codes = new Map(paths.map((path, place) => [path, course.codes[place]]));
    const own = course.tracked.flatMap(({ scenario, items }) =>
      items.map(({ id, rev }) => /** @type {[string, string]} */ ([`${scenario}/${id}`, rev])),
    );
    /** @private Revisions of the items of which a page tells one; by path. */
    this.revisions = new Map(own);
    /** Whether what the learner does is told to the platform. */
    this.telling = !LOOKING.includes(session.get("cmi.core.lesson_mode"));

    const state = read(session.get("cmi.suspend_data"));
    /** Whether the learner has not been here before, as far as the platform knows. */
    this.isFirst = this.telling && !state;
    /** @private Nothing before this time counts any more: the platform knows it, or never will. */
    this.since = Math.min(state ? state.at : Infinity, this.began);
    /** @private Scores that the platform knows, by code. */
    this.scores = state ? state.scores : new Map();
    /** @private */
    this.result = state && state.result;
    /** @private */
    this.status = session.get("cmi.core.lesson_status");
    /** @private The scenario that was open last. */
    this.place = session.get("cmi.core.lesson_location");
    /** @private */
    this.interactions = Number(session.get("cmi.interactions._count")) || 0;
    if (!this.telling) return;
    if (this.rank("incomplete") > this.rank(this.status)) this.setStatus("incomplete");
    session.set("cmi.core.exit", "suspend");
    if (this.isFirst) this.save();
    else session.commit();
  }

  /**
   * Brings into the records what the platform knows, where they know nothing newer.
   * @param {Store} store
   * @returns {boolean} whether that changed any
   */
  restore(store) {
    if (!this.telling) return false;
    const records = [...this.missingAnswers(store), ...this.missingCourse(store)];
    for (const [path, record] of records) put(store, this.course.id, path, record);
    return records.length > 0;
  }

  /** @private @param {Store} store @returns {Iterable<[string, Answer]>} by path */
  *missingAnswers(store) {
    const answers = answersOf(store, this.course.id);
    for (const [path, code] of this.codes) {
      const score = this.scores.get(code);
      if (score === undefined) continue;
      const answer = answers.get(path);
      const [at, known] = (answer && answer.log[answer.log.length - 1]) || [-1, NaN];
      if (at >= this.since || levelOf(known) === levelOf(score)) continue;
      const rev = this.revisions.get(path) || (answer ? answer.rev : "");
      const log = [/** @type {Check} */ ([this.since, score, null, rev])];
      yield [path, { rev, seed: newSeed(), answer: null, score: null, at: this.since, log }];
    }
  }

  /** @private @param {Store} store @returns {Iterable<[string, unknown]>} the course's own, by path */
  *missingCourse(store) {
    const { result, place, since } = this;
    const prefix = recordPrefix(this.course.id);
    const deck = store.read(prefix + RESULTS, asDeck);
    if (result && !(deck && deck.results.some(({ at }) => at === result.at))) {
      yield [RESULTS, { attempt: null, results: [result] }];
    }
    const known = this.course.tracked.some(({ scenario }) => scenario === place);
    if (known && !store.read(prefix + LAST, asLastVisit)) yield [LAST, { scenario: place, at: since }];
  }

  /**
   * Tells the platform what is new in the records.
   * @param {Store} store
   */
  tell(store) {
    if (!this.telling) return;
    const prefix = recordPrefix(this.course.id);
    const last = store.read(prefix + LAST, asLastVisit);
    if (last && last.scenario !== this.place) {
      this.place = last.scenario;
      this.session.set("cmi.core.lesson_location", last.scenario);
    }
    const checks = this.newChecks(store);
    const deck = store.read(prefix + RESULTS, asDeck);
    const results = deck ? deck.results.filter(({ at }) => at > this.since) : [];
    if (checks.length === 0 && results.length === 0) return;

    this.session.refused = false;
    for (const { path, check } of checks) this.tellOf(path, check);
    const all = [...results, ...(this.result ? [this.result] : [])];
    // As the course's own pages have it: the best result that passed, else the newest.
    this.result = bestPassed({ attempt: null, results: all }) || all[0] || null;
    this.tellResult();
    this.save();
  }

  /** Ends the session. */
  end() {
    if (this.telling) {
      const done = this.rank(this.status) >= this.rank("completed");
      this.session.set("cmi.core.session_time", duration(this.now() - this.began));
      this.session.set("cmi.core.exit", done ? "" : "suspend");
      this.session.commit();
    }
    this.session.end();
  }

  /** @private @param {Store} store @returns {{path: string, check: Check}[]} in their order */
  newChecks(store) {
    const found = [];
    for (const [path, { log }] of answersOf(store, this.course.id)) {
      if (!this.codes.has(path)) continue;
      for (const check of log) if (check[0] > this.since) found.push({ path, check });
    }
    return found.sort((a, b) => a.check[0] - b.check[0]);
  }

  /** @private @param {string} path @param {Check} check */
  tellOf(path, [at, score]) {
    const code = /** @type {string} */ (this.codes.get(path));
    this.scores.delete(code); // The newest stands last.
    this.scores.set(code, score);
    const set = (/** @type {string} */ name, /** @type {string} */ value) =>
      this.session.set(`cmi.interactions.${this.interactions}.${name}`, value);
    if (!set("id", path.replace("/", "."))) return;
    set("type", "choice");
    set("time", new Date(at).toTimeString().slice(0, 8));
    set("result", score >= 1 ? "correct" : "wrong");
    this.interactions += 1;
  }

  /** @private Score and status, as far as they are better than what the platform has. */
  tellResult() {
    const status = this.course.assessed ? this.assessed() : this.answered();
    if (status === null || this.rank(status) < this.rank(this.status)) return;
    if (this.course.assessed && this.result) {
      this.session.set("cmi.core.score.raw", percentOf(this.result.points, this.result.of));
      this.session.set("cmi.core.score.min", 0);
      this.session.set("cmi.core.score.max", 100);
    }
    this.setStatus(status);
  }

  /** @private @returns {string | null} */
  assessed() {
    if (!this.result) return null;
    if (this.result.passed === null) return "completed";
    return this.result.passed ? "passed" : "failed";
  }

  /** @private @returns {string | null} */
  answered() {
    const all = [...this.revisions.keys()].every((path) =>
      this.scores.has(/** @type {string} */ (this.codes.get(path))),
    );
    return all ? "completed" : null;
  }

  /** @private @param {string} status */
  setStatus(status) {
    this.status = status;
    this.session.set("cmi.core.lesson_status", status);
  }

  /** @private @param {string} status @returns {number} */
  rank(status) {
    return STATUSES.indexOf(status);
  }

  /** @private */
  save() {
    this.since = this.now();
    const { since: at, scores, result } = this;
    this.session.set("cmi.suspend_data", written({ at, scores, result }));
    this.session.commit();
  }
}

/** @param {number} ms @returns {string} such as `0001:02:03.45` */
export function duration(ms) {
  const hundredths = Math.max(0, Math.round(ms / 10));
  const two = (/** @type {number} */ number) => String(Math.floor(number)).padStart(2, "0");
  const [hours, minutes, seconds] = [hundredths / 360_000, (hundredths / 6_000) % 60, (hundredths / 100) % 60];
  return `${two(hours).padStart(4, "0")}:${two(minutes)}:${two(seconds)}.${two(hundredths % 100)}`;
}
