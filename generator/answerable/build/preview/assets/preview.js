// Put into every page of a preview: loads the page anew when it has changed, and shows what is wrong
// with the course until it is mended. All texts are set as text, never as HTML.
(() => {
  "use strict";
  const { edition, version } = document.currentScript.dataset;
  const own = new URL(".", document.currentScript.src);

  const STYLE = `
    :host { all: initial; }
    * { box-sizing: border-box; }
    section { position: fixed; z-index: 100; inset: auto 0 0 0; max-height: 70vh; display: flex;
      flex-direction: column; font: 16px/1.5 system-ui, sans-serif; color: #241a17;
      background: #fdf3f0; border-top: 4px solid #a3341f; box-shadow: 0 -4px 24px #0005; }
    a { position: fixed; z-index: 99; inset: auto auto .8em .8em; padding: .35em .9em;
      font: 14px/1.4 system-ui, sans-serif; color: #fff; background: #17353a; border-radius: 2em;
      text-decoration: none; opacity: .92; }
    a:hover { text-decoration: underline; }
    section[hidden] { display: none; }
    header { display: flex; gap: 1em; align-items: center; justify-content: space-between;
      padding: .6em 1em; }
    h2 { margin: 0; font-size: 1.05em; }
    h2 span { font-weight: normal; }
    button { font: inherit; color: inherit; background: #fff; border: 1px solid #8d6f68;
      border-radius: 4px; padding: .25em .8em; cursor: pointer; }
    a:focus-visible, button:focus-visible, ol:focus-visible { outline: 3px solid #0f5c63; outline-offset: 2px; }
    ol { margin: 0; padding: 0 1em 1em; overflow: auto; list-style: none; }
    ol[hidden] { display: none; }
    li { padding: .7em 0; border-top: 1px solid #e3c8c1; }
    p { margin: 0; }
    .place { font: 600 .9em ui-monospace, monospace; overflow-wrap: anywhere; }
    pre { margin: .4em 0; padding: .5em .7em; overflow: auto; background: #fff;
      border: 1px solid #e3c8c1; font: .9em/1.5 ui-monospace, monospace; }
    code { font: .93em/1 ui-monospace, monospace; background: #fff; border-radius: 3px;
      padding: 0 .25em; }
    mark { color: inherit; background: #ffd9a8; border-bottom: 3px solid #a3341f; }
    .hint { white-space: pre-wrap; color: #3d2f2b; }
    @media (prefers-color-scheme: dark) {
      section { color: #f3e7e3; background: #2c1a16; border-color: #f09a84; }
      button, pre, code { background: #1b100d; border-color: #8d6f68; }
      li { border-color: #5b3f38; }
      mark { background: #6b3a12; border-color: #f09a84; }
      .hint { color: #dccac4; }
      button:focus-visible, ol:focus-visible { outline-color: #7fd0d6; }
    }
    @media print { a, section { display: none; } }
  `;

  const make = (tag, text = "", name = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (name) element.className = name;
    return element;
  };

  // No element of a made-up name: the course takes those for elements that wait for a script.
  const host = make("div");
  host.id = "answerable-preview";
  const root = host.attachShadow({ mode: "open" });
  const panel = make("section");
  panel.hidden = true;
  panel.setAttribute("aria-labelledby", "title");
  const title = make("h2");
  title.id = "title";
  const fold = make("button");
  fold.type = "button";
  fold.setAttribute("aria-controls", "list");
  const list = make("ol");
  list.id = "list";
  list.tabIndex = 0;
  list.setAttribute("aria-labelledby", "title");
  const header = make("header");
  const said = make("div");
  said.setAttribute("role", "status");
  said.append(title);
  header.append(said, fold);
  panel.append(header, list);
  const link = make("a", "Preview: author’s page");
  link.href = new URL("author", own).href;
  const nav = make("nav");
  nav.setAttribute("aria-label", "Preview");
  nav.append(link);
  root.append(make("style", STYLE), nav, panel);
  document.body.append(host);

  const unfold = (open) => {
    list.hidden = !open;
    fold.setAttribute("aria-expanded", String(open));
    fold.textContent = open ? "Hide" : "Show";
  };
  fold.addEventListener("click", () => unfold(list.hidden));
  unfold(true);

  // Places count in characters, as people do, and not in the units of JavaScript's strings.
  const excerpt = (problem) => {
    const line = [...problem.excerpt.trimEnd()];
    const begin = Math.min(Math.max(problem.column - 1, 0), line.length);
    const end = Math.min(Math.max(problem.end_column - 1, begin + 1), line.length);
    const pre = make("pre");
    pre.append(
      line.slice(0, begin).join(""),
      make("mark", line.slice(begin, end).join("")),
      line.slice(end).join(""),
    );
    return pre;
  };

  // Between backticks stands what an author may type.
  const message = (text, name = "") => {
    const paragraph = make("p", "", name);
    paragraph.append(...text.split("`").map((part, place) => (place % 2 ? make("code", part) : part)));
    return paragraph;
  };

  const entry = (problem) => {
    const item = make("li");
    const place = problem.line
      ? `${problem.path}, line ${problem.line}, column ${problem.column}`
      : problem.path;
    item.append(make("p", place, "place"), message(`${problem.message} (${problem.code})`));
    if (problem.line && problem.excerpt) item.append(excerpt(problem));
    if (problem.hint) item.append(message(`→ ${problem.hint}`, "hint"));
    return item;
  };

  const show = (problems) => {
    panel.hidden = problems.length === 0;
    if (panel.hidden) return;
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    title.replaceChildren(count, make("span", ". You see the last pages that could be made."));
    list.replaceChildren(...problems.map(entry));
  };

  // A hidden page needs no news, and a browser has few connections for all its pages.
  let events;
  const listen = () => {
    if (document.hidden) {
      events?.close();
      events = undefined;
    } else if (!events) {
      events = new EventSource(new URL("events", own));
      events.onmessage = ({ data }) => {
        const state = JSON.parse(data);
        if ((state.versions[edition] ?? "") !== version) location.reload();
        else show(state.problems);
      };
    }
  };
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pagehide", () => events?.close());
  listen();
})();
