/** Shows on “My progress” in the frame what the platform has been told. */
import { data } from "../../common/dom.js";
import { filled, shortNumber } from "../../common/message.js";

/** How many of the latest reported answers are listed. */
const LISTED = 20;

/**
 * @param {Document} page in the frame; most pages have no place for it
 * @param {import("./tracking.js").Tracking | null} tracking null without a session
 */
export function showTold(page, tracking) {
  const section = page.querySelector("[data-platform]");
  if (!section) return;
  const when = !tracking ? "alone" : tracking.looking ? "looking" : "telling";
  for (const one of section.querySelectorAll("[data-when]")) {
    one.toggleAttribute("hidden", one.getAttribute("data-when") !== when);
  }
  if (tracking && !tracking.looking) fill(section, tracking);
}

/** @param {Element} section @param {import("./tracking.js").Tracking} tracking */
function fill(section, { status, result, told }) {
  const part = (/** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (section.querySelector(selector));
  for (const one of section.querySelectorAll("[data-status]")) {
    one.toggleAttribute("hidden", one.getAttribute("data-status") !== status);
  }
  const verdict = part("[data-result]");
  if (result) {
    const points = shortNumber(result.points, section.ownerDocument.documentElement.lang);
    verdict.textContent = filled(data(verdict, "text"), { points, of: result.of });
  }
  part("[data-count]").textContent = String(told.length);
  const list = part("[data-told]");
  const entries = told.slice(-LISTED).reverse().map(({ path, score }) => {
    const entry = section.ownerDocument.createElement("li");
    const words = data(list, score >= 1 ? "right" : score > 0 ? "partly" : "wrong");
    entry.textContent = filled(words, { title: titleOf(section.ownerDocument, path) });
    return entry;
  });
  list.replaceChildren(...entries);
}

/** @param {Document} page @param {string} path `scenario/item` @returns {string} */
function titleOf(page, path) {
  const [scenario] = path.split("/");
  const link = page.querySelector(`[data-known] [data-id="${scenario}"] a`);
  return (link && link.textContent) || scenario;
}
