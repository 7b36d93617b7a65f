/** An item in assessment mode: it gives no feedback until the quiz is handed in. */
import { all } from "../../common/dom.js";
import { scoreOf } from "../../items/grade.js";
import { explained, rightIn } from "../../items/item.js";

/**
 * @typedef {object} QuizMethods what a deck may do with an item in assessment mode
 * @property {() => any} currentAnswer null while it isn't answered
 * @property {() => number} currentScore 0 to 1; 0 while it isn't answered
 * @property {() => import("../../learner/records.js").Sureness} currentSure
 * @property {() => import("../../items/draft.js").Draft | null} currentDraft everything that is
 *   entered, whether or not it is a complete answer
 * @property {(draft: import("../../items/draft.js").Draft) => void} putDraft shows it, without events
 * @property {(answer: any) => boolean} restore shows a saved answer, without events; false if
 *   it can't, because the item has changed
 * @property {(seed: number) => void} arrange puts the entries into the order of a seed
 * @property {() => void} reveal marks the answer, and shows the solution
 * @property {() => Element[]} reasons what is said about the answer and the right one; none if there is
 *   no answer
 * @property {() => void} clear back to an open attempt, with nothing entered
 */

/**
 * Makes items for practice into items for an assessment, before they enter a page.
 * @param {DocumentFragment} items
 */
export function forAssessment(items) {
  for (const part of all(items, "[data-practice]")) part.remove();
  for (const quiz of all(items, "scenario-quiz")) quiz.dataset.mode = "assessment";
}

/** @param {import("./question.js").Question} question whose element gets the methods */
export function assess(question) {
  const { element, form, details, type } = question;
  const currentScore = () => {
    const answer = type.answer();
    return answer === null ? 0 : scoreOf(type.grade(answer));
  };
  /** @param {boolean} over */
  const close = (over) => {
    for (const control of form.elements) control.toggleAttribute("disabled", over);
    details.hidden = !over;
    details.open = over && type.answer() === null; // Otherwise the reasons tell it.
  };
  /** @type {QuizMethods} */
  const methods = {
    currentAnswer: type.answer,
    currentScore,
    currentSure: () => question.sure(),
    currentDraft: () => question.draft(),
    putDraft: (draft) => question.putDraft(draft),
    restore: (answer) => {
      const valid = type.valid(answer);
      if (valid) type.put(answer);
      return valid;
    },
    arrange: (seed) => question.arrange(seed),
    reveal: () => {
      const answer = type.answer();
      if (answer !== null) question.mark(answer);
      close(true);
    },
    reasons: () => {
      const answer = type.answer();
      if (answer === null) return [];
      const marks = new Map(explained(type.marks(answer)));
      // A verdict that doesn't repeat what was chosen doesn't name the right one either.
      const best = type.quotes ? [] : [...rightIn(question.key)].filter(([, right]) => right === "true");
      for (const [id] of best) marks.set(id, "right");
      return question.told([...marks], true);
    },
    clear: () => {
      form.reset();
      question.unmark();
      close(false);
    },
  };
  Object.assign(element, methods);
  form.onsubmit = (event) => event.preventDefault();
  form.onchange = form.oninput = () =>
    element.dispatchEvent(new CustomEvent("answerable:changed", { bubbles: true }));
  close(false);
}
