/**
 * Hands a text to the learner as a file.
 * @param {string} name
 * @param {string} type such as `text/plain`
 * @param {string} text
 */
export function saveAs(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.hidden = true;
  document.body.append(link); // Without a place in the page, some browsers do not follow it.
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // It may still be asking where to save.
}
