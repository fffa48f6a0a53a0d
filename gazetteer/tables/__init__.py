"""Read a file of a user as a table of text: compression, encoding, separator, CSV, JSON.

`read_bytes` opens and unpacks, `read_table` reads CSV, `read_json` JSON; `read_file` chooses by content. The caller
knows what the rows mean: places here, events in `mapper.readers`.
"""
