"""From a table of text to typed events: values, repeated rows, sources named in rows."""
