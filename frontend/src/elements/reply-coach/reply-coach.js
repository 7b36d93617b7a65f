import { data, need } from "../../common/dom.js";
import { filled } from "../../common/message.js";
import { store } from "../../learner/device.js";
import { PREFERENCES, asPreferences } from "../../learner/records.js";
import { recordKey } from "../../learner/store.js";
import { read } from "./coach.js";
import { questionsAbout } from "./questions.js";
import { RULES } from "./rules/rules.js";

const PAUSE = 1200; // ms without typing after which the coach asks

/** What is marked in the reply, so that its questions can be followed. */
const MARKED = /** @type {const} */ (["who", "next", "when", "idle", "vague", "back"]);

/**
 * `<reply-coach data-course data-language>`: asks about the reply in the text box of the `<own-reply>`
 * around it, and marks the words that it asks about. All of it happens on the device. It can be
 * switched off, for all replies.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function replyCoach(element, signal) {
  const rules = RULES[data(element, "language").split("-")[0]];
  const key = recordKey(data(element, "course"), PREFERENCES);
  const box = need(/** @type {HTMLElement} */ (element.closest("own-reply")), "textarea", HTMLTextAreaElement);
  const toggle = need(element, "[data-toggle]", HTMLButtonElement);
  const asked = need(element, "[data-asked]", HTMLElement);
  let timer = 0;

  const isOn = () => store.read(key, asPreferences)?.coach ?? true;

  const show = () => {
    clearTimeout(timer);
    const on = isOn();
    toggle.setAttribute("aria-expanded", String(on));
    const reading = read(box.value, rules);
    const questions = on ? questionsAbout(box.value, reading) : [];
    asked.hidden = questions.length === 0;
    need(element, "[data-words]", HTMLElement).replaceChildren(...marked(box.value, reading));
    need(element, "ul", HTMLElement).replaceChildren(
      ...questions.map(({ ask, words }) => {
        const entry = document.createElement("li");
        entry.textContent = filled(data(asked, ask), { words });
        return entry;
      }),
    );
  };

  box.addEventListener(
    "input",
    () => {
      clearTimeout(timer);
      timer = window.setTimeout(show, PAUSE);
    },
    { signal },
  );
  toggle.addEventListener(
    "click",
    () => {
      const coach = !isOn();
      store.update(key, asPreferences, (before) => ({ ...before, coach, at: store.now() }));
      show();
    },
    { signal },
  );
  signal.addEventListener("abort", () => clearTimeout(timer));
  store.follow(key, show, signal);
  show();

  /**
   * @param {string} reply
   * @param {import("./coach.js").Reading} reading
   * @returns {(string | HTMLElement)[]} the reply, with what was found in it
   */
  function marked(reply, reading) {
    const spans = MARKED.flatMap((kind) =>
      [reading[kind] || []].flat().map((span) => ({ ...span, kind })),
    ).sort((a, b) => a.start - b.start || b.end - a.end);
    let place = 0;
    const parts = spans.flatMap(({ start, end, kind }) => {
      if (start < place) return []; // It is within another one.
      const mark = document.createElement("mark");
      mark.dataset.kind = kind;
      mark.textContent = reply.slice(start, end);
      const label = document.createElement("small");
      label.textContent = data(asked, `label${kind[0].toUpperCase()}${kind.slice(1)}`);
      mark.append(" ", label);
      const before = reply.slice(place, start);
      place = end;
      return [before, mark];
    });
    return [...parts, reply.slice(place)];
  }
}
