/**
 * Bundles the browser's source into the two files that the Python package ships, and puts the
 * licences of what is in them beside.
 *
 *   node build.mjs            writes answerable.js, .css and .licences.txt and prints their sizes
 *   node build.mjs --check    writes nothing; exits with 1 when a shipped file is not up to date
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = join(here, "../generator/answerable/site/assets");

/** Packages of others in the script: THIRD_PARTY.md has their record. */
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
const banner = `/*! Answerable (MIT), with ${notice.join("; ")}: see answerable.licences.txt */`;

/** One classic script: modules do not load from file://, and a policy allows it by 'self' alone. */
const outputs = {
  "answerable.js": {
    banner: { js: banner },
    entryPoints: ["src/main.js"],
    format: "iife",
    target: "es2020",
  },
  "answerable.css": { entryPoints: ["src/css/index.css"], target: "es2020" },
};

/** @param {import("esbuild").BuildOptions} options @returns {Promise<Uint8Array>} the bundle */
async function bundle(options) {
  const result = await build({
    absWorkingDir: here,
    bundle: true,
    charset: "utf8",
    legalComments: "none",
    minify: true,
    write: false,
    ...options,
  });
  return result.outputFiles[0].contents;
}

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
const files = [["answerable.licences.txt", Buffer.from(texts.join("\n\n"))]];
for (const [name, options] of Object.entries(outputs)) files.push([name, await bundle(options)]);
for (const [name, bytes] of files) {
  const path = join(target, name);
  if (check) {
    const shipped = await readIfThere(path);
    if (shipped === null || Buffer.compare(shipped, bytes) !== 0) {
      console.error(`${name} is not up to date. Run: npm run build`);
      process.exitCode = 1;
    }
  } else {
    await mkdir(target, { recursive: true });
    await writeFile(path, bytes);
    console.log(`${name}  ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} gzip`);
  }
}
