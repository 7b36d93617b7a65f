import { all, data, need, pageLanguage } from "../../common/dom.js";
import { counted, filled, longDate } from "../../common/message.js";
import { questionsOf } from "../../common/questions.js";
import { newSeed } from "../../common/shuffle.js";
import { checked, opened } from "../../learner/attempt.js";
import { store } from "../../learner/device.js";
import { knownHere, trackedHere } from "../../learner/known.js";
import { answers, duesOf, histories, isOpened, reviewsToday } from "../../learner/reading.js";
import { SAME_IDEA, asAnswer } from "../../learner/records.js";
import { endOfDay } from "../../learner/days.js";
import { isFresh, mixed } from "../../learner/schedule.js";
import { recordKey } from "../../learner/store.js";
import { byNeed, casesFor } from "./choosing.js";
import { WAITING, after, isRunning } from "./session.js";

const MOST = 100; // scenarios to look for: without a connection most may be unavailable

/**
 * @typedef {import("./choosing.js").Case} Case
 *
 * @typedef {object} Question
 * @property {string} due the scenario that it reviews
 * @property {string} scenario whose question it is: the same, or another of the same idea
 * @property {string} item
 * @property {HTMLTemplateElement} question
 * @property {HTMLTemplateElement | null} explain asks why the right reply is the better one
 */

/**
 * `<review-session data-course data-questions>`: asks a question for each scenario that is
 * due today, one after another. The page's list says which module and tags a scenario has; the questions are
 * loaded from files below `data-questions`, one per scenario.
 *
 * Once in a while the question is of another scenario of the same idea. Its answer then belongs to that
 * scenario, as everywhere. If it is right at first, the idea was recalled, so it also counts as a review
 * of the scenario that was due, in a record of its own (`SAME_IDEA`). A mistake tells nothing certain of
 * the case that was due: that one stays due, and its own question comes the next time.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function reviewSession(element, signal) {
  const review = new Review(element);
  const { start, next } = review;
  start.addEventListener(
    "click",
    async () => {
      if (!review.happened({ type: "start" })) return; // The questions are being loaded.
      const questions = await review.gathered();
      if (!signal.aborted) review.happened({ type: "loaded", questions });
    },
    { signal },
  );
  element.addEventListener(
    "answerable:checked",
    (event) => review.checked(/** @type {CustomEvent} */ (event).detail),
    { signal },
  );
  next.addEventListener("click", () => review.happened({ type: "next" }), { signal });
  store.subscribe(() => isRunning(review.session) || review.showRest(), signal);
  review.showRest();
}

