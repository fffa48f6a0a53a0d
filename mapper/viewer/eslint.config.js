import js from "@eslint/js";
import jsdoc from "eslint-plugin-jsdoc";
import globals from "globals";

export default [
  { ignores: ["dist/"] },
  js.configs.recommended,
  {
    files: ["src/**/*.js"],
    languageOptions: { globals: globals.browser },
    plugins: { jsdoc },
    rules: {
      complexity: ["error", 12],
      eqeqeq: "error",
      "max-lines": ["error", { max: 350, skipComments: true }],
      "max-lines-per-function": ["error", { max: 70, skipComments: true, IIFEs: true }],
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Event text comes from hostile places: use textContent." },
        { property: "outerHTML", message: "Event text comes from hostile places: use textContent." },
        { property: "insertAdjacentHTML", message: "Event text comes from hostile places: use textContent." },
      ],
      "no-var": "error",
      "prefer-const": "error",
      "jsdoc/check-param-names": ["error", { checkDestructured: false }],
      "jsdoc/check-tag-names": "error",
      "jsdoc/no-undefined-types": "off",
    },
  },
  { files: ["test/**/*.js", "**/*.mjs", "*.js"], languageOptions: { globals: globals.node } },
];
