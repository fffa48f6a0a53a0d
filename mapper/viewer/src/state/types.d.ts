/**
 * The state of an open map.
 */
import type { ColourBy, Counts, Language, Measure, Period, Unsigned } from "../data/types.js";

/** The filter and the colouring. `null` is "unrestricted". */
export interface State {
  /** Ids in the header's order; `""` stands for events whose actors are not stated. */
  actors: string[] | null;
  /** `YYYY-MM` in order; `""` stands for undated events. */
  months: string[] | null;
  types: string[] | null;
  /** Keys of `data/places.js`; `""` stands for events that are not on the map. */
  places: string[] | null;
  /** First day, `YYYY-MM-DD`. When it is set, `YYYY-MM` and `YYYY` mean whole periods. */
  from: string | null;
  /** Last day, inclusive. */
  to: string | null;
  text: string;
  /** Whether political and contextual events are shown beside those of the conflict, alone, or not. */
  context: ContextChoice;
  /** Whether only events are shown on which sources disagree. */
  disputed: boolean;
  colourBy: ColourBy;
  measure: Measure;
  shape: Shape;
}

/** Symbols at their places, hexagon cells, or whichever can be read. */
export type Shape = "auto" | "symbols" | "cells";

/** The dead of some events, each counted once. */
export interface DeadTotal {
  best: number;
  /** null where no event states one. */
  low: number | null;
  high: number | null;
  /** How much of `best` is of events that are not on the map. */
  offMap: number;
  /** Events whose dead are in `best`. */
  deadly: number;
  /** Whether `low` and `high` are bounds of `best`: every event that adds to it states both. */
  isRanged: boolean;
  /** Events without a best figure. */
  notStated: number;
  /** Those of them that state a low or a high one; the sum of their low ones, and how many these are of. */
  bounded: number;
  boundedLow: number;
  boundedDeadly: number;
  /** Events whose dead another event counts, or that only a party states. */
  notAdded: number;
}

/** What the rows of the panel say in the current measure: `Counts` says what each is. */
export type RowCounts = Pick<
  Counts,
  "actors" | "notStated" | "types" | "months" | "monthsLonger" | "undated"
>;

/** The rows of the panel where sizes stand for the dead. */
export interface RowDead {
  /** How many there are at least in events that only say that; null where there are none. */
  bounds: RowCounts | null;
  /** How many events state a number, be it 0. */
  stated: RowCounts;
}

/** Rows of events that count together: of the actors of a kind, or at a place. */
export interface Groups {
  /** The first link of each event, and one value more: the end. */
  start: Uint32Array;
  /** What each link leads to: an actor, or a site. */
  links: Unsigned;
  /** The group of each of those, and last that of events without any; beyond `length`, none. */
  of: Uint16Array | Uint32Array;
  length: number;
  /** The condition that leaves groups out. */
  condition: "actors" | "places";
}

/** What the rows of such groups say of some events, one number for each group. */
export interface GroupView {
  counts: Uint32Array;
  /** Of the dead, as in `RowDead`; null where sizes are events, or no event states only a bound. */
  bounds: Uint32Array | null;
  stated: Uint32Array | null;
}

/** What the rows of the panel say of some events. */
export interface RowView {
  counts: RowCounts;
  /** null where sizes are events. */
  dead: RowDead | null;
}

export type ContextChoice = "include" | "only" | "leave-out";

/** The keys of a facet that can be switched, numbered. Keys are any text, so only a Map may hold them. */
export interface Facet {
  keys: string[];
  numbers: Map<string, number>;
}

export type FacetName = "actors" | "months" | "types" | "places";
export type Facets = Record<FacetName, Facet>;

/** What is open on the card, and what the pointer or the focus is on. */
export interface Selection {
  /** The event on the card. */
  event: number | null;
  /** The sites of a symbol whose events are listed. With `event`, the card leads back to that list. */
  sites: number[] | null;
  /** The events that "next" and "previous" lead through. */
  list: ArrayLike<number> | null;
  hover: Hover | null;
}

/** Sites, an event, or an area of the user's own. */
export interface Hover {
  sites?: number[];
  event?: number;
  area?: number;
}

export type StoreKey = keyof State | "selection" | "hover";

/** How the page is shown: what is neither filter nor selection. */
export interface Display {
  theme: Theme;
  /** Whether the reader's system asks for dark pages. */
  systemDark: boolean;
  /** Whether the page is being printed. */
  printing: boolean;
  language: Language;
  /** Whether the player of the time line runs. */
  playing: boolean;
}

export type Theme = "auto" | "light" | "dark";

/** What the colours mean in one way of colouring. */
export interface Categories {
  /** Actor ids and `""` not stated; months, `""` undated and `"long"`; or type names. */
  keys: string[];
  /** One for each key. */
  colours: string[];
  /** 1 where the category is drawn hollow. */
  hollow: Uint8Array;
}

/** Categories of one colour, which a reader cannot tell apart, as one group each. */
export interface ColourGroups {
  /** The group's number for each category. */
  of: Uint16Array;
  colours: string[];
  hollow: boolean[];
}

export type BinSize = "month" | "week" | "day";

/** Events over time, stacked by category. */
export interface Histogram {
  /** The first day of each bin, and one value more: the day after the last bin. */
  edges: Int32Array;
  /** Events of each bin. An event whose period touches several bins counts in each. */
  totals: Uint32Array;
  /**
   * By `bin × categories + category`. An event of k categories adds 1/k to each, so a stack adds up to its
   * total.
   */
  stacks: Float64Array;
  /** Those of `totals` whose date is known only to a period longer than the bin, or across its edge. */
  longer: Uint32Array;
  /** The same of `stacks`. */
  longerStacks: Float64Array;
  /** Where the dead are counted: events within each bin that state only bounds. */
  bounded: Uint32Array;
  categories: number;
}

/** For each row of a facet, whether switching it off can change the map. */
export interface MapEffects {
  /** 1 for an actor with an event that is drawn differently without it. */
  actors: Uint8Array;
  /** 1 for an actor that is the only one of an event on the map. */
  alone: Uint8Array;
  /** 1 for an actor with an event on the map. */
  located: Uint8Array;
  /** Whether an event without stated actors is on the map. */
  notStated: boolean;
  types: Uint8Array;
  /** Whether an undated event is on the map. */
  undated: boolean;
  months: MonthEffects;
}

export interface MonthEffects {
  /** Number of the first month. */
  first: number;
  /** 1 for a month that wholly holds an event on the map. */
  inside: Uint8Array;
  /** The years that do. */
  insideYear: Set<number>;
  /** The years that wholly hold an event, on the map or not. */
  heldByYear: Set<number>;
}

/** Where the map looks. */
export interface MapView {
  zoom: number;
  latitude: number;
  longitude: number;
}

/** What an address says. */
export interface Address extends Partial<Omit<State, "colourBy" | "measure" | "shape" | "context">> {
  colourBy?: ColourBy | null;
  measure?: Measure | null;
  shape?: Shape | null;
  context?: ContextChoice | null;
  /** The id of the event on the card. */
  event?: string | null;
  view?: MapView | null;
}

/** A choice of nearly all keys, as an address writes it. */
export interface AllBut {
  allBut: string[];
}

/** An address as read, before the keys of the map are known. */
export interface ParsedAddress extends Omit<Address, "actors" | "types" | "places"> {
  actors?: string[] | AllBut | null;
  types?: string[] | AllBut | null;
  places?: string[] | AllBut | null;
}

export type { Period };
