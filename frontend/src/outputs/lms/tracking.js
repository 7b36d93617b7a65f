/**
 * Synchronises the records of this browser with a session with a platform. What the platform knows is
 * added to the records; what the learner answers from then on is reported to the platform.
 *
 * Only answers given since the platform's own state was written count, so that a second attempt at the
 * course starts from zero, whatever this browser still remembers of the first.
 */
import { percentOf } from "../../learner/assessment.js";
import { ASSESSMENT, DECK, asDeck, bestPassed } from "../../learner/deck.js";
import { put } from "../../learner/migrate.js";
import { answersOf, visitsOf } from "../../learner/progress.js";
import { LAST, VISIT, asLastVisit } from "../../learner/records.js";
import { newSeed } from "../../common/shuffle.js";
import { recordPrefix } from "../../learner/store.js";
import { responseTo } from "./responses.js";
import { levelOf, read, written } from "./state.js";

/**
 * @typedef {import("../../learner/store.js").Store} Store
 * @typedef {import("../../learner/records.js").Answer} Answer
 * @typedef {import("../../learner/records.js").Check} Check
 * @typedef {import("../../learner/tracked.js").Tracked} Tracked
 * @typedef {import("./responses.js").Question} Question
 * @typedef {import("./responses.js").Response} Response
 *
 * @typedef {object} Course what the package says about the course
 * @property {string} id
 * @property {Tracked[]} tracked its scenarios
 * @property {string[]} codes of all items, in the order of `tracked`, own ones first; then of the
 *   scenarios
 * @property {Record<string, Question>} questions by `scenario/item`
 * @property {boolean} assessed whether the assessment decides if the course is passed
 * @property {boolean} reportsFailed whether a failed assessment is reported as “failed”, after which
 *   many platforms accept nothing more; otherwise the course stays open
 *
 * @typedef {typeof STATUSES[number]} Status
 *
 * @typedef {object} Interaction one answer, as in a platform's report
 * @property {string} id
 * @property {number} at ms since 1970
 * @property {number | null} latency ms since the question was shown; null: unknown
 * @property {number} score 0 to 1
 * @property {Question} question
 * @property {Response | null} response null if only the score is known
 * @property {Response | null} right
 *
 * @typedef {{path: string, score: number, at: number}} Told
 */

/** Where the results of the assessment are kept. */
const RESULTS = `${DECK}/${ASSESSMENT}`;

/** Modes for viewing only, in which nothing may be written. */
const LOOKING = ["review", "browse"];

/** The statuses of a course, from lowest to highest. A status never goes back. */
export const STATUSES = /** @type {const} */ ([
  "not attempted",
  "browsed",
  "incomplete",
  "failed",
  "completed",
  "passed",
]);

export class Tracking {
  /**
   * @param {import("./scorm12.js").Scorm12 | import("./scorm2004.js").Scorm2004} session that is open
   * @param {Course} course
   * @param {() => number} now ms since 1970
   */
  constructor(session, course, now) {
    this.session = session;
    this.course = course;
    this.now = now;
    /** @private */
    this.began = now();
    const lists = course.tracked.map(({ scenario, items, derived }) => ({
      own: items.map(({ id, rev }) => ({ path: `${scenario}/${id}`, rev })),
      derived: derived.map((id) => `${scenario}/${id}`),
    }));
    const paths = lists.flatMap(({ own, derived }) => [...own.map(({ path }) => path), ...derived]);
    /** @private @type {Map<string, string>} */
    this.codes = new Map(paths.map((path, place) => [path, course.codes[place]]));
    /** @private Revisions of scenarios' own items, by path. Pages don't state those of derived items. */
    this.revisions = new Map(lists.flatMap(({ own }) => own.map(({ path, rev }) => [path, rev])));
    /** @private @type {import("./state.js").Group[]} */
    this.groups = lists.map(({ own }, place) => ({
      code: course.codes[paths.length + place],
      items: own.map(({ path }) => /** @type {string} */ (this.codes.get(path))),
    }));
    /** @private @type {Map<string, string>} codes of the scenarios, by id */
    this.scenarios = new Map(
      course.tracked.map(({ scenario }, place) => [scenario, this.groups[place].code]),
    );
    /** The mode, if it is for viewing only and nothing is reported to the platform; else null. */
    this.looking = LOOKING.find((mode) => mode === session.mode()) || null;

    const state = read(session.state());
    /** Whether this is the learner's first session, as far as the platform knows. */
    this.isFirst = !this.looking && !state;
    /** @private Answers before this time no longer count: the platform knows them, or never will. */
    this.since = Math.min(state ? state.at : Infinity, this.began);
    /** @private Scores that the platform knows, by code. */
    this.scores = state ? this.known(state) : new Map();
    /** @private Scenarios that were opened in this session or before, as far as the platform knows. */
    this.opened = new Set(state ? this.answered().filter((id) => !state.unopened.has(this.codeOf(id))) : []);
    /** @private First items of scenarios that were right at least once, by code. */
    this.rightOnce = new Set(state ? this.knownRight(state) : []);
    /** The result of the assessment, as the platform knows it. */
    this.result = state && state.result;
    /** @type {Status} */
    this.status = session.status();
    /** @private The scenario that was open last. */
    this.place = session.place();
    /** @private */
    this.interactions = session.interactions();
    /** @type {Told[]} answers that were reported in this session */
    this.told = [];
    /** How many answers the platform has no room for. */
    this.left = 0;
    /** @private The earliest time at which the next answered question can have been shown. */
    this.shown = this.began;
    if (this.looking) return;
    if (this.rank("incomplete") > this.rank(this.status)) this.setStatus("incomplete");
    session.keepOpen();
    if (this.isFirst) this.save();
    else session.commit();
  }