class Review {
  /** @type {import("./session.js").Session<Question>} */
  session = WAITING;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.course = data(element, "course");
    this.folder = data(element, "questions");
    this.tracked = trackedHere(this.course);
    this.state = need(element, "[data-state]", HTMLElement);
    this.start = need(element, "[data-start]", HTMLButtonElement);
    this.stage = need(element, "[data-stage]", HTMLElement);
    this.next = need(element, "[data-go]", HTMLButtonElement);
    this.below = need(element, ".an-review-next", HTMLElement);
    /** @type {Map<string, Case>} */
    this.cases = new Map(
      knownHere().flatMap((one) => {
        if (!("tags" in one.dataset)) return []; // It has been retired.
        const [scenario, module] = [data(one, "id"), data(one, "module")];
        return [[scenario, { scenario, module, tags: JSON.parse(data(one, "tags")) }]];
      }),
    );
  }

  /**
   * @param {import("./session.js").SessionEvent<Question>} event
   * @returns {boolean} whether it changed anything
   */
  happened(event) {
    const before = this.session;
    this.session = after(before, event);
    const changed = this.session !== before;
    if (changed) this.show();
    return changed;
  }

  /** @param {{score: number, sure: import("../../learner/records.js").Sureness}} check */
  checked({ score, sure }) {
    const { current } = this.session;
    const counts = this.happened({ type: "checked", score }); // A second try is practice.
    if (!counts || !current || current.due === current.scenario || score < 1) return;
    const credit = { rev: "", seed: 0, answer: null, score, sure };
    store.update(recordKey(this.course, current.due, SAME_IDEA), asAnswer, (before) =>
      checked(before, credit, store.now()),
    );
  }

  /** @private Shows the session as it is now. */
  show() {
    const { phase, current } = this.session;
    this.start.hidden = isRunning(this.session) && phase !== "loading";
    if (phase === "loading" || phase === "unreachable") this.state.textContent = data(this.state, phase);
    if (phase === "asking" && current) this.ask(current);
    if (phase === "checked") this.offerNext();
    if (phase === "explaining" && current) this.explain(current);
    if (phase === "finished") this.finish();
  }

  /** Says what is due, before and after a session. */
  showRest() {
    const n = reviewsToday(this.course, this.tracked).length;
    this.start.hidden = n === 0;
    if (n > 0) {
      this.state.textContent = counted(this.state.dataset, "due", n, pageLanguage());
      return;
    }
    const next = this.nextDay();
    this.state.textContent =
      next === null
        ? data(this.state, "none")
        : filled(data(this.state, "later"), { date: longDate(next, pageLanguage()) });
  }

  /** @private @returns {number | null} when the next review comes; null: nothing was ever answered */
  nextDay() {
    const dues = duesOf(this.course, this.tracked).map(({ due }) => due);
    // What is more than today's share comes tomorrow.
    return dues.length > 0 ? Math.max(Math.min(...dues), endOfDay(store.now())) : null;
  }

  /** @returns {Promise<Question[]>} the questions of a session, from those that can be loaded */
  async gathered() {
    const size = reviewsToday(this.course, this.tracked).length;
    const waiting = this.cast();
    /** @type {Question[]} */
    const questions = [];
    while (waiting.length > 0 && questions.length < size) {
      const some = waiting.splice(0, size - questions.length);
      questions.push(...(await Promise.all(some.map((one) => this.found(one)))).flat());
    }
    return questions;
  }

  /**
   * @private
   * @returns {{due: string, scenario: string}[]} everything whose time has come, in the order of a
   *   session, and the scenario to ask about
   */
  cast() {
    const now = store.now();
    const end = endOfDay(now);
    const historyOf = (/** @type {string} */ scenario) => histories(this.course).get(scenario) || [];
    const all = duesOf(this.course, this.tracked).map(({ scenario, due }) => {
      return { ...(this.cases.get(scenario) || { scenario, module: "", tags: [] }), due };
    });
    const due = mixed(all.filter((one) => one.due < end)).slice(0, MOST);
    const free = all.filter(
      (one) => one.due >= end && isOpened(this.course, one.scenario) && !isFresh(historyOf(one.scenario), now),
    );
    const missed = all.flatMap((one) => {
      const last = historyOf(one.scenario).slice(-1).filter(([, score]) => score < 1);
      return last.map(([at]) => ({ ...one, at }));
    });
    const asked = casesFor(due, free, missed, historyOf);
    return due.map((one, place) => ({ due: one.scenario, scenario: asked[place] }));
  }

  /**
   * @private
   * @param {{due: string, scenario: string}} wanted
   * @returns {Promise<Question[]>} of the scenario that is due, if the file of the other can't be
   *   loaded; none if neither can be
   */
  async found({ due, scenario }) {
    const found = await this.questionOf(scenario);
    const one = found || (scenario === due ? null : await this.questionOf(due));
    return one ? [{ ...one, due }] : [];
  }

  /** @private @param {string} scenario @returns {Promise<Omit<Question, "due"> | null>} */
  async questionOf(scenario) {
    const loaded = await questionsOf(this.folder, scenario);
    const templates = loaded ? [...loaded.querySelectorAll("template")] : [];
    const named = new Map(templates.map((one) => [one.dataset.item || "", one]));
    const items = [...named.keys()].filter((item) => item !== "");
    const [item] = byNeed(items, (id) => answers(this.course).get(`${scenario}/${id}`));
    const question = named.get(item);
    return question ? { scenario, item, question, explain: named.get("") || null } : null;
  }

  /** @private @param {Question} one */
  ask({ scenario, item, question }) {
    const { asked: n, total } = this.session;
    this.next.hidden = true;
    const rev = data(question, "rev");
    // The last answer must not be shown: learners have to answer from memory.
    store.update(recordKey(this.course, scenario, item), asAnswer, (before) => opened(before, rev, newSeed()));
    this.stage.replaceChildren(document.importNode(question.content, true));
    this.stage.hidden = false;
    this.state.textContent = filled(data(this.state, "place"), { n, total });
    need(this.stage, "h2", HTMLHeadingElement).focus();
  }

  /** @private */
  offerNext() {
    for (const source of all(this.stage, "[data-source]")) source.hidden = false;
    const { queue, explains, phase } = this.session;
    const more = queue.length > 0 || (explains && phase === "checked");
    this.next.textContent = data(this.next, more ? "next" : "last");
    this.next.hidden = false;
    // With the verdict, which is in view; where there is none, below the question.
    (this.stage.querySelector(".an-feedback > .an-actions") || this.below).prepend(this.next);
  }

  /** @private Asks for the reason in the learner's own words. @param {Question} one */
  explain({ explain }) {
    if (!explain) {
      this.happened({ type: "next" });
      return;
    }
    this.stage.replaceChildren(document.importNode(explain.content, true));
    this.state.textContent = data(this.state, "explain");
    this.next.hidden = true;
    const compare = need(this.stage, "[data-compare]", HTMLButtonElement);
    compare.addEventListener("click", () => {
      const reasons = need(this.stage, "[data-reasons]", HTMLElement);
      reasons.hidden = false;
      compare.hidden = true;
      reasons.focus();
      this.offerNext();
    });
    need(this.stage, "h2", HTMLHeadingElement).focus();
  }

  /** @private */
  finish() {
    const { right, asked: total } = this.session;
    this.stage.replaceChildren();
    this.stage.hidden = true;
    this.next.hidden = true;
    this.showRest();
    this.state.textContent = `${filled(data(this.state, "finished"), { right, total })} ${this.state.textContent}`;
    this.state.focus();
  }
}
