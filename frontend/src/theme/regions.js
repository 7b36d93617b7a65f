import { onPage } from "./pages.js";

/**
 * Makes the boxes in which wide tables and code scroll reachable by keyboard. Only boxes that do scroll
 * are added to the tab order.
 */
export function installScrollRegions() {
  /** @type {WeakSet<Element>} */
  const watched = new WeakSet();
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const box = target.closest(".md-typeset__scrollwrap") || target;
      if (!watched.has(box)) {
        watched.add(box);
        sizes.observe(box); // When the screen is rotated, the table keeps its width, but its box doesn't.
      }
      update(box);
    }
  });
  onPage(() => {
    for (const element of document.querySelectorAll("main table, main pre > code")) {
      watched.add(element);
      sizes.observe(element);
    }
  });
}

/** @param {Element} box */
function update(box) {
  if (box.scrollWidth <= box.clientWidth) {
    for (const name of ["tabindex", "role", "aria-labelledby"]) box.removeAttribute(name);
    return;
  }
  box.setAttribute("tabindex", "0");
  const heading = headingBefore(box);
  if (heading && box.localName === "div") {
    box.setAttribute("role", "group");
    box.setAttribute("aria-labelledby", heading.id);
  }
}

/** @param {Element} box @returns {Element | null} the nearest heading before it that has an id */
function headingBefore(box) {
  const headings = [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6)[id]")];
  const follows = Node.DOCUMENT_POSITION_FOLLOWING;
  return headings.filter((one) => one.compareDocumentPosition(box) & follows).pop() || null;
}
