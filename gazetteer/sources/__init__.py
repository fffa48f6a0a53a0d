"""The layers' sources: each reads what it is named after and yields `gazetteer.index.Entry`."""
