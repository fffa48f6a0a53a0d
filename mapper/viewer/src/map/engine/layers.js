/**
 * Actors, months and types as Leaflet layers: a layer on the map is one that is switched on. Any layer control takes them.
 * They draw nothing themselves; putting one on or taking one off changes the filter.
 */
import L from "../leaflet.js";

/** The facets of the store and the names of their dictionaries of layers. */
const DICTIONARIES = Object.freeze({ actors: "actor", months: "month", types: "type" });

const FacetLayer = L.Layer.extend({
  initialize(onSwitch) {
    this._onSwitch = onSwitch;
  },
  onAdd() {
    this._onSwitch();
  },
  onRemove() {
    this._onSwitch();
  },
});

/**
 * @param {L.Map} map
 * @param {import("../../state/store.js").Store} store
 * @returns {{actor: Record<string, L.Layer>, month: Record<string, L.Layer>, type: Record<string, L.Layer>}} by actor id, month
 *   key and type name; dictionaries without a prototype, as the keys are hostile
 */
export function createFacetLayers(map, store) {
  const layers = {};
  const stale = new Set(); // facets whose layers were switched since the filter last ran
  let following = false; // the layers are being brought in step with the store

  const filterByLayers = () => {
    const partial = {};
    for (const facet of stale) {
      const dictionary = layers[DICTIONARIES[facet]];
      partial[facet] = store.facets[facet].keys.filter((key) => map.hasLayer(dictionary[key]));
    }
    stale.clear();
    store.patch(partial);
  };
  const switched = (facet) => () => {
    if (following) return;
    if (!stale.size) queueMicrotask(filterByLayers); // a hundred layers switched at once are one change
    stale.add(facet);
  };
  const follow = (facet) => {
    const chosen = store.state()[facet];
    const on = chosen && new Set(chosen);
    following = true;
    for (const key of store.facets[facet].keys) {
      const layer = layers[DICTIONARIES[facet]][key];
      if (map.hasLayer(layer) === (!on || on.has(key))) continue;
      if (map.hasLayer(layer)) map.removeLayer(layer);
      else map.addLayer(layer);
    }
    following = false;
  };

  for (const [facet, name] of Object.entries(DICTIONARIES)) {
    layers[name] = Object.create(null);
    for (const key of store.facets[facet].keys) layers[name][key] = new FacetLayer(switched(facet));
    follow(facet);
  }
  store.subscribe(({ changed }) => {
    for (const facet of Object.keys(DICTIONARIES)) if (changed.has(facet)) follow(facet);
  });
  return Object.freeze(layers);
}
