/**
 * Where the map looks: fitting the events into the part of it that no panel covers.
 */
import L from "leaflet";
import { AREA } from "./sites.js";

const FULL_LATITUDE = 85;

/** Long enough to see where the map goes, short enough not to wait for. */
const PAN_SECONDS = 0.15;

const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * @param {L.Map} map
 * @param {import("../store.js").Store} store
 * @param {import("./sites.js").Sites} sites
 * @param {typeof import("./options.js").DEFAULTS} options
 */
export function createFrame(map, store, sites, options) {
  const { col, siteStart } = store.data;

  const room = () => {
    const { left = 0, top = 0, right = 0, bottom = 0 } = options.insets();
    const { x, y } = map.getSize();
    // Where the panels leave next to nothing, they are left out of account.
    const [wide, high] = [x - left - right > 120, y - top - bottom > 120];
    return { left: wide ? left : 0, right: wide ? right : 0, top: high ? top : 0, bottom: high ? bottom : 0 };
  };

  const boundsOf = (numbers) => {
    const bounds = L.latLngBounds([]);
    for (const s of numbers) {
      const [latitude, longitude] = [col.siteLat[s] / 1e5, col.siteLon[s] / 1e5];
      bounds.extend([Math.max(-FULL_LATITUDE, Math.min(FULL_LATITUDE, latitude)), longitude]);
      if (col.siteKind[s] === AREA && col.siteRadius[s]) bounds.extend(L.latLng(latitude, longitude).toBounds(2 * col.siteRadius[s]));
    }
    return bounds;
  };

  const look = (numbers, maxZoom, animate) => {
    const bounds = boundsOf(numbers);
    if (!bounds.isValid()) return false;
    const { left, top, right, bottom } = room();
    const { margin } = options;
    const { x, y } = map.getSize();
    const edge = Math.min(margin, Math.max(0, Math.min(x - left - right, y - top - bottom) / 6));
    map.fitBounds(bounds, {
      maxZoom,
      duration: PAN_SECONDS,
      animate: animate && !calm(),
      paddingTopLeft: [left + edge, top + edge],
      paddingBottomRight: [right + edge, bottom + edge],
    });
    return true;
  };

  return {
    /** All located events, whatever the filter. */
    fit() {
      const located = Array.from(sites.weight.keys()).filter((s) => sites.weight[s]);
      if (!look(located, options.fitMaxZoom, false)) map.setView(options.emptyView.slice(0, 2), options.emptyView[2], { animate: false });
    },
    /** @param {number[]} numbers sites */
    showSites(numbers) {
      look(numbers, Math.max(options.eventMaxZoom, map.getZoom()), true);
    },
    /** @param {number} i event @returns {boolean} false if it has no place on the map */
    showEvent(i) {
      const numbers = Array.from(col.site.subarray(siteStart[i], siteStart[i + 1]));
      return look(numbers, Math.max(options.fitMaxZoom, map.getZoom()), true);
    },
    /** Moves the map just so far that a point is not under a panel. */
    reveal(point) {
      const { left, top, right, bottom } = room();
      const { x, y } = map.getSize();
      const short = (value, low, high) => (value < low ? value - low : value > high ? value - high : 0);
      const by = [short(point.x, left + options.margin, x - right - options.margin), short(point.y, top + options.margin, y - bottom - options.margin)];
      if (by[0] || by[1]) map.panBy(by, { animate: !calm(), duration: PAN_SECONDS });
    },
  };
}
