import { h } from "./dom.js";
import { segmented } from "./segmented.js";

/** The stops of the sheet, lowest first. */
export const STOPS = ["peek", "half", "full"];

/** A drag faster than this (pixels per millisecond) goes on to the next stop. */
const FLICK = 0.5;

/**
 * The stop that a drag ends at.
 *
 * @param {Record<string, number>} heights of the stops, pixels
 * @param {number} height where the drag let go
 * @param {number} speed upwards, pixels per millisecond
 * @returns {string}
 */
export function stopAfter(heights, height, speed) {
  const nearest = STOPS.reduce((a, b) => (Math.abs(heights[b] - height) < Math.abs(heights[a] - height) ? b : a));
  if (Math.abs(speed) < FLICK) return nearest;
  const beyond = STOPS.filter((stop) => (speed > 0 ? heights[stop] > height : heights[stop] < height));
  return (speed > 0 ? beyond[0] : beyond.at(-1)) ?? nearest;
}

/**
 * The sheet of the phone: a handle that is dragged or pressed, and buttons for its three stops.
 *
 * @param {object} options
 * @param {HTMLElement} options.root carries `data-stop` and `data-tab`
 * @param {Function} options.t translator
 * @returns {{element: HTMLElement, setStop: (stop: string) => void, stop: () => string}}
 */
export function createSheet({ root, t }) {
  const tabs = [
    { key: "peek", label: t("sheetPeek") },
    { key: "half", label: t("sheetHalf") },
    { key: "full", label: t("sheetFull") },
  ];
  const choice = segmented(t("sheetHandle"), tabs, (stop) => choose(stop));
  const grip = h("button.grip", { type: "button", "aria-label": t("sheetHandle"), onpointerdown: press, onclick: cycle });
  const element = h("div.sheet-head", {}, grip, choice.element);
  let dragged = false;

  const stop = () => root.dataset.stop;

  /** The buttons choose what the sheet shows, too: the list at half, the filters at full height. */
  function choose(next) {
    if (next !== "peek") root.dataset.tab = next === "full" ? "filters" : "events";
    setStop(next);
  }

  function setStop(next) {
    root.dataset.stop = next;
    root.style.removeProperty("--sheet");
    choice.update(next === "peek" ? "peek" : root.dataset.tab === "filters" ? "full" : "half");
  }

  function cycle() {
    if (!dragged) setStop(STOPS[(STOPS.indexOf(stop()) + 1) % STOPS.length]);
    dragged = false;
  }

  function heights() {
    const read = (name) => {
      root.dataset.stop = name;
      return element.parentElement.getBoundingClientRect().height;
    };
    const before = stop();
    root.classList.add("measuring");
    const found = Object.fromEntries(STOPS.map((name) => [name, read(name)]));
    root.dataset.stop = before;
    root.classList.remove("measuring");
    return found;
  }

  function press(event) {
    const sheet = element.parentElement;
    const from = sheet.getBoundingClientRect().height;
    const stops = heights();
    let last = { y: event.clientY, time: event.timeStamp, speed: 0 };
    const clamp = (height) => Math.min(Math.max(height, stops.peek), stops.full);
    const heightAt = (y) => clamp(from + event.clientY - y);
    const move = (later) => {
      if (!dragged && Math.abs(later.clientY - event.clientY) < 4) return;
      dragged = true;
      const elapsed = Math.max(later.timeStamp - last.time, 1);
      last = { y: later.clientY, time: later.timeStamp, speed: (last.y - later.clientY) / elapsed };
      root.style.setProperty("--sheet", `${heightAt(later.clientY)}px`);
    };
    const up = (later) => {
      grip.removeEventListener("pointermove", move);
      grip.removeEventListener("pointerup", up);
      grip.removeEventListener("pointercancel", up);
      if (dragged) setStop(stopAfter(stops, heightAt(later.clientY), last.speed));
    };
    dragged = false;
    grip.setPointerCapture(event.pointerId);
    grip.addEventListener("pointermove", move);
    grip.addEventListener("pointerup", up);
    grip.addEventListener("pointercancel", up);
  }

  return { element, setStop, choose, stop };
}
