/**
 * On paper the theme opens every `<details>`, and with it the answer that a worksheet must not
 * show. What the reader had closed is marked before the theme does so, and the styles for print
 * leave it out. The theme begins to listen when the page is complete: called earlier, this is first.
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
