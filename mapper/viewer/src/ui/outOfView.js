/**
 * A chip that leads to events out of view: those far away from all others, which the first view leaves out; and the
 * visible events, if none is in view or if a filter left so few that they are a speck on the map.
 */
import { DEGREE } from "../data/payload.js";
import { contextOf } from "../map/contextOf.js";
import { eventsAtSites, sitesOfEvent } from "../map/engine/sites.js";
import L from "../map/leaflet.js";
import { button, h, overlap, whenQuiet } from "./parts/dom.js";
import { nameCountry } from "./parts/categoryName.js";

/** @import {Translator} from "../i18n/index.js" */
/** @import {Box} from "../map/types.js" */
/** @import {Store} from "../state/store.js" */
/** @import {Context, Part} from "./types.js" */

/** Milliseconds after a change of filter or view: the map is drawn first. */
const REST = 150;

/** How many zooms nearer the events could be shown for them to count as a speck. */
const MUCH_NEARER = 2;

/** The most countries that are named; the others are counted. */
const MOST_NAMES = 3;

/** The positions of the chip along a side of the map, best first (map.css). */
const HEIGHTS = ["middle", "high", "low"];

/** Pixels around the chip that should be free of symbols, since their names are there. */
const GAP = 12;

/** @param {Context} context @returns {Part} */
export function createWays({ store, display, map, engine, t, signal }) {
  const { frame } = engine;
  const far = frame.far();
  /** @type {number[]} */
  let lost = [];
  const toFar = button("", () => frame.showSites(far), { className: "way.far", hidden: true });
  const toLost = button("", () => frame.showSites(lost), { className: "way.lost", hidden: true });
  const [pie, words] = [h("canvas.pie", { width: 32, height: 32, "aria-hidden": "true" }), h("span", {})];
  toFar.append(pie, words);
  const element = h("div.ways", {}, toFar, toLost);
  L.DomEvent.disableClickPropagation(element);
  const isAbroad = abroadOf(store, far);

  const updateFar = (/** @type {(site: number) => boolean} */ inView) => {
    const events = far.length && !far.some(inView) ? eventsAtSites(store.data, store.visible, far) : [];
    toFar.hidden = !events.length;
    if (toFar.hidden) return;
    drawPie(pie, store, events);
    words.textContent = t(isAbroad() ? "moreAbroad" : "moreFarAway", {
      n: store.eventsIn(events),
      names: countriesOf(store, events, t),
    });
    toFar.dataset.edge = edgeTowards(store, map, events);
    placeFreest(toFar, map, engine);
  };
  const updateLost = (/** @type {(site: number) => boolean} */ inView) => {
    lost = sitesOutOfView(store, inView);
    const speck = lost.length || display.state().playing ? [] : filteredSites(store);
    const isSpeck = speck.length > 1 && frame.zoomsNearer(speck) >= MUCH_NEARER;
    if (isSpeck) lost = speck;
    toLost.hidden = !lost.length;
    if (!lost.length) return;
    toFar.hidden = true; // they are among the visible events
    toLost.textContent = t(isSpeck ? "zoomToShown" : "showInView", { n: store.counts().located });
  };
  const update = () => {
    const inView = frame.inView();
    updateFar(inView);
    updateLost(inView);
  };

  const { soon: updateSoon, cancel } = whenQuiet(update, REST);
  store.onState(updateSoon, { signal });
  map.on("moveend resize", updateSoon);
  signal.addEventListener("abort", () => {
    cancel();
    element.remove();
    map.off("moveend resize", updateSoon);
  });
  updateSoon();
  return { element };
}

/** Elements on the map that the chip must not overlap, and how many symbols one counts as. */
const FURNITURE = ".key, .leaflet-top .leaflet-bar";
const A_PIECE = 1000;

/**
 * Moves the chip to the height where it covers the least.
 *
 * @param {HTMLElement} chip
 * @param {Context["map"]} map
 * @param {Context["engine"]} engine
 */
function placeFreest(chip, map, engine) {
  const frame = map.getContainer().getBoundingClientRect();
  const furniture = [...(chip.closest(".mapper")?.querySelectorAll(FURNITURE) ?? [])];
  const place = (/** @type {string} */ height) => {
    chip.dataset.height = height;
    standClear(chip);
    const box = chip.getBoundingClientRect();
    const pieces = furniture.filter((piece) => overlap(piece.getBoundingClientRect(), box)).length;
    const [x, y] = [frame.left, frame.top];
    /** @type {Box} */
    const around = [box.left - x - GAP, box.top - y - GAP, box.right - x + GAP, box.bottom - y + GAP];
    return engine.symbolsIn(around) + A_PIECE * pieces;
  };
  const covered = HEIGHTS.map(place);
  place(HEIGHTS[covered.indexOf(Math.min(...covered))]);
}

