/** Shows a page of the preview, and loads it again whenever it was made again. */

/** How many reasons are told at most. */
const MOST = 3;

/**
 * @param {HTMLIFrameElement} frame
 * @param {string} address of the stream of events
 * @param {AbortSignal} signal
 */
export function followPreview(frame, address, signal) {
  const events = new EventSource(address);
  let shown = frame.dataset.versions;
  events.onmessage = ({ data }) => {
    const { versions, problems } = JSON.parse(data);
    tell(frame, problems);
    if (versions !== shown) frame.src = String(frame.src);
    shown = versions;
  };
  signal.addEventListener("abort", () => events.close());
}

/**
 * Says why the preview isn't as new as what is typed.
 * @param {HTMLIFrameElement} frame
 * @param {string[]} problems
 */
function tell(frame, problems) {
  const told = frame.parentElement?.querySelector("[data-preview-problems]");
  if (!(told instanceof HTMLElement)) return;
  told.hidden = !problems.length;
  const list = told.querySelector("ul");
  const items = problems.slice(0, MOST).map((text) => {
    const item = document.createElement("li");
    item.textContent = text;
    return item;
  });
  list?.replaceChildren(...items);
}
