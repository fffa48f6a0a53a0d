"""Where files are counted: here, one after the other, or by Dask. Neither knows what is counted."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from mapper.cube.files import Partition
from mapper.errors import MapperError, ParameterError, SourceError
from mapper.options import Engine

if TYPE_CHECKING:
    from dask.distributed import Client

__all__ = ["HOW_TO_INSTALL", "each_file"]

HOW_TO_INSTALL: Final = "pip install 'conflict-event-mapper[cluster]'"
_WAIT: Final = "20s"

Result = TypeVar("Result")


def each_file(
    engine: Engine, files: Sequence[Partition], count: Callable[[Partition], Result]
) -> Iterator[tuple[int, Result]]:
    """Yield what a function makes of each file, with the file's number, in any order.

    Raises
    ------
    ParameterError
        The scheduler cannot be reached.
    SourceError
        The workers that read a file die again and again, or the scheduler goes away.
    MapperError
        Dask is not installed; or what the function raises.

    >>> files = [Partition("a.csv"), Partition("b.csv")]
    >>> list(each_file(Engine(engine="files"), files, lambda partition: partition.path))
    [(0, 'a.csv'), (1, 'b.csv')]
    """
    if engine.engine != "dask":
        for number, file in enumerate(files):
            yield number, count(file)
        return
    if importlib.util.find_spec("distributed") is None:
        raise MapperError("counting with Dask needs what is not installed (dask)", HOW_TO_INSTALL)
    with _client(engine) as client:
        yield from _gathered(client, files, count)


@contextmanager
def _client(engine: Engine) -> Iterator[Client]:
    """Give a client of the scheduler named, or of processes of one thread each on this machine."""
    import dask
    from dask.distributed import Client, LocalCluster

    if not engine.scheduler:
        settings = {"n_workers": engine.workers or None, "threads_per_worker": 1, "dashboard_address": None}
        # One file at a time for each worker: of one that dies it is then known which file it read. What is logged of
        # it is said in a sentence, or was made good.
        alone = dask.config.set(
            {"distributed.scheduler.worker-saturation": 1.0, "distributed.scheduler.allowed-failures": 2}
        )
        with alone, LocalCluster(**settings, silence_logs=50) as cluster, Client(cluster) as client:
            try:
                yield client
            finally:
                # A worker that is just being started anew prints a traceback where it is stopped before it is ready.
                with suppress(TimeoutError):
                    client.wait_for_workers(len(cluster.worker_spec), timeout=_WAIT)
        return
    try:
        client = Client(engine.scheduler, timeout=_WAIT)
    except (OSError, ValueError, TypeError) as error:
        wanted = "the address of a Dask scheduler that answers, such as tcp://host:8786"
        raise ParameterError("scheduler", engine.scheduler, wanted) from error
    with dask.config.set({"distributed.comm.timeouts.connect": _WAIT}), closing(client):
        yield client


def _gathered(
    client: Client, files: Sequence[Partition], count: Callable[[Partition], Result]
) -> Iterator[tuple[int, Result]]:
    """Yield each result as it is there, and let go of it."""
    from dask.distributed import KilledWorker, as_completed

    futures = client.map(partial(_tried, count), files, pure=False)
    numbers = {future.key: number for number, future in enumerate(futures)}
    waiting = as_completed(futures)
    del futures
    for future in waiting:
        number = numbers[future.key]
        try:
            result: Any = future.result()
        except KilledWorker:
            remedy = "they may want memory: give each more, or write the data as smaller files"
            raise SourceError(f"{files[number].path}: every worker that read it died", remedy) from None
        except Exception as error:
            if future.status == "error":
                raise
            raise SourceError(
                f"the Dask scheduler went away while {files[number].path} was being counted", "run it again"
            ) from error
        if isinstance(result, MapperError):
            raise result
        yield number, result


def _tried(count: Callable[[Partition], Result], file: Partition) -> Result | MapperError:
    """Return what went wrong rather than raise it: Dask would log it, with its traceback."""
    try:
        return count(file)
    except MapperError as error:
        return error
