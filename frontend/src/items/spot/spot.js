/** Mark phrases of a reply. The answer is the marked ids, sorted. */
export { ticks as spot } from "../ticks.js";
