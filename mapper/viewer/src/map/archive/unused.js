/**
 * In place of two packages that protomaps-leaflet imports and the viewer never calls: its archives come from the
 * page, its colours from the base map (`build.mjs`).
 */
export const PMTiles = undefined;
export const namedFlavor = undefined;
