"""Tables of events as text: additions to `gazetteer.tables`, which reads the bytes."""
