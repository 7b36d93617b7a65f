/**
 * Bundles the browser's source into the files that the Python package ships: a script for every page
 * of the site, one for pages that look beyond one scenario, and the styles; script and styles of the
 * slides, and of the page that learning platforms open; styles of cards as a page; the script of flashcards; and
 * the licences of what is in them.
 *
 *   node build.mjs            writes them and prints their sizes
 *   node build.mjs --check    writes nothing; exits with 1 when a shipped file is not up to date
 */
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = join(here, "../generator/answerable");

/** Packages of others in the second script: THIRD_PARTY.md has their record. */
const packages = ["ts-fsrs"];

/** @param {string} name @returns {Promise<{title: string, text: string}>} what its licence asks */
async function licence(name) {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const text = await readFile(join(folder, "LICENSE"), "utf8");
  return { title: `${name} ${version} (${license})`, text };
}

const licences = await Promise.all(packages.map(licence));
const notice = licences.map(({ title, text }) => {
  const [holder] = /Copyright .*/.exec(text) || [""];
  return `${title}, ${holder}`;
});
const credits = `Answerable (MIT), with ${notice.join("; ")}: see answerable.licences.txt`;

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

/** Classic scripts: modules do not load from file://, and a policy allows them by 'self' alone. */
const SCRIPT = /** @type {const} */ ({ banner: { js: "/*! Answerable (MIT) */" }, format: "iife" });

/**
 * @param {string} entry
 * @param {import("esbuild").BuildOptions} [more]
 * @returns {Promise<{contents: Uint8Array, modules: string[], exported: string[]}>} the bundle, the
 *   paths of all that is in it, and what its entry exports
 */
async function bundle(entry, more) {
  const { outputFiles, metafile } = await build({ ...OPTIONS, ...more, entryPoints: [entry] });
  return {
    contents: outputFiles[0].contents,
    modules: Object.keys(metafile.inputs).map((path) => join(here, path)),
    exported: Object.values(metafile.outputs)[0].exports,
  };
}

/**
 * Puts what the first script shares in the place of every module that is in it.
 * @param {string[]} modules @param {string[]} names
 * @returns {import("esbuild").Plugin}
 */
function shared(modules, names) {
  return {
    name: "shared",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\./ }, ({ resolveDir, path }) =>
        modules.includes(join(resolveDir, path)) ? { path: "first script", namespace: "shared" } : null,
      );
      onLoad({ filter: /.*/, namespace: "shared" }, () => ({
        contents: `export const { ${names.join(", ")} } = globalThis.answerable;`,
      }));
    },
  };
}

/**
 * `@import "./items/*"` in styles: those of each folder in it, `items/choice/choice.css` and so on.
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

/** @param {string} path @returns {Promise<Uint8Array | null>} its bytes, or null without a file */
async function readIfThere(path) {
  try {
    return await readFile(path);
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}

const check = process.argv.includes("--check");
const texts = licences.map(({ title, text }) => `${title}\n\n${text.trim()}\n`);
/** @type {[string, Uint8Array][]} */
const files = [["site/assets/answerable.licences.txt", Buffer.from(texts.join("\n\n"))]];
const first = await bundle("src/main.js", SCRIPT);
const { exported } = await bundle("src/shared.js", { format: "esm" });
const second = {
  ...SCRIPT,
  banner: { js: `/*! ${credits} */` },
  plugins: [shared(first.modules, exported)],
};
files.push(["site/assets/answerable.js", first.contents]);
files.push(["site/assets/answerable-course.js", (await bundle("src/course.js", second)).contents]);
files.push(["site/assets/answerable.css", (await bundle("src/css/index.css", { plugins: [folders] })).contents]);
files.push(["build/publish/assets/lms.js", (await bundle("src/lms/main.js", SCRIPT)).contents]);
files.push(["build/publish/assets/lms.css", (await bundle("src/lms/lms.css")).contents]);
files.push(["handouts/slides/assets/slides.js", (await bundle("src/slides/main.js", SCRIPT)).contents]);
const pictures = { loader: /** @type {const} */ ({ ".svg": "dataurl" }) };
files.push(["handouts/slides/assets/slides.css", (await bundle("src/slides/index.css", pictures)).contents]);
files.push(["handouts/cards/assets/cards.css", (await bundle("src/cards/index.css", pictures)).contents]);
files.push(["exchange/questions/assets/anki.js", (await bundle("src/anki/main.js", SCRIPT)).contents]);
for (const [name, bytes] of files) {
  const path = join(target, name);
  if (check) {
    const shipped = await readIfThere(path);
    if (shipped === null || Buffer.compare(shipped, bytes) !== 0) {
      console.error(`${name} is not up to date. Run: npm run build`);
      process.exitCode = 1;
    }
  } else {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    console.log(`${name}  ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} gzip`);
  }
}
