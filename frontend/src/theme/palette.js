/**
 * Makes the switch between light and dark accessible. The theme has radio buttons without a size, each
 * with a picture as its label. A real button inside each label takes over; the radio buttons still
 * work, but can't be reached.
 */
export function installPalette() {
  const form = document.querySelector("[data-md-component=palette]");
  if (!form) return;
  for (const radio of form.querySelectorAll("input")) radio.hidden = true;
  for (const label of form.querySelectorAll("label")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "an-palette";
    button.title = label.title;
    button.setAttribute("aria-label", label.title);
    button.append(...label.childNodes);
    label.append(button);
    label.removeAttribute("title");
    button.addEventListener("click", (event) => {
      event.preventDefault();
      if (label.control) label.control.click();
      // The theme has hidden this button and shown the next one.
      const next = form.querySelector("label:not([hidden]) .an-palette");
      if (next instanceof HTMLElement) next.focus();
    });
    // The theme also switches on Enter, and switching twice would change nothing.
    button.addEventListener("keydown", (event) => event.stopPropagation());
  }
}
