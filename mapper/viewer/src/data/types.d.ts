/**
 * What a map file holds, decoded: the header, the columns of the events and their texts.
 * docs/design/payload.md describes how each is stored.
 */

/** A column of whole numbers that are never negative. */
export type Unsigned = Uint8Array | Uint16Array | Uint32Array;

export type Language = "en" | "fr";
export type ColourBy = "actor" | "kind" | "month" | "type";

/** What sizes and counts stand for. */
export type Measure = "events" | "killed";

/** How one column is stored. */
export interface ColumnFormat {
  name: string;
  type: "u8" | "u16" | "u32";
  length: number;
  /** The values are differences, each from the one before. */
  delta: boolean;
  /** The largest value. */
  most: number;
  /** Every value is `most`, and the block holds no bytes of this column. */
  same?: boolean;
}

export interface Actor {
  id: string;
  name: string;
  colour: string;
  shortName?: string;
  aliases?: string[];
  kind?: string;
  /** The number of its kind in the header's `kinds`, by which it is coloured. */
  group?: number;
  parent?: string;
  successor?: string;
  description?: string;
}

export interface EventType {
  /** Empty where the type is not known. */
  name: string;
  colour: string;
}

export interface Source {
  id: string;
  publisher?: string;
  title?: string;
  published?: string;
  url?: string;
  archiveUrl?: string;
  accessed?: string;
  reliability?: string;
  licence?: string;
}

export interface Country {
  code: string;
  name: string;
  /** Where it differs. */
  french?: string;
}

/** A sentence as a code of the catalogues with its arguments (docs/design/words.md). */
export interface Message {
  code: string;
  [argument: string]: Argument;
}

export type Argument = string | number | Message | Argument[];

/** A named area. Each ring is a flat list of longitudes and latitudes in degrees. */
export interface Area {
  name: string;
  rings: number[][];
  id?: string;
}

/** Online tiles under the events. */
export interface TileService {
  url: string;
  attribution: string;
  minZoom: number;
  maxZoom: number;
  subdomains: string;
}

/** The tiles of a base map of the user's own, which the page carries. */
export interface ArchiveHeader {
  /** `vector`, or the media type of images. */
  kind: string;
  minZoom: number;
  maxZoom: number;
  /** Whether each tile is packed with gzip. */
  packed: boolean;
  /** Names of the layers of vector tiles; none where the archive does not name them. */
  layers: string[];
}

/** A list of arcs that continue one another; `~n` is arc `n` backwards. */
export type ArcNumbers = number[];

/** The ground of the map (docs/design/basemap.md). Arc numbers point into the columns `arc…`. */
export interface Basemap {
  stepsPerDegree: number;
  land: ArcNumbers[][];
  borders: ArcNumbers;
  disputed: ArcNumbers;
  /** What lies beside each arc of a border, as one looks along it: numbers in `countries`, −1 for none. */
  sides: [arc: number, left: number, right: number][];
  /**
   * For each country: the zoom from which the lines are drawn, and the lines between its first-level units.
   */
  admin1: [zoom: number, arcs: ArcNumbers][];
  rivers: [name: string, french: string, lines: ArcNumbers[]][];
  lakes: [name: string, french: string, x: number, y: number, width: number, polygons: ArcNumbers[][]][];
  countries: [name: string, french: string, x: number, y: number, width: number][];
  regions: [name: string, french: string, x: number, y: number, width: number][];
  towns: [name: string, longitude: number, latitude: number, rank: number, zoom: number, french?: string][];
  sources?: BasemapSource[];
}

export interface BasemapSource {
  layers: string | string[];
  title: string;
  licence?: string;
  url?: string;
  version?: string;
}

/** Days since 1970-01-01, both inclusive. */
export interface Period {
  from: number;
  to: number;
}

/** A period of which each end is known to the month, or only to the year. */
export interface CountedPeriod extends Period {
  fromKnown: "month" | "year";
  toKnown: "month" | "year";
}

/** Counts of events for the rows of the panel and for the summary. */
export interface Counts {
  /** Events of each actor, under all conditions but the one on actors. */
  actors: ArrayLike<number>;
  /** The same for events whose actors are not stated. */
  notStated: number;
  /** Events of each type, under all conditions but the one on types. */
  types: ArrayLike<number>;
  /** Events that touch each month, under all conditions but those on dates. */
  months: ArrayLike<number>;
  /** Those of `months` whose period is longer than the month, or crosses its edge. */
  monthsLonger: ArrayLike<number>;
  /** The same for undated events. */
  undated: number;
  /** Visible events with a place on the map. */
  located: number;
  /** Visible events without one. */
  unlocated: number;
  /** Distinct sources of the visible events. */
  sources: number;
  /** First and last day of the visible events; null where none has a date. */
  period: CountedPeriod | null;
}

