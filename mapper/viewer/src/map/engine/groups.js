/**
 * Symbols or cells: which sites are drawn as one at each zoom, in the shape and the measure that are chosen.
 */
import { once } from "../../data/bytes.js";
import { countSites } from "../../state/count.js";
import { createCells } from "./cells.js";
import { createGrouping } from "./grouping.js";

/** @import {Store} from "../../state/store.js" */
/** @import {EngineOptions, Groups, Outline, Sites} from "../types.js" */

/** Milliseconds to wait for a quiet moment in a browser that does not tell of one. */
const QUIET = 300;

/**
 * @param {Store} store
 * @param {{sites: Sites, areas: Outline[]}} places
 * @param {EngineOptions} options
 */
export function createGroups(store, { sites, areas }, options) {
  const symbolsOf = once(() => createGrouping(store.data, sites, areas, options)); // cells do without
  const groupsBy = (/** @type {Uint32Array} */ size) => ({
    symbols: once(() => symbolsOf()(size)),
    cells: createCells({ ...sites, size }, options),
  });
  const byEvents = groupsBy(sites.weight);
  const byDead = once(() => groupsBy(countSites(store.data, undefined, store.dead().known)));
  const groups = () => (store.countsDead() ? byDead() : byEvents);
  return {
    /** @param {number} zoom @returns {Groups} */
    at(zoom) {
      const level = levelOf(zoom);
      const { shape } = store.state();
      const { symbols, cells } = groups();
      const asCells = shape === "cells" || (shape === "auto" && cells.crowdedAt(level));
      return asCells ? cells.at(level) : symbols()(level);
    },
    /**
     * Makes the symbols of a zoom while nothing else is done: of hundreds of thousands of sites they take a quarter
     * of a second, for which the first change from cells to symbols would wait.
     *
     * @param {number} zoom
     */
    async prepare(zoom) {
      await quietMoment();
      symbolsOf();
      await quietMoment();
      groups().symbols()(levelOf(zoom));
    },
  };
}

/** Between two whole levels the groups are those of the level below. @param {number} zoom */
const levelOf = (zoom) => Math.max(0, Math.floor(zoom));

/** @returns {Promise<unknown>} */
const quietMoment = () =>
  new Promise((done) =>
    "requestIdleCallback" in window ? requestIdleCallback(done) : setTimeout(done, QUIET),
  );
