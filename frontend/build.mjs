/**
 * Bundles the browser's source into the files that the Python package ships: a script for every page
 * of the site, one for pages that cover more than one scenario, one for the coach, one for search, and
 * the styles;
 * script and styles of the slides, and of the page that learning platforms open; styles of the cards
 * page; the script of flashcards; the licences of what they contain; the names of the elements in the
 * second script, and the languages of the coach.
 *
 *   node build.mjs            writes them and prints their sizes
 *   node build.mjs --check    writes nothing; exits with 1 if a shipped file is out of date
 */
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { RULES } from "./src/elements/reply-coach/rules/rules.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = join(here, "../generator/answerable");

/** Third-party packages in the second script, recorded in THIRD_PARTY.md. */
const packages = ["ts-fsrs"];

/** Third-party packages in the studio's script. */
const studioPackages = ["@dagrejs/dagre", "@dagrejs/graphlib"];

/** @type {import("esbuild").BuildOptions} */
const OPTIONS = {
  absWorkingDir: here,
  bundle: true,
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  minify: true,
  target: "es2020",
  write: false,
};

/** Classic scripts, because modules don't load from file://, and a policy allows them by 'self' only. */
const SCRIPT = /** @type {const} */ ({ banner: { js: "/*! Answerable (MIT) */" }, format: "iife" });

/** Small pictures are embedded in the styles. */
const PICTURES = { loader: /** @type {const} */ ({ ".svg": "dataurl" }) };

/** @param {string} name @returns {Promise<{title: string, text: string}>} its licence */
async function licence(name) {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const text = await readFile(join(folder, "LICENSE"), "utf8");
  return { title: `${name} ${version} (${license})`, text };
}

/**
 * @param {{title: string, text: string}[]} licences of what is in a script
 * @param {string} file that has them whole
 */
function bannerOf(licences, file) {
  const notice = licences.map(({ title, text }) => `${title}, ${(/Copyright .*/.exec(text) || [""])[0]}`);
  return `/*! Answerable (MIT), with ${notice.join("; ")}: see ${file} */`;
}

/** @param {{title: string, text: string}[]} licences */
function textOf(licences) {
  return Buffer.from(licences.map(({ title, text }) => `${title}\n\n${text.trim()}\n`).join("\n\n"));
}

/**
 * @param {string} entry
 * @param {import("esbuild").BuildOptions} [more]
 * @returns {Promise<{contents: Uint8Array, modules: string[]}>} the bundle, and the paths of the
 *   modules in it
 */
async function bundle(entry, more) {
  const { outputFiles, metafile } = await build({ ...OPTIONS, ...more, entryPoints: [entry] });
  return {
    contents: outputFiles[0].contents,
    modules: Object.keys(metafile.inputs).map((path) => join(here, path)),
  };
}

/**
 * Resolves `@import "./items/*"` in styles to the styles of each subfolder: `items/choice/choice.css`…
 * @type {import("esbuild").Plugin}
 */
const folders = {
  name: "folders",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/\*$/ }, ({ resolveDir, path }) => ({
      path: join(resolveDir, dirname(path)),
      namespace: "folders",
    }));
    onLoad({ filter: /.*/, namespace: "folders" }, async ({ path }) => {
      const files = await readdir(path, { recursive: true });
      const own = files.filter((file) => /^([^/]+)\/\1\.css$/.test(file)).sort();
      const contents = own.map((file) => `@import "./${file}";`).join("\n");
      return { contents, loader: "css", resolveDir: path };
    });
  },
};

/**
 * Gives the styles of our own templates precedence over the theme's; `index.css` explains how and why.
 * @type {import("esbuild").Plugin}
 */
