/**
 * Bundles the browser's source into the two files that the Python package ships.
 *
 *   node build.mjs            writes answerable.js and answerable.css and prints their sizes
 *   node build.mjs --check    writes nothing; exits with 1 when a shipped file is not up to date
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = join(here, "../generator/answerable/site/assets");

/** One classic script: modules do not load from file://, and a policy allows it by 'self' alone. */
const outputs = {
  "answerable.js": { entryPoints: ["src/main.js"], format: "iife", target: "es2020" },
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
for (const [name, options] of Object.entries(outputs)) {
  const bytes = await bundle(options);
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
