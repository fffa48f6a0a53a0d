/**
 * The names that the base map may show, and how each kind of name is written.
 */
import { mercatorX, mercatorY } from "../mercator.js";

/** @import {Basemap, Language} from "../../data/types.js" */
/** @import {Label, LabelKind, LabelStyle} from "../types.js" */

/** @type {Readonly<Record<LabelKind, LabelStyle>>} */
export const STYLES = {
  country: {
    size: 13,
    spacing: 0.22,
    weight: 400,
    colour: "country",
    lineHeight: 1.3,
    padding: 10,
    capitals: true,
  },
  region: {
    size: 10,
    spacing: 0.12,
    weight: 400,
    colour: "region",
    lineHeight: 1.25,
    padding: 7,
    capitals: true,
  },
  capital: { size: 13, spacing: 0, weight: 600, colour: "town", lineHeight: 1.2, padding: 4 },
  town: { size: 12, spacing: 0, weight: 400, colour: "town", lineHeight: 1.2, padding: 4 },
  village: { size: 11, spacing: 0, weight: 400, colour: "town", lineHeight: 1.2, padding: 3 },
  lake: {
    size: 11,
    spacing: 0.02,
    weight: 400,
    colour: "waterName",
    lineHeight: 1.2,
    padding: 5,
    italic: true,
  },
  river: {
    size: 11,
    spacing: 0.06,
    weight: 400,
    colour: "waterName",
    lineHeight: 1.2,
    padding: 6,
    italic: true,
  },
};

/**
 * An area of the base map: its names, its label point in grid steps, and its width there.
 *
 * @typedef {readonly [name: string, french: string, x: number, y: number, width: number, ...rest: unknown[]]} NamedArea
 */

/** Rank of a capital in the base map's towns. */
const CAPITAL = 0;

/**
 * Two points with the same name this near each other are the same town: about 20 km, as a share of the world's width.
 */
const SAME_TOWN = 0.0005;

/** Two points this near each other are the same town, whatever their names: 400 m. */
const SAME_SPOT = 0.00001;

/** @param {Label} a @param {Label} b */
function isSameTown(a, b) {
  const apart = Math.hypot(a.x - b.x, a.y - b.y);
  const isNamedAlike = [a.text, a.english].some((name) => name && [b.text, b.english].includes(name));
  return apart < SAME_SPOT || (apart < SAME_TOWN && isNamedAlike);
}

/** @param {Label} label */
const isCapital = ({ kind }) => kind === "capital";

/** @param {Label} a @param {Label} b */
const byFallingWidth = (a, b) => b.width - a.width;

/**
 * @param {Pick<Basemap, "stepsPerDegree"|"countries"|"regions"|"lakes"|"towns">} basemap
 * @param {Language} language
 * @param {Label[]} [places] of events, as `nameablePlaces` gives them
 * @param {Label[]} [added] towns and villages of tiles of the user's own
 * @returns {Label[]} every name, the most important first
 */
export function allLabels(basemap, language, places = [], added = []) {
  const { stepsPerDegree, countries, regions, lakes, towns } = basemap;
  /** @param {LabelKind} kind @returns {(area: NamedArea) => Label} */
  const areaLabel =
    (kind) =>
    ([name, french, x, y, width]) => ({
      kind,
      text: language === "fr" && french ? french : name,
      x: mercatorX(x / stepsPerDegree),
      y: mercatorY(y / stepsPerDegree),
      width: width / stepsPerDegree / 360,
      zoom: 0,
      ofEvents: false,
    });
  const isNamed = (/** @type {Label} */ town) => places.some((place) => isSameTown(place, town));
  const townLabels = towns.map((town) => townLabel(town, language));
  const capitals = townLabels.filter(isCapital).map((town) => ({ ...town, ofEvents: isNamed(town) }));
  return [
    ...countries.map(areaLabel("country")).sort(byFallingWidth),
    ...capitals,
    ...places.filter((place) => !capitals.some((town) => isSameTown(town, place))),
    ...townLabels.filter((town) => !isCapital(town) && !isNamed(town)),
    ...added.filter((town) => !isNamed(town) && !townLabels.some((other) => isSameTown(other, town))),
    ...lakes
      .filter(([name]) => name)
      .map(areaLabel("lake"))
      .sort(byFallingWidth),
    ...regions.map(areaLabel("region")).sort(byFallingWidth),
  ];
}

/** @param {Basemap["towns"][number]} town @param {Language} language @returns {Label} */
const townLabel = ([name, longitude, latitude, rank, zoom, french], language) => ({
  kind: rank === CAPITAL ? "capital" : "town",
  text: language === "fr" && french ? french : name,
  english: name,
  x: mercatorX(longitude),
  y: mercatorY(latitude),
  width: 0,
  zoom,
  ofEvents: false,
});
