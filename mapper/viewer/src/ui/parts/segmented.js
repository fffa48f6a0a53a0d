import { button, h } from "./dom.js";

/**
 * A row of buttons of which one is pressed.
 *
 * @param {string} label name of the group
 * @param {Array<{key: string, label: string}>} choices
 * @param {(key: string) => void} onChoose
 * @returns {{element: HTMLElement, update: (key: string) => void}}
 */
export function segmented(label, choices, onChoose) {
  const buttons = choices.map((choice) => [
    choice.key,
    button(choice.label, () => onChoose(choice.key), { className: "segment" }),
  ]);
  const element = h(
    "div.segmented",
    { role: "group", "aria-label": label },
    buttons.map(([, one]) => one),
  );
  const update = (key) => {
    for (const [name, one] of buttons) one.setAttribute("aria-pressed", String(name === key));
  };
  return { element, update };
}
