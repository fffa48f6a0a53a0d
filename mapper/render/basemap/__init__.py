"""The ground under the events: outlines, rivers, towns, areas of the user, tiles."""
