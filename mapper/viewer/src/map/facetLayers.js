/**
 * Actors, months and types as Leaflet layers: a layer on the map is switched on. Any layer control works with them.
 * They draw nothing themselves; adding or removing one changes the filter.
 */
import L from "./leaflet.js";

/** @import {Layer, Map as LeafletMap} from "leaflet" */
/** @import {Store} from "../state/store.js" */
/** @import {FacetName} from "../state/types.js" */

/**
 * Layers by actor id, month key and type name. The dictionaries have no prototype, since a key may be any
 * text.
 *
 * @typedef {{actor: Record<string, Layer>, month: Record<string, Layer>, type: Record<string, Layer>}}
 *   FacetLayers
 */

/**
 * The facets of the store, each with the name of its dictionary of layers.
 *
 * @type {readonly [FacetName, keyof FacetLayers][]}
 */
const DICTIONARIES = [
  ["actors", "actor"],
  ["months", "month"],
  ["types", "type"],
];

class FacetLayer extends L.Layer {
  #onSwitch;

  /** @param {() => void} onSwitch called when the layer is added to the map or removed from it */
  constructor(onSwitch) {
    super();
    this.#onSwitch = onSwitch;
  }

  /** @override */
  onAdd() {
    this.#onSwitch();
    return this;
  }

  /** @override */
  onRemove() {
    this.#onSwitch();
    return this;
  }
}

/**
 * @param {LeafletMap} map
 * @param {Store} store
 * @returns {Readonly<FacetLayers>}
 */
export function createFacetLayers(map, store) {
  /** @type {FacetLayers} */
  const layers = { actor: Object.create(null), month: Object.create(null), type: Object.create(null) };
  /**
   * Facets with layers switched since the filter last ran.
   *
   * @type {Map<FacetName, keyof FacetLayers>}
   */
  const switched = new Map();
  /** Whether the layers are being updated from the store. */
  let following = false;

  const filterByLayers = () => {
    const choices = [...switched].map(([facet, name]) => {
      const on = store.facets[facet].keys.filter((key) => map.hasLayer(layers[name][key]));
      return [facet, on];
    });
    switched.clear();
    store.patch(Object.fromEntries(choices));
  };
  /** @param {FacetName} facet @param {keyof FacetLayers} name */
  const follow = (facet, name) => {
    const chosen = store.state()[facet];
    const on = chosen && new Set(chosen);
    following = true;
    for (const key of store.facets[facet].keys) {
      const layer = layers[name][key];
      const isOn = !on || on.has(key);
      if (isOn && !map.hasLayer(layer)) map.addLayer(layer);
      if (!isOn && map.hasLayer(layer)) map.removeLayer(layer);
    }
    following = false;
  };

  for (const [facet, name] of DICTIONARIES) {
    const onSwitch = () => {
      if (following) return;
      if (!switched.size) queueMicrotask(filterByLayers); // many layers switched at once are one change
      switched.set(facet, name);
    };
    for (const key of store.facets[facet].keys) layers[name][key] = new FacetLayer(onSwitch);
    follow(facet, name);
  }
  store.subscribe(({ changed }) => {
    for (const [facet, name] of DICTIONARIES) if (changed.has(facet)) follow(facet, name);
  });
  return Object.freeze(layers);
}
