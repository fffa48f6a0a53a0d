"""The index of names on disk: built once from the sources, read by memory map."""
