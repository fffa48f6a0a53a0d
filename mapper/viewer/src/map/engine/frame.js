/**
 * Moves the map: brings events, sites and areas into the part that no panel covers.
 */
import { once } from "../../data/bytes.js";
import { DEGREE } from "../../data/payload.js";
import L from "../leaflet.js";
import { boundsOfSites, partByDistance } from "../extent.js";
import { sitesOfEvent } from "./sites.js";

/** @import {LatLngBounds, Map as LeafletMap} from "leaflet" */
/** @import {Data} from "../../data/types.js" */
/** @import {EngineOptions, Outline, Pixel, Sites} from "../types.js" */

/** Long enough to see where the map goes, short enough not to wait for. */
const PAN_SECONDS = 0.15;

/** Panels that leave less than this of the map's width or height, in pixels, are ignored. */
const LEAST_ROOM = 120;

/** Whether the reader wants no animation. */
const isCalm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** @param {LatLngBounds} bounds @param {number} degrees eastwards */
const turnedBy = (bounds, degrees) =>
  L.latLngBounds(
    [bounds.getSouth(), bounds.getWest() + degrees],
    [bounds.getNorth(), bounds.getEast() + degrees],
  );

/** Conditions of the file's filter that name where events are. */
const NAMING_PLACES = new Set(["selected-countries", "selected-areas", "selected-places"]);

/** Whether the file's filter names several countries, areas or places. @param {Data} data */
const namesPlaces = ({ header: { filterWords } }) =>
  (filterWords || []).some(({ code, n }) => NAMING_PLACES.has(code) && Number(n) > 1);

/** The country of each site's first event. @param {Data} data @returns {Uint16Array} */
function countriesOfSites({ n, col, siteStart }) {
  const countries = new Uint16Array(col.siteLon.length);
  for (let i = n - 1; i >= 0; i--)
    for (let link = siteStart[i]; link < siteStart[i + 1]; link++) countries[col.site[link]] = col.country[i];
  return countries;
}

/** Moves the map. Made once for each map. */
export class Frame {
  #map;
  #data;
  #areas;
  #options;
  #parted;

  /**
   * @param {LeafletMap} map
   * @param {Data} data
   * @param {{sites: Sites, areas: Outline[]}} drawn
   * @param {EngineOptions} options
   */
  constructor(map, data, { sites, areas }, options) {
    this.#map = map;
    this.#data = data;
    this.#areas = areas;
    this.#options = options;
    this.#parted = once(() => partByDistance(sites, namesPlaces(data) ? countriesOfSites(data) : undefined));
  }

  /**
   * Shows where most events are, whatever the filter; events far away from all others (`far`) are left out. If the
   * file's filter names several countries or places, each country is in view. If no event has a point, their countries
   * are shown.
   *
   * @param {boolean} [animate]
   */
  fit(animate = false) {
    const { fitMaxZoom, loneMaxZoom, emptyView } = this.#options;
    const { near } = this.#parted();
    if (this.#showSites(near, near.length > 1 ? fitMaxZoom : loneMaxZoom, animate)) return;
    const { view } = this.#data.header;
    if (view) {
      const [west, south, east, north] = view;
      this.#lookAt(L.latLngBounds([south, west], [north, east]), fitMaxZoom, animate);
      return;
    }
    const [latitude, longitude, zoom] = emptyView;
    this.#map.setView([latitude, longitude], zoom, { animate: false });
  }

  /** The sites that `fit` leaves out. @returns {number[]} */
  far() {
    return this.#parted().far;
  }

  /** Brings sites into view. @param {ArrayLike<number>} sites */
  showSites(sites) {
    this.#showSites(sites, this.#options.fitMaxZoom, true);
  }

  /** @param {ArrayLike<number>} sites @returns {number} how many zooms nearer the map could show them */
  zoomsNearer(sites) {
    const bounds = boundsOfSites(this.#data, this.#areas, sites);
    if (!bounds.isValid()) return 0;
    return Math.min(this.#map.getBoundsZoom(bounds), this.#options.fitMaxZoom) - this.#map.getZoom();
  }

  /**
   * Whether a site is in the part of the map that no panel covers, in any copy of the world.
   *
   * @param {boolean} [whole] whether what lies under panels counts too
   * @returns {(site: number) => boolean}
   */
  inView(whole = false) {
    const { siteLon, siteLat } = this.#data.col;
    const { left, top, right, bottom } = whole ? { left: 0, top: 0, right: 0, bottom: 0 } : this.#insets();
    const size = this.#map.getSize();
    const [northWest, southEast] = [
      this.#map.containerPointToLatLng([left, top]),
      this.#map.containerPointToLatLng([size.x - right, size.y - bottom]),
    ];
    return (s) => {
      const [longitude, latitude] = [siteLon[s] / DEGREE, siteLat[s] / DEGREE];
      const turned = longitude + 360 * Math.ceil((northWest.lng - longitude) / 360); // the first copy in view
      return turned <= southEast.lng && latitude <= northWest.lat && latitude >= southEast.lat;
    };
  }

  /** Brings bounds into view. @param {LatLngBounds} bounds */
  showBounds(bounds) {
    this.#lookAt(bounds, this.#options.eventMaxZoom, true);
  }

  /**
   * Brings an event's places into view. If one is in view already, the map only moves until it is in the free part;
   * else it moves and zooms.
   *
   * @param {number} i event
   */
  reachEvent(i) {
    const { siteLon, siteLat } = this.#data.col;
    const middle = this.#map.getCenter().lng;
    const points = sitesOfEvent(this.#data, i).map((s) => {
      const longitude = siteLon[s] / DEGREE;
      const nearest = longitude + 360 * Math.round((middle - longitude) / 360); // of the world's copies
      return this.#map.latLngToContainerPoint([siteLat[s] / DEGREE, nearest]);
    });
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

  /** Moves the map just enough that a point is not under a panel. @param {Pixel} point container pixels */
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
    const turn = animate
      ? 360 * Math.round((this.#map.getCenter().lng - bounds.getCenter().lng) / 360) // the nearest copy
      : 0;
    const edge = Math.min(this.#options.margin, Math.max(0, free / 6));
    this.#map.fitBounds(turnedBy(bounds, turn), {
      maxZoom,
      duration: PAN_SECONDS,
      animate: animate && !isCalm(),
      paddingTopLeft: [left + edge, top + edge],
      paddingBottomRight: [right + edge, bottom + edge],
    });
    return true;
  }

  /** The space that panels cover at each side of the map. */
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
