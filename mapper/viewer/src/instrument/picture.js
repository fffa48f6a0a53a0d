/** Room under the picture for its words, CSS pixels. */
const CAPTION = 46;

/** The map's canvases from the lowest to the highest, as Leaflet's panes stack them. */
function canvasesOf(container) {
  const paneOf = (canvas) => Number(getComputedStyle(canvas.closest(".leaflet-pane")).zIndex) || 0;
  return [...container.querySelectorAll("canvas")].map((canvas, order) => ({ canvas, order, level: paneOf(canvas) })).sort((a, b) => a.level - b.level || a.order - b.order);
}

function drawCaption(context, { width, height, words, style }) {
  const [title, line, credits] = words;
  context.fillStyle = style.getPropertyValue("--paper").trim();
  context.fillRect(0, height, width, CAPTION);
  context.fillStyle = style.getPropertyValue("--ink").trim();
  context.font = `600 14px ${style.fontFamily}`;
  context.fillText(title, 12, height + 19, width - 24);
  context.font = `12px ${style.fontFamily}`;
  context.fillText([line, credits].filter(Boolean).join(" · "), 12, height + 37, width - 24);
}

/**
 * The map as it is seen now, with its words under it. Online tiles, which belong to others, are not in it.
 *
 * @param {HTMLElement} container of the Leaflet map
 * @param {string[]} words title, what is shown, credits
 * @returns {Promise<Blob>} PNG at the screen's resolution
 */
export function toPng(container, words) {
  const ratio = window.devicePixelRatio || 1;
  const frame = container.getBoundingClientRect();
  const style = getComputedStyle(container.closest(".mapper"));
  const picture = document.createElement("canvas");
  picture.width = Math.round(frame.width * ratio);
  picture.height = Math.round((frame.height + CAPTION) * ratio);
  const context = picture.getContext("2d");
  context.scale(ratio, ratio);
  context.fillStyle = style.getPropertyValue("--land").trim();
  context.fillRect(0, 0, frame.width, frame.height);
  for (const { canvas } of canvasesOf(container)) {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    if (width && height) context.drawImage(canvas, left - frame.left, top - frame.top, width, height);
  }
  drawCaption(context, { width: frame.width, height: frame.height, words, style });
  return new Promise((resolve) => picture.toBlob(resolve, "image/png"));
}
