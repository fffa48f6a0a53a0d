import js from "@eslint/js";
import jsdoc from "eslint-plugin-jsdoc";
import globals from "globals";

const NO_MARKUP = "Text of the data is never read as markup: use textContent.";

export default [
  { ignores: ["dist/"] },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["src/**/*.js", "scripts/**/*.mjs", "*.mjs"],
    plugins: { jsdoc },
    settings: { jsdoc: { mode: "typescript" } },
    rules: {
      complexity: ["error", 12],
      "max-lines": ["error", { max: 300, skipComments: true }],
      "max-lines-per-function": ["error", { max: 55, skipComments: true, IIFEs: true }],
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: NO_MARKUP },
        { property: "outerHTML", message: NO_MARKUP },
        { property: "insertAdjacentHTML", message: NO_MARKUP },
      ],
      "jsdoc/check-param-names": ["error", { checkDestructured: false }],
      "jsdoc/check-tag-names": "error",
    },
  },
  { files: ["src/**/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["test/**/*.js", "**/*.mjs", "*.js"], languageOptions: { globals: globals.node } },
];
