/** Leaflet as its modules export it. */
declare module "leaflet/dist/leaflet-src.esm.js" {
  export * from "leaflet";
}
