/**
 * The sheet on a phone, with everything except the map: a handle to drag or press, and a button for each of its three
 * heights.
 */
import { h } from "./parts/dom.js";
import { segmented } from "./parts/segmented.js";

/** @import {Translator} from "../i18n/index.js" */

/** Screens on which the panel is a sheet, as in phone.css. */
export const PHONE = "(max-width: 720px)";

/** Windows in which the list of events covers the whole map, as in phone.css. */
export const LOW = "(max-height: 520px)";

/** A height of the sheet. @typedef {"peek"|"half"|"full"} Stop */

/** The stops of the sheet, lowest first. @type {readonly Stop[]} */
const STOPS = ["peek", "half", "full"];

const STOP_WORDS = /** @type {const} */ ({ peek: "sheetPeek", half: "sheetHalf", full: "sheetFull" });

/** A drag faster than this (pixels per millisecond) goes on to the next stop. */
const FLICK = 0.5;

/** A press that moves less than this many pixels is a click. */
const CLICK = 4;

/**
 * @param {Record<Stop, number>} heights of the stops, pixels
 * @param {number} height where the drag ended
 * @param {number} speed upwards, pixels per millisecond
 * @returns {Stop} where the sheet comes to rest
 */
export function stopAfter(heights, height, speed) {
  const distance = (/** @type {Stop} */ stop) => Math.abs(heights[stop] - height);
  const nearest = STOPS.reduce((a, b) => (distance(b) < distance(a) ? b : a));
  if (Math.abs(speed) < FLICK) return nearest;
  const beyond = STOPS.filter((stop) => (speed > 0 ? heights[stop] > height : heights[stop] < height));
  return (speed > 0 ? beyond.at(0) : beyond.at(-1)) ?? nearest;
}

/** @param {string|undefined} text @returns {Stop|undefined} */
export const stopFrom = (text) => STOPS.find((stop) => stop === text);

/**
 * The head of the sheet. The root element's `data-stop` and `data-tab` tell the style sheets its height and
 * content.
 */
export class Sheet {
  #root;
  #buttons;
  #grip;
  #wasDragged = false;

  /** @param {{root: HTMLElement, t: Translator}} options */
  constructor({ root, t }) {
    this.#root = root;
    const stops = STOPS.map((key) => ({ key, label: t(STOP_WORDS[key]) }));
    this.#buttons = segmented(t("sheetHandle"), stops, (stop) => this.choose(stop));
    this.#grip = h("button.grip", {
      type: "button",
      "aria-label": t("sheetHandle"),
      onpointerdown: (event) => this.#press(event),
      onclick: () => this.#next(),
    });
    this.element = h("div.sheet-head", {}, this.#grip, this.#buttons.element);
  }

  /** @returns {Stop} */
  stop() {
    return stopFrom(this.#root.dataset.stop) ?? "peek";
  }

  /**
   * Sets the height and what the sheet shows: events at half height, filters at full height.
   *
   * @param {Stop} stop
   */
  choose(stop) {
    if (stop !== "peek") this.#root.dataset.tab = stop === "full" ? "filters" : "events";
    this.setStop(stop);
  }

  /** Sets the height alone. @param {Stop} stop */
  setStop(stop) {
    this.#root.dataset.stop = stop;
    this.#root.style.removeProperty("--sheet");
    const shown = this.#root.dataset.tab === "filters" ? "full" : "half";
    this.#buttons.update(stop === "peek" ? "peek" : shown);
  }

  #next() {
    if (!this.#wasDragged) this.setStop(STOPS[(STOPS.indexOf(this.stop()) + 1) % STOPS.length]);
    this.#wasDragged = false;
  }

  /** Height of the whole sheet now. */
  #height() {
    return this.element.parentElement?.getBoundingClientRect().height ?? 0;
  }

  /** Heights of the stops, as the style sheets have them. */
  #heights() {
    const before = this.stop();
    this.#root.classList.add("measuring");
    const heightAt = (/** @type {Stop} */ stop) => {
      this.#root.dataset.stop = stop;
      return this.#height();
    };
    const heights = { peek: heightAt("peek"), half: heightAt("half"), full: heightAt("full") };
    this.#root.dataset.stop = before;
    this.#root.classList.remove("measuring");
    return heights;
  }

  /** @param {PointerEvent} event */
  #press(event) {
    const from = this.#height();
    const stops = this.#heights();
    let last = { y: event.clientY, time: event.timeStamp, speed: 0 };
    const heightAt = (/** @type {number} */ y) =>
      Math.min(Math.max(from + event.clientY - y, stops.peek), stops.full);
    const move = (/** @type {PointerEvent} */ later) => {
      if (!this.#wasDragged && Math.abs(later.clientY - event.clientY) < CLICK) return;
      this.#wasDragged = true;
      const speed = (last.y - later.clientY) / Math.max(later.timeStamp - last.time, 1);
      last = { y: later.clientY, time: later.timeStamp, speed };
      this.#root.style.setProperty("--sheet", `${heightAt(later.clientY)}px`);
    };
    const dragEnd = new AbortController();
    const { signal } = dragEnd;
    const end = (/** @type {PointerEvent} */ later) => {
      dragEnd.abort();
      if (this.#wasDragged) this.setStop(stopAfter(stops, heightAt(later.clientY), last.speed));
    };
    this.#wasDragged = false;
    this.#grip.setPointerCapture(event.pointerId);
    this.#grip.addEventListener("pointermove", move, { signal });
    this.#grip.addEventListener("pointerup", end, { signal });
    this.#grip.addEventListener("pointercancel", end, { signal });
  }
}
