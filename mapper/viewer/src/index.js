/**
 * The viewer's entry: the page calls `mapperViewer.mount(map)` once folium has made its Leaflet map.
 */
import "leaflet/dist/leaflet.css";
import L from "leaflet";
import { decodePayload, readBlocks } from "./payload.js";
import { createStore } from "./store.js";

window.L = L;
window.mapperViewer = { createStore, decodePayload, readBlocks };
