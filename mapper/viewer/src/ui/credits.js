/**
 * The credits of data and base map, below the map.
 */
import { createTranslator } from "../i18n/index.js";
import { escapeHtml } from "../map/escape.js";

/** @import {Map as LeafletMap} from "leaflet" */
/** @import {Header} from "../data/types.js" */
/** @import {DisplayStore} from "../state/display.js" */

/**
 * Shows credits below the map, in the reader's language.
 *
 * @param {LeafletMap} map
 * @param {Header["attributions"]} credits
 * @param {DisplayStore} display
 */
export function addCredits(map, credits, display) {
  const control = map.attributionControl;
  if (!control) return;
  /** @type {string[]} */
  let shown = [];
  const update = () => {
    const t = createTranslator(display.state().language);
    const lines = credits.map((line) => escapeHtml(t.message(line)));
    if (lines.join() === shown.join()) return;
    shown.forEach((line) => control.removeAttribution(line));
    lines.forEach((line) => control.addAttribution(line));
    shown = lines;
  };
  update();
  display.subscribe(update);
}
