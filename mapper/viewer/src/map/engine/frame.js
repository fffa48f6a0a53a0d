/**
 * Where the map looks: brings events, sites and areas into the part of it that no panel covers.
 */
import { DEGREE } from "../../data/payload.js";
import L from "../leaflet.js";
import { WORLD } from "../mercator.js";
import { AREA, sitesOfEvent } from "./sites.js";

/** @import {LatLngBounds, Map as LeafletMap} from "leaflet" */
/** @import {Data} from "../../data/types.js" */
/** @import {EngineOptions, Outline, Pixel, Sites} from "../types.js" */

/** Farther north and south Web Mercator shows nothing. */
const LAST_LATITUDE = 85;

/** Long enough to see where the map goes, short enough not to wait for. */
const PAN_SECONDS = 0.15;

/** An area that seems wider than this share of the world lies on both sides of the 180th meridian. */
const WIDEST = 0.5;

/** Panels that leave less than this of the map's width or height, in pixels, are left out of account. */
const LEAST_ROOM = 120;

/** @param {number} latitude */
const withinMap = (latitude) => Math.max(-LAST_LATITUDE, Math.min(LAST_LATITUDE, latitude));

/** Whether the reader wants no animation. */
const isCalm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** A point of Web Mercator, 0 to 1, in degrees. @param {number} x @param {number} y */
const degreesOf = (x, y) => L.CRS.EPSG3857.pointToLatLng(L.point(x * WORLD, y * WORLD), 0);

/** What lies on both sides of the 180th meridian goes on eastwards beyond it. @param {Outline} outline */
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

/**
 * @param {Data} data
 * @param {Outline[]} areas
 * @param {ArrayLike<number>} sites
 * @returns {LatLngBounds} of the sites; an area counts with its outline, or with its radius
 */
function boundsOfSites({ col: { siteLon, siteLat, siteArea, siteKind, siteRadius } }, areas, sites) {
  const bounds = L.latLngBounds([]);
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]; // in steps of the columns
  for (let k = 0; k < sites.length; k++) {
    const s = sites[k];
    west = Math.min(west, siteLon[s]);
    east = Math.max(east, siteLon[s]);
    south = Math.min(south, siteLat[s]);
    north = Math.max(north, siteLat[s]);
    if (siteArea[s]) bounds.extend(boundsOfOutline(areas[siteArea[s] - 1]));
    else if (siteKind[s] === AREA && siteRadius[s])
      bounds.extend(L.latLng(siteLat[s] / DEGREE, siteLon[s] / DEGREE).toBounds(2 * siteRadius[s]));
  }
  if (west > east) return bounds;
  return bounds
    .extend([withinMap(south / DEGREE), west / DEGREE])
    .extend([withinMap(north / DEGREE), east / DEGREE]);
}

/** Moves the map. Made once for each map. */
export class Frame {
  #map;
  #data;
  #sites;
  #areas;
  #options;

  /**
   * @param {LeafletMap} map
   * @param {Data} data
   * @param {{sites: Sites, areas: Outline[]}} drawn
   * @param {EngineOptions} options
   */
  constructor(map, data, { sites, areas }, options) {
    this.#map = map;
    this.#data = data;
    this.#sites = sites;
    this.#areas = areas;
    this.#options = options;
  }

  /** Fits all located events, whatever the filter. */
  fit() {
    const { weight } = this.#sites;
    const located = Array.from(weight.keys()).filter((s) => weight[s]);
    const { fitMaxZoom, emptyView } = this.#options;
    if (this.#showSites(located, fitMaxZoom, false)) return;
    const [latitude, longitude, zoom] = emptyView;
    this.#map.setView([latitude, longitude], zoom, { animate: false });
  }

  /** Brings bounds into view. @param {LatLngBounds} bounds */
  showBounds(bounds) {
    this.#lookAt(bounds, this.#options.eventMaxZoom, true);
  }

  /**
   * Brings an event's places into view: just into the free part where one of them is in view already, else by
   * moving and zooming.
   *
   * @param {number} i event
   */
  reachEvent(i) {
    const { siteLon, siteLat } = this.#data.col;
    const points = sitesOfEvent(this.#data, i).map((s) =>
      this.#map.latLngToContainerPoint([siteLat[s] / DEGREE, siteLon[s] / DEGREE]),
    );
    const size = this.#map.getSize();
    const inView = points.find(({ x, y }) => x >= 0 && y >= 0 && x <= size.x && y <= size.y);
    if (inView) this.reveal(inView);
    else this.showEvent(i);
  }

  /** Brings all of an event's places into view. @param {number} i event */
  showEvent(i) {
    this.#showSites(
      sitesOfEvent(this.#data, i),
      Math.max(this.#options.fitMaxZoom, this.#map.getZoom()),
      true,
    );
  }

  /** Moves the map just so far that a point is not under a panel. @param {Pixel} point container pixels */
  reveal(point) {
    const { left, top, right, bottom } = this.#insets();
    const { x, y } = this.#map.getSize();
    const { margin } = this.#options;
    const beyond = (/** @type {number} */ value, /** @type {number} */ low, /** @type {number} */ high) =>
      value < low ? value - low : Math.max(0, value - high);
    const dx = beyond(point.x, left + margin, x - right - margin);
    const dy = beyond(point.y, top + margin, y - bottom - margin);
    if (dx || dy) this.#map.panBy([dx, dy], { animate: !isCalm(), duration: PAN_SECONDS });
  }

  /**
   * @param {ArrayLike<number>} sites
   * @param {number} maxZoom
   * @param {boolean} animate
   * @returns {boolean} false if there are none
   */
  #showSites(sites, maxZoom, animate) {
    return this.#lookAt(boundsOfSites(this.#data, this.#areas, sites), maxZoom, animate);
  }

  /**
   * @param {LatLngBounds} bounds
   * @param {number} maxZoom
   * @param {boolean} animate
   * @returns {boolean} false if there is nothing to look at
   */
  #lookAt(bounds, maxZoom, animate) {
    if (!bounds.isValid()) return false;
    const { left, top, right, bottom } = this.#insets();
    const { x, y } = this.#map.getSize();
    const free = Math.min(x - left - right, y - top - bottom);
    const edge = Math.min(this.#options.margin, Math.max(0, free / 6));
    this.#map.fitBounds(bounds, {
      maxZoom,
      duration: PAN_SECONDS,
      animate: animate && !isCalm(),
      paddingTopLeft: [left + edge, top + edge],
      paddingBottomRight: [right + edge, bottom + edge],
    });
    return true;
  }

  /** The room that panels take off the map. */
  #insets() {
    const { left, top, right, bottom } = this.#options.insets();
    const { x, y } = this.#map.getSize();
    const [isWide, isHigh] = [x - left - right > LEAST_ROOM, y - top - bottom > LEAST_ROOM];
    return {
      left: isWide ? left : 0,
      right: isWide ? right : 0,
      top: isHigh ? top : 0,
      bottom: isHigh ? bottom : 0,
    };
  }
}
