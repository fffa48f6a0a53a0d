"""Files that several threads write at once have the same bytes as one alone."""

from __future__ import annotations

import contextlib
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pyarrow as pa

from mapper.exports.gpkg import add_layer

_LONGEST = 0.5  # seconds that one thread waits for the other, which may itself have to wait


def test_no_file_has_the_clock_in_it_whichever_thread_ends_first(tmp_path):
    inside, ended = Event(), Event()

    def rows(before, after):
        yield pa.table({"a": [1]})
        before.set()
        after.wait(_LONGEST)
        yield pa.table({"a": [2]})

    def first():
        add_layer(rows(Event(), inside), tmp_path / "first.gpkg", "claims")
        ended.set()

    def second():
        add_layer(rows(inside, ended), tmp_path / "second.gpkg", "claims")

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(first), threads.submit(second)]:
            done.result()
    changed: set[tuple[str]] = set()
    for name in ("first", "second"):
        with contextlib.closing(sqlite3.connect(tmp_path / f"{name}.gpkg")) as database:
            changed.update(database.execute("SELECT last_change FROM gpkg_contents"))
    assert changed == {("2000-01-01T00:00:00.000Z",)}