/**
 * Moves the chip away from its edge if it would cover the key, as on a low map.
 *
 * @param {HTMLElement} chip
 */
function standClear(chip) {
  chip.style.marginInline = "";
  const key = chip.closest(".mapper")?.querySelector(".key")?.getBoundingClientRect();
  const { left, right } = chip.getBoundingClientRect();
  if (!key || !overlap(key, chip.getBoundingClientRect())) return;
  if (chip.dataset.edge === "right") chip.style.marginInlineEnd = `${right - key.left + GAP}px`;
  if (chip.dataset.edge === "left") chip.style.marginInlineStart = `${key.right - left + GAP}px`;
}

/**
 * Draws the events as a pie in the colours of their categories.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Store} store
 * @param {number[]} events
 */
function drawPie(canvas, store, events) {
  const ctx = contextOf(canvas);
  const { colours } = store.categories();
  const slices = events.flatMap((i) => store.involvements(i)).sort((a, b) => a - b);
  const middle = canvas.width / 2;
  ctx.clearRect(0, 0, canvas.width, canvas.height);
  slices.forEach((category, k) => {
    const [from, to] = [k, k + 1].map((slice) => (slice / slices.length - 0.25) * 2 * Math.PI);
    ctx.beginPath();
    ctx.moveTo(middle, middle);
    ctx.arc(middle, middle, middle - 2, from, to);
    ctx.fillStyle = colours[category];
    ctx.fill();
  });
}

/**
 * The sites of the visible events if none of them is in view; else none.
 *
 * @param {Store} store
 * @param {(site: number) => boolean} inView
 * @returns {number[]}
 */
function sitesOutOfView({ data, visible }, inView) {
  const { col, siteStart, n } = data;
  const seen = new Uint8Array(col.siteLon.length);
  /** @type {number[]} */
  const sites = [];
  for (let i = 0; i < n; i++) {
    if (!visible[i]) continue;
    for (let link = siteStart[i]; link < siteStart[i + 1]; link++) {
      const site = col.site[link];
      if (seen[site]) continue;
      if (inView(site)) return [];
      seen[site] = 1;
      sites.push(site);
    }
  }
  return sites;
}

/**
 * The sites of the visible events if a filter leaves others out; else none.
 * @param {Store} store @returns {number[]}
 */
function filteredSites(store) {
  if (store.count() === store.unfiltered.eventsOf(store.state().context)) return [];
  return sitesOutOfView(store, () => false);
}

/**
 * Whether none of the far events is in a country that has other events.
 *
 * @param {Store} store
 * @param {number[]} far
 * @returns {() => boolean}
 */
function abroadOf({ data }, far) {
  /** @type {boolean|null} */
  let known = null;
  const find = () => {
    const isFar = new Uint8Array(data.col.siteLon.length);
    for (const s of far) isFar[s] = 1;
    const [near, away] = [new Set(), new Set()];
    for (let i = 0; i < data.n; i++)
      for (const s of sitesOfEvent(data, i)) (isFar[s] ? away : near).add(data.col.country[i]);
    return !away.has(0) && [...away].every((country) => !near.has(country));
  };
  return () => (known ??= find());
}

/**
 * The countries of events, those with the most events first.
 *
 * @param {Store} store
 * @param {number[]} events
 * @param {Translator} t
 */
function countriesOf({ data: { col, weight, header } }, events, t) {
  const counts = new Uint32Array(header.countries.length + 1);
  for (const i of events) counts[col.country[i]] += weight[i];
  const named = header.countries
    .map((country, k) => ({ name: nameCountry(country, t), n: counts[k + 1] }))
    .filter(({ n }) => n)
    .sort((a, b) => b.n - a.n)
    .map(({ name }) => name);
  const rest = named.length - MOST_NAMES;
  const said = rest > 1 ? [...named.slice(0, MOST_NAMES), t("others", { n: rest })] : named;
  return said.join(", ");
}

/**
 * The edge of the map behind which events lie.
 *
 * @param {Store} store
 * @param {Context["map"]} map
 * @param {number[]} events
 * @returns {"left"|"right"|"top"|"bottom"}
 */
function edgeTowards({ data }, map, events) {
  const { siteLon, siteLat } = data.col;
  const { x: width, y: height } = map.getSize();
  const sites = [...new Set(events.flatMap((i) => sitesOfEvent(data, i)))];
  const points = sites.map((s) => map.latLngToContainerPoint([siteLat[s] / DEGREE, siteLon[s] / DEGREE]));
  const x = points.reduce((sum, point) => sum + point.x, 0) / points.length / width - 0.5;
  const y = points.reduce((sum, point) => sum + point.y, 0) / points.length / height - 0.5;
  if (Math.abs(x) >= Math.abs(y)) return x < 0 ? "left" : "right";
  return y < 0 ? "top" : "bottom";
}
