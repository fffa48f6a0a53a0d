/**
 * Leaflet as one object, which plugins can extend. It is made of Leaflet's modules, which load faster than the
 * single-file build.
 */
import * as leaflet from "leaflet/dist/leaflet-src.esm.js";

/** @type {unknown} */
const before = Reflect.get(window, "L");

const L = {
  ...leaflet,
  /** Gives `window.L` back to the script that had it before. */
  noConflict() {
    Reflect.set(window, "L", before);
    return L;
  },
};

export default L;
