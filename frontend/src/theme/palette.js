/**
 * The switch between light and dark is a set of radio buttons of no size, with a picture as the
 * label of the next one. A real button inside each label takes over; the radio buttons work on,
 * out of reach.
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
    // The theme switches on Enter as well, and two switches are none.
    button.addEventListener("keydown", (event) => event.stopPropagation());
  }
}
