import { checked, drafted, opened, standing } from "../../learner/attempt.js";
import { store } from "../../learner/device.js";
import { afterPaint, all, data, need, onSubmit, pageLanguage } from "../../common/dom.js";
import { arrange } from "../../items/arrange.js";
import { draftIn, putDraft } from "../../items/draft.js";
import { scoreOf } from "../../items/grade.js";
import { entryId } from "../../items/item.js";
import * as TYPES from "../../items/types.js";
import { counted, filled } from "../../common/message.js";
import { asAnswer } from "../../learner/records.js";
import { newSeed } from "../../common/shuffle.js";
import { recordKey } from "../../learner/store.js";

/**
 * `<scenario-quiz data-course data-scenario data-item data-type data-rev data-mode data-reveal>`:
 * one item of any type around a native form. What is right and why stands in the `<details>` that
 * `data-reveal` names. Focus stays where it is; the verdict is said by the status region, which
 * stays empty while an earlier answer is restored.
 *
 * In practice, each check is kept and told by a bubbling event `answerable:checked`, with the
 * detail `{scenario, item, score, sure}`.
 *
 * With `data-mode="assessment"` nothing is kept, told or shown: a deck around it listens to
 * `answerable:changed` and uses the element's methods (see `QuizMethods`).
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function scenarioQuiz(element, signal) {
  const form = need(element, "form", HTMLFormElement);
  const details = need(document, `#${CSS.escape(data(element, "reveal"))}`, HTMLDetailsElement);
  const entries = new Map(all(form, "[data-entry]").map((entry) => [entryId(entry), entry]));
  const key = new Map(all(details, "[data-choice]").map((one) => [one.dataset.choice || "", one]));
  const changed = () => form.dispatchEvent(new Event("change", { bubbles: true }));
  const name = /** @type {keyof typeof TYPES} */ (data(element, "type"));
  const type = TYPES[name]({ element, form, entries, key, changed, signal });

  const quiz = {
    element,
    form,
    details,
    type,
    sure: () => {
      const radio = form.querySelector('input[name="sure"]:checked');
      return /** @type {import("../../learner/records.js").Sureness} */ (
        radio instanceof HTMLInputElement ? Number(radio.value) : null
      );
    },
    /** @param {number} seed */
    arrange: (seed) => {
      if (type.mixed) arrange(entries, seed, type.mixed);
      type.arranged();
    },
    put: type.put,
    /** @param {import("../../items/draft.js").Draft} draft */
    putDraft: (draft) => {
      putDraft(form, type.list, draft);
      type.arranged();
    },
    unmark: () => {
      for (const entry of entries.values()) {
        delete entry.dataset.state;
        for (const mark of all(entry, ".an-mark")) mark.remove();
      }
    },
    /** @param {any} answer */
    mark: (answer) => {
      quiz.unmark();
      for (const [id, right] of type.marks(answer)) {
        const entry = /** @type {HTMLElement} */ (entries.get(id));
        entry.dataset.state = right ? "right" : "wrong";
        type.markIn(entry).append(template(element, "mark", right ? "right" : "wrong"));
      }
    },
    reasons: (/** @type {any} */ answer) =>
      type.reasons(answer).flatMap((id) => {
        const why = key.get(id)?.querySelector(".an-why");
        const about = type.quotes ? key.get(id)?.querySelector(".an-key-text") : null;
        return [about, why].flatMap((part) => (part ? [copied(part)] : []));
      }),
  };
  if (data(element, "mode") === "assessment") assess(quiz);
  else practise(quiz, signal);
}

