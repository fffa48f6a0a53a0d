import { button, h } from "./dom.js";

/**
 * A row of buttons of which one is pressed.
 *
 * @template {string} Key
 * @param {string} label name of the group
 * @param {{key: Key, label: string}[]} choices
 * @param {(key: Key) => void} onChoose
 * @returns {{element: HTMLElement, update: (key: Key) => void}}
 */
export function segmented(label, choices, onChoose) {
  const buttons = choices.map(({ key, label: text }) => ({
    key,
    element: button(text, () => onChoose(key), { className: "segment" }),
  }));
  const elements = buttons.map(({ element }) => element);
  return {
    element: h("div.segmented", { role: "group", "aria-label": label }, elements),
    update(pressed) {
      for (const { key, element } of buttons) element.setAttribute("aria-pressed", String(key === pressed));
    },
  };
}
