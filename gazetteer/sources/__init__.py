"""The layers' sources: each reads what it is named after."""
