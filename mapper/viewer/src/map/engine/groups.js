/**
 * The groups of sites that are drawn as one symbol or cell at each zoom, in the chosen shape and measure.
 */
import { once } from "../../data/bytes.js";
import { countSites } from "../../state/count.js";
import { createCells } from "./cells.js";
import { createGrouping } from "./grouping.js";

/** @import {Store} from "../../state/store.js" */
/** @import {EngineOptions, Groups, Outline, Sites} from "../types.js" */

/** Milliseconds to wait in a browser without `requestIdleCallback`. */
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
     * Groups the symbols of a zoom while the browser is idle: for hundreds of thousands of sites this takes a quarter
     * of a second, which would delay the first change from cells to symbols.
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