const aboveTheTheme = {
  name: "above the theme",
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/(pages|items|elements)\/.*\.css$/ }, async ({ path }) => {
      const styles = await readFile(path, "utf8");
      // Selectors for what is outside the block would never match inside it.
      const around = /\.md-[\w-]+|\[dir[^\]]*\] (?!&)/.exec(styles);
      const outside = /@keyframes/.exec(styles);
      const text =
        (around && `${around[0]} is around the block that index.css tells of: leave it out, or use &`) ||
        (outside && `${outside[0]} has no effect in the block that index.css tells of: it belongs in theme/`);
      if (text) return { errors: [{ text, location: { file: path } }] };
      return { contents: `.md-typeset.md-typeset {\n${styles}}`, loader: "css" };
    });
  },
};

/**
 * Keeps the modules of the first script out of the second one.
 * @param {string[]} modules
 * @param {(path: string) => import("esbuild").OnResolveResult} resolved
 * @returns {import("esbuild").Plugin}
 */
const without = (modules, resolved) => ({
  name: "without",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\./ }, ({ resolveDir, path }) =>
      modules.includes(join(resolveDir, path)) ? resolved(join(resolveDir, path)) : null,
    );
    onLoad({ filter: /.*/, namespace: "shared" }, ({ pluginData: names }) => ({
      contents: `export const { ${names.join(", ")} } = globalThis.answerable;`,
    }));
  },
});

/**
 * Builds the scripts of the site. No module is in two of them, because a page has only one store: the
 * first script puts what the others need into `globalThis.answerable`. The imports decide what that
 * is: everything that modules of the others import from modules of the first.
 * @param {string} banner of the second
 * @returns {Promise<{first: Uint8Array, second: Uint8Array, coach: Uint8Array,
 *   search: Uint8Array, elements: string[]}>} the scripts, and the names of the elements that only the second script defines
 */
async function scripts(banner) {
  const alone = await bundle("src/main.js", SCRIPT);
  const others = ["src/course.js", "src/coach.js", "src/search.js"];
  const imports = await Promise.all(others.map((entry) => importsOf(entry, alone.modules)));
  const taken = new Map(imports.flatMap((one) => [...one]));
  const names = [...taken.keys()].sort();
  const lines = names.map((name) => `export { ${name} } from ${JSON.stringify(taken.get(name))};`);
  const handed = {
    name: "handed",
    setup(/** @type {import("esbuild").PluginBuild} */ { onLoad }) {
      onLoad({ filter: /\/shared\.js$/ }, () => ({ contents: lines.join("\n"), resolveDir: here }));
    },
  };
  const first = await bundle("src/main.js", { ...SCRIPT, plugins: [handed] });
  const given = imports.map((one) => ({
    plugins: [
      without(alone.modules, () => ({ path: "first", namespace: "shared", pluginData: [...one.keys()].sort() })),
    ],
  }));
  const second = await bundle(others[0], { ...SCRIPT, banner: { js: banner }, ...given[0] });
  const coach = await bundle(others[1], { ...SCRIPT, ...given[1] });
  const search = await bundle(others[2], { ...SCRIPT, ...given[2] });
  const elements = second.modules.flatMap((path) => /\/elements\/([^/]+)\/\1\.js$/.exec(path)?.[1] || []);
  const [one, two, three, four] = [first, second, coach, search].map(({ contents }) => contents);
  return { first: one, second: two, coach: three, search: four, elements: elements.sort() };
}

/**
 * @param {string} entry
 * @param {string[]} modules of the first script
 * @returns {Promise<Map<string, string>>} the names that it imports from them, with their modules
 */
async function importsOf(entry, modules) {
  const apart = without(modules, (path) => ({ path, external: true }));
  const { contents } = await bundle(entry, { format: "esm", minify: false, plugins: [apart] });
  /** @type {Map<string, string>} */
  const taken = new Map();
  const imports = /^import \{([^}]*)\} from "([^"]*)";$/gm;
  for (const [, names, path] of Buffer.from(contents).toString().matchAll(imports)) {
    for (const name of names.split(",").map((one) => one.trim().split(" as ")[0])) {
      const other = taken.get(name) || path;
      if (other !== path) throw new Error(`${name} is exported by ${other} and by ${path}`);
      taken.set(name, path);
    }
  }
  return taken;
}

