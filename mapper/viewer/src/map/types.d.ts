/**
 * What the map draws.
 */

export interface Pixel {
  x: number;
  y: number;
}

/** Left, top, right, bottom. */
export type Box = [left: number, top: number, right: number, bottom: number];

export type MapTheme = "light" | "dark";

/** The distinct places with their precision that the map draws (docs/design/payload.md). */
export interface Sites {
  length: number;
  /** Web Mercator, 0 to 1. */
  x: Float64Array;
  y: Float64Array;
  /** How far from the point an event may lie, as a share of the world's width; 0 unknown. */
  radius: Float64Array;
  /** Events of each site, whatever the filter. */
  weight: Uint32Array;
  /** What the size of each site's symbol stands for: events or the dead, whatever the filter. */
  size: Uint32Array;
}

/** The ends of an area: its uppermost, lowest, leftmost and rightmost points. */
export type Ends = [x: number, y: number][];

/** The outline of an area in Web Mercator, 0 to 1. */
export interface Outline {
  /** Flat lists of x and y. */
  rings: Float64Array[];
  box: Box;
  ends: Ends;
}

/** Which sites share a symbol at a zoom. */
export interface Groups {
  /** The group of each site. */
  groupOf: Int32Array;
  /** The site where each group's symbol stands. */
  lead: Uint32Array;
  /** How many sites each group holds. */
  sites: Uint32Array;
  /** The size of each group, whatever the filter; 0 where it is drawn as an area. */
  total: Uint32Array;
  /** Of them, those at places with the name of the symbol's own place. */
  named: Uint32Array;
  /** 1 for an area that is large enough to be drawn as one. */
  asArea: Uint8Array;
  /** Pixels of radius for the square root of a count. */
  scale: number;
  /** Where each group is a cell: x and y of its centre and the radius, as shares of the world; the largest size. */
  cells?: { centres: Float64Array; radius: number; most: number };
}

/** The part of the world that is drawn. */
export interface View {
  zoom: number;
  /** World pixel of the origin of the view's coordinates. */
  origin: Pixel;
  /** What is drawn, in the view's coordinates. */
  bounds: { min: Pixel; max: Pixel };
}

/** One symbol or area on the map. */
export interface Mark {
  group: number;
  /** The site where it stands. */
  site: number;
  /** Pixels, in the view's coordinates. */
  x: number;
  y: number;
  /** Radius of the symbol. */
  r: number;
  /** Radius of an area; 0 if unknown, or for a symbol. */
  reach: number;
  /** Radii of the places at a symbol's point that are known only to a radius; none where it stands for several points. */
  rings: number[];
  /** Number of the outline; −1 none. */
  area: number;
  /** What it covers at most. */
  box: Box;
  /** The middle of an area's count. */
  countAt: [x: number, y: number];
  /** The area's name, where it has room before the count; else empty. */
  name: string;
  /** Pixels of the whole world's width. */
  world: number;
  /** Pixels between the copy of the world that is drawn and the first one. */
  shift: number;
  /** A hexagon of all sites in it. */
  isCell: boolean;
  /** Drawn as a hatched polygon or a dashed circle, not as a symbol. */
  asArea: boolean;
  /** A symbol of areas too small to be drawn as such. */
  vague: boolean;
  events: number;
  /** What its size stands for: events, or the dead. */
  size: number;
  /** Where sizes stand for the dead: events without a single figure. */
  notStated: number;
  /** Those of them that state bounds: the size holds how many died in them at least. */
  bounded: number;
  /** Share of the events whose place is not exact, 0 to 1. */
  imprecise: number;
  /** All its events have several possible places. */
  hollow: boolean;
  disputed: boolean;
  /** Share of the events whose coordinates are not where their records say, 0 to 1. */
  doubted: number;
  /** Share of the events of which only a longer period is known than the one chosen, 0 to 1. */
  longer: number;
  slices: Slice[];
  /** The outline as it was drawn. */
  path?: Path2D;
}

/** What the form of a symbol says, beside its colours and its size. */
export type Form =
  | "empty"
  | "unknown"
  | "atLeast"
  | "rest"
  | "imprecise"
  | "vague"
  | "area"
  | "hollow"
  | "disputed"
  | "doubted"
  | "longer";

/** A part of a symbol in one colour. */
export interface Slice {
  colour: string;
  hollow: boolean;
  /** Involvements, in events or in dead. */
  count: number;
  /** All that the symbol has no room for. */
  isRest?: boolean;
}

