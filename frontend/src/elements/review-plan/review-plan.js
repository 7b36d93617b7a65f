import { calendar } from "../../learner/calendar.js";
import { DAY, dateOf, startOf } from "../../learner/days.js";
import { store } from "../../learner/device.js";
import { data, need, pageLanguage } from "../../common/dom.js";
import { saveAs } from "../../common/file.js";
import { counted, filled, longDate } from "../../common/message.js";
import { dueOf, histories, selfChecksNow, settingsOf, wishFor } from "../../learner/reading.js";
import { SETTINGS, asSettings } from "../../learner/records.js";
import { reviewDays } from "../../learner/schedule.js";
import { reminderOf } from "../../learner/selfcheck.js";
import { recordKey } from "../../learner/store.js";
import { publicAddress } from "../../common/site.js";
import { trackedHere } from "../../learner/known.js";

const DAYS = 8 * 7; // how far the calendar file looks ahead

/**
 * `<review-plan data-course>`: the learner's own "needed until" date, how many reviews
 * a day, and the next review days as a calendar file, with that of the second self-check.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function reviewPlan(element, signal) {
  const course = data(element, "course");
  const tracked = trackedHere(course);
  const date = need(element, "input[type=date]", HTMLInputElement);
  const most = need(element, "input[type=number]", HTMLInputElement);
  const clear = need(element, "[data-clear]", HTMLButtonElement);
  const status = need(element, "[role=status]", HTMLElement);
  const button = need(element, "[data-calendar]", HTMLButtonElement);

  const days = () => {
    const all = histories(course);
    const own = tracked.map(({ scenario }) => [scenario, all.get(scenario) || []]);
    return reviewDays(new Map(/** @type {any} */ (own)), wishFor(course), store.now(), DAYS);
  };

  /** @param {string} scenario @returns {boolean} */
  const comes = (scenario) => (dueOf(course, scenario) ?? Infinity) < store.now() + DAYS * DAY;

  const selfCheck = () => reminderOf(selfChecksNow(course), store.now());

  const show = () => {
    const { neededUntil } = settingsOf(course);
    date.min = dateOf(store.now() + DAY);
    if (document.activeElement !== date) date.value = neededUntil || "";
    if (document.activeElement !== most) most.value = String(wishFor(course).most);
    clear.hidden = neededUntil === null;
    button.disabled = selfCheck() === null && !tracked.some(({ scenario }) => comes(scenario));
  };

  /** @param {Partial<import("../../learner/records.js").Settings>} change */
  const set = (change) => {
    const at = store.now();
    const before = settingsOf(course);
    store.update(recordKey(course, SETTINGS), asSettings, () => ({ ...before, ...change, at }));
  };

  /** @param {string} value YYYY-MM-DD */
  const setDate = (value) => {
    const start = startOf(value, store.now());
    if (start !== null) set({ neededUntil: value });
    status.textContent =
      start === null
        ? data(status, "past")
        : filled(data(status, "set"), { date: longDate(start, pageLanguage()) });
  };

  const setNoDate = () => {
    set({ neededUntil: null });
    status.textContent = data(status, "cleared");
  };

  date.addEventListener(
    "change",
    () => {
      if (date.value) setDate(date.value);
      else if (!date.validity.badInput) setNoDate();
    },
    { signal },
  );
  clear.addEventListener(
    "click",
    () => {
      setNoDate();
      date.value = "";
      date.focus();
    },
    { signal },
  );
  most.addEventListener(
    "change",
    () => {
      if (most.checkValidity()) set({ most: most.valueAsNumber });
      status.textContent = most.checkValidity()
        ? counted(status.dataset, "most", most.valueAsNumber, pageLanguage())
        : data(status, "few");
    },
    { signal },
  );
  button.addEventListener(
    "click",
    () => {
      const reviews = [...days()].map(([day, n]) => ({
        id: `review-${day.replace(/-/g, "")}`,
        date: day,
        summary: counted(button.dataset, "summary", n, pageLanguage()),
      }));
      const check = selfCheck();
      const summary = data(button, "selfCheck");
      const url = publicAddress(new URL(data(button, "selfCheckPage"), location.href).href);
      const events = check === null ? reviews : [...reviews, { ...check, summary, url }];
      const about = {
        course,
        host: location.hostname,
        url: publicAddress(location.href),
        description: data(button, "description"),
      };
      saveAs(`${course}.ics`, "text/calendar", calendar(events, about, store.now()));
    },
    { signal },
  );

  store.subscribe(show, signal);
  show();
}