/**
 * @typedef {object} Inner the parts of one item that both modes share
 * @property {HTMLElement} element
 * @property {HTMLFormElement} form
 * @property {HTMLDetailsElement} details
 * @property {import("../../items/item.js").ItemType} type
 * @property {() => import("../../learner/records.js").Sureness} sure
 * @property {(seed: number) => void} arrange
 * @property {(answer: any) => void} put
 * @property {(draft: import("../../items/draft.js").Draft) => void} putDraft
 * @property {() => void} unmark
 * @property {(answer: any) => void} mark
 * @property {(answer: any) => Element[]} reasons
 *
 * @typedef {object} QuizMethods what a deck may do with an item in assessment mode
 * @property {() => any} currentAnswer null as long as it is not answered
 * @property {() => number} currentScore 0 to 1; 0 as long as it is not answered
 * @property {() => import("../../learner/records.js").Sureness} currentSure
 * @property {() => import("../../items/draft.js").Draft | null} currentDraft all that is entered, be it an
 *   answer yet or not
 * @property {(draft: import("../../items/draft.js").Draft) => void} putDraft shows it, without events
 * @property {(answer: any) => boolean} restore shows a saved answer, without events; false when
 *   the item has changed so that it cannot
 * @property {(seed: number) => void} arrange puts the entries into the order of a seed
 * @property {() => void} reveal marks the answer, and gives the solution free
 * @property {() => void} clear an open attempt, with nothing entered
 *
 * @typedef {HTMLElement & QuizMethods} Quiz an item in assessment mode
 */

/** @param {Inner} inner */
function assess({ element, form, details, type, sure, arrange: order, put, putDraft, unmark, mark }) {
  const currentScore = () => {
    const answer = type.answer();
    return answer === null ? 0 : scoreOf(type.grade(answer));
  };
  /** @param {boolean} over */
  const close = (over) => {
    for (const control of form.elements) control.toggleAttribute("disabled", over);
    details.hidden = !over;
    details.open = over && currentScore() < 1;
  };
  /** @type {QuizMethods} */
  const methods = {
    currentAnswer: type.answer,
    currentScore,
    currentSure: sure,
    currentDraft: () => draftIn(form, type.list),
    putDraft,
    restore: (answer) => {
      const valid = type.valid(answer);
      if (valid) put(answer);
      return valid;
    },
    arrange: order,
    reveal: () => {
      const answer = type.answer();
      if (answer !== null) mark(answer);
      close(true);
    },
    clear: () => {
      form.reset();
      unmark();
      close(false);
    },
  };
  Object.assign(element, methods);
  form.onsubmit = (event) => event.preventDefault();
  form.onchange = form.oninput = () =>
    element.dispatchEvent(new CustomEvent("answerable:changed", { bubbles: true }));
  close(false);
}

