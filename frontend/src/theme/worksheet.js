/**
 * Keeps closed answers off the paper. For printing, the theme opens every `<details>`, including
 * answers that a worksheet must not show. So what the reader had closed is marked before that, and the
 * print styles hide it. The theme adds its listener when the page is complete; this one must come first.
 */
export function installWorksheet() {
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not([open])")) {
      details.setAttribute("data-closed", "");
    }
  });
  addEventListener("afterprint", () => {
    for (const details of document.querySelectorAll("details[data-closed]")) {
      details.removeAttribute("data-closed");
    }
  });
}
