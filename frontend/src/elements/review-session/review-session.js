import { all, data, need, pageLanguage } from "../../common/dom.js";
import { counted, filled, longDate } from "../../common/message.js";
import { newSeed } from "../../common/shuffle.js";
import { opened } from "../../learner/attempt.js";
import { store } from "../../learner/device.js";
import { dueOf } from "../../learner/reading.js";
import { asAnswer } from "../../learner/records.js";
import { endOfDay, session as chosen } from "../../learner/schedule.js";
import { recordKey } from "../../learner/store.js";
import { trackedBy } from "../../learner/tracked.js";
import { questionsAt } from "./questions.js";
import { WAITING, after, isRunning } from "./session.js";

const SIZE = 10; // items per session: about five minutes
const MOST = 100; // items to look for: without a connection most may be unavailable

/**
 * @typedef {object} Due an item that is due
 * @property {string} scenario
 * @property {string} item
 * @property {string} module
 * @property {number} due ms since 1970
 *
 * @typedef {Due & {question: HTMLTemplateElement}} Question
 */

/**
 * `<review-session data-course data-tracked data-questions>`: asks what is due today, one item after
 * another. Its list says which module a scenario belongs to; the questions are loaded from files below
 * `data-questions`, one per scenario.
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
    (event) => review.happened({ type: "checked", score: /** @type {CustomEvent} */ (event).detail.score }),
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
    this.tracked = trackedBy(element);
    this.state = need(element, "[data-state]", HTMLElement);
    this.start = need(element, "[data-start]", HTMLButtonElement);
    this.stage = need(element, "[data-stage]", HTMLElement);
    this.next = need(element, "[data-go]", HTMLButtonElement);
    this.modules = new Map(
      all(element, "[data-module]").map((one) => [data(one, "scenario"), data(one, "module")]),
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

  /** @private Shows the session as it is now. */
  show() {
    const { phase, current } = this.session;
    this.start.hidden = phase === "asking" || phase === "checked";
    if (phase === "loading" || phase === "unreachable") this.state.textContent = data(this.state, phase);
    if (phase === "asking" && current) this.ask(current);
    if (phase === "checked") this.offerNext();
    if (phase === "finished") this.finish();
  }

  /** @private @returns {Due[]} everything that was ever answered */
  answered() {
    return this.tracked.flatMap(({ scenario, items, derived }) =>
      [...items.map(({ id }) => id), ...derived].flatMap((item) => {
        const due = dueOf(this.course, `${scenario}/${item}`);
        return due === null ? [] : [{ scenario, item, module: this.modules.get(scenario) || "", due }];
      }),
    );
  }

  /** @private @param {readonly Due[]} answered @returns {Due[]} */
  today(answered) {
    return answered.filter(({ due }) => due < endOfDay(store.now()));
  }

  /** Says what is due, before and after a session. */
  showRest() {
    const answered = this.answered();
    const n = this.today(answered).length;
    this.start.hidden = n === 0;
    if (n > 0) {
      this.state.textContent = counted(this.state.dataset, "due", n, pageLanguage());
    } else if (answered.length > 0) {
      const date = longDate(Math.min(...answered.map(({ due }) => due)), pageLanguage());
      this.state.textContent = filled(data(this.state, "later"), { date });
    } else {
      this.state.textContent = data(this.state, "none");
    }
  }

  /** @returns {Promise<Question[]>} the questions of a session, from those that can be loaded */
  async gathered() {
    const waiting = chosen(this.today(this.answered()), MOST);
    /** @type {Question[]} */
    const questions = [];
    while (waiting.length > 0 && questions.length < SIZE) {
      const some = waiting.splice(0, SIZE - questions.length);
      questions.push(...(await Promise.all(some.map((one) => this.found(one)))).flat());
    }
    return questions;
  }

  /** @private @param {Due} one @returns {Promise<Question[]>} none if its file can't be loaded */
  async found(one) {
    const questions = await questionsAt(`${this.folder}${one.scenario}.js`);
    const question = questions && questions.querySelector(`[data-item="${one.item}"]`);
    return question instanceof HTMLTemplateElement ? [{ ...one, question }] : [];
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
    this.next.textContent = data(this.next, this.session.queue.length > 0 ? "next" : "last");
    this.next.hidden = false;
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
