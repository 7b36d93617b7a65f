/**
 * Switches between the course's colours, and keeps the choice where Material does. What shows them is in
 * `partials/javascripts/palette.html`, which runs before this script is here.
 */

/**
 * Of the page's own small scripts.
 * @typedef {object} Frame
 * @property {(chosen?: HTMLElement) => HTMLElement[]} __an_palette
 *   Shows colours, by default the kept ones or what the system prefers. Returns all there are.
 * @property {(key: string, value: unknown) => void} __md_set
 */

export function installPalette() {
  const switcher = document.querySelector(".an-palette");
  if (!switcher) return;
  const { __an_palette: show, __md_set: keep } = /** @type {Frame} */ (
    /** @type {unknown} */ (globalThis)
  );
  const options = show();
  switcher.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    if (!button) return;
    const index = (options.indexOf(button) + 1) % options.length;
    const next = /** @type {HTMLElement} */ (options[index]);
    withoutTransitions(() => show(next));
    next.focus();
    keep("__palette", { index });
    tint();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    show();
    tint();
  });
  requestAnimationFrame(tint);
}

/** @param {() => void} change of colours, which would otherwise fade each at its own pace */
function withoutTransitions(change) {
  document.body.toggleAttribute("data-md-color-switching", true);
  change();
  document.body.getBoundingClientRect();
  document.body.toggleAttribute("data-md-color-switching", false);
}

/** Gives the browser's own bars the colour of the header. */
function tint() {
  const meta = document.querySelector("meta[name=theme-color]");
  const header = document.querySelector(".md-header");
  if (meta && header) meta.setAttribute("content", getComputedStyle(header).backgroundColor);
}
