import { onPage } from "./pages.js";
import { all } from "../common/dom.js";
import { ROOT } from "../common/site.js";

/**
 * The page for missing addresses is in all languages of the course, each in a `[data-missing]` with
 * its folder. The requested address decides which one is kept; the others are removed.
 */
export function installMissing() {
  onPage(() => {
    const told = all(document, "[data-missing]");
    const fits = told.filter(({ dataset }) => location.pathname.startsWith(ROOT + dataset.missing));
    const meant = fits[fits.length - 1]; // The original language, whose folder is the root, comes first.
    if (told.length < 2 || !meant) return;
    for (const one of told) if (one !== meant) one.remove();
  });
}
