/** The form of a file: keeps what is typed, shows what is wrong beside it, and saves. */
import { data, need } from "../common/dom.js";
import { showFindings } from "./findings.js";
import { add, change, describe, entered } from "./form.js";
import { followPreview } from "./preview.js";

/** Milliseconds without typing after which it is kept, at most between two times, and for a check. */
const PAUSE = 250;
const LONGEST = 700;
const THINKING = 500;

/**
 * `<studio-editor data-address data-events>` around a form.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function editor(element, signal) {
  new Editor(element, signal);
}

class Editor {
  /** @param {HTMLElement} element @param {AbortSignal} signal */
  constructor(element, signal) {
    this.element = element;
    this.address = data(element, "address");
    this.form = need(element, "[data-form]", HTMLFormElement);
    this.status = need(element, "[data-status]", HTMLElement);
    /** @private */ this.keeping = 0;
    /** @private */ this.checking = 0;
    /** @private When the oldest change was made that isn't kept yet, in ms. */
    this.since = 0;
    /** @private @type {Promise<unknown>} */ this.sending = Promise.resolve();
    describe(this.form);
    this.form.addEventListener("input", () => this.changed(), { signal });
    this.form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    this.form.addEventListener("click", (event) => this.clicked(event), { signal });
    need(element, "[data-save]", HTMLButtonElement).addEventListener("click", () => this.save(), { signal });
    need(element, "[data-give-up]", HTMLButtonElement).addEventListener("click", () => this.giveUp(), { signal });
    addEventListener("keydown", (event) => this.pressed(event), { signal });
    addEventListener("pagehide", () => this.leave(), { signal });
    const preview = element.querySelector("[data-preview]");
    if (preview instanceof HTMLIFrameElement) followPreview(preview, data(element, "events"), signal);
    this.check();
  }

  /** @private @param {MouseEvent} event */
  clicked(event) {
    const button = event.target instanceof Element && event.target.closest("button");
    if (!button) return;
    const list = /** @type {HTMLElement | null} */ (button.closest("[data-field]"));
    const entry = /** @type {HTMLElement | null} */ (button.closest("[data-entry]"));
    if ("add" in button.dataset && list) add(list, button.dataset.add || "");
    else if (button.dataset.act && entry) change(entry, button.dataset.act);
    else return;
    describe(this.form);
    this.changed();
  }

  /** @private @param {KeyboardEvent} event */
  pressed(event) {
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.save();
  }

  /** @private */
  changed() {
    this.say("waiting");
    this.since ||= performance.now();
    clearTimeout(this.keeping);
    const rest = Math.max(0, this.since + LONGEST - performance.now());
    this.keeping = setTimeout(() => this.keep(), Math.min(PAUSE, rest));
    clearTimeout(this.checking);
    this.checking = setTimeout(() => this.check(), THINKING);
  }

  /** @private @returns {Promise<void>} once what is typed is kept */
  keep() {
    clearTimeout(this.keeping);
    this.since = 0;
    const sent = this.sending.then(() => this.send("draft", entered(this.form)));
    this.sending = sent;
    return sent;
  }

  /** @private */
  leave() {
    if (!this.since) return;
    const body = new Blob([JSON.stringify(entered(this.form))], { type: "application/json" });
    navigator.sendBeacon(`${this.address}/draft`, body);
  }

  /** @private @param {string} what @param {unknown} [content] */
  async send(what, content) {
    try {
      const answer = await fetch(`${this.address}/${what}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(content ?? null),
      });
      if (!answer.ok) throw new Error(answer.statusText);
      const { unsaved } = await answer.json();
      if (!this.since) this.show(unsaved);
    } catch {
      this.say("failed");
    }
  }

  /** @private @param {boolean} unsaved */
  show(unsaved) {
    this.say(unsaved ? "unsaved" : "saved");
    for (const name of ["[data-save]", "[data-give-up]"]) {
      need(this.element, name, HTMLButtonElement).disabled = !unsaved;
    }
  }

  /** @private @param {string} state */
  say(state) {
    this.element.dataset.state = state;
    this.status.textContent = data(this.status, state);
  }

  /** @private */
  async save() {
    await this.keep();
    await this.send("save");
    this.check();
  }

  /** @private */
  async giveUp() {
    clearTimeout(this.keeping);
    this.since = 0;
    await this.send("give-up");
    location.reload();
  }

  /** @private */
  async check() {
    await this.sending;
    const answer = await fetch(`${this.address}/problems`);
    if (answer.ok && !this.since) showFindings(this.form, (await answer.json()).problems);
  }
}
