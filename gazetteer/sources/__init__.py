"""The sources of places: each module reads the one it is named after."""
