import { opened } from "../attempt.js";
import { store } from "../device.js";
import { all, data, need, pageLanguage } from "../dom.js";
import { counted, filled, longDate } from "../message.js";
import { dueOf } from "../reading.js";
import { asAnswer } from "../records.js";
import { endOfDay, session } from "../schedule.js";
import { newSeed } from "../shuffle.js";
import { recordKey } from "../store.js";
import { trackedBy } from "../tracked.js";

const SIZE = 10; // items a session: some five minutes

/**
 * `<review-session data-course data-tracked>`: asks what is due today, one item after another.
 * Every item of the course waits in a template of the list, below `[data-scenario][data-module]`.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function reviewSession(element, signal) {
  const course = data(element, "course");
  trackedBy(element);
  const state = need(element, "[data-state]", HTMLElement);
  const start = need(element, "[data-start]", HTMLButtonElement);
  const stage = need(element, "[data-stage]", HTMLElement);
  const next = need(element, "[data-go]", HTMLButtonElement);
  const waiting = all(element, "[data-scenario]").flatMap((entry) =>
    [...entry.querySelectorAll("template[data-item]")].map((item) => ({
      entry,
      item: /** @type {HTMLTemplateElement} */ (item),
      path: `${data(entry, "scenario")}/${data(/** @type {HTMLElement} */ (item), "item")}`,
      module: data(entry, "module"),
    })),
  );

  /** @type {typeof waiting} what is still to come */
  let queue = [];
  let running = false;
  let asked = 0;
  let right = 0;
  let total = 0;

  const due = () =>
    waiting.flatMap((one) => {
      const at = dueOf(course, one.path);
      return at === null ? [] : [{ ...one, due: at }];
    });

  /** Says what waits, before a session and after one. */
  const rest = () => {
    const answered = due();
    const today = answered.filter((one) => one.due < endOfDay(store.now()));
    queue = session(today, SIZE);
    total = queue.length;
    start.hidden = total === 0;
    if (total > 0) {
      state.textContent = counted(state.dataset, "due", today.length, pageLanguage());
    } else if (answered.length > 0) {
      const date = longDate(Math.min(...answered.map((one) => one.due)), pageLanguage());
      state.textContent = filled(data(state, "later"), { date });
    } else {
      state.textContent = data(state, "none");
    }
  };

  const ask = () => {
    const one = queue.shift();
    if (!one) return;
    asked += 1;
    next.hidden = true;
    const [scenario, item] = one.path.split("/");
    const key = recordKey(course, scenario, item);
    const rev = data(one.item, "rev");
    // What was answered last time must not stand there: the answer has to come from memory.
    store.update(key, asAnswer, (before) => opened(before, rev, newSeed()));
    const situation = one.entry.querySelector("template[data-situation]");
    const parts = [situation, one.item].flatMap((part) =>
      part instanceof HTMLTemplateElement ? [document.importNode(part.content, true)] : [],
    );
    stage.replaceChildren(...parts);
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
    () => {
      rest();
      asked = right = 0;
      running = queue.length > 0;
      start.hidden = true;
      ask();
    },
    { signal },
  );
  element.addEventListener(
    "answerable:checked",
    (event) => {
      if (!next.hidden) return; // Tried again, which is practice: it counts in the log alone.
      if (/** @type {CustomEvent} */ (event).detail.score === 1) right += 1;
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
