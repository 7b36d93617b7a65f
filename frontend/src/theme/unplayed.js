/** Shows the note after a recording or a film that can't be loaded. Such errors don't bubble. */
export function installUnplayed() {
  addEventListener(
    "error",
    ({ target }) => {
      const note = target instanceof HTMLMediaElement && target.nextElementSibling;
      if (note) /** @type {HTMLElement} */ (note).hidden = false;
    },
    true,
  );
}
