// The theme makes a landmark of every copy button, all of the same name: screen readers would list
// dozens of them.
new MutationObserver(() => {
  for (const buttons of document.querySelectorAll("nav.md-code__nav")) buttons.role = "none";
}).observe(document.querySelector(".md-content"), { childList: true, subtree: true });
