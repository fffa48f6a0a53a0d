"""Names: their normal forms, their wordings, and their similarity."""
