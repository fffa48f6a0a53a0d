/** What is used of packages that bring no types along. */

declare module "polylabel" {
  type Point = import("./types.js").Point;
  export default function polylabel(polygon: Point[][], precision: number): Point;
}

declare module "topojson-client" {
  type Topology = import("./types.js").Topology;
  type ArcGeometry = import("./types.js").ArcGeometry;
  type SourceFeature = import("./types.js").SourceFeature;
  export function feature(
    topology: Topology,
    object: Topology["objects"][string],
  ): { features: SourceFeature[] };
  export function mergeArcs(
    topology: { arcs: number[][][] },
    geometries: ArcGeometry[],
  ): { arcs: number[][][] };
}

declare module "topojson-server" {
  type Topology = import("./types.js").Topology;
  export function topology(
    objects: Record<string, { type: "FeatureCollection"; features: object[] }>,
  ): Topology;
}

declare module "topojson-simplify" {
  type Topology = import("./types.js").Topology;
  /** Adds its effective area to each point of the arcs. */
  export function presimplify(topology: Topology): Topology;
}
