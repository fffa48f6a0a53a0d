"""Name the actors: one name for each, the sides of a cell, and their colours."""
