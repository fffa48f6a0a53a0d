/**
 * What lies under the pointer, in a few words beside it.
 */

/** Lines of slices that a tooltip holds. */
const MOST_LINES = 6;

/**
 * @param {HTMLElement} container the map's container
 * @returns {{show: function({title: string, detail: string, lines: {colour: string, hollow: boolean, name: string, count: string}[]}, {x: number, y: number}): void, hide: function(): void}}
 */
export function createTooltip(container) {
  const box = container.ownerDocument.createElement("div");
  box.className = "mapper-tooltip";
  box.setAttribute("aria-hidden", "true");
  box.hidden = true;
  container.append(box);
  return {
    show(content, point) {
      box.replaceChildren(...children(box.ownerDocument, content));
      box.hidden = false;
      place(box, container, point);
    },
    hide() {
      box.hidden = true;
    },
  };
}

function children(document, { title, detail, lines }) {
  const shown = lines.slice(0, MOST_LINES).map((line) => lineOf(document, line));
  if (lines.length > MOST_LINES)
    shown.push(textIn(document, "div", "mapper-tooltip-more", `+ ${lines.length - MOST_LINES}`));
  return [
    textIn(document, "strong", "", title),
    textIn(document, "div", "mapper-tooltip-detail", detail),
    ...shown,
  ].filter((e) => e.textContent);
}

function lineOf(document, { colour, hollow, name, count }) {
  const line = document.createElement("div");
  const swatch = document.createElement("span");
  swatch.className = "mapper-tooltip-swatch";
  swatch.style.borderColor = colour;
  swatch.style.backgroundColor = hollow ? "transparent" : colour;
  line.className = "mapper-tooltip-line";
  line.append(
    swatch,
    textIn(document, "bdi", "", name),
    textIn(document, "span", "mapper-tooltip-count", count),
  );
  return line;
}

function textIn(document, tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/** Beside the pointer, on the side where there is room. */
function place(box, container, { x, y }) {
  const [width, height] = [box.offsetWidth, box.offsetHeight];
  const left = x + 16 + width > container.clientWidth ? x - 16 - width : x + 16;
  const top = Math.max(4, Math.min(y - height / 2, container.clientHeight - height - 4));
  box.style.transform = `translate(${Math.round(Math.max(4, left))}px, ${Math.round(top)}px)`;
}
