/** The studio's script: forms that keep what is typed, show what is wrong, and follow the preview. */
import { file } from "./file.js";
import { filter, order } from "./arrange.js";
import { bring } from "./bring.js";
import { brought } from "./brought.js";
import { comparison } from "./comparison.js";
import { editor } from "./editor.js";
import { job } from "./job.js";
import { offset } from "./offset.js";
import { parts } from "./parts.js";
import { textPairs } from "./translation.js";
import { dialogue } from "./tree.js";

/** @type {Record<string, (element: HTMLElement, signal: AbortSignal) => void>} */
const ELEMENTS = {
  "studio-bring": bring,
  "studio-brought": brought,
  "studio-comparison": comparison,
  "studio-editor": editor,
  "studio-file": file,
  "studio-filter": filter,
  "studio-job": job,
  "studio-offset": offset,
  "studio-order": order,
  "studio-pairs": textPairs,
  "studio-parts": parts,
  "studio-dialogue": dialogue,
};

for (const [name, begin] of Object.entries(ELEMENTS)) {
  customElements.define(
    name,
    class extends HTMLElement {
      connectedCallback() {
        this.stop = new AbortController();
        begin(this, this.stop.signal);
      }

      disconnectedCallback() {
        this.stop?.abort();
      }
    },
  );
}

// One menu at a time, and none after a click elsewhere or Escape.
const close = (/** @type {Event} */ event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    const inside = event.target instanceof Node && menu.contains(event.target);
    if (event instanceof KeyboardEvent ? event.key !== "Escape" : inside) continue;
    menu.removeAttribute("open");
    if (event instanceof KeyboardEvent) menu.querySelector("summary")?.focus();
  }
};
addEventListener("click", close);
addEventListener("keydown", close);
