/**
 * Chooses the corner of the map for the key.
 */
import { overlap } from "../parts/dom.js";

/** @import {Map as LeafletMap} from "leaflet" */
/** @import {Engine} from "../../map/engine/index.js" */

const CORNERS = ["bottom-left", "top-right", "bottom-right"];
export const FIRST_CORNER = CORNERS[0];

/** Controls that a user has added to the map, and how many symbols one counts as. */
const OTHER_CONTROLS = ".leaflet-control:not(.leaflet-control-attribution, .leaflet-control-scale)";
const A_CONTROL = 1000;

/**
 * Puts the key where it covers no added control and the fewest symbols.
 *
 * @param {HTMLElement} key
 * @param {LeafletMap} map
 * @param {Engine} engine
 * @returns {number} what it still covers
 */
export function placeInCorner(key, map, engine) {
  const container = map.getContainer();
  const credits =
    container.querySelector(".leaflet-control-attribution")?.getBoundingClientRect().height ?? 0;
  key.style.setProperty("--credits", `${credits}px`);
  const frame = container.getBoundingClientRect();
  const controls = [...container.querySelectorAll(OTHER_CONTROLS)];
  const covered = CORNERS.map((corner) => {
    key.dataset.corner = corner;
    const box = key.getBoundingClientRect();
    const covers = controls.filter((control) => overlap(control.getBoundingClientRect(), box));
    const [x, y] = [frame.left, frame.top];
    const symbols = engine.symbolsIn([box.left - x, box.top - y, box.right - x, box.bottom - y]);
    return symbols + A_CONTROL * covers.length;
  });
  const least = Math.min(...covered);
  key.dataset.corner = CORNERS[covered.indexOf(least)];
  return least;
}
