/**
 * Bundles the viewer: dist/viewer.js (one script that sets `window.L` and `window.mapperViewer`), dist/viewer.css
 * (with its images), dist/viewer-details.js (the same script, which also reads single events behind counts),
 * dist/archive.js (what draws a base map of the user's own), and dist/licences.txt, dist/details-licences.txt and
 * dist/archive-licences.txt (of every package whose code is in these scripts).
 * Same sources, same bytes.
 */
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));

/** Where a page would end early: these files stand in the page between tags. */
const END_OF_SCRIPT = /<\/script|<!--/i;
const END_OF_STYLE = /<\/style|<!--/i;

/**
 * What the page needs of the vocabulary (mapper/vocabulary): these lists or tables, and of their entries
 * these keys.
 *
 * @type {Record<string, {lists: string[], keys: string[]}>}
 */
// prettier-ignore
const OF_VOCABULARY = {
  "terms.json": {
    lists: [
      "date_precisions", "place_relations", "location_kinds", "geo_precisions", "stances", "claimant_kinds", "claim_fields",
      "number_nouns", "unstated_values", "actor_kinds", "colourings", "measures", "flags", "reliabilities", "event_types", "ucdp_event_types",
      "sub_event_types",
    ],
    keys: ["name", "label", "of_many", "length", "site", "bit", "perpetrator", "negative"],
  },
  "tables.json": { lists: ["events"], keys: ["name", "type", "role", "searched", "record_only"] },
};

/** @type {import("esbuild").Plugin} */
const vocabulary = {
  name: "vocabulary",
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]vocabulary[/\\]\w+\.json$/ }, ({ path }) => {
      const { lists, keys } = OF_VOCABULARY[basename(path)];
      const whole = JSON.parse(readFileSync(path, "utf8"));
      const part = lists.map((list) => [
        list,
        whole[list].map((/** @type {object} */ entry) => pick(entry, keys)),
      ]);
      return { contents: JSON.stringify(Object.fromEntries(part)), loader: "json" };
    });
  },
};

/** @param {object} entry @param {string[]} keys */
const pick = (entry, keys) => Object.fromEntries(Object.entries(entry).filter(([key]) => keys.includes(key)));

/** @type {import("esbuild").BuildOptions} */
const OPTIONS = {
  absWorkingDir: here,
  outdir: "dist",
  bundle: true,
  format: "iife",
  target: ["es2022"],
  minify: true,
  charset: "ascii", // browsers decode a page with other letters more slowly
  legalComments: "none", // dist/licences.txt holds them in full
  loader: { ".png": "dataurl", ".svg": "dataurl" },
  // Leaflet looks for the VML of old browsers by calling this and catching the error, which is slow
  // (docs/performance.md).
  define: { "document.namespaces.add": "Boolean" },
  alias: { pmtiles: "./src/map/archive/unused.js", "@protomaps/basemaps": "./src/map/archive/unused.js" },
  plugins: [vocabulary],
  logLevel: "warning",
};

await bundle("viewer", "src/index.js", "licences.txt");
await bundle("viewer-details", "src/index.js", "details-licences.txt", { details: true });
rmSync(join(here, "dist/viewer-details.css")); // that of every page
refuse("dist/viewer.css", END_OF_STYLE, "which would end its style sheet in the page");
await bundle("archive", "src/map/archive/index.js", "archive-licences.txt");

/**
 * Bundles one script, and the licences of what is in it.
 *
 * @param {string} name
 * @param {string} entry
 * @param {string} licenceFile
 * @param {{details?: boolean}} [options] `details`: with what reads single events
 */
async function bundle(name, entry, licenceFile, { details = false } = {}) {
  const define = { ...OPTIONS.define, "globalThis.mapperDetails": String(details) };
  const { metafile } = await build({ ...OPTIONS, define, entryPoints: { [name]: entry }, metafile: true });
  refuse(`dist/${name}.js`, END_OF_SCRIPT, "which would end its script in the page");
  refuse(
    `dist/${name}.js`,
    /\P{ASCII}/u,
    "which esbuild leaves in regular expressions: write \\u and its code there",
  );
  const { inputs } = metafile.outputs[`dist/${name}.js`];
  const used = Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0);
  writeFileSync(join(here, "dist", licenceFile), licences(used));
  refuse(`dist/${licenceFile}`, END_OF_SCRIPT, "which would end its block in the page");
}

/**
 * Ends the build if a file contains what it must not.
 *
 * @param {string} file
 * @param {RegExp} pattern
 * @param {string} because
 */
function refuse(file, pattern, because) {
  const found = pattern.exec(readFileSync(join(here, file), "utf8"));
  if (found) throw new Error(`${file} contains “${found[0]}”, ${because}.`);
}

/** The licences of the packages among the bundled files. @param {string[]} files */
function licences(files) {
  const names = files.flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(names)].sort().map(licence).join("\n");
}

/** @param {string} name of a package */
function licence(name) {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder).sort();
  const file = files.find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`The package ${name} is bundled but carries no licence file.`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}
