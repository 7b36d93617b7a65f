/** Shows a page of the preview, and loads it anew whenever it was made anew. */

/**
 * @param {HTMLIFrameElement} frame
 * @param {string} address of the stream of events
 * @param {AbortSignal} signal
 */
export function followPreview(frame, address, signal) {
  const events = new EventSource(address);
  let shown = "";
  events.onmessage = ({ data }) => {
    const { versions } = JSON.parse(data);
    const now = JSON.stringify(versions);
    if (shown && now !== shown) frame.src = String(frame.src);
    shown = now;
  };
  signal.addEventListener("abort", () => events.close());
}