/** The header block, checked. */
export interface Header {
  format: number;
  title?: string;
  /** What the events are called where there is no title. */
  untitled?: Message;
  language: Language;
  colourBy: ColourBy;
  measure?: Measure;
  attributions: (string | Message)[];
  /** What the filter that made the file left in it, a message for each condition; "" where it holds all. */
  filterWords?: Message[] | "";
  counts: {
    events: number;
    dated: number;
    sites: number;
    siteLinks: number;
    actorLinks: number;
    sourceLinks: number;
    sources: number;
  };
  /** How the dead are added up. */
  dead?: {
    /** Rows whose dead are in another row's figure, each with that row, in the order in which they are left out. */
    overlaps: [part: number, whole: number][];
    /** Rows, and the bits of their figures that only a party states: 1 low, 2 best, 4 high. */
    ofParties: [row: number, bits: number][];
    /** A data set writes 0 also where nobody knows a number. */
    zeroMayBeUnknown: boolean;
  };
  /** What the page counts as it opens: events of the conflict, where there are others beside them, else all. */
  totals?: Counts;
  columns: ColumnFormat[];
  actors: Actor[];
  types: EventType[];
  months: { first: string; colours: string[] };
  /** Kinds of actors; the last may have an empty name: of no stated kind. */
  kinds?: { name: string; colour: string }[];
  colours: {
    other: string;
    notStated: string;
    undated: string;
    longPeriod: string;
    /** Colours that several actors may have. */
    shared?: string[];
    /** Colours that one actor may have for itself. */
    ofActors?: string[];
  };
  countries: Country[];
  areas: Area[];
  boundaries?: { areas: Area[] } | null;
  tiles?: TileService | null;
  archive?: ArchiveHeader | null;
  basemap?: Basemap | null;
  /** What the page opens on where no event has a point: degrees around their countries. */
  view?: [west: number, south: number, east: number, north: number];
  /** Where the single events behind counts are; only in maps that have some. */
  details?: string;
  /** Events in each block of texts. */
  textBlock: number;
  /** The names of the user's own columns. */
  own?: string[];
  /** Whether coordinates that cannot be right were looked for. */
  doubtsKnown?: boolean;
}

/** The columns by name. `start` and `span` have a value for each dated event, `site…` for each site. */
export interface Columns {
  start: Int32Array;
  span: Unsigned;
  datePrecision: Unsigned;
  type: Unsigned;
  country: Unsigned;
  siteCount: Unsigned;
  site: Unsigned;
  actorCount: Unsigned;
  actor: Unsigned;
  role: Unsigned;
  fatalitiesLow: Unsigned;
  fatalitiesBest: Unsigned;
  fatalitiesHigh: Unsigned;
  flags: Unsigned;
  sourceCount: Unsigned;
  sourceRef: Unsigned;
  siteLon: Int32Array;
  siteLat: Int32Array;
  siteKind: Unsigned;
  siteRadius: Unsigned;
  sitePrecision: Unsigned;
  siteArea: Unsigned;
  siteName: Unsigned;
  /** Only in tables of counts. */
  events?: Unsigned;
  /** Only in maps with boundaries. */
  siteBoundary?: Unsigned;
  /** Only in maps with a base map, as the others whose names begin with `arc`. */
  arcPoints?: Unsigned;
  arcX?: Int32Array;
  arcY?: Int32Array;
  arcXLeast?: Int32Array;
  arcXMost?: Int32Array;
  arcYLeast?: Int32Array;
  arcYMost?: Int32Array;
}

/** The decoded file, as `createStore` takes it. */
export interface Data extends Texts {
  header: Header;
  /** Rows: events, or counts of events. */
  n: number;
  /** Events with a date; they come first. */
  dated: number;
  col: Columns;
  /** How many events each row stands for: one, but in tables of counts. */
  weight: Unsigned;
  /** Events of all rows. */
  total: number;
  /** The first link of each event in `col.site`, and one value more: the end. */
  siteStart: Uint32Array;
  /** The same for `col.actor` and `col.role`. */
  actorStart: Uint32Array;
  /** The same for `col.sourceRef`. */
  readonly sourceStart: Uint32Array;
  /** The first point of each arc in `col.arcX` and `col.arcY`; null without a base map. */
  arcStart: Uint32Array | null;
  names(): Promise<Names>;
  sources(): Promise<Sources>;
}

export interface Names {
  /** By the numbers in `col.siteName`. */
  places: string[];
  readonly eventIds: string[];
}

/** The sources that events and claims name, by number. */
export interface Sources {
  readonly length: number;
  at(number: number): Source;
}

