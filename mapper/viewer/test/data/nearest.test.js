import assert from "node:assert/strict";
import { test } from "node:test";
import { createNearest, nearestNames } from "../../src/data/nearest.js";
import { decoded } from "../helpers/fixture.js";

const asKnown = (...names) => names.map((name) => ({ name, key: name.toLowerCase() }));

test("a misspelt name is offered, the likest first, and nothing that is not alike", () => {
  const known = asKnown("tinzaouaten", "timbuktu", "tessit", "gao");
  assert.deepEqual(nearestNames("Tinzawaten", known), ["tinzaouaten"]);
  assert.deepEqual(nearestNames("Tin Zaouatène", known), ["tinzaouaten"]);
  assert.deepEqual(nearestNames("tibmuktu", known), ["timbuktu"], "neighbours swapped");
  assert.deepEqual(nearestNames("mortar", known), []);
  assert.deepEqual(nearestNames("go", known), [], "a word of two letters is like too many");
  assert.deepEqual(nearestNames("abcd", asKnown("abce", "abcd", "abcdx", "abxd")), ["abcd", "abcdx", "abce"]);
});

test("places and actors of the map are offered, an actor also by a word or another name of his", async () => {
  const [army, ...others] = (await decoded()).header.actors;
  const data = await decoded({ actors: [{ ...army, aliases: ["FAMa"] }, ...others] });
  const nearest = createNearest(data);
  assert.deepEqual(await nearest("Kidall"), ["Kidal", "Kidal region"]);
  assert.deepEqual(await nearest("fama"), ["Forces armées"], "a search does not look at aliases");
  assert.deepEqual(await nearest("rebele"), ["Front rebelle"]);
});
