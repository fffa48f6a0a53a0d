"""Names as they are written: their normal forms, their wordings, how alike two of them are."""