/** The events' texts, unpacked when they are asked for. */
export interface Texts {
  /** The texts of an event. */
  text(event: number): Promise<EventText>;
  /** The texts of all events of a block. */
  textBlock(block: number): Promise<EventText[]>;
  textBlocks: number;
  /** The texts of a block as they are stored. */
  packedTexts(block: number): Promise<PackedTexts>;
  /** The words of coded notes; empty where notes are not coded. */
  dictionary(): Promise<string[]>;
}

/** The texts of a block by field: one value for each event, or one text for all. */
export interface PackedTexts {
  columns: Record<string, string | unknown[]>;
  /** The notes as LEB128 numbers of words; null where they are not coded. */
  codes: Uint8Array | null;
  /** The words that the dictionary lacks, in the order in which the notes have them. */
  rare: string[];
  reasons: Reasons;
  /** The user's own columns, in the order of the header's names. */
  own: OwnColumn[];
}

/** One of the user's own columns: its distinct texts, and the number of each event's; null: one for all. */
export interface OwnColumn {
  texts: string[];
  rows: number[] | null;
}

/** Why the events of a block are where they are. */
export interface Reasons {
  distinct: (string | Message)[];
  /** For each, the gazetteer's entry, the columns that it filled in and how sure it is; empty where it gave nothing. */
  given: [placeId: string, fromGazetteer: string, confidence: string][];
  /** Which is each event's; null where there is one for all. */
  numbers: number[] | null;
}

/** What is written about one event. A field without a value is missing. */
export interface EventText {
  title?: string;
  /** Whether events around it bear the same title. */
  isTitleShared?: boolean;
  notes?: string;
  place?: string;
  admin1?: string;
  admin2?: string;
  admin3?: string;
  /** The gazetteer's entry that gave the coordinates. */
  placeId?: string;
  /** The columns that the gazetteer filled in. */
  fromGazetteer?: string;
  /** How sure the gazetteer is of that entry, 0 to 1. */
  placeConfidence?: number;
  /** The step of precision of an event without a point. */
  step?: string;
  relation?: string;
  reason?: string | Message;
  /** Why its coordinates cannot be right. */
  doubt?: Message;
  geolocatedBy?: string;
  dateText?: string;
  subType?: string;
  tags?: string;
  partOf?: string;
  possiblySameAs?: string;
  mediaUrl?: string;
  sourceUrl?: string;
  actorsAsWritten?: string;
  /** Names of the possible places. */
  alternatives?: string[];
  /** Fields on which the claims disagree. */
  disputed?: string[];
  /** For each field a sentence about its claims. */
  display?: Record<string, Message>;
  /** For each figure the claims that it rests on. */
  rests?: Partial<Record<FigureName, Message>>;
  claims?: Claim[];
  /** The cells of the user's own columns, in the order of the header's names; empty text where there is none. */
  own?: string[];
}

export type FigureName = "low" | "best" | "high";

export interface Claim {
  id?: string;
  field?: string;
  value?: string;
  /** The value as people print it, where that is not what is written. */
  words?: Message;
  unit?: string;
  stance?: string;
  claimant?: string;
  kind?: string;
  /** Number in `Data.sources`. */
  source?: number | null;
  locator?: string;
  quote?: string;
  /** The words that hedge it, as printed. */
  hedge?: string;
  /** "inferred" where the editors infer it from the source. */
  basis?: string;
  /** How they infer it. */
  inference?: string;
  /** The claimant is a plural: they "say". */
  many?: boolean;
  /** The claimant takes an article: "the Malian army". */
  article?: boolean;
}

/** The columns of one event put together, without its texts. */
export interface EventRecord {
  index: number;
  /** First and last day; null where the event is undated. */
  first: number | null;
  last: number | null;
  /** Index of the date precision. */
  precision: number;
  type: string;
  country: Country | null;
  /** Site numbers. */
  sites: number[];
  involvements: Involvement[];
  figures: Figures;
  disputed: boolean;
  /** Political or contextual, beside those of the conflict. */
  context: boolean;
  /** Its actors are named together: nothing says who is against whom. */
  together: boolean;
  alternatives: boolean;
  /** Numbers in `Data.sources`. */
  sources: number[];
}

/** An actor's part in an event. Roles: 0 actor1, 1 assoc_actor_1, 2 actor2, 3 assoc_actor_2. */
export interface Involvement {
  actor: number;
  role: number;
  name: string;
}

/** Numbers of dead; null where not stated. */
export interface Figures {
  low: number | null;
  best: number | null;
  high: number | null;
  /** Whether any of the three is stated. */
  stated: boolean;
}

export interface Site {
  longitude: number;
  latitude: number;
  kind: "exact" | "near" | "area";
  /** Metres. */
  radius: number | null;
  /** Step of `geo_precision`, 1 to 7. */
  precision: number | null;
}
