/** An item in practice mode: it gives feedback at once, and saves the answers. */
import { afterPaint, all, data, need, onSubmit, pageLanguage } from "../../common/dom.js";
import { counted, filled } from "../../common/message.js";
import { partFor } from "../../common/parts.js";
import { newSeed } from "../../common/shuffle.js";
import { scoreOf } from "../../items/grade.js";
import { opened, standing } from "../../learner/attempt.js";
import { store } from "../../learner/device.js";
import { asAnswer } from "../../learner/records.js";
import { recordKey } from "../../learner/store.js";
import { after, fresh, isNew, recordChecked, recordEntered, verdictOn } from "./practice.js";

/** @param {import("./question.js").Question} question @param {AbortSignal} signal */
export function practise(question, signal) {
  const item = new Practising(question);
  const keep = () => item.keep();
  const { form } = question;
  form.addEventListener(
    "change",
    () => {
      item.happened({ type: "entered" });
      item.withdraw();
      afterPaint(keep);
    },
    { signal },
  );
  form.addEventListener("input", () => item.happened({ type: "entered" }), { signal });
  addEventListener("pagehide", keep, { signal });
  document.addEventListener("visibilitychange", () => document.hidden && keep(), { signal });
  signal.addEventListener("abort", keep);
  onSubmit(form, (button) => item.press(button), signal);
  item.retry.addEventListener("click", () => item.again(), { signal });
  store.follow(item.key, () => item.practice.underWay || item.restore(false), signal);
  item.restore(true);
}

class Practising {
  /** @param {import("./question.js").Question} question */
  constructor(question) {
    const { element, details } = question;
    this.question = question;
    this.rev = data(element, "rev");
    this.key = recordKey(data(element, "course"), data(element, "scenario"), data(element, "item"));
    this.retry = need(element, "[data-retry]", HTMLButtonElement);
    this.button = need(question.form, "[type=submit]", HTMLButtonElement);
    this.verdict = need(element, ".an-verdict", HTMLElement);
    this.past = need(question.words, ".an-past", HTMLElement);
    element.prepend(this.past);
    element.append(/** @type {DocumentFragment} */ (partFor(element, "[data-notices]")));
    /** A solution of its own stays folded, because the verdict has said it all. */
    this.own = details.matches(".an-solution");
    /** The button for learners who compare their own words with a model answer. */
    this.done = details.querySelector("[data-done]");
    if (this.done instanceof HTMLElement) this.done.hidden = false;
    this.practice = fresh(newSeed());
  }

  /** @param {import("./practice.js").PracticeEvent} event */
  happened(event) {
    this.practice = after(this.practice, event);
  }

  /** Shows what is saved, quietly. @param {boolean} arriving false: another tab changed it */
  restore(arriving) {
    const { question, retry } = this;
    const now = standing(store.read(this.key, asAnswer), this.rev, question.type.valid);
    this.happened({ type: "restored", standing: now });
    this.clear(arriving);
    if (now.answer !== null) question.type.put(now.answer);
    if (now.draft !== null) question.putDraft(now.draft);
    else if (now.state === "checked") this.mark(now.answer, /** @type {number} */ (now.score));
    // On arrival the address may point into the details, which the browser has then opened already.
    if (!this.own && (now.score === 1 || !arriving)) question.details.open = now.score === 1;
    retry.hidden = now.state !== "checked";
    this.showPast(now);
    this.showNotices();
  }

  /** @private Nothing is marked or said. @param {boolean} keepForm as the browser has filled it in */
  clear(keepForm) {
    const { question, practice } = this;
    if (!keepForm) question.form.reset();
    question.arrange(practice.seed);
    this.withdraw();
  }

  /** @private @param {Element | null} main the main button; null: it is what leads on */
  lead(main) {
    for (const one of [this.button, this.done]) one?.classList.toggle("an-button--quiet", one !== main);
  }

  /** The verdict and the marks go once something else is entered. */
  withdraw() {
    const { element } = this.question;
    this.question.unmark();
    this.verdict.replaceChildren();
    delete element.dataset.result;
    this.lead(this.button);
  }

