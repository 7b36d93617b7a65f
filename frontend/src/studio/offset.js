/** How far a printer's backs are off: clicked on a scale, or entered. */
import { need } from "../common/dom.js";

/** Millimetres to which a click is rounded. */
const STEP = 0.25;

/**
 * `<studio-offset>` around a drawn scale and two numbers.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function offset(element, signal) {
  const scale = need(element, "[data-scale]", SVGSVGElement);
  const cross = need(element, "[data-cross]", SVGElement);
  const [x, y] = ["x", "y"].map((name) => need(element, `[name="${name}"]`, HTMLInputElement));
  const draw = () => cross.setAttribute("transform", `translate(${Number(x.value)} ${Number(y.value)})`);
  element.addEventListener("input", draw, { signal });
  scale.addEventListener(
    "click",
    ({ clientX, clientY }) => {
      const at = new DOMPoint(clientX, clientY).matrixTransform(scale.getScreenCTM()?.inverse());
      x.value = String(Math.round(at.x / STEP) * STEP);
      y.value = String(Math.round(at.y / STEP) * STEP);
      draw();
    },
    { signal },
  );
}
