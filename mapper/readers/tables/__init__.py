"""Tables of events as text: what events need beyond `gazetteer.tables`, which reads the bytes."""
