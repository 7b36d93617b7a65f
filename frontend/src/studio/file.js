/** A field with the name of a file: dropped, pasted or chosen, sent to the studio, and shown. */
import { data, need } from "../common/dom.js";

const PICTURE = /\.(png|jpe?g|webp|gif|svg|avif)$/i;

/**
 * `<studio-file>` around a control and a chooser, inside an element with `data-media`.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function file(element, signal) {
  const place = element.closest("[data-media]");
  if (!(place instanceof HTMLElement)) return;
  const address = data(place, "media");
  const control = need(element, "[data-control]", HTMLInputElement);
  const chooser = need(element, "[data-chooser]", HTMLInputElement);
  const shown = need(element, "[data-shown]", HTMLImageElement);
  const problem = need(element, "[data-problem]", HTMLElement);
  need(element, "[data-offer]", HTMLElement).hidden = false;

  const show = () => {
    const name = control.value.trim();
    shown.hidden = !PICTURE.test(name);
    const source = `${address}/${encodeURIComponent(name)}`;
    if (!shown.hidden && !shown.src.endsWith(source)) shown.src = source;
  };
  /** @param {File} one */
  const send = async (one) => {
    element.dataset.state = "sending";
    const name = /^image\.\w+$/.test(one.name) ? "" : one.name;
    const answer = await fetch(`${address}?name=${encodeURIComponent(name)}`, {
      method: "POST",
      headers: { "Content-Type": one.type || "application/octet-stream" },
      body: one,
    }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    delete element.dataset.state;
    problem.textContent = answer?.ok ? "" : (told?.problem ?? data(problem, answer?.status === 413 ? "large" : "failed"));
    if (!answer?.ok) return;
    control.value = told.name;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    show();
    // What it shows has to be written next.
    const next = element.closest('[data-kind="group"]')?.querySelector('[data-field="alt"] [data-control]');
    if (next instanceof HTMLElement) next.focus();
  };
  /** @param {FileList | undefined | null} files */
  const first = (files) => {
    if (files?.length) send(files[0]);
    return !!files?.length;
  };
  chooser.addEventListener("change", () => first(chooser.files), { signal });
  control.addEventListener("input", show, { signal });
  shown.addEventListener("error", () => (shown.hidden = true), { signal });
  element.addEventListener("dragover", (event) => {
    event.preventDefault();
    element.dataset.state = "over";
  }, { signal });
  element.addEventListener("dragleave", () => delete element.dataset.state, { signal });
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    delete element.dataset.state;
    if (event instanceof DragEvent) first(event.dataTransfer?.files);
  }, { signal });
  element.addEventListener("paste", (event) => {
    if (event instanceof ClipboardEvent && first(event.clipboardData?.files)) event.preventDefault();
  }, { signal });
  show();
}
