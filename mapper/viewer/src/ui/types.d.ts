/**
 * What the parts of the page share.
 */
import type { LatLngBounds, Map as LeafletMap } from "leaflet";
import type { Data, EventRecord, EventText, Sources } from "../data/types.js";
import type { Translator } from "../i18n/index.js";
import type { Engine } from "../map/engine/index.js";
import type { DisplayStore } from "../state/display.js";
import type { Store } from "../state/store.js";
import type { MapEffects } from "../state/types.js";

/** What every part of the page is given. */
export interface Context {
  store: Store;
  display: DisplayStore;
  map: LeafletMap;
  engine: Engine;
  t: Translator;
  effects: MapEffects;
  /** Ends the part: the page is built anew in another language. */
  signal: AbortSignal;
  /** Opens an event's card as one of a list. */
  open: (event: number, list: number[] | Uint32Array) => void;
  /** The events of the panel's list, in its order. */
  eventsShown: () => Uint32Array;
  /** Brings bounds into view, making room for them where the page covers the map. */
  showBounds: (bounds: LatLngBounds) => void;
  /** The address of this view with an event's card open. */
  linkTo: (eventId: string) => string;
}

/** A part of the page. */
export interface Part {
  element: HTMLElement;
}

/** A part that is told when to follow the store. */
export interface UpdatedPart extends Part {
  update: () => void;
}

/** An event with all that a card needs. */
export interface CardEvent {
  event: EventRecord;
  text: EventText;
  data: Data;
  id: string;
  /** All sources of the page. */
  sources: Sources;
}

/**
 * A child of an element: text from the data too, which is never read as markup. Empty values are left out.
 */
export type Child = Node | string | number | null | undefined | false | readonly Child[];

type Listeners = {
  [Name in keyof HTMLElementEventMap as `on${Name}`]?: (event: HTMLElementEventMap[Name]) => unknown;
};

/** Attributes of an element; functions are listeners, and null, undefined and false are left out. */
export type Attributes = Listeners & { [name: string]: unknown };

/** The element of a tag with classes, such as `button.quiet`. */
export type ElementOf<Tag extends string> = Tag extends `${infer Name}.${string}`
  ? ElementOf<Name>
  : Tag extends keyof HTMLElementTagNameMap
    ? HTMLElementTagNameMap[Tag]
    : HTMLElement;

/** An entry of a legend. */
export interface LegendRow {
  colour: string;
  hollow: boolean;
  names: string[];
  /** What the actors of the names have in common; empty for other categories. */
  shared: string;
}
