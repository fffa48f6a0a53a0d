/**
 * The mouse wheel over a map that is embedded in another page.
 */

/** @import {Map as LeafletMap} from "leaflet" */

/**
 * In a frame the wheel scrolls the page around the map until the map is pressed or has the focus; else readers who
 * scroll past it would zoom the map.
 *
 * @param {LeafletMap} map
 * @param {{isFramed?: boolean}} [options]
 */
export function leaveWheelToPage(map, { isFramed = window.parent !== window } = {}) {
  if (!isFramed || !map.scrollWheelZoom.enabled()) return;
  const container = map.getContainer();
  map.scrollWheelZoom.disable();
  for (const event of ["pointerdown", "focusin"])
    container.addEventListener(event, () => map.scrollWheelZoom.enable());
  container.addEventListener("pointerleave", () => map.scrollWheelZoom.disable());
}
