"""The base map under the events: outlines, rivers, towns, the user's areas, tiles."""