  /** @private @param {any} answer @param {number} score 0 to 1 */
  mark(answer, score) {
    const { element } = this.question;
    this.question.mark(answer);
    element.dataset.result = verdictOn(score);
    this.lead(null);
  }

  /** @param {HTMLButtonElement} button that the learner pressed */
  press(button) {
    const answer = this.question.type.answer();
    if (answer === null) {
      this.say("missing", null, null);
    } else if (this.done && button !== this.done) {
      this.say("compare", null, null);
      this.lead(this.done);
      this.question.details.open = true;
      this.question.details.scrollIntoView({ block: "nearest" });
    } else {
      this.check(answer);
    }
  }

  /** @private @param {any} answer */
  check(answer) {
    const { question, practice, rev } = this;
    const grade = question.type.grade(answer);
    const given = { rev, answer, score: scoreOf(grade), sure: question.sure() };
    store.update(this.key, asAnswer, (before) => recordChecked(before, practice, given, store.now()));
    this.happened({ type: "checked", answer });
    if (isNew(practice, answer)) this.tell(given);
    this.mark(answer, given.score);
    this.say(verdictOn(given.score), grade, answer);
    this.past.hidden = true;
    this.retry.hidden = false;
    this.showNotices();
    if (!this.own && given.score === 1) question.details.open = true;
    this.bringIntoView();
  }

  /** @private @param {{score: number, sure: import("../../learner/records.js").Sureness}} given */
  tell({ score, sure }) {
    const { element } = this.question;
    const detail = { scenario: data(element, "scenario"), item: data(element, "item"), score, sure };
    element.dispatchEvent(new CustomEvent("answerable:checked", { bubbles: true, detail }));
  }

  /** Saves what is entered before it is checked. */
  keep() {
    const { question, practice, done, rev } = this;
    if (!practice.unsaved || (done && practice.shown !== null)) return;
    this.happened({ type: "kept" });
    const answer = done ? question.type.answer() : null; // Own words are kept, checked or not.
    const draft = done ? null : question.draft();
    store.update(this.key, asAnswer, (before) => recordEntered(before, practice, { rev, answer, draft }));
  }

  /** Another attempt, in another order. */
  again() {
    const { question, rev } = this;
    const seed = newSeed();
    this.happened({ type: "again", seed });
    store.update(this.key, asAnswer, (before) => opened(before, rev, seed));
    this.clear(false);
    this.past.hidden = true;
    question.details.open = false;
    const controls = all(question.form, "input, textarea, select, [data-move]");
    const control = controls.find((one) => !one.closest("[hidden]"));
    if (control) control.focus();
    this.retry.hidden = true;
    this.showNotices();
  }

  /** @private @param {string} name @param {import("../../items/grade.js").Grade | null} grade @param {any} answer */
  say(name, grade, answer) {
    const words = this.question.template("verdict", name);
    for (const part of words.querySelectorAll("[data-points]")) {
      if (grade) part.textContent = filled(part.textContent || "", { ...grade });
    }
    if (grade) words.append(...this.question.reasons(answer));
    this.verdict.replaceChildren(words);
  }

  /** @private Scrolls no further than the verdict and its buttons need. */
  bringIntoView() {
    const feedback = need(this.question.element, ".an-feedback", HTMLElement);
    feedback.style.position = "static"; // Its place at the end of the item, not the one where it sticks.
    feedback.scrollIntoView({ block: "nearest" });
    feedback.style.position = "";
  }

  /** @private @param {import("../../learner/attempt.js").Standing} standing */
  showPast({ state, attempts }) {
    this.past.textContent =
      state === "changed"
        ? data(this.past, "changed")
        : counted(this.past.dataset, "answered", attempts, pageLanguage());
    this.past.hidden = attempts === 0;
  }

  /** @private */
  showNotices() {
    const { element } = this.question;
    for (const notice of all(element, ".an-storage")) notice.hidden = store.durable;
    for (const notice of all(element, ".an-damaged")) notice.hidden = !store.isDamaged(this.key);
  }
}
