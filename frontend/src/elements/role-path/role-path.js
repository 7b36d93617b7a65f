import { store } from "../../learner/device.js";
import { data, need } from "../../common/dom.js";
import { filled } from "../../common/message.js";
import { linkTo, trackedHere } from "../../learner/known.js";
import { roleNow, stateNow } from "../../learner/reading.js";
import { PREFERENCES, asPreferences } from "../../learner/records.js";
import { shortPath } from "../../learner/shortpath.js";
import { recordKey } from "../../learner/store.js";
import { marksOf } from "../scenario-mark/scenario-mark.js";
import { placesHere } from "./places.js";

/**
 * `<role-path data-course data-none data-progress>`: the learner chooses where they work, and gets a
 * short path of scenarios, along which `<course-start>` leads.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function rolePath(element, signal) {
  const course = data(element, "course");
  const places = placesHere();
  const tracked = new Map(trackedHere(course).map((one) => [one.scenario, one]));
  const summary = need(element, "summary", HTMLElement);
  const form = need(element, "form", HTMLFormElement);
  const selects = [...form.querySelectorAll("select")];
  const status = need(element, "[role=status]", HTMLElement);
  const list = need(element, "ol", HTMLElement);
  const clear = need(element, "[data-clear]", HTMLButtonElement);

  /** @param {string} name @returns {string | null} */
  const chosen = (name) => selects.find((select) => select.name === name)?.value || null;

  /** @param {string} scenario @returns {Node[]} */
  const marks = (scenario) => {
    const one = tracked.get(scenario);
    return one ? marksOf(stateNow(course, one)) : [];
  };

  /** @param {string} scenario @returns {HTMLElement} */
  const entryOf = (scenario) => {
    const entry = document.createElement("li");
    const link = /** @type {HTMLAnchorElement} */ (linkTo(scenario));
    const marked = document.createElement("span");
    marked.className = "an-marks";
    marked.append(...marks(scenario));
    entry.append(link.cloneNode(true), " ", marked);
    return entry;
  };

  const show = () => {
    const role = roleNow(course);
    const path = shortPath(places, role);
    const isDone = (/** @type {string} */ id) => {
      const one = tracked.get(id);
      return one !== undefined && stateNow(course, one).reached === "done";
    };
    const n = path.filter(isDone).length;
    for (const select of selects) {
      select.value = role?.[/** @type {keyof typeof role} */ (select.name)] || "";
      if (select.selectedIndex < 0) select.value = ""; // The course no longer has it.
    }
    const text = path.length === 0 ? "none" : "progress";
    summary.textContent = filled(data(element, text), { n, total: path.length });
    status.textContent = path.length === 0 ? "" : data(status, n === path.length ? "done" : "text");
    list.replaceChildren(...path.map(entryOf));
    clear.hidden = path.length === 0;
  };

  /** @param {import("../../learner/shortpath.js").Role} [role] none: no short path */
  const choose = (role) =>
    store.update(recordKey(course, PREFERENCES), asPreferences, (before) => ({
      ...before,
      role,
      at: store.now(),
    }));

  form.addEventListener("submit", (event) => event.preventDefault(), { signal });
  form.addEventListener(
    "change",
    () => {
      const role = { department: chosen("department"), channel: chosen("channel") };
      choose(role.department || role.channel ? role : undefined);
    },
    { signal },
  );
  clear.addEventListener(
    "click",
    () => {
      choose();
      selects[0].focus();
    },
    { signal },
  );

  store.subscribe(show, signal);
  show();
  form.hidden = false;
}
