import { data } from "../../common/dom.js";
import { assess } from "./assessing.js";
import { practise } from "./practising.js";
import { Question } from "./question.js";

/**
 * `<scenario-quiz data-course data-scenario data-item data-type data-rev data-mode data-reveal>`:
 * one item of any type around a native form. The right answer and the reasons are in the `<details>`
 * that `data-reveal` names. Focus doesn't move; the status region announces the verdict, and stays
 * empty while an earlier answer is restored. While a checked answer is shown, `data-result` gives its
 * result: right, partly or wrong. What leads on, a `[data-onward]`, can be put beside the verdict.
 *
 * In practice mode, each check is saved and reported by a bubbling event `answerable:checked`, with
 * the detail `{scenario, item, score, sure}`.
 *
 * With `data-mode="worksheet"` it is for pages without JavaScript, and stays as it is.
 *
 * With `data-mode="assessment"` nothing is saved, reported or shown: the deck around it listens to
 * `answerable:changed` and uses the element's methods (see `QuizMethods`).
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function scenarioQuiz(element, signal) {
  if (data(element, "mode") === "worksheet") return;
  const question = new Question(element, signal);
  if (data(element, "mode") === "assessment") assess(question);
  else practise(question, signal);
}
