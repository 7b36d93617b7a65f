import { erased, exported, gains, imported, inventory, preview } from "../../learner/backup.js";
import { store } from "../../learner/device.js";
import { data, need, pageLanguage } from "../../common/dom.js";
import { saveAs } from "../../common/file.js";
import { counted, filled, listed, longDate } from "../../common/message.js";
import { dateOf } from "../../learner/days.js";
import { trackedHere } from "../../learner/known.js";

const LARGEST = 20_000_000; // bytes; our own files are smaller

/**
 * `<saved-records data-course>`: exports all records as a file and imports them, with a preview before
 * anything changes; deletes everything after confirmation; and says if something could not be saved.
 * It is on the same page as `<course-progress>`, which knows the earlier ids of scenarios.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function savedRecords(element, signal) {
  const course = data(element, "course");
  const status = need(element, "[data-state]", HTMLElement);
  const file = need(element, "input[type=file]", HTMLInputElement);
  const merge = need(element, "[data-merge]", HTMLButtonElement);
  const dialog = need(element, "dialog", HTMLDialogElement);
  const denied = need(element, "[data-denied]", HTMLElement);
  const aside = need(element, "[data-aside]", HTMLElement);
  const has = need(dialog, "[data-has]", HTMLElement);
  const language = pageLanguage();
  const tracked = trackedHere(course);
  const renamed = new Map(
    tracked.flatMap(({ scenario, aliases }) => aliases.map((alias) => [alias, scenario])),
  );
  /** @type {import("../../learner/backup.js").Preview | null} */
  let found = null;

  /** @param {string} selector @param {() => void} act */
  const onClick = (selector, act) =>
    need(element, selector, HTMLButtonElement).addEventListener("click", act, { signal });

  /** @param {import("../../learner/backup.js").Contents} all @returns {string} empty if there is none */
  const things = ({ scenarios, answers, words, checks, results }) => {
    const counts = Object.entries({ scenarios, answers, words, checks, results });
    const some = counts.filter(([, n]) => n > 0);
    return listed(some.map(([name, n]) => counted(status.dataset, name, n, language)), language);
  };

  /** @param {import("../../learner/backup.js").Preview} seen @returns {string} what is in a copy */
  const told = (seen) => {
    const gained = gains(store, course, seen);
    const what = things(gained);
    const sentences = [];
    if (seen.made !== null) {
      sentences.push(filled(data(status, "from"), { date: longDate(seen.made, language) }));
    }
    if (!brings(seen)) sentences.push(data(status, "nothing"));
    else if (what) sentences.push(filled(data(status, "adds"), { what }));
    else if (gained.replaced === 0) sentences.push(data(status, "little"));
    if (gained.replaced > 0) {
      sentences.push(counted(status.dataset, "replaced", gained.replaced, language));
    } else if (what) sentences.push(data(status, "lossless"));
    if (seen.damaged > 0) {
      sentences.push(counted(status.dataset, "damaged", seen.damaged, language));
    }
    return sentences.join(" ");
  };

  const show = () => {
    denied.hidden = store.durable;
    aside.hidden = store.asides(course).length === 0;
    const fold = element.closest("details");
    if (fold && !(aside.hidden && store.durable)) fold.open = true; // That has to be seen.
  };

  onClick("[data-export]", () => {
    const name = `${course}-${dateOf(store.now())}.json`;
    saveAs(name, "application/json", exported(store, course));
    status.textContent = filled(data(status, "exported"), { name });
  });

  file.addEventListener(
    "change",
    async () => {
      const [chosen] = file.files || [];
      found = null;
      merge.hidden = true;
      status.textContent = "";
      if (!chosen) return;
      const text = await textOf(chosen);
      if (signal.aborted || chosen !== file.files?.[0]) return; // Another file was chosen meanwhile.
      const seen = preview(store, course, text, renamed);
      if (seen.problem !== null) {
        status.textContent = data(status, seen.problem.replace(/-(.)/g, (_, a) => a.toUpperCase()));
        return;
      }
      status.textContent = told(seen);
      found = seen;
      merge.hidden = !brings(seen);
    },
    { signal },
  );

  merge.addEventListener(
    "click",
    () => {
      if (!found) return;
      imported(store, course, found);
      found = null;
      file.value = "";
      status.textContent = data(status, store.durable ? "merged" : "denied");
      file.focus();
      merge.hidden = true;
    },
    { signal },
  );

  onClick("[data-erase]", () => {
    const what = things(inventory(store, course));
    has.hidden = what === "";
    has.textContent = filled(data(has, "text"), { what });
    dialog.showModal();
  });
  onClick("[data-keep]", () => dialog.close());
  onClick("[data-erase-all]", () => {
    erased(store, course);
    dialog.close();
    status.textContent = data(status, "erased");
  });

  store.subscribe(show, signal);
  show();
}

/** @param {import("../../learner/backup.js").Preview} seen @returns {boolean} whether it changes a thing */
const brings = ({ added, newer }) => added + newer > 0;

/**
 * @param {File} file
 * @returns {Promise<string>} empty if it is too large, gone, or not text: then it isn't one of ours
 */
async function textOf(file) {
  if (file.size > LARGEST) return "";
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return "";
  }
}
