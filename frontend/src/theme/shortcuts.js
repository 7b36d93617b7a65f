/**
 * Disables the theme's shortcuts of single letters (n, p, s, f and others): a person who dictates, or
 * presses a key by mistake, would leave the page (WCAG 2.1.4). The theme listens on the window, so
 * stopping these keys at the document hides them from the theme only.
 */
export function installShortcuts() {
  document.addEventListener("keydown", (event) => {
    const letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
    if (letter) event.stopPropagation();
  });
}
