/** The form of a file: keeps what is typed, shows what is wrong beside it, and saves. */
import { data, need } from "../common/dom.js";
import { Findings } from "./findings.js";
import { delivered, describe, entered } from "./form.js";
import { lists } from "./lists.js";
import { followPreview } from "./preview.js";

/** Milliseconds without typing after which it is kept, at most between two times, and for a check. */
const PAUSE = 250;
const LONGEST = 700;
const THINKING = 500;
/** Milliseconds until it tries again to keep what couldn't be kept. */
const AGAIN = 2000;

/** @typedef {import("./form.js").Shown} Shown */

/**
 * `<studio-editor data-address data-seen data-events>` around a form.
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
    /** @private what the studio knows that the form shows */
    this.seen = data(element, "seen");
    /** @private */ this.keeping = 0;
    /** @private */ this.checking = 0;
    /** @private When the oldest change was made that isn't kept yet, in ms. */
    this.since = 0;
    /** @private Whether something is on its way to the studio. */
    this.underway = false;
    /** @private Whether something was typed since the page was opened. */
    this.typed = false;
    /** @private Whether changes made elsewhere to the same fields may be overwritten. */
    this.anyway = false;
    /** @private @type {Promise<void>} */ this.sending = Promise.resolve();
    /** @private */
    this.findings = new Findings(element, this.form, (what, content) => this.remedy(what, content), signal);
    describe(this.form);
    /** @private @type {{[name: string]: Shown}} what is kept */
    this.kept = delivered(this.form);
    this.form.addEventListener("input", () => this.changed(), { signal });
    this.form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    lists(this.form, signal);
    element.addEventListener("click", (event) => this.act(event), { signal });
    element.addEventListener("focusin", ({ target }) => suggest(target), { signal });
    addEventListener("keydown", (event) => this.pressed(event), { signal });
    addEventListener("pagehide", () => this.leave(), { signal });
    addEventListener("beforeunload", (event) => this.isStuck && event.preventDefault(), { signal });
    addEventListener("focus", () => this.check(), { signal });
    const preview = element.querySelector("[data-preview]");
    if (preview instanceof HTMLIFrameElement) followPreview(preview, data(element, "events"), signal);
    if (Object.keys(this.draft().sent.fields).length) this.changed();
    this.check();
  }

  /** @private */
  get state() {
    return this.element.dataset.state;
  }

  /** @private Whether something typed can't be kept. */
  get isStuck() {
    return ["failed", "refused", "elsewhere"].includes(this.state ?? "");
  }

  /** @private What the buttons around the form do. @param {MouseEvent} event */
  act(event) {
    const button = event.target instanceof Element && event.target.closest("button");
    if (!button) return;
    const dialog = this.element.querySelector("[data-discard]");
    if ("save" in button.dataset) this.save();
    if ("giveUp" in button.dataset && dialog instanceof HTMLDialogElement) dialog.showModal();
    if ("discardNow" in button.dataset) this.giveUp();
    if ("reload" in button.dataset) this.reload();
    if ("anyway" in button.dataset) this.insist();
    if ("undo" in button.dataset) this.undo(button);
  }

  /** @private @param {KeyboardEvent} event */
  pressed(event) {
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.save();
  }

  /** @private */
  changed() {
    if (!this.isStuck) this.say("waiting");
    this.typed = true;
    this.allow(true);
    this.since ||= performance.now();
    clearTimeout(this.keeping);
    const rest = Math.max(0, this.since + LONGEST - performance.now());
    this.keeping = setTimeout(() => this.keep(), Math.min(PAUSE, rest));
    clearTimeout(this.checking);
    this.checking = setTimeout(() => this.check(), THINKING);
  }

  /** @private @returns {Promise<void>} once what is typed is kept, or can't be */
  keep() {
    clearTimeout(this.keeping);
    this.sending = this.sending.then(() => this.sendDraft());
    return this.sending;
  }

  /** @private What is typed and isn't kept yet, for the studio. */
  draft() {
    const now = entered(this.form);
    const names = Object.keys(now).filter((name) => JSON.stringify(now[name]) !== JSON.stringify(this.kept[name]));
    const of = (/** @type {{[name: string]: Shown}} */ all) =>
      Object.fromEntries(names.filter((name) => name in all).map((name) => [name, all[name]]));
    return { now, sent: { fields: of(now), before: of(this.kept), seen: this.seen, anyway: this.anyway } };
  }

  /** @private */
  async sendDraft() {
    const { now, sent } = this.draft();
    if (!Object.keys(sent.fields).length && !this.isStuck) {
      this.since = 0;
      return;
    }
    this.since = 0;
    this.underway = true;
    const answer = await this.send("draft", sent);
    this.underway = false;
    if (!answer) {
      this.since ||= performance.now();
      this.keeping = setTimeout(() => this.keep(), AGAIN);
    } else if (answer.elsewhere) {
      for (const name of answer.kept ?? []) this.kept[name] = now[name];
      this.since ||= performance.now();
      this.say("elsewhere", answer.elsewhere.join(", "));
    } else {
      this.kept = now;
      this.seen = answer.seen;
      this.anyway = false;
      if (answer.stale) this.tell("stale");
      if (!this.since) this.show(answer);
    }
  }

  /** @private */
  leave() {
    if (!this.since && !this.underway) return;
    const body = new Blob([JSON.stringify(this.draft().sent)], { type: "application/json" });
    navigator.sendBeacon(`${this.address}/draft`, body);
  }

  /**
   * @private
   * @param {string} what
   * @param {unknown} [content]
   * @returns {Promise<any>} the answer; null if there was none
   */
  async send(what, content) {
    try {
      const answer = await fetch(`${this.address}/${what}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(content ?? null),
      });
      // A studio that was started again lets its own pages in as soon as it is open in this browser.
      if (answer.status === 403) throw new Error(answer.statusText);
      if (!answer.ok && answer.status !== 409) {
        const { problem = "" } = await answer.json().catch(() => ({}));
        this.say("refused", problem || answer.statusText);
        return null;
      }
      return await answer.json();
    } catch {
      this.say("failed");
      return null;
    }
  }

  /** @private @param {{unsaved: boolean, clash?: boolean}} answer */
  show({ unsaved, clash }) {
    this.say(clash ? "clash" : unsaved ? "unsaved" : "saved");
    this.allow(unsaved);
  }

  /** @private Whether there is anything to save or to discard. @param {boolean} unsaved */
  allow(unsaved) {
    for (const name of ["[data-save]", "[data-give-up]"]) {
      need(this.element, name, HTMLButtonElement).disabled = !unsaved;
    }
  }

  /** @private @param {string} state @param {string} [what] */
  say(state, what = "") {
    this.element.dataset.state = state;
    const text = data(this.status, state).replace("{}", what);
    if (this.status.textContent !== text) this.status.textContent = text;
    for (const one of this.notices()) one.hidden = one.dataset.notice !== state && one.dataset.notice !== this.told;
  }

  /** @private Shows a notice that stays, whatever happens. @param {string} name */
  tell(name) {
    this.told = name;
    for (const one of this.notices()) if (one.dataset.notice === name) one.hidden = false;
  }

  /** @private @returns {NodeListOf<HTMLElement>} */
  notices() {
    return this.element.querySelectorAll("[data-notice]");
  }

  /** @private */
  async save() {
    await this.keep();
    if (this.since) return;
    const answer = await this.send("save");
    if (!answer) return;
    this.show(answer);
    if (answer.number) {
      const undo = need(this.element, "[data-undo]", HTMLButtonElement);
      undo.dataset.undo = answer.number;
      undo.hidden = false;
    }
    this.check();
  }

  /** @private @param {HTMLButtonElement} button */
  async undo(button) {
    const form = need(this.element, "[data-undo-form]", HTMLFormElement);
    form.action = form.action.replace(/\d+(?=\/undo$)/, data(button, "undo"));
    form.submit();
  }

  /** @private */
  async giveUp() {
    clearTimeout(this.keeping);
    this.since = 0;
    await this.sending;
    if (await this.send("give-up")) this.reload();
  }

  /**
   * @private Does something about a finding, in what isn't saved, and shows what came of it.
   * @param {string} what
   * @param {unknown} content
   */
  async remedy(what, content) {
    await this.keep();
    const answer = await this.send(what, content);
    if (answer?.done) this.reload();
  }

  /** @private Keeps this version of the fields that were changed elsewhere. */
  insist() {
    this.anyway = true;
    this.keep();
  }

  /** @private */
  reload() {
    this.since = 0;
    if (this.isStuck) this.say("unsaved");
    location.reload();
  }

  /** @private */
  async check() {
    await this.sending;
    const answer = await fetch(`${this.address}/problems`).catch(() => null);
    if (!answer?.ok || this.since) return;
    const { problems, seen, ignored } = await answer.json();
    if (this.since) return;
    this.findings.show(problems, ignored);
    if (seen === this.seen) return;
    if (this.typed) this.tell("stale");
    else this.reload();
  }
}

/** Offers the words that the course has already. @param {EventTarget | null} control */
function suggest(control) {
  if (!(control instanceof HTMLInputElement) || control.hasAttribute("list")) return;
  const field = control.closest("[data-field]")?.getAttribute("data-field") ?? "";
  const words = document.querySelector(`[data-suggested="${CSS.escape(field)}"]`);
  if (words) control.setAttribute("list", words.id);
}
