/**
 * Makes the type of a slide as large as fits. Styles measure everything in one unit times `--scale`;
 * Python has split the texts so that they fit at the smallest scale.
 */
import { need } from "../../common/dom.js";

/** Smaller type can't be read from the back row. It equals 24 pt on a slide 13 1/3 inches wide. */
const FLOOR = 0.6;
const LARGEST = 1.3;
const STEPS = 64;

/** @param {HTMLElement} slide which must be laid out, not hidden */
export function fit(slide) {
  const stage = need(slide, ".stage", HTMLElement);
  const body = need(stage, ".body", HTMLElement);
  if (!stage.clientHeight) return;
  /** @param {number} step */
  const fits = (step) => {
    const scale = FLOOR + ((LARGEST - FLOOR) * step) / STEPS;
    stage.style.setProperty("--scale", scale.toFixed(3));
    return body.scrollHeight <= body.clientHeight && body.scrollWidth <= body.clientWidth;
  };
  let low = 0;
  let high = STEPS;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  fits(low);
}
