"""Run a job for each file: in this process, one file after the other, or with Dask."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from mapper.cube.files import Partition
from mapper.cube.storage import HOW_TO_INSTALL
from mapper.errors import MapperError
from mapper.options import Engine

__all__ = ["check_installed", "each_file"]

Result = TypeVar("Result")

_PACKAGES: Final = {"distributed": "dask", "dask_geopandas": "dask-geopandas"}


def each_file(
    engine: Engine, files: Sequence[Partition], job: Callable[[Partition], Callable[[], Result]]
) -> Iterator[tuple[int, Result]]:
    """Yield each file's number and result, in any order.

    `job` returns the function to run for a file; it is called when the file's turn comes.

    Raises
    ------
    MapperError
        Dask is not installed, or `mapper.cube.cluster.each_result` or the job raises it.

    >>> files = [Partition("a.csv"), Partition("b.csv")]
    >>> list(each_file(Engine(engine="files"), files, lambda partition: partition.path.upper))
    [(0, 'A.CSV'), (1, 'B.CSV')]
    """
    if engine.engine != "dask":
        for number, file in enumerate(files):
            yield number, job(file)()
        return
    check_installed("counting with Dask", "distributed")
    from mapper.cube.cluster import each_result

    yield from each_result(engine, files, job)


def check_installed(what: str, *modules: str) -> None:
    """Raise MapperError if one of the modules that `what` needs is not installed.

    >>> check_installed("counting", "nowhere")
    Traceback (most recent call last):
    ...
    mapper.errors.MapperError: counting needs what is not installed (nowhere); pip install ...
    """
    for module in modules:
        if importlib.util.find_spec(module) is None:
            package = _PACKAGES.get(module, module)
            raise MapperError(f"{what} needs what is not installed ({package})", HOW_TO_INSTALL)
