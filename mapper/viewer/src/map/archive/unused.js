/**
 * Replaces two packages that protomaps-leaflet imports and the viewer never calls: archives come from the page, colours
 * from the base map (`build.mjs`).
 */
export const PMTiles = undefined;
export const namedFlavor = undefined;
