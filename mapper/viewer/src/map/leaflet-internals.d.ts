/**
 * Those internal members of Leaflet that our renderers use (`src/layer/vector/Renderer.js` of Leaflet 1.9).
 */
import type { Bounds, LatLng, Point } from "leaflet";

declare module "leaflet" {
  interface Renderer {
    /** What the renderer covers, in layer points; missing before the map has a view. */
    _bounds?: Bounds & { min: Point; max: Point };
    _container?: HTMLElement;
    _initContainer(): void;
    _destroyContainer(): void;
    _update(): void;
    _updatePaths(): void;
    _updateTransform(center: LatLng, zoom: number): void;
    _reset(): void;
  }
  interface Map {
    _animatingZoom?: boolean;
  }
}
