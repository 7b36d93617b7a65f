import { calendar } from "../../learner/calendar.js";
import { store } from "../../learner/device.js";
import { data, need, pageLanguage } from "../../common/dom.js";
import { saveAs } from "../../common/file.js";
import { counted, filled, longDate } from "../../common/message.js";
import { answers, dueOf, neededUntil } from "../../learner/reading.js";
import { SETTINGS, asSettings } from "../../learner/records.js";
import { DAY, reviewDays, startOf } from "../../learner/schedule.js";
import { recordKey } from "../../learner/store.js";
import { trackedBy } from "../../learner/tracked.js";

const DAYS = 8 * 7; // how far the calendar file looks ahead

/**
 * `<review-plan data-course data-tracked>`: the learner's own "needed until" date, and the next
 * review days as a calendar file.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function reviewPlan(element, signal) {
  const course = data(element, "course");
  const tracked = trackedBy(element);
  const date = need(element, "input[type=date]", HTMLInputElement);
  const clear = need(element, "[data-clear]", HTMLButtonElement);
  const status = need(element, "[role=status]", HTMLElement);
  const button = need(element, "[data-calendar]", HTMLButtonElement);

  const paths = tracked.flatMap(({ scenario, items, derived }) =>
    [...items.map(({ id }) => id), ...derived].map((id) => `${scenario}/${id}`),
  );

  const days = () => {
    const all = answers(course);
    const logs = new Map(paths.map((path) => [path, all.get(path)?.log || []]));
    return reviewDays(logs, startOf(neededUntil(course), store.now()), store.now(), DAYS);
  };

  /** @param {string} path @returns {boolean} */
  const comes = (path) => (dueOf(course, path) ?? Infinity) < store.now() + DAYS * DAY;

  const show = () => {
    const until = neededUntil(course);
    if (document.activeElement !== date) date.value = until || "";
    clear.hidden = until === null;
    button.disabled = !paths.some(comes);
  };

  /** @param {string | null} value */
  const set = (value) => {
    const at = store.now();
    store.update(recordKey(course, SETTINGS), asSettings, (before) => ({
      ...before,
      neededUntil: value,
      at,
    }));
    const shown = value && filled(data(status, "set"), { date: longDate(startOf(value, 0), pageLanguage()) });
    status.textContent = shown || data(status, "cleared");
  };

  date.addEventListener(
    "change",
    () => {
      if (date.value) set(date.value);
      else if (!date.validity.badInput) set(null);
    },
    { signal },
  );
  clear.addEventListener(
    "click",
    () => {
      set(null);
      date.value = "";
      date.focus();
    },
    { signal },
  );
  button.addEventListener(
    "click",
    () => {
      const events = [...days()].map(([day, n]) => ({
        date: day,
        summary: counted(button.dataset, "summary", n, pageLanguage()),
      }));
      const online = location.protocol.startsWith("http");
      const about = {
        course,
        host: location.hostname,
        url: online ? location.href.split(/[?#]/)[0] : null,
        description: data(button, "description"),
      };
      saveAs(`${course}.ics`, "text/calendar", calendar(events, about, store.now()));
    },
    { signal },
  );

  store.subscribe(show, signal);
  show();
}