/** @param {Inner} quiz @param {AbortSignal} signal */
function practise(quiz, signal) {
  const { element, form, details, type } = quiz;
  const [scenario, item, rev] = ["scenario", "item", "rev"].map((name) => data(element, name));
  const key = recordKey(data(element, "course"), scenario, item);
  const retry = need(element, "[data-retry]", HTMLButtonElement);
  const verdict = need(element, ".an-verdict", HTMLElement);
  const past = need(element, ".an-past", HTMLElement);
  const done = details.querySelector("[data-done]");
  if (done instanceof HTMLElement) done.hidden = false;

  let seed = newSeed();
  /** @type {string | null} the checked answer that is shown, as text */
  let shown = null;
  /** Whether the learner has entered something since then: it is never taken away. */
  let underWay = false;
  /** Whether some of it is not kept yet. */
  let unsaved = false;

  const showNotices = () => {
    for (const notice of all(element, ".an-storage")) notice.hidden = store.durable;
    for (const notice of all(element, ".an-damaged")) notice.hidden = !store.isDamaged(key);
  };

  /** @param {import("../../learner/attempt.js").Standing["state"]} state @param {number} attempts */
  const showPast = (state, attempts) => {
    past.textContent =
      state === "changed"
        ? data(past, "changed")
        : counted(past.dataset, "answered", attempts, pageLanguage());
    past.hidden = attempts === 0;
  };

  /** Shows what is saved, quietly. @param {boolean} arriving false: another tab changed it */
  const restore = (arriving) => {
    const saved = store.read(key, asAnswer);
    const now = standing(saved, rev, type.valid);
    const isChecked = now.state === "checked";
    const draft = now.draft;
    seed = now.seed === null ? seed : now.seed;
    if (!arriving) form.reset();
    quiz.arrange(seed);
    quiz.unmark();
    verdict.replaceChildren();
    if (now.answer !== null) quiz.put(now.answer);
    if (draft !== null) quiz.putDraft(draft);
    else if (isChecked) quiz.mark(now.answer);
    shown = isChecked ? JSON.stringify(now.answer) : null;
    // On arrival an address may point into the details, which the browser has opened by then.
    if (now.score === 1 || !arriving) details.open = now.score === 1;
    retry.hidden = !isChecked;
    underWay = unsaved = false;
    showPast(now.state, now.attempts);
    showNotices();
  };

  /** @param {string} name @param {import("../../items/grade.js").Grade | null} grade @param {any} answer */
  const say = (name, grade, answer) => {
    const words = template(element, "verdict", name);
    for (const part of words.querySelectorAll("[data-points]")) {
      if (grade) part.textContent = filled(part.textContent || "", { ...grade });
    }
    if (grade) words.append(...quiz.reasons(answer));
    verdict.replaceChildren(words);
  };

  /** @param {any} answer */
  const check = (answer) => {
    const grade = type.grade(answer);
    const score = scoreOf(grade);
    const text = JSON.stringify(answer);
    if (text !== shown) {
      const sure = quiz.sure();
      const now = { rev, seed, answer, score, sure };
      store.update(key, asAnswer, (before) => checked(before, now, store.now()));
      shown = text;
      const detail = { scenario, item, score, sure };
      element.dispatchEvent(new CustomEvent("answerable:checked", { bubbles: true, detail }));
    } else {
      store.update(key, asAnswer, (before) => before && drafted(before, null));
    }
    quiz.mark(answer);
    say(score === 1 ? "right" : score > 0 ? "partly" : "wrong", grade, answer);
    underWay = unsaved = false;
    past.hidden = true;
    retry.hidden = false;
    if (score === 1) details.open = true;
    showNotices();
  };

  /** Keeps what is entered before it is checked, and with it the order, which a reload must keep. */
  const keepDraft = () => {
    if (!unsaved || (done && shown !== null)) return;
    unsaved = false;
    const answer = done ? type.answer() : null; // Own words are words, checked or not.
    const draft = done ? null : draftIn(form, type.list);
    store.update(key, asAnswer, (before) =>
      before && shown !== null
        ? drafted(before, draft)
        : { ...drafted(opened(before, rev, seed), draft), answer },
    );
  };

  form.addEventListener(
    "change",
    () => {
      underWay = unsaved = true;
      quiz.unmark();
      afterPaint(keepDraft);
    },
    { signal },
  );
  form.addEventListener("input", () => (underWay = unsaved = true), { signal });
  addEventListener("pagehide", keepDraft, { signal });
  document.addEventListener("visibilitychange", () => document.hidden && keepDraft(), { signal });
  signal.addEventListener("abort", keepDraft);

  onSubmit(
    form,
    (button) => {
      const answer = type.answer();
      if (answer === null) {
        say("missing", null, null);
      } else if (done && button !== done) {
        say("compare", null, null);
        details.open = true;
      } else {
        check(answer);
      }
    },
    signal,
  );

  retry.addEventListener(
    "click",
    () => {
      seed = newSeed();
      underWay = unsaved = false;
      shown = null;
      store.update(key, asAnswer, (before) => opened(before, rev, seed));
      form.reset();
      quiz.unmark();
      verdict.replaceChildren();
      past.hidden = true;
      details.open = false;
      quiz.arrange(seed);
      const controls = all(form, "input, textarea, select, [data-move]");
      const control = controls.find((one) => !one.closest("[hidden]"));
      if (control) control.focus();
      retry.hidden = true;
      showNotices();
    },
    { signal },
  );

  store.follow(key, () => underWay || restore(false), signal);

  restore(true);
}

/**
 * @param {HTMLElement} element
 * @param {"verdict" | "mark"} kind
 * @param {string} name
 * @returns {DocumentFragment}
 */
function template(element, kind, name) {
  const found = need(element, `template[data-${kind}="${name}"]`, HTMLTemplateElement);
  return /** @type {DocumentFragment} */ (found.content.cloneNode(true));
}

/** @param {Element} part @returns {Element} a copy without ids, which are unique on a page */
function copied(part) {
  const copy = /** @type {Element} */ (part.cloneNode(true));
  for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
  return copy;
}
