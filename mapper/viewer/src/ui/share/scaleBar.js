/**
 * The map's scale on a picture of it.
 */

/** From the picture's right and lower edge, above and below its text, and its ends, in CSS pixels. */
const EDGE = 12;
const TEXT = 11;
const END = 5;

/**
 * Draws the scale that the map shows into the lower right corner.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {HTMLElement} container of the map
 * @param {{width: number, height: number, ink: string, halo: string, family: string}} style of the picture's map
 */
export function drawScaleBar(context, container, { width, height, ink, halo, family }) {
  const bar = container.querySelector(".leaflet-control-scale-line");
  if (!(bar instanceof HTMLElement) || !bar.offsetWidth) return;
  const [right, bottom] = [width - EDGE, height - EDGE];
  const left = right - bar.offsetWidth;
  context.beginPath();
  context.moveTo(left, bottom - END);
  context.lineTo(left, bottom);
  context.lineTo(right, bottom);
  context.lineTo(right, bottom - END);
  context.lineJoin = "round";
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.font = `${TEXT}px ${family}`;
  const label = /** @type {const} */ ([bar.textContent ?? "", (left + right) / 2, bottom - END]);
  context.strokeStyle = halo;
  context.lineWidth = 4;
  context.stroke();
  context.strokeText(...label);
  context.strokeStyle = context.fillStyle = ink;
  context.lineWidth = 1.5;
  context.stroke();
  context.fillText(...label);
  context.textAlign = "start";
}
