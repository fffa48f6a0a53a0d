"""The index of names on disk: built once from the sources, an SQLite file for each."""
