/** Shows a page of the preview, and loads it again whenever it was made again. */

/**
 * @param {HTMLIFrameElement} frame
 * @param {string} address of the stream of events
 * @param {AbortSignal} signal
 */
export function followPreview(frame, address, signal) {
  const events = new EventSource(address);
  let shown = frame.dataset.versions;
  events.onmessage = ({ data }) => {
    const { versions } = JSON.parse(data);
    if (versions !== shown) frame.src = String(frame.src);
    shown = versions;
  };
  signal.addEventListener("abort", () => events.close());
}
