/**
 * What the build of the base map reads and writes.
 */

/** x and y: degrees as read, steps of the grid afterwards. */
export type Point = [x: number, y: number];

export type Line = Point[];

/** The outer ring, then the holes. */
export type Polygon = Line[];

/** A number of an arc; `~n` is arc `n` backwards. */
export type ArcNumber = number;

export interface Feature<Properties = object, Geometry = MultiPolygonGeometry> {
  type: "Feature";
  id?: string;
  properties: Properties;
  geometry: Geometry;
}

export interface MultiPolygonGeometry {
  type: "MultiPolygon";
  coordinates: Polygon[];
}

export interface MultiLineGeometry {
  type: "MultiLineString";
  coordinates: Line[];
}

/** A geometry of the sources' GeoJSON. */
export type SourceGeometry =
  | { type: "Polygon"; coordinates: Polygon }
  | MultiPolygonGeometry
  | { type: "LineString"; coordinates: Line }
  | MultiLineGeometry;

/** A feature of the sources, whose properties are text, or null. */
export type SourceFeature = Feature<Record<string, string | null | undefined>, SourceGeometry | null>;

/** A geometry of TopoJSON. */
export type ArcGeometry =
  | { type: "Polygon"; arcs: ArcNumber[][] }
  | { type: "MultiPolygon"; arcs: ArcNumber[][][] }
  | { type: "LineString"; arcs: ArcNumber[] }
  | { type: "MultiLineString"; arcs: ArcNumber[][] }
  | { type: null; arcs?: [] };

export interface Topology {
  arcs: number[][][];
  objects: Record<string, { geometries: ArcGeometry[] }>;
}

export interface CountryProperties {
  name: string;
  english: string;
  /** Empty where it is the same as the English name. */
  french: string;
  /** ISO 3166-1 alpha-2; empty where there is none. */
  code: string;
  /** Whether the source draws it apart, though it is no country of its own there. */
  part: boolean;
}

export interface UnitProperties {
  name: string;
  french?: string;
  /** Other spellings. */
  other: string[];
  codes: string[];
  /** Features with the same key are parts of one unit. */
  key: string | number;
}

/** Where a name fits: a point, and the width of the area there. */
export interface LabelPlace {
  label: Point;
  width: number;
}

export type Country = CountryProperties & LabelPlace & { polygons: ArcNumber[][][] };

export type Unit = Omit<UnitProperties, "key"> & LabelPlace & { polygons: ArcNumber[][][] };

export interface River {
  name: string;
  french: string;
  parts: Line[];
  vertices: Point[];
}

export interface Lake {
  name: string;
  french: string;
  polygons: Polygon[];
  vertices: Point[];
}

/** A row of water-names.csv. */
export interface WaterName {
  kind: string;
  name: string;
  french: string;
  point: Point;
}
