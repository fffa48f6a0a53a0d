"""From the bytes of a file to a table of text: encoding, separator, compression, JSON, Parquet."""
