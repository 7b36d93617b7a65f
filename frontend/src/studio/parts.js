/** The parts of a form: how many findings each has, and none of them folded away unseen. */

/**
 * `<studio-parts>` around a form and the table of its parts.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function parts(element, signal) {
  const links = [...element.querySelectorAll("nav a")];
  let waiting = 0;
  const found = new MutationObserver(() => {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      count(element, links);
      unfold(element);
      // Counts are no news.
      found.takeRecords();
    });
  });
  found.observe(element, { childList: true, subtree: true });
  const bar = document.querySelector(".bar");
  const table = element.querySelector("nav");
  const resized = new ResizeObserver(() => {
    const height = bar instanceof HTMLElement ? bar.offsetHeight : 0;
    element.style.setProperty("--bar", `${height}px`);
    element.style.setProperty("--table", `${table instanceof HTMLElement ? table.offsetHeight : 0}px`);
  });
  for (const one of [bar, table]) if (one) resized.observe(one);
  signal.addEventListener("abort", () => {
    found.disconnect();
    resized.disconnect();
  });
}

/** @param {HTMLElement} element @param {Element[]} links */
function count(element, links) {
  for (const link of links) {
    const badge = link.querySelector("[data-count]");
    const all = element.querySelectorAll(`${link.getAttribute("href")} .finding`);
    if (!(badge instanceof HTMLElement)) continue;
    badge.hidden = !all.length;
    badge.textContent = all.length ? String(all.length) : "";
  }
}

/** Opens what has a finding in it, once: whoever folds it again knows. @param {HTMLElement} element */
function unfold(element) {
  for (const finding of element.querySelectorAll("form details:not([open]) .finding")) {
    for (let fold = finding.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) {
      if (fold.dataset.unfolded === undefined) fold.open = true;
      fold.dataset.unfolded = "";
    }
  }
}
