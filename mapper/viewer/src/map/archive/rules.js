/**
 * How vector tiles are drawn: the rules for protomaps-leaflet.
 */
import { LineLabelSymbolizer, LineSymbolizer, PolygonSymbolizer, linear } from "protomaps-leaflet";
import { FONT } from "../basemap/drawNames.js";
import { PALETTES } from "../basemap/palette.js";
import { kindOf, layersOf, nameKeys, roadRank } from "./features.js";
import { TILE_PALETTES } from "./palette.js";
import { LAND } from "./view.js";

/** @import {Feature, LabelRule, PaintRule} from "protomaps-leaflet" */
/** @import {Language} from "../../data/types.js" */
/** @import {MapTheme} from "../types.js" */
/** @import {RoadRank} from "./features.js" */

const [LINE, POLYGON] = [2, 3];

/** Houses are drawn from this zoom on, and streets named. */
const STREET_ZOOM = 15;

/** Width of roads in pixels by zoom. @type {Record<Exclude<RoadRank, "none">, number[][]>} */
// prettier-ignore
const ROAD_WIDTHS = {
  track: [[11, 0.5], [16, 1.2], [20, 3]],
  rail: [[8, 0.5], [16, 1.5], [20, 2]],
  minor: [[10, 0.4], [13, 1], [16, 4], [20, 14]],
  middle: [[8, 0.7], [13, 2], [16, 6], [20, 20]],
  main: [[6, 0.9], [10, 1.6], [13, 3], [16, 8], [20, 26]],
};

/** @param {number} geometry @param {(props: Feature["props"]) => boolean} [isWanted] */
const only =
  (geometry, isWanted = () => true) =>
  (/** @type {number} */ _, /** @type {Feature} */ { geomType, props }) =>
    Number(geomType) === geometry && isWanted(props);

/** @param {RegExp} pattern */
const isKind = (pattern) => (/** @type {Feature["props"]} */ props) => pattern.test(kindOf(props));

/** Borders of countries and of first-level units alone. @param {Feature["props"]} props */
const isHighBorder = (props) => {
  const level = Number(props.admin_level ?? props.kind_detail);
  return level ? level <= 4 : isKind(/country|region|state|province|^$/i)(props);
};

/** @param {string[]} layers of the archive @param {MapTheme} theme @returns {PaintRule[]} the lowest first */
export function paintRules(layers, theme) {
  const { land, water, river, border, admin1 } = PALETTES[theme];
  const { builtUp, wood, building, road } = TILE_PALETTES[theme];
  const drawn = layersOf(layers).filter(({ isNames }) => !isNames);
  /** @type {(role: string, rule: Omit<PaintRule, "dataLayer">) => PaintRule[]} */
  const of = (role, rule) =>
    drawn.filter((layer) => layer.role === role).map(({ name }) => ({ ...rule, dataLayer: name }));
  const filled = (/** @type {string} */ fill) => new PolygonSymbolizer({ fill });
  const roads = /** @type {[Exclude<RoadRank, "none">, number[][]][]} */ (Object.entries(ROAD_WIDTHS));
  return [
    { dataLayer: LAND, symbolizer: { draw: (ctx) => fillAll(ctx, land) } },
    ...of("cover", { symbolizer: filled(wood), filter: only(POLYGON, isKind(/wood|forest/i)) }),
    ...of("cover", {
      symbolizer: filled(builtUp),
      filter: only(POLYGON, isKind(/residential|urban|commercial|industrial|built/i)),
    }),
    ...of("water", { symbolizer: filled(water), filter: only(POLYGON) }),
    ...of("water", { symbolizer: new LineSymbolizer({ color: river, width: 1 }), filter: only(LINE) }),
    ...of("building", { symbolizer: filled(building), filter: only(POLYGON), minzoom: STREET_ZOOM }),
    ...roads.flatMap(([rank, widths]) =>
      of("road", {
        symbolizer: new LineSymbolizer({
          color: road[rank],
          width: linear(widths),
          lineJoin: "round",
          ...(rank === "track" || rank === "rail" ? { dash: [4, 3] } : { lineCap: "round" }),
        }),
        filter: only(LINE, (props) => roadRank(props) === rank),
        minzoom: widths[0][0],
      }),
    ),
    ...of("border", {
      symbolizer: new LineSymbolizer({
        color: (_, feature) => (isCountry(feature?.props ?? {}) ? border : admin1),
        width: (_, feature) => (isCountry(feature?.props ?? {}) ? 1.2 : 0.8),
        perFeature: true,
      }),
      filter: only(LINE, isHighBorder),
    }),
  ];
}

/** @param {Feature["props"]} props of a border */
const isCountry = (props) =>
  Number(props.admin_level ?? props.kind_detail) === 2 || isKind(/country/i)(props);

/** @param {CanvasRenderingContext2D} ctx @param {string} colour */
function fillAll(ctx, colour) {
  ctx.globalAlpha = 1;
  ctx.fillStyle = colour;
  ctx.fillRect(-1e6, -1e6, 2e6, 2e6);
}

/**
 * The names of streets. Names of places are drawn with the other names of the map.
 *
 * @param {string[]} layers of the archive
 * @param {MapTheme} theme
 * @param {Language} language
 * @returns {LabelRule[]}
 */
export const labelRules = (layers, theme, language) =>
  layersOf(layers)
    .filter(({ role }) => role === "road")
    .map(({ name }) => ({
      dataLayer: name,
      minzoom: STREET_ZOOM,
      symbolizer: new LineLabelSymbolizer({
        labelProps: nameKeys(language),
        fill: TILE_PALETTES[theme].roadName,
        stroke: PALETTES[theme].land,
        width: 3,
        font: `400 11px ${FONT}`,
      }),
      filter: only(LINE),
    }));
