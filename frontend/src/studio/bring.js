/** Sends files and pasted texts whose scenarios are to be brought into a course. */
import { data, need } from "../common/dom.js";
import { finding } from "./findings.js";

/**
 * `<studio-bring data-address>` around a place where files are dropped.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function bring(element, signal) {
  const drop = need(element, "[data-drop]", HTMLElement);
  const files = need(element, "[data-files]", HTMLInputElement);
  const text = need(element, "[data-text]", HTMLTextAreaElement);
  files.addEventListener("change", () => send(element, [...(files.files ?? [])]), { signal });
  need(element, "[data-paste]", HTMLButtonElement).addEventListener(
    "click",
    () => text.value.trim() && send(element, [new File([text.value], data(element, "name"))]),
    { signal },
  );
  // Anywhere on the page: what is dropped beside the place would replace the page.
  addEventListener(
    "dragover",
    (event) => {
      event.preventDefault();
      drop.dataset.over = "";
    },
    { signal },
  );
  addEventListener("dragleave", () => delete drop.dataset.over, { signal });
  addEventListener(
    "drop",
    (event) => {
      event.preventDefault();
      delete drop.dataset.over;
      const dropped = [...(event.dataTransfer?.files ?? [])];
      if (dropped.length) send(element, dropped);
    },
    { signal },
  );
}

/**
 * Sends files one by one, and goes to what was understood of them.
 * @param {HTMLElement} element
 * @param {File[]} files
 */
async function send(element, files) {
  const status = need(element, "[data-status]", HTMLElement);
  const problems = need(element, "[data-problems]", HTMLElement);
  status.textContent = data(element, "waiting");
  problems.replaceChildren();
  const addresses = [];
  for (const file of files) {
    const sent = await post(`${data(element, "address")}?name=${encodeURIComponent(file.name)}`, file);
    if (sent === null || sent.status === 413) {
      status.textContent = data(element, sent ? "large" : "failed");
      return;
    }
    const { address, problems: found = [] } = await sent.json();
    if (address) addresses.push(address);
    for (const one of found) problems.append(finding({ code: "", severity: "error", hint: "", ...one }));
  }
  status.textContent = "";
  if (problems.children.length || !addresses.length) return;
  location.assign(addresses.length === 1 ? addresses[0] : data(element, "address"));
}

/** @param {string} address @param {File} file @returns {Promise<Response | null>} null without an answer */
async function post(address, file) {
  try {
    const sent = await fetch(address, { method: "POST", body: file });
    return sent.ok || [413, 422, 507].includes(sent.status) ? sent : null;
  } catch {
    return null;
  }
}
