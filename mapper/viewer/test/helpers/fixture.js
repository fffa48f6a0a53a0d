/** A dossier of seven events, small enough to count by hand. */
import { decodePayload } from "../../src/data/payload.js";
import { createStore } from "../../src/state/store.js";
import { encode } from "./encode.js";

const [ARMY, REBELS, JIHADISTS] = [0, 1, 2];
const [BATTLE, STRIKE] = [0, 1];

export const dossier = {
  actors: [
    { id: "army", name: "Forces armées", shortName: "Army", colour: "#332288" },
    { id: "rebels", name: "Front rebelle", shortName: "Rebels", colour: "#117733" },
    { id: "__proto__", name: "Groupe “jihadiste”", shortName: "", colour: "#cc6677" },
  ],
  types: [
    { name: "Battles", colour: "#444444" },
    { name: "Explosions", colour: "#555555" },
  ],
  sources: [{ id: "s1" }, { id: "s2" }],
  sites: [
    { lon: 0, lat: 16, name: "Gao" },
    { lon: 1.4, lat: 18.4, kind: 1, radius: 20_000, precision: 2, name: "Kidal" },
    { lon: 1, lat: 20, kind: 2, radius: 100_000, precision: 4, name: "Kidal region" },
  ],
  events: [
    {
      id: "a",
      start: "2024-07-25",
      end: "2024-07-27",
      type: BATTLE,
      actors: [
        [ARMY, 0],
        [REBELS, 2],
      ],
      sites: [1],
      flags: 3,
      low: 3,
      best: 10,
      high: 84,
      sources: [0, 1],
      text: { title: "Embuscade", notes: "Près de l’oued", place: "Kidal" },
    },
    {
      id: "b",
      start: "2025-05-01",
      end: "2025-05-31",
      type: BATTLE,
      actors: [[JIHADISTS, 0]],
      sites: [2],
      sources: [1],
      text: { notes: "Month-long" },
    },
    {
      id: "c",
      start: "2025-05-30",
      end: "2025-06-02",
      type: STRIKE,
      actors: [
        [ARMY, 0],
        [JIHADISTS, 2],
      ],
      sites: [0, 1],
      best: 0,
      text: { notes: "Two possible places" },
    },
    { id: "d", start: "2025-06-13", type: STRIKE, actors: [[ARMY, 0]], sites: [0], text: { tags: "drone" } },
    { id: "e", start: "2025-06-13", type: BATTLE, sites: [0], text: { notes: "Nobody named" } },
    { id: "f", start: "2025-01-01", end: "2025-12-31", type: BATTLE, actors: [[REBELS, 0]], text: {} },
    {
      id: "g",
      type: STRIKE,
      actors: [
        [REBELS, 0],
        [JIHADISTS, 2],
      ],
      sites: [0],
      text: { notes: "Undated" },
    },
  ].sort((x, y) => (x.start ?? "9").localeCompare(y.start ?? "9")),
};

export const decoded = (changes = {}) => decodePayload(encode({ ...dossier, ...changes }));

export const store = async (changes) => createStore(await decoded(changes));

/** Ids of the events that pass the filter. */
export async function visibleIds(of) {
  const { eventIds } = await of.data.names();
  return eventIds.filter((_, i) => of.visible[i]).join("");
}
