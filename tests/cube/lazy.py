"""What `mapper.read(…, engine="dask")` gives, from a process with a cluster: `lazy.py FOLDER RESULT.pickle`.

`FOLDER/parts` has the files, `FOLDER/filters.pickle` filters, `FOLDER/gone` files of which one is removed after it was
looked through. Workers talk through sockets, which tests may not open.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dask.base import compute
from distributed import Client

import mapper


def said(action: Callable[[], Any]) -> str:
    """Return the sentence that an action ends in."""
    try:
        action()
    except mapper.MapperError as error:
        return f"{type(error).__name__}: {error}"
    return ""


def main() -> None:
    folder, result = map(Path, sys.argv[1:])
    filters = pickle.loads((folder / "filters.pickle").read_bytes())  # noqa: S301 - the test wrote it
    with Client(n_workers=2, threads_per_worker=1, dashboard_address=None):
        lazy = mapper.read(folder / "parts", engine="dask")
        filtered = [mapper.filter(lazy, **one) for one in filters]
        gone = mapper.read(folder / "gone", engine="dask")
        Path(gone.files[1].path).unlink()
        found = {
            "type": f"{type(lazy.events).__module__}.{type(lazy.events).__name__}",
            "meta": lazy.events.dtypes,
            "crs": lazy.events.crs.to_epsg(),
            "events": lazy.events.compute(),
            "months": lazy.events["event_date"].dt.month.value_counts().compute().to_dict(),
            "actors": lazy.actors,
            "counts": lazy.counts,
            "summary": lazy.summary(),
            "notices": lazy.notices,
            "faults": lazy.faults,
            "filtered": [[*ids] for ids in compute(*(one.events["event_id"] for one in filtered))],
            "filtered_summary": filtered[0].summary(),
            "repr": repr(filtered[0]),
            "exported": mapper.export(filtered[0], folder / "lazy.csv")[0].read_bytes(),
            "gone": said(gone.filter(month="2024-01").events.compute),
            "unknown actor": said(lambda: lazy.filter(actor="Red Colum")),
            "unknown type": said(lambda: lazy.filter(type="Battle")),
            "source": said(lambda: lazy.filter(source="s1")),
            "date": said(lambda: lazy.filter(from_="soon")),
            "no file": said(lambda: mapper.read(folder / "none" / "*.csv", engine="dask")),
            "other columns": said(lambda: mapper.read(folder / "other", engine="dask")),
        }
    result.write_bytes(pickle.dumps(found))


if __name__ == "__main__":
    main()
