/** Own words, and the points that the learner ticks in them. The answer is `{text, checked}`. */
import { need } from "../../common/dom.js";
import { PLAIN, areOf, isGroup, isText } from "../item.js";

/** @param {import("../item.js").Parts} parts @returns {import("../item.js").ItemType} */
export function free({ form }) {
  const text = need(form, "textarea", HTMLTextAreaElement);
  // They are beside the model answer, outside the form, but belong to it.
  const boxes = () =>
    [...form.elements].flatMap((one) =>
      one instanceof HTMLInputElement && one.type === "checkbox" ? [one] : [],
    );
  return {
    ...PLAIN,
    answer: () => ({
      text: text.value,
      checked: boxes().filter((box) => box.checked).map((box) => box.value),
    }),
    put: (given) => {
      text.value = given.text;
      for (const box of boxes()) box.checked = given.checked.includes(box.value);
    },
    valid: (given) =>
      isGroup(given) &&
      isText(given.text) &&
      areOf(given.checked, new Set(boxes().map((box) => box.value))),
    grade: (given) => ({ points: given.checked.length, total: boxes().length }),
    marks: () => [],
  };
}
