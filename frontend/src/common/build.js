/** Which build of the course a page is of: `answerable build` says so in each page, a preview doesn't. */

const build = () => {
  const mark = document.querySelector("template[data-an-build]");
  return mark instanceof HTMLTemplateElement ? mark.dataset.anBuild : null;
};

const ofScript = typeof document === "undefined" ? null : build();

/**
 * @returns {boolean} whether the page is of a build with other scripts or styles than those that run
 *   here: it was put in without a reload, and needs one
 */
export const isForeign = () => build() !== ofScript;
