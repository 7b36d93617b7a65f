import { all, data, need, pageLanguage } from "../../common/dom.js";
import { saveAs } from "../../common/file.js";
import { filled, longDate } from "../../common/message.js";
import { publicAddress } from "../../common/site.js";
import { calendar } from "../../learner/calendar.js";
import { dayOf } from "../../learner/days.js";
import { store } from "../../learner/device.js";
import { linkTo } from "../../learner/known.js";
import { mailLink, plansOf, reminders } from "../../learner/plans.js";

/** @typedef {import("../../learner/records.js").Plan} Plan */

/** The lines of an entry that say what the plan is. */
export const SAID = "[data-line]:not([hidden])";

/**
 * `<plan-list data-course>`: the learner's plans, with reminders for the calendar and a check-in card
 * for the talk with their leader. Titles and addresses come from the list of scenarios in the page.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function planList(element, signal) {
  const course = data(element, "course");
  const template = need(element, "template", HTMLTemplateElement);
  const list = need(element, "ul", HTMLElement);
  let shown = "";

  const show = () => {
    const found = plansOf(store, course);
    const state = JSON.stringify(found);
    if (state === shown) return; // An entry that is open, or has the focus, stays as it is.
    shown = state;
    const entries = found.flatMap(([scenario, plan]) => {
      const link = linkTo(scenario);
      return link ? [entryOf(scenario, plan, link)] : [];
    });
    list.replaceChildren(...entries);
    need(element, "[data-none]", HTMLElement).hidden = entries.length > 0;
  };

  /** @param {string} scenario @param {Plan} plan @param {HTMLAnchorElement} link @returns {HTMLElement} */
  const entryOf = (scenario, plan, link) => {
    const entry = /** @type {HTMLElement} */ (template.content.cloneNode(true)).children[0];
    const title = (link.textContent || "").trim();
    const date = plan.by === null ? "" : longDate(dayOf(plan.by), pageLanguage());
    const said = { when: plan.when.trim(), will: plan.will.trim(), by: date };
    need(entry, "[data-of]", HTMLElement).append(link.cloneNode(true));
    for (const [name, text] of Object.entries(said)) {
      const line = need(entry, `[data-line=${name}]`, HTMLElement);
      need(line, "span", HTMLElement).textContent = text;
      line.hidden = text === "";
    }
    const lines = linesOf(entry, SAID);

    const remind = need(entry, "[data-remind]", HTMLButtonElement);
    remind.hidden = reminders(plan, store.now()).length === 0;
    remind.addEventListener("click", () => {
      const summary = filled(data(remind, "summary"), { title });
      const events = reminders(plan, store.now()).map((day) => ({
        id: `plan-${scenario}-${day.replace(/-/g, "")}`,
        date: day,
        summary,
      }));
      const about = {
        course,
        host: location.hostname,
        url: publicAddress(link.href),
        description: lines.join("\n"),
      };
      saveAs(`${scenario}.ics`, "text/calendar", calendar(events, about, store.now()));
    });

    const mail = need(entry, "[data-mail]", HTMLAnchorElement);
    const questions = linesOf(entry, "[data-questions] li").map((text, place) => `${place + 1}. ${text}`);
    const ask = linesOf(entry, "[data-ask]");
    mail.href = mailLink(filled(data(mail, "subject"), { title }), [...lines, "", ...ask, ...questions]);
    need(entry, "[data-print]", HTMLButtonElement).addEventListener("click", () => {
      entry.setAttribute("data-printed", "");
      addEventListener("afterprint", () => entry.removeAttribute("data-printed"), { once: true });
      print();
    });
    return /** @type {HTMLElement} */ (entry);
  };

  store.subscribe(show, signal);
  show();
}

/** @param {Element} root @param {string} selector @returns {string[]} what each says, on one line */
export const linesOf = (root, selector) =>
  all(root, selector).map((one) => (one.textContent || "").replace(/\s+/g, " ").trim());