/** What each slot of symbols stands for; a slot is one group. */
export interface Tally {
  /** An event with several possible sites in one group counts once there. */
  events: Uint32Array;
  /** What the size stands for: the same, or the dead. */
  size: Uint32Array;
  /** Where sizes stand for the dead: events without a single figure. */
  notStated: Uint32Array;
  /** Those of them that state bounds: the size holds how many died in them at least. */
  bounded: Uint32Array;
  /** Of them, those not at an exact place, or with several possible places. */
  imprecise: Uint32Array;
  /** Of them, those whose place is known only as an area. */
  inAreas: Uint32Array;
  /** Of them, those with several possible places. */
  alternative: Uint32Array;
  /** Of them, those on which sources disagree. */
  disputed: Uint32Array;
  /** Of them, those whose coordinates are not where the record says. */
  doubted: Uint32Array;
  /** Of them, those of which only a longer period is known than the one chosen. */
  longer: Uint32Array;
  /** Involvements by `slot × colours + colour`, in events or in dead. */
  slices: Uint32Array;
}

/** Every symbol of a view. */
export interface Scene {
  /** In drawing order: areas, then symbols, the vague ones beneath, the largest first. */
  marks: Mark[];
  /** Boxes of the symbols at their full size, whatever the filter. */
  boxes: Box[];
  /** The group of each box. */
  boxGroups: number[];
  /** For each box whether most of the symbol's events were at other places than it stands at. */
  mixed: boolean[];
  /** For each box whether the filter leaves none of the symbol's events. */
  hidden: boolean[];
  /** Room for the counts of areas, whatever the filter. */
  rooms: Box[];
  groups: Groups;
}

/** Boxes that no name may cover, in layer points: `Scene` says what they are. */
export interface Occupied {
  symbols: Box[];
  mixed: boolean[];
  hidden: boolean[];
  counts: Box[];
  /** The names that the largest symbols carry, the largest first. */
  titles: Title[];
}

/** The name of a symbol: of its place with the most events under the filter. */
export interface Title {
  /** The number of its box. */
  symbol: number;
  text: string;
}

/** What lies under the pointer, before it is put into words. */
export interface Found {
  mark: Mark;
  /** The places, the largest first. */
  places: PlaceCount[];
  lines: CategoryCount[];
}

/** A named place, and its events or dead under the filter. */
export interface PlaceCount {
  name: string;
  size: number;
}

export interface CategoryCount {
  /** The category's key in the current colouring. */
  key: string;
  colour: string;
  hollow: boolean;
  count: number;
  /** Whether that is how many at least. */
  atLeast: boolean;
}

/** The words of a tooltip. */
export interface TooltipWords {
  title: string;
  detail: string;
  lines: { colour: string; hollow: boolean; name: string; count: string }[];
}

/** A clicked symbol: its sites, and where it stands in container pixels. */
export interface Picked {
  sites: number[];
  point: Pixel;
}

/** The colours of symbols and areas, which go with the ground of the map. */
export interface SymbolTheme {
  /** The ground. */
  land: string;
  /** Outlines of symbols. */
  outline: string;
  /** Figures in symbols. */
  figure: string;
  /** Slices for the rest. */
  rest: string;
  /** Places without any dead, where sizes stand for them. */
  empty: string;
  /** The ring around what is selected. */
  ring: string;
  isDark: boolean;
  stripeOpacity: number;
  /** A light edge that stripes and dashes need on a dark ground; null for none. */
  stripeEdge: string | null;
}

