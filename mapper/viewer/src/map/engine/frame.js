/**
 * Where the map looks: fitting the events into the part of it that no panel covers.
 */
import L from "../leaflet.js";
import { DEGREE } from "../../data/payload.js";
import { WORLD } from "./grouping.js";
import { AREA } from "./sites.js";

const FULL_LATITUDE = 85;

/** Long enough to see where the map goes, short enough not to wait for. */
const PAN_SECONDS = 0.15;

/** A share of the world: an area that seems wider lies on both sides of the 180th meridian. */
const WIDEST = 0.5;

const shown = (latitude) => Math.max(-FULL_LATITUDE, Math.min(FULL_LATITUDE, latitude));

const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** A point of Web Mercator, 0 to 1, in degrees. */
const degreesOf = (x, y) => L.CRS.EPSG3857.pointToLatLng(L.point(x * WORLD, y * WORLD), 0);

/** The bounds of an outline; of one on both sides of the 180th meridian, on from there eastwards. */
function boundsOfOutline({ rings, box: [west, north, east, south] }) {
  if (east - west < WIDEST) return L.latLngBounds(degreesOf(west, north), degreesOf(east, south));
  let [first, last] = [Infinity, -Infinity];
  for (const ring of rings) {
    for (let k = 0; k < ring.length; k += 2) {
      const x = ring[k] < 0.5 ? ring[k] + 1 : ring[k];
      first = Math.min(first, x);
      last = Math.max(last, x);
    }
  }
  return L.latLngBounds(degreesOf(first, north), degreesOf(last, south));
}

/** The bounds of some sites (a list of numbers), an area's with its outline, or with what it may reach to. */
function boundsOf({ col: { siteLon, siteLat, siteArea, siteKind, siteRadius } }, outlines, numbers) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]; // in steps
  const reaches = [];
  for (let k = 0; k < numbers.length; k++) {
    const s = numbers[k];
    if (siteLon[s] < west) west = siteLon[s];
    if (siteLon[s] > east) east = siteLon[s];
    if (siteLat[s] < south) south = siteLat[s];
    if (siteLat[s] > north) north = siteLat[s];
    if (siteArea[s]) reaches.push(boundsOfOutline(outlines[siteArea[s] - 1]));
    else if (siteKind[s] === AREA && siteRadius[s])
      reaches.push(L.latLng(siteLat[s] / DEGREE, siteLon[s] / DEGREE).toBounds(2 * siteRadius[s]));
  }
  const bounds = L.latLngBounds([]);
  if (west <= east)
    bounds.extend([shown(south / DEGREE), west / DEGREE]).extend([shown(north / DEGREE), east / DEGREE]);
  for (const reach of reaches) bounds.extend(reach);
  return bounds;
}

/**
 * @param {L.Map} map
 * @param {import("../../state/store.js").Store} store
 * @param {{sites: import("./sites.js").Sites, areas: {rings: Float64Array[], box: number[]}[]}} drawn what the map draws, projected
 * @param {typeof import("./options.js").DEFAULTS} options
 */
export function createFrame(map, store, { sites, areas }, options) {
  const { col, siteStart } = store.data;

  const room = () => {
    const { left = 0, top = 0, right = 0, bottom = 0 } = options.insets();
    const { x, y } = map.getSize();
    // Where the panels leave next to nothing, they are left out of account.
    const [wide, high] = [x - left - right > 120, y - top - bottom > 120];
    return { left: wide ? left : 0, right: wide ? right : 0, top: high ? top : 0, bottom: high ? bottom : 0 };
  };

  const lookAt = (bounds, maxZoom, animate) => {
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
  const look = (numbers, maxZoom, animate) => lookAt(boundsOf(store.data, areas, numbers), maxZoom, animate);

  return {
    /** @param {L.LatLngBounds} bounds what to bring into the part of the map that no panel covers */
    showBounds(bounds) {
      lookAt(bounds, options.eventMaxZoom, true);
    },
    /** All located events, whatever the filter. */
    fit() {
      const located = new Uint32Array(sites.length);
      let count = 0;
      for (let s = 0; s < sites.length; s++) if (sites.weight[s]) located[count++] = s;
      if (!look(located.subarray(0, count), options.fitMaxZoom, false))
        map.setView(options.emptyView.slice(0, 2), options.emptyView[2], { animate: false });
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
      const by = [
        short(point.x, left + options.margin, x - right - options.margin),
        short(point.y, top + options.margin, y - bottom - options.margin),
      ];
      if (by[0] || by[1]) map.panBy(by, { animate: !calm(), duration: PAN_SECONDS });
    },
  };
}
