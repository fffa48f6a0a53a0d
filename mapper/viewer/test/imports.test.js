/** The layers of the viewer: a file imports from its own layer and from those below it. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";

const SOURCE = join(import.meta.dirname, "../src");

/** What each layer may import from, beside itself. `index.js` puts all of them together. */
const BELOW = {
  data: [".."], // the vocabulary, which Python reads too
  state: ["data"],
  i18n: ["data"],
  map: ["state", "data"],
  ui: ["map", "state", "i18n", "data"],
};

/** Files of one folder, sub-folders not counted. */
const MOST_FILES = 14;

const files = readdirSync(SOURCE, { recursive: true }).filter((name) => name.endsWith(".js"));

/** The files of the viewer that a file imports, in code or in a type. */
function importsOf(file) {
  const text = readFileSync(join(SOURCE, file), "utf8");
  const found = text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g);
  const paths = Array.from(found, ([, path]) => relative(SOURCE, join(SOURCE, dirname(file), path)));
  return paths.filter((path) => !path.endsWith(".json")); // catalogues of the Python packages: data, no code
}

const layerOf = (file) => file.split("/")[0];

test("imports run down: index, ui, map, state, data", () => {
  const upward = files
    .filter((file) => file !== "index.js")
    .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
    .filter(
      ({ file, target }) =>
        layerOf(file) !== layerOf(target) && !BELOW[layerOf(file)].includes(layerOf(target)),
    );
  assert.deepEqual(upward, []);
});

test("every file lies in a layer, and no folder is crowded", () => {
  const count = new Map();
  for (const file of files) {
    assert.ok(file === "index.js" || layerOf(file) in BELOW, file);
    count.set(dirname(file), (count.get(dirname(file)) ?? 0) + 1);
  }
  assert.deepEqual(
    [...count].filter(([, number]) => number > MOST_FILES),
    [],
  );
});

test("whatever is exported is imported somewhere", () => {
  const tests = readdirSync(import.meta.dirname, { recursive: true }).filter((name) => /\.m?js$/.test(name));
  const texts = [
    ...files.map((file) => readFileSync(join(SOURCE, file), "utf8")),
    ...tests.map((file) => readFileSync(join(import.meta.dirname, file), "utf8")),
  ];
  const named = texts.flatMap((text) =>
    [...text.matchAll(/import\s*(?:\w+,\s*)?\{([^}]*)\}/g)].flatMap(([, names]) =>
      names.split(",").map((name) => name.trim().split(/\s+as\s+/)[0]),
    ),
  );
  const members = texts.flatMap((text) =>
    [...text.matchAll(/import\s*\*\s*as\s+(\w+)/g)].flatMap(([, module]) =>
      [...text.matchAll(new RegExp(`\\b${module}\\.(\\w+)`, "g"))].map(([, name]) => name),
    ),
  );
  const used = new Set([...named, ...members]);
  // What the build puts in place of parts of a library, whose names it has.
  const ours = files.filter((file) => file !== join("map", "archive", "unused.js"));
  const exported = ours.flatMap((file) =>
    [
      ...readFileSync(join(SOURCE, file), "utf8").matchAll(
        /^export (?:async )?(?:const|let|class|function\*?) (\w+)/gm,
      ),
    ].map(([, name]) => ({ file, name })),
  );
  assert.ok(exported.length > 100);
  assert.deepEqual(
    exported.filter(({ name }) => !used.has(name)),
    [],
  );
});
