/**
 * The theme acts on single letters (n, p, s, f and others) anywhere on the page; a person who
 * dictates, or whose finger slips, would leave the page (WCAG 2.1.4). It listens on the window:
 * stopping such keys at the document hides them from the theme and from nothing else.
 *
 * Inside the search box the theme's own keys stay: there they act only while it has focus.
 */
export function installShortcuts() {
  document.addEventListener("keydown", (event) => {
    const letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
    const inSearch = event.target instanceof Element && event.target.closest(".md-search");
    if (letter && !inSearch) event.stopPropagation();
  });
}