/** @returns {Promise<[string, Uint8Array][]>} the stemmer of each language, which search loads for its own */
async function stemmers() {
  const folder = join(here, "vendor/snowball");
  const names = (await readdir(folder)).flatMap((file) => /^(?!base)(.*)-stemmer\.js$/.exec(file)?.[1] || []);
  return Promise.all(
    names.map(async (name) => {
      const contents = `
        import Stemmer from "./${name}-stemmer.js";
        const stemmer = new Stemmer();
        answerableSearch("stemmer", "", (word) => stemmer.stem(word));`;
      const { outputFiles } = await build({
        ...OPTIONS,
        ...SCRIPT,
        banner: { js: "/*! Snowball 3.1.1 (BSD-3-Clause), https://snowballstem.org/license.html */" },
        stdin: { contents, resolveDir: folder },
      });
      return /** @type {[string, Uint8Array]} */ ([`site/search/stemmers/${name}.js`, outputFiles[0].contents]);
    }),
  );
}

/** @returns {Promise<[string, Uint8Array][]>} the files to ship, by their paths in the package */
async function shipped() {
  const [licences, studioLicences] = await Promise.all(
    [packages, studioPackages].map((names) => Promise.all(names.map(licence))),
  );
  const snowball = await readFile(join(here, "vendor/snowball/COPYING"), "utf8");
  const vendored = { title: "Snowball 3.1.1, the stemmers of the search (BSD-3-Clause)", text: snowball };
  const banner = bannerOf(licences, "answerable.licences.txt");
  const { first, second, coach, search, elements } = await scripts(banner);
  const studio = { ...SCRIPT, banner: { js: bannerOf(studioLicences, "studio.licences.txt") } };
  const styles = { plugins: [folders, aboveTheTheme], supported: { nesting: false } };
  const made = async (/** @type {Parameters<typeof bundle>} */ ...how) => (await bundle(...how)).contents;
  return [
    ["site/assets/answerable.licences.txt", textOf([...licences, vendored])],
    ["site/assets/answerable.js", first],
    ["site/assets/answerable-course.js", second],
    ["site/assets/answerable-coach.js", coach],
    ["site/assets/answerable-search.js", search],
    ["site/course-elements.json", Buffer.from(`${JSON.stringify(elements, null, 2)}\n`)],
    ["site/coach-languages.json", Buffer.from(`${JSON.stringify(Object.keys(RULES).sort())}\n`)],
    ["site/assets/answerable.css", await made("src/index.css", styles)],
    ["build/publish/assets/lms.js", await made("src/outputs/lms/main.js", SCRIPT)],
    ["build/publish/assets/lms.css", await made("src/outputs/lms/lms.css")],
    ["handouts/slides/assets/slides.js", await made("src/outputs/slides/main.js", SCRIPT)],
    ["handouts/slides/assets/slides.css", await made("src/outputs/slides/index.css", PICTURES)],
    ["handouts/cards/assets/cards.css", await made("src/outputs/cards/index.css", PICTURES)],
    ["build/studio/assets/studio.js", await made("src/studio/main.js", studio)],
    ["build/studio/assets/studio.licences.txt", textOf(studioLicences)],
    ["build/studio/assets/studio.css", await made("src/studio/studio.css")],
    ["exchange/questions/assets/anki.js", await made("src/outputs/anki/main.js", SCRIPT)],
    ...(await stemmers()),
  ];
}

/** @param {string} path @returns {Promise<Uint8Array | null>} the bytes, or null if there is no such file */
async function readIfThere(path) {
  try {
    return await readFile(path);
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}

const check = process.argv.includes("--check");
for (const [name, bytes] of await shipped()) {
  const path = join(target, name);
  if (check) {
    const before = await readIfThere(path);
    if (before === null || Buffer.compare(before, bytes) !== 0) {
      console.error(`${name} is not up to date. Run: npm run build`);
      process.exitCode = 1;
    }
  } else {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    console.log(`${name}  ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} gzip`);
  }
}
