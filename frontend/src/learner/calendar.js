/** Makes a calendar file of all-day events: iCalendar, RFC 5545. */

/**
 * @param {readonly {id: string, date: string, summary: string, url?: string | null}[]} events date as
 *   YYYY-MM-DD; without a `url`, that of `about`
 * @param {{course: string, host: string, url: string | null, description: string}} about `host` and
 *   `course` complete the events' ids, so that a later file updates events instead of adding more
 * @param {number} now ms since 1970
 * @returns {string} the file's text, with CRLF
 */
export function calendar(events, { course, host, url, description }, now) {
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, "");
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Answerable//Course//EN"];
  for (const { id, date, summary, url: own = url } of events) {
    const day = date.replace(/-/g, "");
    lines.push(
      "BEGIN:VEVENT",
      `UID:${id}-${course}@${host || "device.invalid"}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${day}`,
      `SUMMARY:${escaped(summary)}`,
      `DESCRIPTION:${escaped(description)}`,
      ...(own === null ? [] : [`URL:${own}`]),
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    );
  }
  lines.push("END:VCALENDAR");
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** @param {string} text @returns {string} as RFC 5545, 3.3.11 requires */
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/**
 * @param {string} line
 * @returns {string} the line in pieces of at most 75 octets, never cut inside a character (3.1)
 */
function folded(line) {
  const bytes = new TextEncoder();
  let out = "";
  let length = 0;
  for (const character of line) {
    const size = bytes.encode(character).length;
    if (length + size > 75) {
      out += "\r\n ";
      length = 1;
    }
    out += character;
    length += size;
  }
  return out;
}
