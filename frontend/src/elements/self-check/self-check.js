import { all, data, need, onSubmit, pageLanguage } from "../../common/dom.js";
import { saveAs } from "../../common/file.js";
import { longDate } from "../../common/message.js";
import { publicAddress } from "../../common/site.js";
import { calendar } from "../../learner/calendar.js";
import { store } from "../../learner/device.js";
import { selfChecksNow } from "../../learner/reading.js";
import {
  compared,
  draftOf,
  handIn,
  isNext,
  keepDraft,
  newestOf,
  reminderOf,
  stageOf,
} from "../../learner/selfcheck.js";
import { stageText } from "./stage.js";

/**
 * `<self-check data-course>`: the learner says how often they did what the statements say; six weeks
 * later once more, and sees both times side by side.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function selfCheck(element, signal) {
  const course = data(element, "course");
  const form = need(element, "form", HTMLFormElement);
  const stage = need(element, "[data-stage]", HTMLElement);
  const status = need(element, "[role=status]", HTMLElement);
  const result = need(element, "[data-result]", HTMLElement);
  const entry = need(result, "template", HTMLTemplateElement);
  const again = need(element, "[data-again]", HTMLButtonElement);
  const remind = need(element, "[data-remind]", HTMLButtonElement);
  const statements = new Map(
    all(form, "[data-statement]").map((one) => [data(one, "statement"), need(one, "legend", HTMLElement)]),
  );
  let isOpened = false;

  const checks = () => selfChecksNow(course);

  /** @returns {Record<string, number>} the step chosen for each statement that has one */
  const chosen = () =>
    Object.fromEntries([...new FormData(form)].map(([name, step]) => [name, Number(step)]));

  /** @param {string} statement @param {number} step @returns {HTMLInputElement} */
  const radio = (statement, step) =>
    need(form, `[name="${statement}"][value="${step}"]`, HTMLInputElement);

  /** @param {string} statement @param {number} step @returns {string} such as `Often` */
  const wordOf = (statement, step) => textOf(radio(statement, step).labels?.[0]);

  /** @param {readonly import("../../learner/selfcheck.js").SelfCheck[]} found @returns {Node[]} */
  const entriesFor = (found) => {
    const dates = [found[0], found[found.length - 1]].map(({ made }) => longDate(made, pageLanguage()));
    return compared(found, [...statements.keys()]).map(({ statement, first, last, moved }) => {
      const made = /** @type {DocumentFragment} */ (entry.content.cloneNode(true));
      need(made, "[data-of]", HTMLElement).textContent = textOf(statements.get(statement));
      for (const [place, [name, step]] of Object.entries({ first, last }).entries()) {
        need(made, `[data-${name}] dt`, HTMLElement).textContent = dates[place];
        need(made, `[data-${name}] dd`, HTMLElement).textContent = wordOf(statement, step);
      }
      need(made, "[data-moved]", HTMLElement).textContent = data(result, moved);
      return made;
    });
  };

  /** Puts what was chosen before, or what can still be changed, into the form. */
  const fill = () => {
    form.reset();
    const newest = isNext(checks(), store.now()) ? null : newestOf(checks());
    const answers = draftOf(store, course) ?? newest?.answers;
    for (const statement of statements.keys()) {
      const step = answers?.[statement];
      if (step !== undefined) radio(statement, step).checked = true;
    }
  };

  const show = () => {
    const found = checks();
    const moves = stageOf(found, store.now()) === "compared" ? entriesFor(found) : [];
    stage.textContent = stageText(stage, found);
    result.hidden = moves.length === 0; // The course may have other statements by now.
    need(result, "ol", HTMLElement).replaceChildren(...moves);
    form.hidden = !result.hidden && !isOpened && draftOf(store, course) === null;
    again.hidden = !form.hidden;
    again.textContent = data(again, isNext(found, store.now()) ? "next" : "change");
    remind.hidden = reminderOf(found, store.now()) === null;
  };

  form.addEventListener(
    "change",
    () => {
      status.textContent = "";
      keepDraft(store, course, chosen());
    },
    { signal },
  );
  onSubmit(
    form,
    () => {
      isOpened = false;
      handIn(store, course, chosen());
      status.textContent = data(status, store.durable ? "saved" : "denied");
      if (!result.hidden) need(result, "h2", HTMLElement).focus();
    },
    signal,
  );
  again.addEventListener(
    "click",
    () => {
      isOpened = true;
      status.textContent = "";
      fill();
      show();
      need(form, "input", HTMLInputElement).focus();
    },
    { signal },
  );
  remind.addEventListener(
    "click",
    () => {
      const reminder = reminderOf(checks(), store.now());
      if (!reminder) return;
      const about = {
        course,
        host: location.hostname,
        url: publicAddress(location.href),
        description: data(remind, "description"),
      };
      const event = { ...reminder, summary: data(remind, "summary") };
      saveAs(`${reminder.id}.ics`, "text/calendar", calendar([event], about, store.now()));
    },
    { signal },
  );

  store.subscribe(({ here }) => {
    if (!here) {
      status.textContent = "";
      fill();
    }
    show();
  }, signal);
  fill();
  show();
}

/** @param {Element | null | undefined} element @returns {string} on one line */
const textOf = (element) => (element?.textContent || "").replace(/\s+/g, " ").trim();
