/** The form of a scenario that is being brought in: keeps what is corrected, and shows what is wrong. */
import { data, need } from "../common/dom.js";
import { showFindings } from "./findings.js";
import { describe, entered } from "./form.js";
import { lists } from "./lists.js";

/** Milliseconds without typing after which it is kept. */
const PAUSE = 400;

/**
 * `<studio-brought data-address data-problems>` around a form.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function brought(element, signal) {
  const form = element.querySelector("[data-form]");
  if (form instanceof HTMLFormElement) new Correction(element, form, signal);
}

class Correction {
  /** @param {HTMLElement} element @param {HTMLFormElement} form @param {AbortSignal} signal */
  constructor(element, form, signal) {
    this.element = element;
    this.form = form;
    this.status = need(element, "[data-status]", HTMLElement);
    /** @private */ this.timer = 0;
    /** @private Whether something typed isn't kept yet. */
    this.typed = false;
    /** @private @type {Promise<void>} */ this.sending = Promise.resolve();
    describe(form);
    showFindings(form, JSON.parse(data(element, "problems")));
    form.addEventListener("input", () => this.changed(), { signal });
    form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    lists(form, signal);
    for (const act of element.querySelectorAll("form[data-act]")) {
      if (act instanceof HTMLFormElement) act.addEventListener("submit", (event) => this.act(event, act), { signal });
    }
    addEventListener("pagehide", () => this.leave(), { signal });
  }

  /** @private */
  changed() {
    this.typed = true;
    this.status.textContent = data(this.status, "waiting");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  /** @private @returns {Promise<void>} once what was corrected is kept, or can't be */
  keep() {
    clearTimeout(this.timer);
    this.sending = this.sending.then(() => this.send());
    return this.sending;
  }

  /** @private */
  get content() {
    return JSON.stringify({ fields: entered(this.form) });
  }

  /** @private */
  async send() {
    if (!this.typed) return;
    this.typed = false;
    const answer = await fetch(`${data(this.element, "address")}/fields`, { method: "POST", body: this.content })
      .then((sent) => (sent.ok ? sent.json() : null))
      .catch(() => null);
    if (!answer) {
      this.typed = true;
      this.status.textContent = data(this.status, "failed");
      this.status.dataset.state = "faulty";
    } else if (!this.typed) {
      this.status.textContent = answer.says;
      this.status.dataset.state = answer.state;
      showFindings(this.form, answer.problems);
      need(this.element, "[data-take]", HTMLButtonElement).disabled = answer.state === "faulty";
    }
  }

  /** @private Keeps everything before the scenario is taken or left. @param {Event} event @param {HTMLFormElement} act */
  async act(event, act) {
    event.preventDefault();
    await this.keep();
    if (!this.typed) act.submit();
  }

  /** @private */
  leave() {
    if (!this.typed) return;
    navigator.sendBeacon(`${data(this.element, "address")}/fields`, this.content);
  }
}
