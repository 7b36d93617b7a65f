/** The studio's script: forms that keep what is typed, show what is wrong, and follow the preview. */
import { comparison } from "./comparison.js";
import { editor } from "./editor.js";
import { dialogue } from "./tree.js";

/** @type {Record<string, (element: HTMLElement, signal: AbortSignal) => void>} */
const ELEMENTS = {
  "studio-comparison": comparison,
  "studio-editor": editor,
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
