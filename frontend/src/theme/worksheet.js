/**
 * Folded parts are open on paper, but not answers that a worksheet must not show: what the reader had
 * closed is marked, so that print styles can hide it.
 */
export function installWorksheet() {
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not([open])")) {
      details.setAttribute("data-closed", "");
      details.setAttribute("open", "");
    }
  });
  addEventListener("afterprint", () => {
    for (const details of document.querySelectorAll("details[data-closed]")) {
      details.removeAttribute("data-closed");
      details.removeAttribute("open");
    }
  });
}
