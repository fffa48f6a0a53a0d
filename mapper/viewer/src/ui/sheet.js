import { h } from "./parts/dom.js";
import { segmented } from "./parts/segmented.js";

/** The stops of the sheet, lowest first. */
export const STOPS = ["peek", "half", "full"];

/** A drag faster than this (pixels per millisecond) goes on to the next stop. */
const FLICK = 0.5;

/** A press that moves less than this many pixels is a click. */
const CLICK = 4;

/**
 * The stop that a drag ends at.
 *
 * @param {Record<string, number>} heights of the stops, pixels
 * @param {number} height where the drag let go
 * @param {number} speed upwards, pixels per millisecond
 * @returns {string}
 */
export function stopAfter(heights, height, speed) {
  const nearest = STOPS.reduce((a, b) =>
    Math.abs(heights[b] - height) < Math.abs(heights[a] - height) ? b : a,
  );
  if (Math.abs(speed) < FLICK) return nearest;
  const beyond = STOPS.filter((stop) => (speed > 0 ? heights[stop] > height : heights[stop] < height));
  return (speed > 0 ? beyond[0] : beyond.at(-1)) ?? nearest;
}

/** The sheet of the phone: a handle that is dragged or pressed, and buttons for its three stops. */
export class Sheet {
  #root;
  #choice;
  #grip;
  #dragged = false;

  /**
   * @param {object} options
   * @param {HTMLElement} options.root carries `data-stop` and `data-tab`, which the style sheets follow
   * @param {Function} options.t translator
   */
  constructor({ root, t }) {
    this.#root = root;
    const labels = { peek: t("sheetPeek"), half: t("sheetHalf"), full: t("sheetFull") };
    const stops = STOPS.map((key) => ({ key, label: labels[key] }));
    this.#choice = segmented(t("sheetHandle"), stops, (stop) => this.choose(stop));
    const attributes = {
      type: "button",
      "aria-label": t("sheetHandle"),
      onpointerdown: (event) => this.#press(event),
      onclick: () => this.#cycle(),
    };
    this.#grip = h("button.grip", attributes);
    this.element = h("div.sheet-head", {}, this.#grip, this.#choice.element);
  }

  /** @returns {string} the present stop */
  stop() {
    return this.#root.dataset.stop;
  }

  /** The buttons choose what the sheet shows, too: the list at half, the filters at full height. */
  choose(stop) {
    if (stop !== "peek") this.#root.dataset.tab = stop === "full" ? "filters" : "events";
    this.setStop(stop);
  }

  /** @param {string} stop one of `STOPS` */
  setStop(stop) {
    this.#root.dataset.stop = stop;
    this.#root.style.removeProperty("--sheet");
    const tab = this.#root.dataset.tab === "filters" ? "full" : "half";
    this.#choice.update(stop === "peek" ? "peek" : tab);
  }

  #cycle() {
    if (!this.#dragged) this.setStop(STOPS[(STOPS.indexOf(this.stop()) + 1) % STOPS.length]);
    this.#dragged = false;
  }

  /** Heights of the stops in pixels, as the style sheets have them. */
  #heights() {
    const before = this.stop();
    this.#root.classList.add("measuring");
    const heightAt = (stop) => {
      this.#root.dataset.stop = stop;
      return this.element.parentElement.getBoundingClientRect().height;
    };
    const heights = Object.fromEntries(STOPS.map((stop) => [stop, heightAt(stop)]));
    this.#root.dataset.stop = before;
    this.#root.classList.remove("measuring");
    return heights;
  }

  #press(event) {
    const from = this.element.parentElement.getBoundingClientRect().height;
    const stops = this.#heights();
    let last = { y: event.clientY, time: event.timeStamp, speed: 0 };
    const heightAt = (y) => Math.min(Math.max(from + event.clientY - y, stops.peek), stops.full);
    const move = (later) => {
      if (!this.#dragged && Math.abs(later.clientY - event.clientY) < CLICK) return;
      this.#dragged = true;
      const speed = (last.y - later.clientY) / Math.max(later.timeStamp - last.time, 1);
      last = { y: later.clientY, time: later.timeStamp, speed };
      this.#root.style.setProperty("--sheet", `${heightAt(later.clientY)}px`);
    };
    const up = (later) => {
      this.#grip.removeEventListener("pointermove", move);
      this.#grip.removeEventListener("pointerup", up);
      this.#grip.removeEventListener("pointercancel", up);
      if (this.#dragged) this.setStop(stopAfter(stops, heightAt(later.clientY), last.speed));
    };
    this.#dragged = false;
    this.#grip.setPointerCapture(event.pointerId);
    this.#grip.addEventListener("pointermove", move);
    this.#grip.addEventListener("pointerup", up);
    this.#grip.addEventListener("pointercancel", up);
  }
}
