import { opened } from "../../learner/attempt.js";
import { store } from "../../learner/device.js";
import { all, data, need, pageLanguage } from "../../common/dom.js";
import { counted, filled, longDate } from "../../common/message.js";
import { questionsAt } from "./questions.js";
import { dueOf } from "../../learner/reading.js";
import { asAnswer } from "../../learner/records.js";
import { endOfDay, session } from "../../learner/schedule.js";
import { newSeed } from "../../common/shuffle.js";
import { recordKey } from "../../learner/store.js";
import { trackedBy } from "../../learner/tracked.js";

const SIZE = 10; // items a session: some five minutes
const MOST = 100; // items that are looked for: without a connection most may be out of reach

/**
 * @typedef {object} Due an item that waits
 * @property {string} scenario
 * @property {string} item
 * @property {string} module
 * @property {number} due ms since 1970
 *
 * @typedef {Due & {question: HTMLTemplateElement}} Question
 */

/**
 * `<review-session data-course data-tracked data-questions>`: asks what is due today, one item after
 * another. Which scenario belongs to which module stands in its list; the questions come from files
 * below `data-questions`, one a scenario.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function reviewSession(element, signal) {
  const course = data(element, "course");
  const folder = data(element, "questions");
  const tracked = trackedBy(element);
  const state = need(element, "[data-state]", HTMLElement);
  const start = need(element, "[data-start]", HTMLButtonElement);
  const stage = need(element, "[data-stage]", HTMLElement);
  const next = need(element, "[data-go]", HTMLButtonElement);
  const modules = new Map(
    all(element, "[data-module]").map((one) => [data(one, "scenario"), data(one, "module")]),
  );

  /** @type {Question[]} what is still to come */
  let queue = [];
  let running = false;
  let asked = 0;
  let right = 0;
  let total = 0;

  /** @returns {Due[]} */
  const answered = () =>
    tracked.flatMap(({ scenario, items, derived }) =>
      [...items.map(({ id }) => id), ...derived].flatMap((item) => {
        const due = dueOf(course, `${scenario}/${item}`);
        return due === null ? [] : [{ scenario, item, module: modules.get(scenario) || "", due }];
      }),
    );

  const today = () => answered().filter(({ due }) => due < endOfDay(store.now()));

  /** Says what waits, before a session and after one. */
  const rest = () => {
    const waiting = answered();
    const n = today().length;
    start.hidden = n === 0;
    if (n > 0) {
      state.textContent = counted(state.dataset, "due", n, pageLanguage());
    } else if (waiting.length > 0) {
      const date = longDate(Math.min(...waiting.map(({ due }) => due)), pageLanguage());
      state.textContent = filled(data(state, "later"), { date });
    } else {
      state.textContent = data(state, "none");
    }
  };

  /** @param {Due} one @returns {Promise<Question[]>} none where its file cannot be had */
  const found = async (one) => {
    const questions = await questionsAt(`${folder}${one.scenario}.js`);
    const question = questions && questions.querySelector(`[data-item="${one.item}"]`);
    return question instanceof HTMLTemplateElement ? [{ ...one, question }] : [];
  };

  /** @returns {Promise<Question[]>} a session's, of those that can be had */
  const gathered = async () => {
    const waiting = session(today(), MOST);
    /** @type {Question[]} */
    const questions = [];
    while (waiting.length > 0 && questions.length < SIZE) {
      const some = waiting.splice(0, SIZE - questions.length);
      questions.push(...(await Promise.all(some.map(found))).flat());
    }
    return questions;
  };

  const ask = () => {
    const one = queue.shift();
    if (!one) return;
    asked += 1;
    next.hidden = true;
    const key = recordKey(course, one.scenario, one.item);
    const rev = data(one.question, "rev");
    // What was answered last time must not stand there: the answer has to come from memory.
    store.update(key, asAnswer, (before) => opened(before, rev, newSeed()));
    stage.replaceChildren(document.importNode(one.question.content, true));
    stage.hidden = false;
    state.textContent = filled(data(state, "place"), { n: asked, total });
    need(stage, "h2", HTMLHeadingElement).focus();
  };

  const finish = () => {
    running = false;
    stage.replaceChildren();
    stage.hidden = true;
    next.hidden = true;
    const done = filled(data(state, "finished"), { right, total: asked });
    rest();
    state.textContent = `${done} ${state.textContent}`;
    state.focus();
  };

  start.addEventListener(
    "click",
    async () => {
      if (running) return; // They are on their way.
      running = true;
      state.textContent = data(state, "loading");
      queue = await gathered();
      if (signal.aborted) return;
      asked = right = 0;
      total = queue.length;
      running = total > 0;
      start.hidden = running;
      if (running) ask();
      else state.textContent = data(state, "unreachable");
    },
    { signal },
  );
  element.addEventListener(
    "answerable:checked",
    (event) => {
      if (!next.hidden) return; // Tried again, which is practice: it counts in the log alone.
      if (/** @type {CustomEvent} */ (event).detail.score === 1) right += 1;
      for (const source of all(stage, "[data-source]")) source.hidden = false;
      next.textContent = data(next, queue.length > 0 ? "next" : "last");
      next.hidden = false;
    },
    { signal },
  );
  next.addEventListener("click", () => (queue.length > 0 ? ask() : finish()), { signal });

  store.subscribe(() => {
    if (!running) rest();
  }, signal);
  rest();
}
