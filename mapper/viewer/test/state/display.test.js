import assert from "node:assert/strict";
import { test } from "node:test";
import { DisplayStore } from "../../src/state/display.js";
import { store } from "../helpers/fixture.js";

test("the map is dark as the reader or the system asks, but light on paper", () => {
  const display = new DisplayStore();
  assert.equal(display.mapTheme(), "light");
  display.set({ systemDark: true });
  assert.equal(display.mapTheme(), "dark");
  display.set({ printing: true });
  assert.deepEqual([display.isDark(), display.mapTheme()], [true, "light"]);
  display.set({ printing: false, theme: "light" });
  assert.equal(display.mapTheme(), "light");
});

test("listeners of the display hear what changed, and nothing when nothing did", () => {
  const display = new DisplayStore({ language: "en" });
  const heard = [];
  display.subscribe(({ changed }) => heard.push([...changed].sort().join()));
  display.set({ language: "fr", theme: "dark" });
  display.set({ language: "fr" });
  assert.deepEqual(heard, ["language,theme"]);
});

test("a signal ends a subscription, even in the middle of a change", async () => {
  const view = await store();
  const ending = new AbortController();
  const heard = [];
  view.onState(() => ending.abort());
  view.onState(() => heard.push("ended"), { signal: ending.signal });
  await view.patch({ types: [] });
  assert.deepEqual(heard, []);
});

test("who listens to the state does not hear of the card or the pointer", async () => {
  const view = await store();
  const heard = [];
  view.onState(({ changed }) => heard.push(...changed));
  view.select({ event: 1, list: [1, 2] });
  view.select({ hover: { area: 0 } });
  view.deselect();
  assert.deepEqual(heard, []);
  assert.deepEqual(
    [view.selection.event, view.selection.list, view.selection.hover],
    [null, null, { area: 0 }],
  );
});
