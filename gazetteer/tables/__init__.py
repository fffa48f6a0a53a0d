"""From a file that a user gives to a table of text: compression, encoding, separator, CSV, JSON.

`read_bytes` opens and unpacks, `read_table` takes CSV, `read_json` JSON; `read_file` does whichever a file needs. What
the rows mean is the caller's business: places here, events in `mapper.readers`.
"""
