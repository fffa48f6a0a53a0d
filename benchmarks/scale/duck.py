"""The limit: DuckDB's plain `GROUP BY` of what the counts hold, over the same files.

    duck.py FOLDER OUTPUT.parquet [MEMORY]

With more than MEMORY, such as 12GB, it writes to disk; by its own setting that is four fifths of the machine's. Runs in
the peers' own environment, so it imports nothing of ours.
"""

import sys

import duckdb

SQL = """
COPY (
  SELECT date_trunc('month', event_date) AS month, place, country, longitude, latitude, geo_precision, event_type,
         actor1, actor2, count(*) AS events, sum(fatalities_low) AS low, sum(fatalities_best) AS best,
         sum(fatalities_high) AS high
  FROM read_parquet('{folder}/*.parquet') GROUP BY ALL
) TO '{target}' (FORMAT parquet)
"""

if __name__ == "__main__":
    folder, target, *memory = sys.argv[1:]
    if memory:
        duckdb.sql(f"SET memory_limit = '{memory[0]}'")
        duckdb.sql(f"SET temp_directory = '{target}.spilled'")
    duckdb.sql(SQL.format(folder=folder, target=target))
