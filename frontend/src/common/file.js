/**
 * Lets the learner save a text as a file.
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
  document.body.append(link); // Some browsers only follow links that are in the page.
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // The browser may still be asking where to save.
}