export interface Insets {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The options of the engine. Lengths are CSS pixels. */
export interface EngineOptions {
  /** Radius of the symbol of a single event. */
  minRadius: number;
  /** Radius of a place without any dead, where sizes stand for them. */
  emptyRadius: number;
  /** Radius of a hexagon cell, at whole zoom levels. */
  cellRadius: number;
  /** Radius of the largest symbol at a zoom; the areas of the others are to scale. */
  maxRadius: number;
  /** Sites closer than this share a symbol: on a map of ten sites, and on one of very many. */
  mergeDistance: readonly [few: number, many: number];
  /** From this zoom on, places known within a radius show it. */
  ringsFrom: number;
  /** From this many events on, the count is written into a symbol where it fits. */
  figureFrom: number;
  /** Counts (symbols of a zoom × colours) that are kept from one move of the map to the next, at most. */
  mostKept: number;
  /** How far beside a symbol the pointer may be. */
  pickTolerance: number;
  /** How far beside a symbol a finger may be. */
  touchTolerance: number;
  /** Steps of zoom that the map may rest at. */
  zoomSnap: number;
  /** The closest zoom of the map, without and with tiles; the page's own map may have another. */
  maxZoom: number;
  maxZoomOfTiles: number;
  /** The closest zoom that fitting all events goes to. */
  fitMaxZoom: number;
  /** The same where all events are at one place. */
  loneMaxZoom: number;
  /** The closest zoom that showing one event goes to. */
  eventMaxZoom: number;
  /** The view where no event is located. */
  emptyView: readonly [latitude: number, longitude: number, zoom: number];
  /** The room that panels take off the map now. */
  insets: () => Insets;
  /** Distance of the outermost symbols from the edges of the free part of the map. */
  margin: number;
  /** Puts what lies under the pointer into words. */
  describe: (found: Found) => TooltipWords;
}

/** The lines of the base map, as the payload's columns hold them (docs/design/basemap.md). */
export interface Arcs {
  /** Steps of the grid from one side of Web Mercator's square to the other. */
  size: number;
  /** x of all points: 0 at 180° west. */
  x: Int32Array;
  /** y of all points: 0 at 85.05° north. */
  y: Int32Array;
  /** Arc `a` has the points `starts[a]` to `starts[a + 1]`. */
  starts: Uint32Array;
  /** The box of each arc, in steps. */
  boxes: { west: Int32Array; north: Int32Array; east: Int32Array; south: Int32Array };
}

/** What a canvas shows of the base map, in world pixels of its zoom. */
export interface GroundView {
  zoom: number;
  /** Width of the world. */
  scale: number;
  left: number;
  top: number;
  width: number;
  height: number;
}

export type LabelKind = "country" | "region" | "capital" | "town" | "village" | "lake" | "river";

/** How a kind of name is written. */
export interface LabelStyle {
  /** CSS pixels. */
  size: number;
  /** Space between letters, in em. */
  spacing: number;
  weight: number;
  colour: "country" | "region" | "town" | "waterName";
  lineHeight: number;
  /** How far names keep from each other, CSS pixels. */
  padding: number;
  capitals?: boolean;
  italic?: boolean;
}

/** A name that the base map may show. */
export interface Label {
  kind: LabelKind;
  text: string;
  /** What a town of the base map is called in English, as records may call it. */
  english?: string;
  /** Web Mercator, 0 to 1. */
  x: number;
  y: number;
  /** Width of an area, as a share of the world's; 0 for a point. */
  width: number;
  /** The zoom from which a point is named; 0 for an area. */
  zoom: number;
  /** Whether events were there. */
  ofEvents: boolean;
}

/** A label with its lines. */
export interface LaidOutLabel extends Label {
  lines: string[];
  /** CSS pixels. */
  lineWidths: number[];
  textWidth: number;
  textHeight: number;
}

/** A label with its place, in world pixels of the zoom. */
export interface PlacedLabel extends LaidOutLabel {
  box: Box;
  align: "left" | "center" | "right";
  /** Whether the town gets a dot of its own. */
  dot: boolean;
  pointX: number;
  pointY: number;
}

/** One letter of a name along a river, in world pixels of the zoom. */
export interface Glyph {
  text: string;
  x: number;
  y: number;
  angle: number;
}

/** A place where events were, to be named like a town. */
export interface EventPlace {
  name: string;
  longitude: number;
  latitude: number;
  events: number;
}

/** Width in CSS pixels of a text as a kind of label. */
export type MeasureLabel = (text: string, kind: LabelKind) => number;

/** The part of a canvas path that tracing lines needs. */
export type TracePath = Pick<Path2D, "moveTo" | "lineTo" | "closePath">;

/** A base map of the user's own, on the map. */
export interface ArchiveLayer {
  setTheme(theme: MapTheme): void;
  setLanguage(language: Language): void;
}

/** What the page hands to the script that draws such a base map. */
export interface ArchiveOptions {
  header: ArchiveHeader;
  bytes: Uint8Array<ArrayBuffer>;
  theme: MapTheme;
  language: Language;
  /** Called with the towns and villages in view, the largest first, and whether tiles lie over the ground. */
  onPlaces: (places: Label[], areGround: boolean) => void;
}