  /** Called when a page has been opened, and its questions become visible. */
  arrived() {
    this.shown = this.now();
  }

  /**
   * Adds what the platform knows to the records, unless they have something newer.
   * @param {Store} store
   * @returns {boolean} whether any record changed
   */
  restore(store) {
    const records = [...this.missingAnswers(store), ...this.missingCourse(store)];
    for (const [path, record] of records) put(store, this.course.id, path, record);
    return records.length > 0;
  }

  /** @private @param {import("./state.js").State} state @returns {Map<string, number>} by code */
  known({ scores, finished }) {
    const whole = this.groups.flatMap(({ code, items }) => {
      const score = finished.get(code);
      const unnamed = score === undefined ? [] : items.filter((item) => !scores.has(item));
      return unnamed.map((item) => /** @type {[string, number]} */ ([item, Number(score)]));
    });
    return new Map([...whole, ...scores]);
  }

  /** @private @param {import("./state.js").State} state @returns {string[]} codes */
  knownRight({ before, finished }) {
    const done = this.groups.filter(({ code }) => finished.has(code)).map(({ items: [first] }) => first);
    return [...before, ...done, ...this.firsts().filter((code) => this.scores.get(code) === 1)];
  }

  /** @private @param {string} scenario @returns {string} */
  codeOf(scenario) {
    return /** @type {string} */ (this.scenarios.get(scenario));
  }

  /** @private @returns {string[]} scenarios of which any question was answered, on its page or in a quiz */
  answered() {
    const paths = [...this.codes].filter(([, code]) => this.scores.has(code)).map(([path]) => path);
    return [...new Set(paths.map((path) => path.split("/")[0]))];
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
      // At the time of a quiz, it is known that only the quiz has asked it.
      const isOpened = this.opened.has(path.split("/")[0]);
      const when = !isOpened && this.result ? this.result.at : this.since;
      const wasRight = score < 1 && this.rightOnce.has(code);
      const before = wasRight ? [/** @type {Check} */ ([when - 1, 1, null, rev])] : [];
      const log = [...before, /** @type {Check} */ ([when, score, null, rev])];
      yield [path, { rev, seed: newSeed(), answer: null, score: null, at: when, log }];
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
    const visits = visitsOf(store, this.course.id);
    for (const scenario of this.opened) {
      if (!visits.has(scenario)) yield [`${scenario}/${VISIT}`, { at: since }];
    }
    const known = this.course.tracked.some(({ scenario }) => scenario === place);
    if (known && !store.read(prefix + LAST, asLastVisit)) yield [LAST, { scenario: place, at: since }];
  }

