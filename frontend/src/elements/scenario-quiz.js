import { checked, opened, standing } from "../attempt.js";
import { store } from "../device.js";
import { all, data, need, pageLanguage } from "../dom.js";
import { counted } from "../message.js";
import { asAnswer } from "../records.js";
import { newSeed, shuffled } from "../shuffle.js";
import { recordKey } from "../store.js";

/**
 * `<scenario-quiz data-course data-scenario data-item data-rev data-reveal>`: one choice among
 * replies, around a native form. What is right and why stands in the `<details>` that
 * `data-reveal` names. Focus stays where it is; the verdict is said by the status region, which
 * stays empty while an earlier answer is restored.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function scenarioQuiz(element, signal) {
  const rev = data(element, "rev");
  const key = recordKey(data(element, "course"), data(element, "scenario"), data(element, "item"));
  const form = need(element, "form", HTMLFormElement);
  const retry = need(element, "[data-retry]", HTMLButtonElement);
  const verdict = need(element, ".an-verdict", HTMLElement);
  const past = need(element, ".an-past", HTMLElement);
  const details = need(document, `#${CSS.escape(data(element, "reveal"))}`, HTMLDetailsElement);
  const choices = new Map(all(form, ".an-choice").map((choice) => [radioOf(choice).value, choice]));

  let seed = newSeed();
  /** @type {string | null} the choice that carries a mark */
  let marked = null;
  /** An attempt is open once the learner has touched it. */
  let touched = false;

  const selected = () => {
    for (const [id, choice] of choices) if (radioOf(choice).checked) return id;
    return null;
  };

  /** @param {string} id */
  const replyOf = (id) => need(details, `[data-choice="${CSS.escape(id)}"]`, HTMLElement);
  /** @param {string} id */
  const isRight = (id) => replyOf(id).dataset.right === "true";

  /** @param {string} kind @param {boolean} right @returns {DocumentFragment} */
  const template = (kind, right) => {
    const name = `template[data-${kind}="${right ? "right" : "wrong"}"]`;
    return /** @type {DocumentFragment} */ (
      need(element, name, HTMLTemplateElement).content.cloneNode(true)
    );
  };

  const arrange = () => {
    // From the sorted ids, so that a seed means the same whatever is shown now.
    const order = shuffled([...choices.keys()].sort(), seed);
    const shown = all(form, ".an-choice");
    if (order.every((id, place) => choices.get(id) === shown[place])) return; // Moving loses focus.
    const slots = shown.map((choice) => {
      const slot = document.createComment("");
      choice.replaceWith(slot);
      return slot;
    });
    order.forEach((id, place) => {
      const choice = choices.get(id);
      if (choice) slots[place].replaceWith(choice);
    });
  };

  const unmark = () => {
    marked = null;
    for (const choice of choices.values()) {
      delete choice.dataset.state;
      for (const mark of all(choice, ".an-mark")) mark.remove();
    }
  };

  /** @param {string} id */
  const mark = (id) => {
    const choice = choices.get(id);
    if (!choice) return;
    unmark();
    marked = id;
    choice.dataset.state = isRight(id) ? "right" : "wrong";
    need(choice, "label", HTMLLabelElement).append(template("mark", isRight(id)));
  };

  /** @param {string} id */
  const say = (id) => {
    const words = template("verdict", isRight(id));
    const why = replyOf(id).querySelector(".an-why");
    if (why) {
      const copy = /** @type {Element} */ (why.cloneNode(true));
      for (const part of [copy, ...copy.querySelectorAll("[id]")]) part.removeAttribute("id");
      words.append(copy);
    }
    verdict.replaceChildren(words);
  };

  const showNotices = () => {
    for (const notice of all(element, ".an-storage")) notice.hidden = store.durable;
    for (const notice of all(element, ".an-damaged")) notice.hidden = !store.damaged.has(key);
  };

  /** @param {"new" | "open" | "checked" | "changed"} state @param {number} attempts */
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
    const now = standing(saved, rev, (answer) => choices.has(answer));
    seed = now.seed === null ? seed : now.seed;
    arrange();
    unmark();
    verdict.replaceChildren();
    if (now.answer !== null) {
      mark(now.answer);
      const choice = choices.get(now.answer);
      if (choice) radioOf(choice).checked = true;
    } else if (!arriving) {
      form.reset();
    }
    const right = now.answer !== null && isRight(now.answer);
    // On arrival an address may point into the details, which the browser has opened by then.
    if (right || !arriving) details.open = right;
    retry.hidden = now.answer === null;
    touched = now.state === "open";
    showPast(now.state, now.attempts);
    showNotices();
  };

  form.addEventListener(
    "change",
    () => {
      if (touched || marked !== null) return;
      // From now on a reload must keep the order.
      touched = true;
      store.update(key, asAnswer, (before) => opened(before, rev, seed));
    },
    { signal },
  );

  form.addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      const choice = selected();
      if (choice === null) return;
      const right = isRight(choice);
      if (choice !== marked) {
        const check = { rev, seed, answer: choice, score: right ? 1 : 0 };
        store.update(key, asAnswer, (before) => checked(before, check, store.now()));
        mark(choice);
      }
      say(choice);
      touched = false;
      past.hidden = true;
      retry.hidden = false;
      if (right) details.open = true;
      showNotices();
    },
    { signal },
  );

  retry.addEventListener(
    "click",
    () => {
      seed = newSeed();
      touched = true;
      store.update(key, asAnswer, (before) => opened(before, rev, seed));
      form.reset();
      unmark();
      verdict.replaceChildren();
      past.hidden = true;
      details.open = false;
      arrange();
      need(form, "input[type=radio]", HTMLInputElement).focus();
      retry.hidden = true;
      showNotices();
    },
    { signal },
  );

  store.subscribe((change) => {
    const concerned = change.key === null || change.key === key;
    const underWay = selected() !== marked; // Never take a choice away from under the learner.
    if (concerned && !change.here && !underWay) restore(false);
  }, signal);

  restore(true);
}

/** @param {HTMLElement} choice @returns {HTMLInputElement} */
function radioOf(choice) {
  return need(choice, "input[type=radio]", HTMLInputElement);
}
