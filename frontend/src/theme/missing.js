import { onPage } from "./pages.js";
import { all } from "../common/dom.js";
import { ROOT } from "../common/site.js";

/**
 * The page for missing addresses speaks all languages of the course, `[data-missing]` with the
 * folder of each. What is asked for says which of them is meant: the others go.
 */
export function installMissing() {
  onPage(() => {
    const told = all(document, "[data-missing]");
    const fits = told.filter(({ dataset }) => location.pathname.startsWith(ROOT + dataset.missing));
    const meant = fits[fits.length - 1]; // The original's, whose folder is the root, comes first.
    if (told.length < 2 || !meant) return;
    for (const one of told) if (one !== meant) one.remove();
  });
}
