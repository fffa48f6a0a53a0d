/**
 * The message of a page that cannot show its map.
 */
import { PayloadError } from "../data/bytes.js";
import { createTranslator } from "../i18n/index.js";

/** @import {Map as LeafletMap} from "leaflet" */
/** @import {Translator} from "../i18n/index.js" */

/** The browser cannot unpack the payload. */
export class OldBrowserError extends Error {}

/** @param {unknown} fault @param {Translator} t */
function wordFault(fault, t) {
  if (fault instanceof OldBrowserError) return t("tooOld");
  if (fault instanceof PayloadError) return t("damaged", { detail: fault.detail });
  return t("cannotBeShown", { detail: fault instanceof Error ? fault.message : String(fault) });
}

/**
 * Says what is wrong, and shows the plain table of the page if it has one (`mapper/render/plain.py`).
 *
 * @param {LeafletMap} map
 * @param {unknown} fault
 */
export function showFault(map, fault) {
  document.documentElement.classList.add("mapper-failed");
  const box = document.createElement("div");
  const t = createTranslator(document.documentElement.lang);
  box.className = "mapper-fault";
  box.setAttribute("role", "alert");
  box.textContent = wordFault(fault, t);
  map.getContainer().append(box);
}