  /**
   * Reports to the platform what is new in the records.
   * @param {Store} store
   */
  tell(store) {
    if (this.looking) return;
    const prefix = recordPrefix(this.course.id);
    const last = store.read(prefix + LAST, asLastVisit);
    if (last && last.scenario !== this.place) {
      this.place = last.scenario;
      this.session.setPlace(last.scenario);
    }
    const checks = this.newChecks(store);
    const deck = store.read(prefix + RESULTS, asDeck);
    const results = deck ? deck.results.filter(({ at }) => at > this.since) : [];
    const unopened = this.unopened().size;
    for (const scenario of visitsOf(store, this.course.id)) this.opened.add(scenario);
    const isNews = checks.length > 0 || results.length > 0 || this.unopened().size < unopened;
    if (!isNews) return;

    this.session.refused = false;
    const one = checks.length === 1; // If several are handed in together, the time for each is unknown.
    for (const check of checks) this.tellOf(check, one);
    const all = [...results, ...(this.result ? [this.result] : [])];
    // As on the course's own pages: the best passed result, else the newest.
    this.result = bestPassed({ attempt: null, results: all }) || all[0] || null;
    this.tellResult();
    this.save();
  }

  /** Ends the session. */
  end() {
    const isDone = this.rank(this.status) >= this.rank("completed");
    if (!this.looking) this.session.close(this.now() - this.began, isDone);
    this.session.end();
  }

  /**
   * @private
   * @param {Store} store
   * @returns {{path: string, check: Check, answer: any}[]} in order; the answer is null if the
   *   records have only the score
   */
  newChecks(store) {
    const found = [];
    for (const [path, { log, at, answer }] of answersOf(store, this.course.id)) {
      if (!this.codes.has(path)) continue;
      for (const check of log) {
        if (check[0] > this.since) found.push({ path, check, answer: check[0] === at ? answer : null });
      }
    }
    return found.sort((a, b) => a.check[0] - b.check[0]);
  }

  /**
   * @private
   * @param {{path: string, check: Check, answer: any}} given
   * @param {boolean} timed whether the time that the answer took is known
   */
  tellOf({ path, check: [at, score], answer }, timed) {
    const code = /** @type {string} */ (this.codes.get(path));
    this.scores.delete(code); // The newest is last.
    this.scores.set(code, score);
    if (score === 1 && this.firsts().includes(code)) this.rightOnce.add(code);
    const question = this.course.questions[path];
    const taken = this.session.setInteraction(this.interactions, {
      id: path.replace("/", "."),
      at,
      latency: timed && at >= this.shown ? at - this.shown : null,
      score,
      question,
      response: responseTo(question, answer),
      right: responseTo(question, question.right),
    });
    this.shown = at;
    if (!taken) return;
    this.interactions += 1;
    this.told.push({ path, score, at });
  }

  /** @private Reports score and status if they are better than what the platform has. */
  tellResult() {
    const status = this.course.assessed ? this.assessed() : this.completed();
    if (status === null || this.rank(status) < this.rank(this.status)) return;
    if (this.course.assessed && this.result) {
      this.session.setScore(percentOf(this.result.points, this.result.of));
    }
    this.setStatus(status);
  }

  /** @private @returns {Status | null} */
  assessed() {
    if (!this.result) return null;
    if (this.result.passed === null) return "completed";
    if (this.result.passed) return "passed";
    return this.course.reportsFailed ? "failed" : "incomplete";
  }

  /**
   * @private
   * @returns {Status | null} completed once every scenario is done, in the sense of the course's own
   *   pages (`stateOf`): it was opened, and its first question was right at least once
   */
  completed() {
    const isDone = this.course.tracked.every(({ scenario }) => this.opened.has(scenario));
    const isRight = this.firsts().every((code) => this.rightOnce.has(code));
    return isDone && isRight ? "completed" : null;
  }

  /** @private @param {Status} status */
  setStatus(status) {
    this.status = status;
    this.session.setStatus(status);
  }

  /** @private @param {Status} status @returns {number} */
  rank(status) {
    return STATUSES.indexOf(status);
  }

  /** @private @returns {Set<string>} codes of the scenarios of which only quizzes have asked something */
  unopened() {
    const unopened = this.answered().filter((scenario) => !this.opened.has(scenario));
    return new Set(unopened.map((scenario) => this.codeOf(scenario)));
  }

  /** @private @returns {string[]} codes of the first item of each scenario */
  firsts() {
    return this.groups.flatMap(({ items }) => items.slice(0, 1));
  }

  /** @private */
  save() {
    this.since = this.now();
    const { since: at, scores, result } = this;
    const before = new Set([...this.rightOnce].filter((code) => this.scores.get(code) !== 1));
    const state = { at, scores, unopened: this.unopened(), before, result };
    const { text, left } = written(state, this.groups, this.session.limit);
    this.left = left;
    this.session.setState(text);
    this.session.commit();
  }
}
